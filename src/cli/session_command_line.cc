#include "cli/session_command_line.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "base/json_value.h"
#include "base/utf8.h"
#include "cli/options.h"
#include "cli/suggest.h"

namespace vitrine::cli {
namespace {

constexpr char kOverview[] =
    R"(Interpreters with a name. Names, imports and files stay from run to run, through exceptions, limits,
crashes and restarts; each run is a turn that can be undone.

Usage: vitrine session COMMAND NAME [OPTIONS]

Commands:
  new       Make a session, with limits of its own
  run       Run Python in a session; makes it when it is not there (as 'vitrine run --session NAME')
  list      The sessions that there are
  history   The turns of a session
  undo      Go back to the turn before the last one, or further
  fork      Make a second session of a first one, as it is or was
  resume    Answer the question that a run waits with
  abandon   Give up the run that waits
  snapshot  Write the session as it is now to a file
  restore   Make a session from such a file
  journal   Write what was done to a file, for 'vitrine replay'
  rm        Remove sessions with all they have

Try:
  vitrine session run study -c 'x = 42'
  vitrine session run study -c 'print(x)'
  vitrine session history study
  vitrine repl --session study

All take --store FILE; without it sessions are kept in $VITRINE_STORE, or in sessions.db in
$XDG_DATA_HOME/vitrine or ~/.local/share/vitrine. See 'vitrine session COMMAND --help'.
)";

// One command under `vitrine session`: its app, and what every one of them needs.
struct Form {
  Form(const char* about, const char* name, const char* usage, const char* footer = "") : app(about, name) {
    Prepare(app, usage, footer);
  }

  void AddName(std::string& target, const char* option, const char* about) {
    app.add_option(option, target, about)->option_text(" ")->required();
  }
  // Then the store.
  Result<bool> Read(std::span<const std::string> arguments) {
    auto parsed = Parse(app, arguments);
    if (!parsed || !*parsed) return parsed;
    auto taken = TakeStore(raw, app);
    if (!taken) return std::unexpected(taken.error());
    store = std::move(*taken);
    return true;
  }

