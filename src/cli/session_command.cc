#include "cli/session_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/terminal.h"
#include "cli/ask.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/guest.h"
#include "cli/input_file.h"
#include "cli/interrupts.h"
#include "cli/run_to_end.h"
#include "cli/sandbox_source.h"
#include "cli/session_tables.h"
#include "cli/store_path.h"
#include "vitrine/session.h"

namespace vitrine::cli {
namespace {

// Holds a state of the largest guest, and all its files.
constexpr std::uint64_t kSavedBytesMax = std::uint64_t{4} << 30;

int Fail(Console& console, const Error& error) {
  console.Complain(error.what);
  return ExitCode(error);
}

int Print(Console& console, std::string_view text) {
  console.Write(OutputStream::kStdout, text);
  console.EndLine(OutputStream::kStdout);
  if (console.output_error() == 0) return kExitOk;
  if (console.output_error() == EPIPE) return kExitPipeClosed;
  console.Complain(fmt::format("standard output cannot be written: {}",
                               std::generic_category().message(console.output_error())));
  return kExitOutput;
}

Error NoSuchSession(std::string_view name) {
  return {ErrorKind::kNotFound,
          fmt::format("there is no session '{}'; 'vitrine session list' shows those that there are", name)};
}

// The sessions of a store, for what runs no code: no worker is started, and the image in this process only
// tells what a state differs from.
struct Books {
  std::unique_ptr<SessionStore> store;
  std::unique_ptr<Image> image;
  Grants grants;
  std::unique_ptr<Sessions> sessions;  // uses all of them

  static Result<std::unique_ptr<Books>> Open(const std::optional<std::string>& path) {
    auto store = OpenStore(path);
    if (!store) return std::unexpected(store.error());
    auto books = std::make_unique<Books>();
    books->store = std::move(*store);
    return books;
  }

  // Both engines have the same image. The interpreter is a session's own; what concerns no state needs none
  // in particular.
  Result<void> Start(Interpreter interpreter = Interpreter::kCpython) {
    auto loaded = Image::Load({.interpreter = interpreter});
    if (!loaded) return std::unexpected(loaded.error());
    sessions.reset();
    image = std::move(*loaded);
    auto made = Sessions::Make(*image, *store);
    if (!made) return std::unexpected(made.error());
    sessions = std::move(*made);
    return {};
  }

  Result<std::unique_ptr<Session>> OpenSession(const std::string& name) {
    const auto info = FindSession(*store, name);
    if (!info) return std::unexpected(info.error());
    if (!*info) return std::unexpected(NoSuchSession(name));
    const auto interpreter = Image::InterpreterOf((*info)->image_id);
    if (auto started = Start(interpreter.value_or(Interpreter::kCpython)); !started) {
      return std::unexpected(started.error());
    }
    return sessions->Open(name, grants);
  }
};

using Work = std::function<int(Console&, Books&)>;
using SessionWork = std::function<int(Console&, Books&, Session&)>;

int WithBooks(const std::optional<std::string>& store, const Work& work) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const auto books = Books::Open(store);
  if (!books) return Fail(console, books.error());
  return work(console, **books);
}

int WithSession(const std::optional<std::string>& store, const std::string& name, const SessionWork& work) {
  return WithBooks(store, [&](Console& console, Books& books) {
    const auto session = books.OpenSession(name);
    if (!session) return Fail(console, session.error());
    return work(console, books, **session);
  });
}

}  // namespace

int NewSession(const SessionNewCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  GuestSettings settings = command.guest;
  const auto taken = [&] {
    return Fail(console, {ErrorKind::kInvalidArgument,
                          fmt::format("there is a session '{}' already; take another name or remove that one",
                                      *settings.session)});
  };
  const auto store = OpenStore(settings.store);
  if (!store) return Fail(console, store.error());
  const auto info = FindSession(**store, *settings.session);
  if (!info) return Fail(console, info.error());
  if (*info) return taken();
  auto source = SandboxSource::Start(settings, 1);
  if (!source) return Fail(console, source.error());
  auto guest = Guest::Create(settings, **source, store->get());
  if (!guest) return Fail(console, guest.error());
  if (!(*guest)->is_new_session()) return taken();
  if (auto ready = (*guest)->GetReady(); !ready) return Fail(console, ready.error());
  if (!(*source)->caution().empty()) console.Complain((*source)->caution());
  if (!settings.databases.empty()) {
    console.Complain("a session keeps no databases: give --db again with each run that needs them");
  }
  return kExitOk;
}

