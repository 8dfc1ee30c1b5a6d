#include "cli/server_command.h"

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <utility>

#include "base/utf8.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/input_file.h"
#include "cli/store_path.h"
#include "mcp/peer.h"
#include "mcp/stdio.h"
#include "os/descriptor.h"
#include "serve/serving.h"
#include "serve/settings.h"
#include "service/log.h"
#include "service/token.h"
#include "session/digest.h"

namespace vitrine::cli {
namespace {

constexpr std::uint64_t kConfigBytesMax = 1u << 20;
// The program is its own worker program.
constexpr char kWorkerProgram[] = "/proc/self/exe";

// Blocks the signals that end a server, before any thread is started, and makes them readable.
os::Descriptor WatchForEnd() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return os::Descriptor(signalfd(-1, &signals, SFD_CLOEXEC));
}

void WaitFor(int descriptor) {
  pollfd readable{.fd = descriptor, .events = POLLIN, .revents = 0};
  while (poll(&readable, 1, -1) < 0) {
  }
}

// Built-in values, the file's over them, the options' over both.
Result<serve::Settings> SettingsOf(const ServerFlags& flags) {
  serve::Settings settings;
  if (flags.config) {
    const Result<std::string> text = ReadWholeFile(*flags.config, "the settings file", kConfigBytesMax);
    if (!text) return std::unexpected(text.error());
    if (Result<void> read = serve::ReadSettings(*text, settings); !read) {
      return std::unexpected(
          Error{ErrorKind::kInvalidArgument,
                fmt::format("the settings in '{}': {}", *flags.config, read.error().what)});
    }
  }
  if (flags.listen) {
    if (Result<void> read = serve::ReadListen(*flags.listen, settings); !read) {
      return std::unexpected(Error{ErrorKind::kInvalidArgument, "--listen: " + read.error().what});
    }
  }
  if (flags.tokens) settings.tokens_file = flags.tokens;
  if (flags.certificate) settings.certificate = flags.certificate;
  if (flags.private_key) settings.private_key = flags.private_key;
  if (!flags.public_urls.empty()) settings.public_urls = flags.public_urls;
  if (flags.store) settings.store = flags.store;
  for (const NamedPath& database : flags.databases) {
    std::erase_if(settings.databases, [&](const auto& other) { return other.first == database.name; });
    settings.databases.emplace_back(database.name, database.path);
  }
  settings.limits = flags.limits.Over(settings.limits);
  // Who starts the server may raise what anybody gets.
  settings.limits_max.memory_bytes_max =
      std::max(settings.limits_max.memory_bytes_max, settings.limits.memory_bytes_max);
  settings.limits_max.wall_time_max =
      std::max(settings.limits_max.wall_time_max, settings.limits.wall_time_max);
  settings.limits_max.cpu_time_max = std::max(settings.limits_max.cpu_time_max, settings.limits.cpu_time_max);
  settings.limits_max.output_bytes_max =
      std::max(settings.limits_max.output_bytes_max, settings.limits.output_bytes_max);
  settings.limits_max.file_bytes_max =
      std::max(settings.limits_max.file_bytes_max, settings.limits.file_bytes_max);
  settings.limits_max.host_calls_max =
      std::max(settings.limits_max.host_calls_max, settings.limits.host_calls_max);
  if (flags.sql_limits) settings.sql_limits = *flags.sql_limits;
  if (flags.interpreter) settings.interpreter = *flags.interpreter;
  if (flags.ask) settings.has_ask = true;
  if (flags.accept_weak_jail) settings.accept_weak_jail = true;
  if (flags.log_level) {
    const auto level = service::Log::FindLevel(*flags.log_level);
    if (!level) {
      return std::unexpected(
          Error{ErrorKind::kInvalidArgument, "--log-level must be error, warning, info or debug"});
    }
    settings.log_level = *level;
  }
  return settings;
}

int Complain(Console& console, const Error& error) {
  console.Complain(error.what);
  return ExitCode(error);
}

}  // namespace

int Serve(const ServeCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const os::Descriptor end = WatchForEnd();
  const Result<serve::Settings> settings = SettingsOf(command.flags);
  if (!settings) return Complain(console, settings.error());
  if (Result<void> checked = serve::CheckSettings(*settings); !checked)
    return Complain(console, checked.error());
  const auto store = OpenStore(settings->store);
  if (!store) return Complain(console, store.error());
  const auto service = serve::StartService(*settings, kWorkerProgram, **store);
  if (!service) return Complain(console, service.error());
  const service::Log log(STDERR_FILENO, settings->log_level);
  const auto serving = serve::Serving::Start(*settings, **service, log);
  if (!serving) return Complain(console, serving.error());
  console.Complain("listening on " + (*serving)->url());
  WaitFor(end.get());
  console.Complain("stopping: what runs may finish first");
  (*serving)->Stop();
  return kExitOk;
}

int ServeMcp(const McpCommand& command) {
  Console console(STDERR_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const os::Descriptor end = WatchForEnd();
  Result<serve::Settings> settings = SettingsOf(command.flags);
  if (!settings) return Complain(console, settings.error());
  // One client, this program's own user: no tokens.
  settings->tokens_file.reset();
  Result<std::unique_ptr<SessionStore>> store = MakeMemorySessionStore();
  if (command.session) store = OpenStore(settings->store);
  if (!store) return Complain(console, store.error());
  const auto service = serve::StartService(*settings, kWorkerProgram, **store);
  if (!service) return Complain(console, service.error());
  mcp::Peer peer(**service, (*service)->principals().all().front(),
                 command.session.value_or("mcp-" + session::Hex(session::RandomId()).substr(0, 16)));
  return mcp::ServeStdio(peer, STDIN_FILENO, STDOUT_FILENO, end.get()) ? kExitOk : kExitOutput;
}

int MakeToken(const TokenCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  std::string name;
  for (const char c : command.name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '"' || c == '\\') {
      console.Complain("a name has no control characters, quotes and backslashes");
      return kExitUsage;
    }
    name += c;
  }
  if (!base::IsUtf8(name) || name.size() > 100) {
    console.Complain("a name is UTF-8 of at most 100 bytes");
    return kExitUsage;
  }
  const std::string token = service::NewToken();
  console.Write(OutputStream::kStdout, fmt::format("[[principal]]\nname = \"{}\"\ntoken = \"{}\"\n", name,
                                                   service::HashOfToken(token)));
  console.Write(OutputStream::kStderr, fmt::format("the token of {}, shown only now: {}\n", name, token));
  return console.output_error() == 0 ? kExitOk : kExitOutput;
}

}  // namespace vitrine::cli
