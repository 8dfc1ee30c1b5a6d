#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/options.h"
#include "cli/server_command_line.h"
#include "cli/session_command_line.h"
#include "cli/suggest.h"

namespace vitrine::cli {
namespace {

constexpr char kOverview[] =
    R"(Vitrine runs Python that you do not trust, behind two panes of glass: a whole CPython without files,
network or processes, in a jailed worker process, that can touch only what you hand it.

Usage: vitrine COMMAND [OPTIONS]

Commands:
  run      Run a Python file, a piece of code, or standard input
  repl     Talk to Python behind the glass; names are kept from line to line
  session  Keep interpreters under names: run, list, fork, undo, snapshot and more
  serve    Serve Python over HTTP: a page, a JSON API, the Model Context Protocol
  mcp      Serve one client of the Model Context Protocol, over standard input and output
  token    Make a token for somebody who may use a server
  replay   Play a session's journal again and say whether everything comes out the same
  doctor   Say which walls stand around the code on this machine, and what is missing
  version  Say which version, which guest and which build this is
  bench    Measure this machine: start, host call, SQL rows, workers

Try:
  vitrine run -c 'print(1 + 1)'
  vitrine run report.py --db shop=shop.db --output-dir out
  vitrine run --session study -c 'x = 42'             the next run of this session knows x
  vitrine serve --db shop=shop.db                     and open the address that it prints
  vitrine doctor                                      is this machine fit for it?
  vitrine run --help                                  all options, with examples
)";

constexpr char kRunFooter[] = R"(
Examples:
  vitrine run -c 'sum(range(10))'                        prints 45
  echo 'print("hello")' | vitrine run -                  code from standard input
  vitrine run stats.py --input data.csv                  the code opens /input/data.csv
  vitrine run report.py --db shop=shop.db                the code calls
                                                         read_only_sql_query("shop", "select ...")
  vitrine run chart.py --output-dir out                  what the code leaves in /output lands in out/
  vitrine run job.py --time 30s --memory 512M -- a b     more room; sys.argv is ["job.py", "a", "b"]
  vitrine run task.py --json                             everything about the run as one JSON object
  vitrine run --session study load.py                    names and files are kept for the next run

Exit code: 0 ok, 1 exception, 2 bad option or input, 75 waits for an answer, 124 time, 137 memory,
134 trap, 130 Ctrl-C; sys.exit(n) passes n through. All of them: docs/cli.md.)";

constexpr char kSessionRunFooter[] = R"(
The session is made when it is not there. Limits that are given hold for this run; the others are the
session's own. Databases are not part of a session: give --db with each run that needs them.

Examples:
  vitrine session run study -c 'x = 42'
  vitrine session run study load.py --input data.csv
  vitrine session run study --ask -c 'name = ask("Who is this for?")'    waits for 'vitrine session resume')";

constexpr char kReplFooter[] = R"(
At the prompt: :help, :reset, :files, :limits, in a session :history, :undo, :fork; Ctrl-C stops the code,
Ctrl-D leaves.

Examples:
  vitrine repl --db shop=shop.db
  vitrine repl --session study)";

constexpr char kDoctorFooter[] = R"(
Exit code: 0 when several tenants could be served here (level L2 or L3), 1 below, 125 when no worker
can be started.)";

enum class RunForm : std::uint8_t {
  kOption,    // vitrine run [--session NAME]
  kInSession  // vitrine session run NAME
};

Result<Command> ParseRun(std::span<const std::string> arguments, RunForm form) {
  // What follows the first "--" belongs to the code, whatever it looks like.
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  const auto own = arguments.subspan(0, static_cast<std::size_t>(dashes - arguments.begin()));
  const bool in_session = form == RunForm::kInSession;

  RawOptions raw;
  CLI::App app(in_session ? "Runs Python in a session, which keeps names and files for the next run."
                          : "Runs a Python file, a piece of code, or standard input, behind glass.",
               in_session ? "vitrine session run" : "vitrine run");
  Prepare(app,
          in_session ? "Usage: vitrine session run NAME FILE [OPTIONS]\n"
                       "       vitrine session run NAME -c CODE [OPTIONS]\n"
                       "       vitrine session run NAME - [OPTIONS]         (code from standard input)"
                     : "Usage: vitrine run FILE [OPTIONS] [-- ARGUMENTS]\n"
                       "       vitrine run -c CODE [OPTIONS]\n"
                       "       vitrine run - [OPTIONS]         (code from standard input)",
          in_session ? kSessionRunFooter : kRunFooter);
  if (in_session) {
    app.add_option("NAME", raw.session, "The session")->option_text(" ")->required();
  }
  app.add_option("FILE", raw.file, "The Python file, or - for standard input")->option_text(" ");
  app.add_option("-c,--code", raw.code, "Run this text")->option_text("CODE");
  AddGuestOptions(app, raw);
  AddAskOption(app, raw);
  if (!in_session) AddSessionOption(app, raw);
  AddStoreOption(app, raw);
  app.add_flag("--json", raw.json, "Print the whole outcome as one JSON object instead of the output")
      ->group("Output");
  const auto parsed = Parse(app, own);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);

  RunCommand command;
  const bool has_code = app.count("--code") > 0;
  const bool has_file = app.count("FILE") > 0;
  if (has_code && has_file) {
    return Bad(fmt::format("both a file ('{}') and -c were given; give one of them", raw.file));
  }
  if (!has_code && !has_file) {
    return Bad(fmt::format("nothing to run: give a FILE, -c CODE, or - for standard input; see '{} --help'",
                           app.get_name()));
  }
  if (has_code) {
    command.source = RunCommand::Source::kText;
    command.file_or_text = raw.code;
  } else if (raw.file == "-") {
    command.source = RunCommand::Source::kStdin;
  } else {
    if (raw.file.empty()) return Bad("the FILE's name is empty");
    command.file_or_text = raw.file;
  }
  auto settings = TakeGuestSettings(raw, app);
  if (!settings) return std::unexpected(settings.error());
  command.guest = std::move(*settings);
  if (in_session) command.guest.session = raw.session;
  if (raw.json) command.format = RunCommand::Format::kJson;
  if (dashes != arguments.end()) command.arguments.assign(dashes + 1, arguments.end());
  if (command.guest.session && !command.arguments.empty()) {
    return Bad(
        "code in a session gets no arguments after '--': sys.argv is the session's own, like every "
        "other name; set it in the code");
  }
  return command;
}

