// The program `vitrine`: reads the command line and calls the command.
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
#include "cli/exit_code.h"
#include "cli/repl_command.h"
#include "cli/run_command.h"
#include "cli/version_command.h"

namespace {

using namespace vitrine::cli;  // NOLINT(google-build-using-namespace): this file is the program's own

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

}  // namespace

int main(int argc, char** argv) {
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
                               [](const VersionCommand& version) { return ShowVersion(version); },
                               [](const BenchCommand& bench) { return Bench(bench); },
                               [&](const HelpCommand& help) {
                                 console.Write(vitrine::OutputStream::kStdout, help.text);
                                 return console.output_error() == 0 ? kExitOk : kExitOutput;
                               }},
                    *command);
}
