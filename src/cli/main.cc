// The program `vitrine`: reads the command line and calls the command.
#include <fcntl.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include "cli/bench_command.h"
#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/doctor_command.h"
#include "cli/exit_code.h"
#include "cli/repl_command.h"
#include "cli/run_command.h"
#include "cli/server_command.h"
#include "cli/session_command.h"
#include "cli/version_command.h"
#include "vitrine/worker_pool.h"

namespace {

using namespace vitrine::cli;  // NOLINT(google-build-using-namespace): this file is the program's own

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

// A standard stream that is closed must stay unusable: its number would go to the next thing that is opened,
// a database or a worker's socket, which would get what was meant for a terminal.
void HoldStandardStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    // The lowest free number is this one; opened the wrong way, so that using it fails as before.
    [[maybe_unused]] const int held = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // The program is its own worker program.
  if (const auto code = vitrine::RunWorkerIfAsked(argc, argv)) return *code;
  HoldStandardStreams();
  // A reader that goes away is an error of write(), which the commands look at.
  std::signal(SIGPIPE, SIG_IGN);
  // Line editing needs to know how wide a character is.
  if (std::setlocale(LC_CTYPE, "") == nullptr || MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");

  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const auto command = ParseCommandLine(arguments);
  if (!command) {
    console.Complain(command.error().what);
    return kExitUsage;
  }
  return std::visit(Overloaded{[](const RunCommand& run) { return Run(run); },
                               [](const ReplCommand& repl) { return Repl(repl); },
                               [](const SessionNewCommand& made) { return NewSession(made); },
                               [](const SessionListCommand& list) { return ListSessions(list); },
                               [](const SessionForkCommand& fork) { return ForkSession(fork); },
                               [](const SessionHistoryCommand& history) { return ShowHistory(history); },
                               [](const SessionUndoCommand& undo) { return UndoTurns(undo); },
                               [](const SessionSaveCommand& save) { return SaveSession(save); },
                               [](const SessionRestoreCommand& restore) { return RestoreSession(restore); },
                               [](const SessionRemoveCommand& remove) { return RemoveSessions(remove); },
                               [](const SessionResumeCommand& resume) { return ResumeSession(resume); },
                               [](const SessionAbandonCommand& abandon) { return AbandonRun(abandon); },
                               [](const ReplayCommand& replay) { return ReplayJournal(replay); },
                               [](const ServeCommand& serve) { return Serve(serve); },
                               [](const McpCommand& mcp) { return ServeMcp(mcp); },
                               [](const TokenCommand& token) { return MakeToken(token); },
                               [](const DoctorCommand& doctor) { return Examine(doctor); },
                               [](const VersionCommand& version) { return ShowVersion(version); },
                               [](const BenchCommand& bench) { return Bench(bench); },
                               [&](const HelpCommand& help) {
                                 console.Write(vitrine::OutputStream::kStdout, help.text);
                                 return console.output_error() == 0 ? kExitOk : kExitOutput;
                               }},
                    *command);
}
