#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace vitrine::cli {
namespace {

using std::chrono::milliseconds;

template <typename T>
T Parsed(std::vector<std::string> arguments) {
  auto command = ParseCommandLine(arguments);
  if (!command) {
    ADD_FAILURE() << command.error().what;
    return {};
  }
  if (!std::holds_alternative<T>(*command)) {
    ADD_FAILURE() << "another command";
    return {};
  }
  return std::get<T>(std::move(*command));
}

std::string ErrorOf(std::vector<std::string> arguments) {
  const auto command = ParseCommandLine(arguments);
  return command ? "(no error)" : command.error().what;
}

bool Holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(SessionCommandLine, RunInASessionHasTwoForms) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"run", "--session", "study", "a.py", "--store", "s.db", "--ask"},
        std::vector<std::string>{"session", "run", "study", "a.py", "--store", "s.db", "--ask"}}) {
    const auto run = Parsed<RunCommand>(arguments);
    EXPECT_EQ(run.guest.session, "study");
    EXPECT_EQ(run.guest.store, "s.db");
    EXPECT_EQ(run.file_or_text, "a.py");
    EXPECT_EQ(run.guest.ask, GuestSettings::Ask::kYes);
  }
  EXPECT_EQ(Parsed<RunCommand>({"session", "run", "study", "-c", "-1"}).file_or_text, "-1");
  EXPECT_EQ(Parsed<RunCommand>({"session", "run", "study", "-"}).source, RunCommand::Source::kStdin);
  EXPECT_EQ(Parsed<RunCommand>({"run", "a.py"}).guest.session, std::nullopt);
  EXPECT_EQ(Parsed<ReplCommand>({"repl", "--session", "x"}).guest.session, "x");
}

TEST(SessionCommandLine, OnlyLimitsThatWereGivenReplaceOthers) {
  const auto run = Parsed<RunCommand>({"session", "run", "study", "a.py", "--memory", "64M", "--time", "9s"});
  EXPECT_TRUE(run.guest.given_limits.any());
  const Limits stored = {.memory_bytes_max = 1, .cpu_time_max = milliseconds(7), .file_bytes_max = 3};
  const Limits limits = run.guest.given_limits.Over(stored);
  EXPECT_EQ(limits.memory_bytes_max, 64u << 20);
  EXPECT_EQ(limits.wall_time_max, milliseconds(9000));
  EXPECT_EQ(limits.cpu_time_max, milliseconds(9000));
  EXPECT_EQ(limits.file_bytes_max, 3u);
  EXPECT_FALSE(
      Parsed<RunCommand>({"session", "run", "study", "a.py", "--max-rows", "3"}).guest.given_limits.any());
}

TEST(SessionCommandLine, NoArgumentsForCodeInASession) {
  EXPECT_TRUE(Holds(ErrorOf({"run", "--session", "x", "a.py", "--", "b"}), "gets no arguments after '--'"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "run", "x", "a.py", "--", "b"}), "gets no arguments after '--'"));
}

TEST(SessionCommandLine, EachCommandTakesItsNames) {
  const auto made = Parsed<SessionNewCommand>(
      {"session", "new", "a", "--memory", "64M", "--max-turns", "7", "--max-history", "1M", "--input", "f"});
  EXPECT_EQ(made.guest.session, "a");
  EXPECT_EQ(made.guest.limits.memory_bytes_max, 64u << 20);
  EXPECT_EQ(made.guest.history.turns_count_max, 7u);
  EXPECT_EQ(made.guest.history.bytes_max, 1u << 20);
  EXPECT_EQ(Parsed<SessionListCommand>({"session", "list", "--json"}).format,
            SessionListCommand::Format::kJson);
  const auto fork = Parsed<SessionForkCommand>({"session", "fork", "a", "b", "--at", "0"});
  EXPECT_EQ(fork.new_name, "b");
  EXPECT_EQ(fork.turn, 0u);
  EXPECT_EQ(Parsed<SessionForkCommand>({"session", "fork", "a", "b"}).turn, std::nullopt);
  EXPECT_EQ(Parsed<SessionUndoCommand>({"session", "undo", "a"}).turns_count, 1u);
  EXPECT_EQ(Parsed<SessionUndoCommand>({"session", "undo", "a", "12"}).turns_count, 12u);
  const auto save = Parsed<SessionSaveCommand>({"session", "snapshot", "a", "f", "--force"});
  EXPECT_EQ(save.existing, Existing::kReplace);
  EXPECT_EQ(save.what, SessionSaveCommand::What::kSnapshot);
  EXPECT_EQ(Parsed<SessionSaveCommand>({"session", "journal", "a", "f"}).what,
            SessionSaveCommand::What::kJournal);
  const auto restore = Parsed<SessionRestoreCommand>({"session", "restore", "f", "a"});
  EXPECT_EQ(restore.file, "f");
  EXPECT_EQ(restore.guest.session, "a");
  EXPECT_EQ(Parsed<SessionRemoveCommand>({"session", "rm", "a", "b"}).names,
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Parsed<SessionAbandonCommand>({"session", "abandon", "a"}).name, "a");
  EXPECT_EQ(Parsed<ReplayCommand>({"replay", "f", "--in-process"}).guest.panes, GuestSettings::Panes::kOne);
}