  CLI::App app;
  RawOptions raw;
  std::optional<std::string> store;
};

Result<Command> ParseNew(std::span<const std::string> arguments) {
  Form form("Makes a session. Limits that are given are kept with it.", "vitrine session new",
            "Usage: vitrine session new NAME [OPTIONS]", R"(
Databases are not kept with a session: --db here only lets its first turn know the function; give it again
with each run.

Example:
  vitrine session new study --memory 512M --max-turns 20 --input data.csv)");
  form.AddName(form.raw.session, "NAME", "The session's name");
  AddGrantOptions(form.app, form.raw);
  AddInterpreterOption(form.app, form.raw);
  AddPaneOption(form.app, form.raw);
  AddLimitOptions(form.app, form.raw);
  AddHistoryOptions(form.app, form.raw);
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  auto settings = TakeGuestSettings(form.raw, form.app);
  if (!settings) return std::unexpected(settings.error());
  settings->session = form.raw.session;
  return SessionNewCommand{std::move(*settings)};
}

Result<Command> ParseList(std::span<const std::string> arguments) {
  Form form("Lists the sessions that there are, by name.", "vitrine session list",
            "Usage: vitrine session list [OPTIONS]");
  form.app.add_flag("--json", form.raw.json, "Print one JSON object");
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  using Format = SessionListCommand::Format;
  return SessionListCommand{form.store, form.raw.json ? Format::kJson : Format::kText};
}

Result<Command> ParseFork(std::span<const std::string> arguments) {
  Form form("Makes a second session of a first one. They share what is the same until they differ.",
            "vitrine session fork", "Usage: vitrine session fork NAME NEW [OPTIONS]", R"(
Example:
  vitrine session fork study attempt --at 3)");
  SessionForkCommand command;
  std::string at;
  form.AddName(command.name, "NAME", "The session that is there");
  form.AddName(command.new_name, "NEW", "The name of the new one");
  form.app.add_option("--at", at, "As it was after this turn; default: as it is now")->option_text("TURN");
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  if (form.app.count("--at") > 0) {
    auto turn = TakeNumber("--at", at, 0);
    if (!turn) return std::unexpected(turn.error());
    command.turn = *turn;
  }
  command.store = std::move(form.store);
  return command;
}

Result<Command> ParseHistory(std::span<const std::string> arguments) {
  Form form(
      "Lists the turns of a session that are kept: number, time, kind, status, what storing it takes, and "
      "the\n"
      "first line of the code.",
      "vitrine session history", "Usage: vitrine session history NAME [OPTIONS]");
  SessionHistoryCommand command;
  form.AddName(command.name, "NAME", "The session");
  form.app.add_flag("--json", form.raw.json, "Print one JSON object, with the whole code of each turn");
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  if (form.raw.json) command.format = SessionHistoryCommand::Format::kJson;
  command.store = std::move(form.store);
  return command;
}

Result<Command> ParseUndo(std::span<const std::string> arguments) {
  Form form("Takes a session back to the turn before the last one, or further. What came after it is gone.",
            "vitrine session undo", "Usage: vitrine session undo NAME [N] [OPTIONS]");
  SessionUndoCommand command;
  std::string count;
  form.AddName(command.name, "NAME", "The session");
  form.app.add_option("N", count, "How many turns; default 1")->option_text(" ");
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  if (form.app.count("N") > 0) {
    auto number = TakeNumber("the number of turns", count, 1);
    if (!number) return std::unexpected(number.error());
    command.turns_count = *number;
  }
  command.store = std::move(form.store);
  return command;
}

Result<Command> ParseSave(std::span<const std::string> arguments, SessionSaveCommand::What what) {
  const bool is_snapshot = what == SessionSaveCommand::What::kSnapshot;
  Form form(
      is_snapshot
          ? "Writes a session as it is now to a file, readable by you alone, for 'session restore'."
          : "Writes what was done in a session, since the first turn that is kept, to a file, readable\n"
            "by you alone, for 'vitrine replay'.",
      is_snapshot ? "vitrine session snapshot" : "vitrine session journal",
      is_snapshot ? "Usage: vitrine session snapshot NAME FILE [OPTIONS]"
                  : "Usage: vitrine session journal NAME FILE [OPTIONS]");
  SessionSaveCommand command{.what = what};
  bool force = false;
  form.AddName(command.name, "NAME", "The session");
  form.AddName(command.file, "FILE", "The file, which must not be there");
  form.app.add_flag("--force", force, "Replace the file when it is there");
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  if (command.file.empty()) return Bad("the FILE's name is empty");
  if (force) command.existing = Existing::kReplace;
  command.store = std::move(form.store);
  return command;
}

Result<Command> ParseRestore(std::span<const std::string> arguments) {
  Form form("Makes a session from a snapshot. Limits that are given are kept with it.",
            "vitrine session restore", "Usage: vitrine session restore FILE NAME [OPTIONS]");
  SessionRestoreCommand command;
  form.AddName(command.file, "FILE", "The snapshot, which 'session snapshot' wrote");
  form.AddName(form.raw.session, "NAME", "The name of the new session");
  AddLimitOptions(form.app, form.raw);
  AddHistoryOptions(form.app, form.raw);
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  auto settings = TakeGuestSettings(form.raw, form.app);
  if (!settings) return std::unexpected(settings.error());
  command.guest = std::move(*settings);
  command.guest.session = form.raw.session;
  return command;
}

Result<Command> ParseRemove(std::span<const std::string> arguments) {
  Form form("Removes sessions, with their turns and the runs that wait.", "vitrine session rm",
            "Usage: vitrine session rm NAME... [OPTIONS]");
  SessionRemoveCommand command;
  form.app.add_option("NAME", command.names, "The sessions")->option_text(" ")->required();
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  command.store = std::move(form.store);
  return command;
}

Result<Command> ParseResume(std::span<const std::string> arguments) {
  Form form("Answers the question that a run waits with, and goes on.", "vitrine session resume",
            "Usage: vitrine session resume NAME [OPTIONS]", R"(
Without an answer among the options you are asked at the terminal. Databases that the rest of the run needs
have to be given again.

Example:
  vitrine session resume study --reply 'the board')");
  SessionResumeCommand command;
  std::string text;
  std::string json;
  std::string error;
  form.AddName(form.raw.session, "NAME", "The session");
  form.app.add_option("--reply", text, "The answer")->option_text("TEXT");
  form.app.add_option("--reply-json", json, "The answer as data, for functions that give other than text")
      ->option_text("JSON");
  form.app.add_option("--error", error, "There is no answer: the code gets vitrine.CallError with this text")
      ->option_text("TEXT");
  AddGuestOptions(form.app, form.raw);
  // While a run waits no file can be put in.
  form.app.remove_option(form.app.get_option("--input"));
  AddStoreOption(form.app, form.raw);
  form.app
      .add_flag("--json", form.raw.json, "Print the whole outcome as one JSON object instead of the output")
      ->group("Output");
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  if (form.app.count("--reply") + form.app.count("--reply-json") + form.app.count("--error") > 1) {
    return Bad("give one of --reply, --reply-json and --error, once");
  }
  for (const std::string& given : {text, error}) {
    if (!base::IsUtf8(given)) return Bad("the answer is not UTF-8");
  }
  if (form.app.count("--reply") > 0) command.reply = CallReply(Value(text));
  if (form.app.count("--error") > 0) command.reply = CallReply(std::unexpected(error));
  if (form.app.count("--reply-json") > 0) {
    auto value = base::ValueFromJson(json);
    if (!value) return Bad(fmt::format("--reply-json: {}", value.error().what));
    command.reply = CallReply(std::move(*value));
  }
  auto settings = TakeGuestSettings(form.raw, form.app);
  if (!settings) return std::unexpected(settings.error());
  command.guest = std::move(*settings);
  command.guest.session = form.raw.session;
  command.guest.ask = GuestSettings::Ask::kYes;
  if (form.raw.json) command.format = SessionResumeCommand::Format::kJson;
  return command;
}

Result<Command> ParseAbandon(std::span<const std::string> arguments) {
  Form form("Gives up the run that waits; the session is as it was before it.", "vitrine session abandon",
            "Usage: vitrine session abandon NAME [OPTIONS]");
  SessionAbandonCommand command;
  form.AddName(command.name, "NAME", "The session");
  AddStoreOption(form.app, form.raw);
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  command.store = std::move(form.store);
  return command;
}

}  // namespace

