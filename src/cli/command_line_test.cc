#include "cli/command_line.h"

#include <gtest/gtest.h>

namespace vitrine::cli {
namespace {

using std::chrono::milliseconds;

Result<Command> Parse(std::vector<std::string> arguments) { return ParseCommandLine(arguments); }

RunCommand ParsedRun(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "run");
  auto command = ParseCommandLine(arguments);
  if (!command) {
    ADD_FAILURE() << command.error().what;
    return {};
  }
  return std::get<RunCommand>(*command);
}

// The sentence that the user gets.
std::string ErrorOf(std::vector<std::string> arguments) {
  const auto command = ParseCommandLine(arguments);
  if (command) return "(no error)";
  EXPECT_EQ(command.error().kind, ErrorKind::kInvalidArgument);
  return command.error().what;
}

bool Holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(CommandLine, RunTakesAFileItsOptionsAndArguments) {
  const RunCommand run = ParsedRun({"a.py", "--db", "shop=x=y.db", "--db", "b=c", "--memory", "64M",
                                    "--time=2m", "--", "--json", "-x", "--", "word"});
  EXPECT_EQ(run.source, RunCommand::Source::kFile);
  EXPECT_EQ(run.file_or_text, "a.py");
  ASSERT_EQ(run.guest.databases.size(), 2u);
  EXPECT_EQ(run.guest.databases[0].name, "shop");
  EXPECT_EQ(run.guest.databases[0].path, "x=y.db");
  EXPECT_EQ(run.guest.limits.memory_bytes_max, 64u << 20);
  EXPECT_EQ(run.guest.limits.wall_time_max, milliseconds(120'000));
  EXPECT_EQ(run.format, RunCommand::Format::kText);
  EXPECT_EQ(run.arguments, (std::vector<std::string>{"--json", "-x", "--", "word"}));
}

TEST(CommandLine, ProcessorTimeFollowsWallTimeUnlessGiven) {
  EXPECT_EQ(ParsedRun({"a.py", "--time", "60s"}).guest.limits.cpu_time_max, milliseconds(60'000));
  EXPECT_EQ(ParsedRun({"a.py", "--time", "60s", "--cpu", "1s"}).guest.limits.cpu_time_max,
            milliseconds(1000));
}

TEST(CommandLine, FuelSelectsTheEngineThatCounts) {
  EXPECT_EQ(ParsedRun({"a.py"}).guest.engine, kDefaultEngine);
  const RunCommand run = ParsedRun({"a.py", "--fuel", "50M"});
  EXPECT_EQ(run.guest.engine, Engine::kChecked);
  EXPECT_EQ(run.guest.limits.fuel_max, 50'000'000u);
}

TEST(CommandLine, CodeMayLookLikeAnything) {
  for (const char* code : {"-1", "", "--json", "[1, 2]", "-c", "x = 'a b'\n"}) {
    const RunCommand run = ParsedRun({"-c", code});
    EXPECT_EQ(run.source, RunCommand::Source::kText);
    EXPECT_EQ(run.file_or_text, code);
  }
}

TEST(CommandLine, DashIsStandardInput) {
  EXPECT_EQ(ParsedRun({"-"}).source, RunCommand::Source::kStdin);
  EXPECT_EQ(ParsedRun({"--json", "-"}).format, RunCommand::Format::kJson);
}

TEST(CommandLine, RunNeedsExactlyOneSource) {
  EXPECT_TRUE(Holds(ErrorOf({"run"}), "nothing to run"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "-c", "1"}), "both a file ('a.py') and -c"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "b.py"}), "'b.py' was not expected here"));
}

TEST(CommandLine, InputsAppearUnderTheirOwnOrAGivenName) {
  const RunCommand run = ParsedRun({"a.py", "--input", "dir/data.csv", "--input", "x.csv=dir/y.csv",
                                    "--input", "./a=b.csv", "--input", "[1]"});
  ASSERT_EQ(run.guest.inputs.size(), 4u);
  EXPECT_EQ(run.guest.inputs[0].name, "data.csv");
  EXPECT_EQ(run.guest.inputs[0].path, "dir/data.csv");
  EXPECT_EQ(run.guest.inputs[1].name, "x.csv");
  EXPECT_EQ(run.guest.inputs[1].path, "dir/y.csv");
  EXPECT_EQ(run.guest.inputs[2].name, "a=b.csv");
  EXPECT_EQ(run.guest.inputs[2].path, "./a=b.csv");
  EXPECT_EQ(run.guest.inputs[3].name, "[1]");
}

TEST(CommandLine, InputsNeedDistinctPlainNames) {
  EXPECT_TRUE(
      Holds(ErrorOf({"run", "a.py", "--input", "a/x", "--input", "b/x"}), "two files would be /input/x"));
  for (const char* text : {"", "/", "..", "a/..", "=x", "x="}) {
    EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--input", text}), "--input: ")) << text;
  }
}

TEST(CommandLine, EachBadValueNamesItsOption) {
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--memory", "lots"}), "--memory: 'lots' is no size"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--memory", "3G"}), "--memory: '3G' is out of range"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--memory", ""}), "--memory: the value is empty"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--time", "0"}), "--time: '0' is too short"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--cpu", "soon"}), "--cpu: 'soon' is no time"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--fuel", "1e9"}), "--fuel: '1e9' is no count"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--fuel", "0"}), "--fuel: '0' is out of range"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--max-output", "2G"}), "--max-output: '2G' is out of range"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--max-rows", "-5"}), "--max-rows: '-5' is no count"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--max-calls", "5G"}), "--max-calls: '5G' is out of range"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--max-files", "x"}), "--max-files: 'x' is no size"));
  EXPECT_TRUE(
      Holds(ErrorOf({"run", "a.py", "--output-dir", ""}), "--output-dir: the folder's name is empty"));
  for (const char* text : {"shop", "=x.db", "shop="}) {
    EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--db", text}), "is not of the form NAME=PATH")) << text;
  }
}