int ListSessions(const SessionListCommand& command) {
  return WithBooks(command.store, [&](Console& console, Books& books) {
    if (auto started = books.Start(); !started) return Fail(console, started.error());
    std::vector<SessionInfo> all;
    while (true) {
      auto some = books.sessions->List({}, all.empty() ? std::string_view() : all.back().name);
      if (!some) return Fail(console, some.error());
      if (some->empty()) break;
      std::ranges::move(*some, std::back_inserter(all));
    }
    return Print(console, command.format == SessionListCommand::Format::kJson ? SessionsToJson(all)
                                                                              : SessionTable(all));
  });
}

int ForkSession(const SessionForkCommand& command) {
  return WithSession(command.store, command.name, [&](Console& console, Books&, Session& session) {
    if (!command.turn) {
      const auto fork = session.Fork(command.new_name);
      return fork ? kExitOk : Fail(console, fork.error());
    }
    const auto then = session.At(*command.turn);
    if (!then) return Fail(console, then.error());
    const auto fork = (*then)->Fork(command.new_name);
    return fork ? kExitOk : Fail(console, fork.error());
  });
}

int ShowHistory(const SessionHistoryCommand& command) {
  return WithSession(command.store, command.name, [&](Console& console, Books&, Session& session) {
    const auto turns = session.History();
    if (!turns) return Fail(console, turns.error());
    return Print(console, command.format == SessionHistoryCommand::Format::kJson ? HistoryToJson(*turns)
                                                                                 : HistoryTable(*turns));
  });
}

int UndoTurns(const SessionUndoCommand& command) {
  return WithSession(command.store, command.name, [&](Console& console, Books&, Session& session) {
    const auto turn = session.Undo(command.turns_count);
    if (!turn) return Fail(console, turn.error());
    return Print(console, fmt::format("'{}' is as it was after turn {}", command.name, turn->number));
  });
}

int SaveSession(const SessionSaveCommand& command) {
  return WithSession(command.store, command.name, [&](Console& console, Books&, Session& session) {
    if (auto checked = CheckExisting(command.file, command.existing); !checked) {
      return Fail(console, checked.error());
    }
    const auto bytes =
        command.what == SessionSaveCommand::What::kSnapshot ? session.Snapshot() : session.Journal();
    if (!bytes) return Fail(console, bytes.error());
    const auto saved = SaveFile(command.file, *bytes, command.existing);
    return saved ? kExitOk : Fail(console, saved.error());
  });
}

int RestoreSession(const SessionRestoreCommand& command) {
  return WithBooks(command.guest.store, [&](Console& console, Books& books) {
    const auto snapshot = ReadWholeFile(command.file, "the snapshot", kSavedBytesMax);
    if (!snapshot) return Fail(console, snapshot.error());
    // Of which interpreter the snapshot is, it says itself.
    std::optional<Error> first_error;
    for (const Interpreter interpreter : {Interpreter::kCpython, Interpreter::kMicropython}) {
      if (auto started = books.Start(interpreter); !started) return Fail(console, started.error());
      const auto session = books.sessions->Restore(
          *command.guest.session, *snapshot, books.grants,
          {.limits = command.guest.limits, .history = command.guest.history, .tenant = {}});
      if (session) return kExitOk;
      if (!first_error) first_error = session.error();
      if (first_error->kind != ErrorKind::kInvalidArgument) break;
    }
    return Fail(console, *first_error);
  });
}

int RemoveSessions(const SessionRemoveCommand& command) {
  return WithBooks(command.store, [&](Console& console, Books& books) {
    if (auto started = books.Start(); !started) return Fail(console, started.error());
    int code = kExitOk;
    for (const std::string& name : command.names) {
      const auto removed = books.sessions->Remove(name);
      if (!removed) code = Fail(console, removed.error());
    }
    return code;
  });
}

