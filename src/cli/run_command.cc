#include "cli/run_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/guest.h"
#include "cli/input_file.h"
#include "cli/interrupts.h"
#include "cli/report.h"
#include "cli/sandbox_source.h"
#include "cli/show.h"

namespace vitrine::cli {
namespace {

struct Source {
  std::string code;
  std::string name;  // in tracebacks, and sys.argv[0]; holds no folder of the host
};

Result<Source> ReadSource(const RunCommand& command) {
  switch (command.source) {
    case RunCommand::Source::kText: {
      auto code = CheckSource(command.file_or_text, "the code after -c");
      if (!code) return std::unexpected(code.error());
      return Source{std::move(*code), "<string>"};
    }
    case RunCommand::Source::kStdin: {
      auto text = ReadStandardInput(kSourceBytesMax);
      if (!text) return std::unexpected(text.error());
      auto code = CheckSource(std::move(*text), "standard input");
      if (!code) return std::unexpected(code.error());
      return Source{std::move(*code), "<stdin>"};
    }
    case RunCommand::Source::kFile:
      break;
  }
  const std::string& path = command.file_or_text;
  auto text = ReadWholeFile(path, "the Python file", kSourceBytesMax);
  if (!text) return std::unexpected(text.error());
  auto code = CheckSource(std::move(*text), fmt::format("the Python file '{}'", path));
  if (!code) return std::unexpected(code.error());
  return Source{std::move(*code), path.substr(path.rfind('/') + 1)};
}

// sys.argv[0] as python has it.
std::string ProgramName(const RunCommand& command, const Source& source) {
  switch (command.source) {
    case RunCommand::Source::kText:
      return "-c";
    case RunCommand::Source::kStdin:
      return "-";
    case RunCommand::Source::kFile:
      break;
  }
  return source.name;
}

}  // namespace

int Run(const RunCommand& command) {
  const bool raw = command.guest.terminal == GuestSettings::Terminal::kRaw;
  Console console(STDOUT_FILENO, STDERR_FILENO,
                  raw ? Console::Escaping::kAsItIs : Console::Escaping::kOnTerminals);
  const auto fail = [&](const Error& error) {
    console.Complain(error.what);
    return ExitCode(error);
  };

  // First, for it gets ready while the rest is read and opened.
  auto sandboxes = SandboxSource::Start(command.guest, 1);
  if (!sandboxes) return fail(sandboxes.error());
  auto interrupts = Interrupts::Start(Interrupts::Mode::kExit);
  if (!interrupts) return fail(interrupts.error());
  const auto source = ReadSource(command);
  if (!source) return fail(source.error());
  auto guest = Guest::Create(command.guest, **sandboxes);
  if (!guest) return fail(guest.error());
  if (!(*sandboxes)->caution().empty()) console.Complain((*sandboxes)->caution());
  std::vector<std::string> arguments = {ProgramName(command, *source)};
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  if (auto set = (*guest)->SetArguments(arguments); !set) return fail(set.error());

  const bool streams = command.format == RunCommand::Format::kText;
  std::function<void(OutputStream, std::string_view)> on_output;
  if (streams) {
    // Code whose output nobody can take has nothing left to do.
    console.OnOutputFailure([&] { (*interrupts)->CancelRun(); });
    on_output = [&](OutputStream stream, std::string_view text) { console.Write(stream, text); };
  }
  const auto outcome = (*guest)->Run(**interrupts, source->code, source->name, std::move(on_output));
  if (!outcome) return fail(outcome.error());

  const auto [saved_as, all_saved] = (*guest)->SaveFiles(*outcome, console);
  if (streams) {
    ShowOutcome(*outcome, command.guest, saved_as, console);
  } else {
    console.Write(OutputStream::kStdout, ToJson(*outcome));
    console.EndLine(OutputStream::kStdout);
  }
  if (console.output_error() == EPIPE) return kExitPipeClosed;
  if (console.output_error() != 0) {
    console.Complain(fmt::format("standard output cannot be written: {}",
                                 std::generic_category().message(console.output_error())));
    return kExitOutput;
  }
  const int code = ExitCode(*outcome);
  return code == kExitOk && !all_saved ? kExitOutput : code;
}

}  // namespace vitrine::cli