Result<Command> ParseSession(std::span<const std::string> arguments) {
  static constexpr char kSee[] = "see 'vitrine session --help'";
  if (arguments.empty()) return Bad(fmt::format("no command was given after 'session'; {}", kSee));
  const std::string& name = arguments.front();
  const auto rest = arguments.subspan(1);
  if (name == "-h" || name == "--help" || name == "help") return HelpCommand{kOverview};
  if (name == "new") return ParseNew(rest);
  if (name == "list") return ParseList(rest);
  if (name == "fork") return ParseFork(rest);
  if (name == "history") return ParseHistory(rest);
  if (name == "undo") return ParseUndo(rest);
  if (name == "snapshot") return ParseSave(rest, SessionSaveCommand::What::kSnapshot);
  if (name == "journal") return ParseSave(rest, SessionSaveCommand::What::kJournal);
  if (name == "restore") return ParseRestore(rest);
  if (name == "rm") return ParseRemove(rest);
  if (name == "resume") return ParseResume(rest);
  if (name == "abandon") return ParseAbandon(rest);
  const std::array<std::string, 12> known = {"new",      "run",     "list", "fork",    "history", "undo",
                                             "snapshot", "restore", "rm",   "journal", "resume",  "abandon"};
  if (const auto near = Nearest(name, known)) {
    return Bad(
        fmt::format("there is no command 'session {}'; did you mean 'session {}'? ({})", name, *near, kSee));
  }
  return Bad(fmt::format("there is no command 'session {}'; {}", name, kSee));
}

Result<Command> ParseReplay(std::span<const std::string> arguments) {
  Form form(
      "Plays a session's journal again, without the world: clocks, randomness and replies come from the\n"
      "journal. Says whether everything came out the same, to the last byte of memory.",
      "vitrine replay", "Usage: vitrine replay FILE [OPTIONS]", R"(
Exit code: 0 the same, 1 it differs, 2 the file is no journal of this version.

Example:
  vitrine session journal study study.journal
  vitrine replay study.journal)");
  ReplayCommand command;
  form.AddName(command.file, "FILE", "The journal, which 'session journal' wrote");
  AddPaneOption(form.app, form.raw);
  form.app.add_flag("--json", form.raw.json, "Print one JSON object");
  const auto read = form.Read(arguments);
  if (!read) return std::unexpected(read.error());
  if (!*read) return Help(form.app);
  if (form.raw.in_process) command.guest.panes = GuestSettings::Panes::kOne;
  if (form.raw.json) command.format = ReplayCommand::Format::kJson;
  return command;
}

}  // namespace vitrine::cli