Result<Command> ParseRepl(std::span<const std::string> arguments) {
  RawOptions raw;
  CLI::App app("Talks to Python behind the glass; names are kept from line to line.", "vitrine repl");
  Prepare(app, "Usage: vitrine repl [OPTIONS]", kReplFooter);
  AddGuestOptions(app, raw);
  AddAskOption(app, raw);
  AddSessionOption(app, raw);
  AddStoreOption(app, raw);
  const auto parsed = Parse(app, arguments);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);
  auto settings = TakeGuestSettings(raw, app);
  if (!settings) return std::unexpected(settings.error());
  return ReplCommand{std::move(*settings)};
}

template <typename CommandType>
Result<Command> ParseFormatOnly(std::span<const std::string> arguments, const char* about, const char* name,
                                const char* usage, const char* footer = "") {
  bool json = false;
  CLI::App app(about, name);
  Prepare(app, usage, footer);
  app.add_flag("--json", json, "Print one JSON object");
  const auto parsed = Parse(app, arguments);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);
  return CommandType{json ? CommandType::Format::kJson : CommandType::Format::kText};
}

Result<Command> ParseBench(std::span<const std::string> arguments) {
  RawOptions raw;
  CLI::App app("Measures this machine: start and run, host call, SQL rows, workers. Takes some seconds.",
               "vitrine bench");
  Prepare(app, "Usage: vitrine bench [OPTIONS]", "");
  AddInterpreterOption(app, raw);
  app.add_flag("--json", raw.json, "Print one JSON object");
  const auto parsed = Parse(app, arguments);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);
  auto settings = TakeGuestSettings(raw, app);
  if (!settings) return std::unexpected(settings.error());
  return BenchCommand{.guest = std::move(*settings),
                      .format = raw.json ? BenchCommand::Format::kJson : BenchCommand::Format::kText};
}

}  // namespace

Limits LimitFlags::Over(Limits limits) const {
  const auto lay = [](const auto& given, auto& limit) {
    if (given) limit = *given;
  };
  lay(memory_bytes_max, limits.memory_bytes_max);
  lay(wall_time_max, limits.wall_time_max);
  // A person who gives a job a minute means a minute; processor time is a second, separate wish.
  lay(wall_time_max, limits.cpu_time_max);
  lay(cpu_time_max, limits.cpu_time_max);
  lay(fuel_max, limits.fuel_max);
  lay(output_bytes_max, limits.output_bytes_max);
  lay(host_calls_max, limits.host_calls_max);
  lay(file_bytes_max, limits.file_bytes_max);
  return limits;
}

std::string OverviewHelp() { return kOverview; }

Result<Command> ParseCommandLine(std::span<const std::string> arguments) {
  if (arguments.empty()) return Bad("no command was given; see 'vitrine --help'");
  const std::string& name = arguments.front();
  const auto rest = arguments.subspan(1);
  if (name == "-h" || name == "--help" || name == "help") return HelpCommand{OverviewHelp()};
  if (name == "--version") return VersionCommand{};
  if (name == "run") return ParseRun(rest, RunForm::kOption);
  if (name == "repl") return ParseRepl(rest);
  if (name == "session") {
    if (!rest.empty() && rest.front() == "run") return ParseRun(rest.subspan(1), RunForm::kInSession);
    return ParseSession(rest);
  }
  if (name == "replay") return ParseReplay(rest);
  if (name == "serve") return ParseServe(rest);
  if (name == "mcp") return ParseMcp(rest);
  if (name == "token") return ParseToken(rest);
  if (name == "version") {
    return ParseFormatOnly<VersionCommand>(rest, "Says which version, which guest and which build this is.",
                                           "vitrine version", "Usage: vitrine version [--json]");
  }
  if (name == "doctor") {
    return ParseFormatOnly<DoctorCommand>(
        rest, "Says which walls stand around the code on this machine, and what is missing.",
        "vitrine doctor", "Usage: vitrine doctor [--json]", kDoctorFooter);
  }
  if (name == "bench") {
    return ParseBench(rest);
  }
  static constexpr char kSee[] = "see 'vitrine --help'";
  if (name.ends_with(".py")) {
    return Bad(fmt::format("'{}' is no command; did you mean 'vitrine run {}'?", name, name));
  }
  const std::array<std::string, 13> known = {"run",   "repl",   "session",  "serve",   "mcp",
                                             "token", "replay", "doctor",   "version", "bench",
                                             "help",  "--help", "--version"};
  if (const auto near = Nearest(name, known)) {
    return Bad(fmt::format("there is no command '{}'; did you mean '{}'? ({})", name, *near, kSee));
  }
  return Bad(
      fmt::format("there is no command '{}'; the commands are run, repl, session, serve, mcp, token, replay, "
                  "doctor, version and bench; {}",
                  name, kSee));
}

}  // namespace vitrine::cli