int ResumeSession(const SessionResumeCommand& command) {
  const bool raw = command.guest.terminal == GuestSettings::Terminal::kRaw;
  Console console(STDOUT_FILENO, STDERR_FILENO,
                  raw ? Console::Escaping::kAsItIs : Console::Escaping::kOnTerminals);
  GuestSettings settings = command.guest;
  const auto store = OpenStoreFor(settings);
  if (!store) return Fail(console, store.error());
  const auto info = FindSession(**store, *settings.session);
  if (!info) return Fail(console, info.error());
  if (!*info) return Fail(console, NoSuchSession(*settings.session));
  auto source = SandboxSource::Start(settings, 1);
  if (!source) return Fail(console, source.error());
  auto interrupts = Interrupts::Start(Interrupts::Mode::kExit);
  if (!interrupts) return Fail(console, interrupts.error());
  auto guest = Guest::Create(settings, **source, store->get());
  if (!guest) return Fail(console, guest.error());
  auto parked = (*guest)->session()->Parked();
  if (!parked) return Fail(console, parked.error());
  if (!*parked) {
    return Fail(console, {ErrorKind::kInvalidArgument,
                          fmt::format("no run of the session '{}' waits for an answer", *settings.session)});
  }
  const bool is_text = command.format == SessionResumeCommand::Format::kText;
  if (!command.reply && (!is_text || !SomebodyIsThere())) {
    return Fail(console,
                {ErrorKind::kInvalidArgument,
                 fmt::format("the run asks: {}; give --reply TEXT, --reply-json JSON or --error TEXT",
                             QuestionOf(**parked))});
  }
  if (!(*source)->caution().empty()) console.Complain((*source)->caution());
  const auto format = is_text ? RunCommand::Format::kText : RunCommand::Format::kJson;
  return RunToEnd(**guest, **interrupts, console, format, [&](const OnOutput& on_output) -> Result<Outcome> {
    if (command.reply) return (*guest)->Resume(**interrupts, *command.reply, on_output);
    Outcome waiting;
    waiting.status = Status::kParked;
    waiting.parked = std::move(**parked);
    return waiting;
  });
}

int AbandonRun(const SessionAbandonCommand& command) {
  return WithSession(command.store, command.name, [&](Console& console, Books&, Session& session) {
    const auto abandoned = session.Abandon();
    return abandoned ? kExitOk : Fail(console, abandoned.error());
  });
}

int ReplayJournal(const ReplayCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const auto journal = ReadWholeFile(command.file, "the journal", kSavedBytesMax);
  if (!journal) return Fail(console, journal.error());
  GuestSettings settings = command.guest;
  // The journal says what its guest needs. A worker may take what the largest one does.
  settings.limits.memory_bytes_max = std::uint64_t{2} << 30;
  settings.limits.file_bytes_max = std::uint64_t{1} << 30;
  settings.session = "";
  std::optional<Error> first_error;
  // A journal is refused by another interpreter than its own, and one that counts fuel by the engine that
  // does not.
  using Both = std::pair<Interpreter, Engine>;
  for (const auto& [interpreter, engine] :
       {Both(Interpreter::kCpython, Engine::kFast), Both(Interpreter::kCpython, Engine::kChecked),
        Both(Interpreter::kMicropython, Engine::kFast), Both(Interpreter::kMicropython, Engine::kChecked)}) {
    settings.interpreter = interpreter;
    settings.engine = engine;
    auto source = SandboxSource::Start(settings, 1);
    if (!source) return Fail(console, source.error());
    const auto report = (*source)->PlayJournal(*journal);
    if (!report && report.error().kind == ErrorKind::kInvalidArgument) {
      if (!first_error) first_error = report.error();
      continue;
    }
    if (!report) return Fail(console, report.error());
    if (!(*source)->caution().empty()) console.Complain((*source)->caution());
    std::string text;
    if (command.format == ReplayCommand::Format::kJson) {
      text = ReplayToJson(*report);
    } else {
      // A stranger's text: it must not look like lines of ours.
      const auto harmless = [](std::string_view told) {
        return base::EscapeForTerminal(told, base::NewLines::kEscape);
      };
      for (const std::string& skipped : report->skipped)
        text += fmt::format("skipped {}\n", harmless(skipped));
      text += report->same ? fmt::format("the same: {} turns played again", report->turns_count)
                           : fmt::format("turn {} differs: {}", report->turn, harmless(report->difference));
    }
    const int code = Print(console, text);
    if (code != kExitOk) return code;
    return report->same ? kExitOk : kExitException;
  }
  return Fail(console, *first_error);
}

}  // namespace vitrine::cli
