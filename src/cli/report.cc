#include "cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/units.h"

namespace vitrine::cli {
namespace {

void AppendLine(std::string& out, std::string_view line) {
  out.append(line);
  if (!line.ends_with('\n')) out.push_back('\n');
}

// Twice as much, in the form that the option takes.
std::string TwiceAsMuch(std::chrono::milliseconds time) {
  const auto twice = time * 2;
  if (twice.count() % 1000 == 0) return fmt::format("{}s", twice.count() / 1000);
  return fmt::format("{}ms", twice.count());
}

std::string MegabytesTwice(std::uint64_t bytes) {
  constexpr std::uint64_t kMiB = 1 << 20;
  return fmt::format("{}M", std::min<std::uint64_t>(std::max<std::uint64_t>(2 * bytes / kMiB, 1), 2048));
}

bool IsExit(const Outcome& outcome) {
  return outcome.status == Status::kException && outcome.failure && outcome.failure->type == "SystemExit";
}

}  // namespace

std::string LimitReport(const Outcome& outcome, const GuestSettings& settings) {
  const Limits& limits = settings.limits;
  const Usage& usage = outcome.usage;
  switch (outcome.limit) {
    case LimitKind::kNone:
      return "";
    case LimitKind::kWallTime:
      return fmt::format("wall-clock time, {} used of {}; raise it with --time {}",
                         base::FormatDuration(usage.wall), base::FormatDuration(limits.wall_time_max),
                         TwiceAsMuch(limits.wall_time_max));
    case LimitKind::kCpuTime:
      return fmt::format("processor time, {} used of {}; raise it with --cpu {}",
                         base::FormatDuration(usage.cpu), base::FormatDuration(limits.cpu_time_max),
                         TwiceAsMuch(limits.cpu_time_max));
    case LimitKind::kFuel:
      return fmt::format("fuel, {} used of {}; raise it with --fuel {}", usage.fuel, limits.fuel_max,
                         2 * limits.fuel_max);
    case LimitKind::kMemory:
      return fmt::format("memory, {} used of {}; raise it with --memory {}",
                         base::FormatSize(usage.memory_bytes_peak), base::FormatSize(limits.memory_bytes_max),
                         MegabytesTwice(limits.memory_bytes_max));
    case LimitKind::kHostCalls:
      return fmt::format("host calls, {} made of {}; raise it with --max-calls {}", usage.host_calls,
                         limits.host_calls_max, 2 * std::uint64_t{std::max(limits.host_calls_max, 1u)});
  }
  return "";
}

std::string FailureReport(const Outcome& outcome, const GuestSettings& settings) {
  std::string out;
  // One that waits has not failed; what it asks is shown elsewhere.
  const bool has_failed = outcome.failure && outcome.status != Status::kParked;
  if (has_failed) {
    const Failure& failure = *outcome.failure;
    if (IsExit(outcome)) {
      // The number of sys.exit(3) is told by the exit code; the text of sys.exit("text") is among the output,
      // where python writes it too. What is left is the host's own sentence, for os._exit.
      const bool is_told = failure.message == std::to_string(outcome.exit_code) ||
                           outcome.stderr_text.ends_with(failure.message + "\n");
      if (!failure.message.empty() && !is_told) AppendLine(out, failure.message);
    } else if (!failure.traceback.empty()) {
      AppendLine(out, failure.traceback);
    } else {
      AppendLine(
          out, failure.message.empty() ? failure.type : fmt::format("{}: {}", failure.type, failure.message));
    }
  }
  if (const std::string limit = LimitReport(outcome, settings); !limit.empty()) {
    AppendLine(out, fmt::format("limit: {}", limit));
  }
  if (has_failed && !outcome.failure->hint.empty()) {
    AppendLine(out, fmt::format("hint: {}", outcome.failure->hint));
  }
  if (outcome.rolled_back) AppendLine(out, fmt::format("rolled back: {}", outcome.undone));
  if (const std::uint64_t cut = outcome.stdout_bytes_cut + outcome.stderr_bytes_cut; cut > 0) {
    AppendLine(out, fmt::format("limit: output, {} were cut after {}; raise it with --max-output",
                                base::FormatSize(cut), base::FormatSize(settings.limits.output_bytes_max)));
  }
  if (outcome.displays_dropped > 0) {
    AppendLine(out, fmt::format("limit: displays, {} were dropped; the limit is {} of {} together",
                                outcome.displays_dropped, settings.limits.displays_count_max,
                                base::FormatSize(settings.limits.display_bytes_max)));
  }
  if (outcome.artifacts_dropped > 0) {
    AppendLine(out, fmt::format("limit: files in /output, {} were left out; the limit is {}",
                                outcome.artifacts_dropped, settings.limits.artifacts_count_max));
  }
  return out;
}

std::string DisplayReport(const Display& display, std::string_view saved_as) {
  std::string out;
  for (const MimeData& form : display) {
    if (form.mime == "text/plain") AppendLine(out, form.data);
  }
  for (const MimeData& form : display) {
    if (form.mime == "text/plain") continue;
    if (saved_as.empty()) {
      AppendLine(out, fmt::format("[{}, {}]", form.mime, base::FormatSize(form.data.size())));
    } else {
      AppendLine(out, fmt::format("[{}, {}: {}.{}]", form.mime, base::FormatSize(form.data.size()), saved_as,
                                  FileExtension(form.mime)));
    }
  }
  return out;
}

std::string_view FileExtension(std::string_view mime) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kExtensions = {{
      {"text/plain", "txt"},
      {"text/html", "html"},
      {"text/markdown", "md"},
      {"text/csv", "csv"},
      {"image/svg+xml", "svg"},
      {"image/png", "png"},
      {"image/jpeg", "jpg"},
      {"image/gif", "gif"},
      {"application/json", "json"},
  }};
  for (const auto& [known, extension] : kExtensions) {
    if (mime == known) return extension;
  }
  return mime.ends_with("+json") ? "json" : "bin";
}

}  // namespace vitrine::cli