TEST(CommandLine, AMissingValueIsSaid) {
  for (const char* option : {"--db", "--memory", "--output-dir"}) {
    const std::string error = ErrorOf({"run", "a.py", option});
    EXPECT_TRUE(Holds(error, std::string("option ") + option + " needs a value")) << error;
  }
}

TEST(CommandLine, MisspeltWordsGetTheNearOne) {
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--memroy", "64M"}), "did you mean '--memory'?"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--memroy=64M"}), "there is no option '--memroy'"));
  EXPECT_TRUE(Holds(ErrorOf({"repl", "--outputdir", "x"}), "did you mean '--output-dir'?"));
  EXPECT_TRUE(Holds(ErrorOf({"version", "--jsn"}), "did you mean '--json'?"));
  EXPECT_TRUE(Holds(ErrorOf({"rum"}), "did you mean 'run'?"));
  EXPECT_TRUE(Holds(ErrorOf({"report.py"}), "did you mean 'vitrine run report.py'?"));
  EXPECT_TRUE(
      Holds(ErrorOf({"frobnicate"}),
            "the commands are run, repl, session, serve, mcp, token, replay, doctor, version and bench"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--frobnicate"}), "there is no option '--frobnicate'; see"));
  EXPECT_TRUE(Holds(ErrorOf({}), "no command was given"));
}

TEST(CommandLine, TwoPanesUnlessTheUserGivesOneUp) {
  for (const char* command : {"run", "repl"}) {
    std::vector<std::string> arguments = {command};
    if (arguments[0] == "run") arguments.insert(arguments.end(), {"-c", "1"});
    const auto panes = [&] {
      const auto parsed = ParseCommandLine(arguments);
      const auto* run = std::get_if<RunCommand>(&*parsed);
      return (run != nullptr ? run->guest : std::get<ReplCommand>(*parsed).guest).panes;
    };
    EXPECT_EQ(panes(), GuestSettings::Panes::kTwo);
    arguments.emplace_back("--in-process");
    EXPECT_EQ(panes(), GuestSettings::Panes::kOne);
  }
}

TEST(CommandLine, JsonIsForRunAndNotForRepl) {
  EXPECT_TRUE(Holds(ErrorOf({"repl", "--json"}), "there is no option '--json'"));
}

TEST(CommandLine, HelpShowsOptionsAndExamples) {
  for (const char* command : {"run", "repl", "version", "bench"}) {
    const auto parsed = Parse({command, "--help"});
    ASSERT_TRUE(parsed) << command;
    const std::string& text = std::get<HelpCommand>(*parsed).text;
    EXPECT_TRUE(Holds(text, std::string("Usage: vitrine ") + command)) << text;
    EXPECT_TRUE(Holds(text, "--help"));
    EXPECT_FALSE(Holds(text, "\n\n\n"));
    EXPECT_TRUE(Holds(OverviewHelp(), std::string("\n  ") + command)) << OverviewHelp();
  }
  const auto run = Parse({"run", "-h"});
  ASSERT_TRUE(run);
  EXPECT_TRUE(Holds(std::get<HelpCommand>(*run).text, "Examples:\n  vitrine run -c"));
}

}  // namespace
}  // namespace vitrine::cli
