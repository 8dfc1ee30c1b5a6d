#include "cli/run_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "cli/ask.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/guest.h"
#include "cli/input_file.h"
#include "cli/interrupts.h"
#include "cli/run_to_end.h"
#include "cli/sandbox_source.h"

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

  const bool in_session = command.guest.session.has_value();
  if (command.guest.ask == GuestSettings::Ask::kYes && !in_session) {
    const bool is_text = command.format == RunCommand::Format::kText;
    if (!is_text || !SomebodyIsThere()) {
      return fail(
          {ErrorKind::kInvalidArgument,
           fmt::format("--ask: nobody can be asked here ({}); with --session NAME the run waits until "
                       "'vitrine session resume' answers",
                       is_text ? "standard input and standard error are no terminal" : "--json")});
    }
  }
  GuestSettings settings = command.guest;
  const auto store = OpenStoreFor(settings);
  if (!store) return fail(store.error());
  // First, for it gets ready while the rest is read and opened.
  auto sandboxes = SandboxSource::Start(settings, 1);
  if (!sandboxes) return fail(sandboxes.error());
  auto interrupts = Interrupts::Start(Interrupts::Mode::kExit);
  if (!interrupts) return fail(interrupts.error());
  const auto source = ReadSource(command);
  if (!source) return fail(source.error());
  auto guest = Guest::Create(settings, **sandboxes, store->get());
  if (!guest) return fail(guest.error());
  if (auto ready = (*guest)->GetReady(); !ready) return fail(ready.error());
  if (!(*sandboxes)->caution().empty()) console.Complain((*sandboxes)->caution());
  std::string file_name = source->name;
  if (in_session) {
    // Nobody's code but a file's has a name; all that is typed gets the turn's number, so that tracebacks
    // tell one from another.
    if (command.source != RunCommand::Source::kFile) file_name.clear();
    if ((*guest)->is_new_session()) {
      console.Complain(fmt::format("the session '{}' is new", *settings.session));
    }
  } else {
    std::vector<std::string> arguments = {ProgramName(command, *source)};
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    if (auto set = (*guest)->SetArguments(arguments); !set) return fail(set.error());
  }
  return RunToEnd(**guest, **interrupts, console, command.format, [&](const OnOutput& on_output) {
    return (*guest)->Run(**interrupts, source->code, file_name, on_output);
  });
}

}  // namespace vitrine::cli
