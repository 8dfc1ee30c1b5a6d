#include "serve/settings.h"

#include <fmt/format.h>

#include <charconv>

#include "http/origin_policy.h"
#include "service/toml_reader.h"

namespace vitrine::serve {
namespace {

using service::TomlTable;

constexpr std::uint64_t kMemoryMost = std::uint64_t{2} << 30;
constexpr std::uint64_t kBytesMost = std::uint64_t{1} << 40;
constexpr std::uint64_t kTimeMostMs = std::uint64_t{24} * 3'600'000;
constexpr std::uint64_t kCountMost = 1'000'000;

std::unexpected<Error> Bad(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

void ReadTime(TomlTable& table, const char* key, std::chrono::milliseconds& time) {
  std::int64_t ms = time.count();
  table.Duration(key, kTimeMostMs, ms);
  time = std::chrono::milliseconds(ms);
}

void ReadLimits(TomlTable& table, Limits& limits) {
  table.Size("memory", kMemoryMost, limits.memory_bytes_max);
  ReadTime(table, "time", limits.wall_time_max);
  if (!table.Has("cpu") && table.Has("time")) limits.cpu_time_max = limits.wall_time_max;
  ReadTime(table, "cpu", limits.cpu_time_max);
  table.Size("output", std::uint64_t{1} << 30, limits.output_bytes_max);
  table.Size("files", std::uint64_t{1} << 30, limits.file_bytes_max);
  table.Number("calls", 0, kCountMost, limits.host_calls_max);
}

}  // namespace

bool IsLoopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

Result<void> ReadListen(std::string_view text, Settings& settings) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return Bad(fmt::format("'{}' is no address to listen on; write ADDRESS:PORT, like 127.0.0.1:8470", text));
  }
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view port = text.substr(colon + 1);
  std::uint16_t number = 0;
  const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
  if (port.empty() || read.ec != std::errc() || read.ptr != port.data() + port.size()) {
    return Bad(fmt::format("'{}' is no port; it is a number from 0 to 65535 (0: one that is free)", port));
  }
  if (host == "localhost") host = "127.0.0.1";
  settings.address = host.empty() ? "127.0.0.1" : std::string(host);
  settings.port = number;
  return {};
}

Result<void> ReadSettings(std::string_view toml, Settings& settings) {
  const auto table = TomlTable::Parse(toml);
  if (!table) return std::unexpected(table.error());
  TomlTable& root = **table;
  std::string listen;
  root.Text("listen", listen);
  if (!listen.empty()) {
    if (Result<void> read = ReadListen(listen, settings); !read)
      root.Complain("listen", "is wrong: " + read.error().what);
  }
  root.Text("certificate", settings.certificate);
  root.Text("private_key", settings.private_key);
  root.Texts("public_urls", settings.public_urls);
  root.Text("store", settings.store);
  root.Text("tokens", settings.tokens_file);
  root.TextPairs("databases", settings.databases);
  std::string interpreter;
  root.Text("guest", interpreter);
  if (!interpreter.empty()) {
    if (const auto found = FindInterpreter(interpreter)) {
      settings.interpreter = *found;
    } else {
      root.Complain("guest", "must be cpython or micropython");
    }
  }
  root.SubTable("limits", [&](TomlTable& sub) { ReadLimits(sub, settings.limits); });
  root.SubTable("limits_max", [&](TomlTable& sub) { ReadLimits(sub, settings.limits_max); });
  root.SubTable("quotas", [&](TomlTable& sub) {
    sub.Number("runs_per_minute", 0, 1'000'000'000, settings.quotas.runs_per_minute);
    sub.Number("runs_at_once", 0, kCountMost, settings.quotas.runs_at_once);
    sub.Number("sessions", 0, kCountMost, settings.quotas.sessions_count_max);
    sub.Size("stored_bytes", kBytesMost, settings.quotas.stored_bytes_max);
  });
  root.SubTable("history", [&](TomlTable& sub) {
    sub.Number("turns", 1, kCountMost, settings.history.turns_count_max);
    sub.Size("bytes", kBytesMost, settings.history.bytes_max);
  });
  root.Number("workers", 1, 10'000, settings.workers_count_max);
  root.Number("live_sessions", 1, 10'000, settings.live_sessions_count_max);
  ReadTime(root, "session_idle", settings.session_idle_max);
  ReadTime(root, "stop_grace", settings.stop_grace);
  root.Bool("ask", settings.has_ask);
  root.Bool("accept_weak_jail", settings.accept_weak_jail);
  std::string level;
  root.Text("log_level", level);
  if (!level.empty()) {
    if (const auto found = service::Log::FindLevel(level)) {
      settings.log_level = *found;
    } else {
      root.Complain("log_level", "must be error, warning, info or debug");
    }
  }
  return root.Finish();
}

Result<void> CheckSettings(const Settings& settings) {
  if (!settings.tokens_file && !IsLoopback(settings.address)) {
    return Bad(fmt::format(
        "whoever reaches {} could run code; give a tokens file (--tokens FILE, 'vitrine token' makes "
        "its lines), or listen on 127.0.0.1",
        settings.address));
  }
  if (settings.certificate.has_value() != settings.private_key.has_value()) {
    return Bad("TLS needs both a certificate and a private key");
  }
  for (const std::string& url : settings.public_urls) {
    if (http::NormalOrigin(url).empty()) {
      return Bad(
          fmt::format("'{}' is no public URL; write https://HOST or https://HOST:PORT, without a path", url));
    }
  }
  const Limits& limits = settings.limits;
  const Limits& most = settings.limits_max;
  if (limits.memory_bytes_max > most.memory_bytes_max || limits.wall_time_max > most.wall_time_max ||
      limits.cpu_time_max > most.cpu_time_max || limits.output_bytes_max > most.output_bytes_max ||
      limits.file_bytes_max > most.file_bytes_max || limits.host_calls_max > most.host_calls_max) {
    return Bad("the limits of who names none (limits) are above those that anybody may have (limits_max)");
  }
  return {};
}

}  // namespace vitrine::serve