// As JSON; an error in brackets.
std::string ReplyOf(std::vector<std::string> options) {
  options.insert(options.begin(), {"session", "resume", "a"});
  const auto reply = Parsed<SessionResumeCommand>(options).reply;
  if (!reply) return "(none)";
  return reply->has_value() ? ToJson(**reply) : "(" + reply->error() + ")";
}

TEST(SessionCommandLine, RepliesAreTextDataOrErrors) {
  EXPECT_EQ(ReplyOf({}), "(none)");
  EXPECT_EQ(ReplyOf({"--reply", ""}), R"("")");
  EXPECT_EQ(ReplyOf({"--reply", "-1"}), R"("-1")");
  EXPECT_EQ(ReplyOf({"--reply-json", "[1]"}), "[1]");
  EXPECT_EQ(ReplyOf({"--error", "no"}), "(no)");
  EXPECT_TRUE(Holds(ErrorOf({"session", "resume", "a", "--reply", "x", "--error", "y"}), "give one of"));
  EXPECT_TRUE(
      Holds(ErrorOf({"session", "resume", "a", "--reply-json", "yes"}), "--reply-json: this is no JSON"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "resume", "a", "--input", "f"}), "there is no option '--input'"));
}

TEST(SessionCommandLine, MistakesAreNamed) {
  EXPECT_TRUE(Holds(ErrorOf({"session"}), "no command was given after 'session'"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "nwe", "a"}), "did you mean 'session new'?"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "new"}), "NAME is required"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "fork", "a"}), "NEW is required"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "undo", "a", "0"}), "the number of turns: '0' is out of range"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "fork", "a", "b", "--at", "x"}), "--at: 'x' is no count"));
  EXPECT_TRUE(
      Holds(ErrorOf({"session", "new", "a", "--max-turns", "0"}), "--max-turns: '0' is out of range"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "list", "--store", ""}), "--store: the file's name is empty"));
  EXPECT_TRUE(Holds(ErrorOf({"run", "a.py", "--session", ""}), "--session: the name is empty"));
  EXPECT_TRUE(Holds(ErrorOf({"session", "list", "x"}), "'x' was not expected here; see"));
  EXPECT_TRUE(
      Holds(ErrorOf({"session", "new", "a", "--output-dir", "x"}), "there is no option '--output-dir'"));
}

TEST(SessionCommandLine, EveryCommandHelps) {
  for (const char* command : {"new", "run", "list", "fork", "history", "undo", "snapshot", "journal",
                              "restore", "rm", "resume", "abandon"}) {
    const std::string text = Parsed<HelpCommand>({"session", command, "--help"}).text;
    EXPECT_TRUE(Holds(text, std::string("Usage: vitrine session ") + command)) << text;
    EXPECT_TRUE(Holds(text, "--store"));
    EXPECT_TRUE(Holds(Parsed<HelpCommand>({"session", "--help"}).text, std::string("\n  ") + command + " "));
  }
}

}  // namespace
}  // namespace vitrine::cli
