#include "cli/repl_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/terminal.h"
#include "base/units.h"
#include "cli/ask.h"
#include "cli/completeness.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/guest.h"
#include "cli/input_file.h"
#include "cli/interrupts.h"
#include "cli/line_reader.h"
#include "cli/options.h"
#include "cli/sandbox_source.h"
#include "cli/session_tables.h"
#include "cli/show.h"
#include "cli/suggest.h"
#include "vitrine/version.h"

namespace vitrine::cli {
namespace {

constexpr char kHelpInSession[] =
    R"(Type Python; a block ends with an empty line. Names and files stay, also after you have left.
  :help         this
  :history      the turns of the session
  :undo [N]     back to the turn before the last one, or further
  :fork NAME    a second session as this one is now
  :files        the files in /input, /output and /tmp
  :limits       what a run may use
  Ctrl-C        stops the code that runs and undoes what it did, or clears what was typed
  Ctrl-D        leaves, as exit() does
)";

constexpr char kHelp[] =
    R"(Type Python; a block ends with an empty line. Names stay until :reset or a hard limit.
  :help     this
  :reset    a fresh interpreter; names and files are lost, --input files are put in again
  :files    the files in /input, /output and /tmp
  :limits   what a run may use
  Ctrl-C    stops the code that runs, or clears what was typed
  Ctrl-D    leaves, as exit() does
)";

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

class Conversation {
 public:
  Conversation(Guest& guest, SandboxSource& source, Interrupts& interrupts, LineReader& reader,
               Console& console)
      : guest_(guest), interrupts_(interrupts), reader_(reader), console_(console), completeness_(source) {}

  // Returns the exit code.
  int Loop() {
    std::string block;
    while (console_.output_error() == 0) {
      Line line = reader_.Read(block.empty() ? ">>> " : "... ");
      if (line.kind == Line::Kind::kInterrupted) {
        if (!reader_.is_interactive()) return kExitCancelled;
        block.clear();
        Say("\nKeyboardInterrupt\n");
        continue;
      }
      if (line.kind == Line::Kind::kEnd) {
        if (reader_.is_interactive()) Say("\n");
        if (!block.empty()) return Execute(block).value_or(kExitOk);
        break;
      }
      if (block.empty()) {
        const std::string_view word = Trim(line.text);
        if (word.empty()) continue;
        if (word == "exit" || word == "quit" || word == "exit()" || word == "quit()") break;
        if (word.front() == ':') {
          Obey(word);
          continue;
        }
        block = std::move(line.text);
      } else {
        block += "\n" + line.text;
      }
      if (completeness_.NeedsMore(block)) continue;
      if (const auto code = Execute(std::exchange(block, ""))) return *code;
    }
    if (console_.output_error() == EPIPE) return kExitPipeClosed;
    return console_.output_error() == 0 ? kExitOk : kExitOutput;
  }

 private:
  void Say(std::string_view text) { console_.Write(OutputStream::kStdout, text); }

  // Returns an exit code when the session is over.
  std::optional<int> Execute(std::string text) {
    auto source = CheckSource(std::move(text), "the input");
    if (!source) {
      console_.Complain(source.error().what);
      return std::nullopt;
    }
    const OnOutput on_output = [&](OutputStream stream, std::string_view output) {
      console_.Write(stream, output);
    };
    // A session numbers its turns itself.
    auto outcome = guest_.Run(interrupts_, *source,
                              InSession() ? "" : fmt::format("<input {}>", ++inputs_count_), on_output);
    if (outcome && outcome->parked && SomebodyIsThere()) {
      outcome = AskAndGoOn(guest_, std::move(*outcome), interrupts_, console_, on_output);
    }
    if (!outcome) {
      console_.Complain(outcome.error().what);
      return guest_.alive() ? std::nullopt : Renew();
    }
    outcome = GiveUpWhatIsNotKept(guest_, std::move(*outcome));
    const auto saved_as = guest_.SaveFiles(*outcome, console_).first;
    ShowOutcome(*outcome, guest_.settings(), saved_as, console_);
    console_.EndLine(OutputStream::kStdout);
    if (outcome->parked) {
      ShowWaiting(*outcome->parked, guest_.settings(), console_);
      return ExitCode(*outcome);
    }
    if (outcome->status == Status::kException && outcome->failure && outcome->failure->type == "SystemExit") {
      return ExitCode(*outcome);
    }
    return guest_.alive() ? std::nullopt : Renew();
  }

  bool InSession() const { return guest_.session() != nullptr; }

  std::optional<int> Renew() {
    console_.Complain("the interpreter is gone; a fresh one is ready, names and files of before are lost");
    return Restart();
  }

  std::optional<int> Restart() {
    const auto restarted = guest_.Restart();
    if (restarted) return std::nullopt;
    console_.Complain(restarted.error().what);
    return ExitCode(restarted.error());
  }

  void Obey(std::string_view word) {
    const std::size_t space = word.find_first_of(" \t");
    const std::string_view rest = space == std::string_view::npos ? "" : Trim(word.substr(space));
    word = word.substr(0, space);
    if (InSession() && word == ":history" && rest.empty()) return ShowHistory();
    if (InSession() && word == ":undo") return Undo(rest);
    if (InSession() && word == ":fork") return Fork(rest);
    if (!rest.empty()) {
      console_.Complain(fmt::format("nothing was expected after '{}'; :help lists what there is", word));
      return;
    }
    std::vector<std::string> known = {":help", ":files", ":limits"};
    if (InSession()) {
      known.insert(known.end(), {":history", ":undo", ":fork"});
    } else {
      known.emplace_back(":reset");
    }
    if (word == ":help") {
      Say(InSession() ? kHelpInSession : kHelp);
    } else if (word == ":reset" && !InSession()) {
      if (!Restart()) Say("A fresh interpreter.\n");
    } else if (word == ":files") {
      ListFiles();
    } else if (word == ":limits") {
      ListLimits();
    } else {
      const auto near = Nearest(word, known);
      console_.Complain(near ? fmt::format("there is no '{}'; did you mean '{}'?", word, *near)
                             : fmt::format("there is no '{}'; :help lists what there is", word));
    }
  }

  void ShowHistory() {
    const auto turns = guest_.session()->History();
    if (!turns) return console_.Complain(turns.error().what);
    Say(HistoryTable(*turns));
  }

  void Undo(std::string_view count) {
    std::uint32_t turns_count = 1;
    if (!count.empty()) {
      const auto number = TakeNumber("the number of turns", std::string(count), 1);
      if (!number) return console_.Complain(number.error().what);
      turns_count = *number;
    }
    const auto turn = guest_.session()->Undo(turns_count);
    if (!turn) return console_.Complain(turn.error().what);
    Say(fmt::format("Back after turn {}.\n", turn->number));
  }

  void Fork(std::string_view name) {
    if (name.empty()) return console_.Complain("give the new session a name, as in ':fork attempt'");
    if (const auto fork = guest_.session()->Fork(name); !fork) return console_.Complain(fork.error().what);
    Say(fmt::format("The session '{}' is as this one is now.\n", name));
  }

  void ListFiles() {
    for (const char* folder : {"/input", "/output", "/tmp"}) {
      const auto entries = guest_.ListFiles(folder);
      if (!entries) {
        console_.Complain(entries.error().what);
        return;
      }
      Say(fmt::format("{}{}\n", folder, entries->empty() ? "  (empty)" : ""));
      for (const FileEntry& entry : *entries) {
        // A name may hold anything; a new line in it must not look like another file.
        const std::string name = base::EscapeForTerminal(entry.path, base::NewLines::kEscape);
        Say(entry.is_folder ? fmt::format("  {}/\n", name)
                            : fmt::format("  {}  {}\n", name, base::FormatSize(entry.bytes)));
      }
    }
  }

  void ListLimits() {
    const Limits& limits = guest_.settings().limits;
    const SqlLimits& sql = guest_.settings().sql_limits;
    const auto row = [&](std::string_view name, std::string_view value, std::string_view option) {
      Say(fmt::format("  {:<20} {:<12} {}\n", name, value, option));
    };
    row("memory", base::FormatSize(limits.memory_bytes_max), "--memory");
    row("wall-clock time", base::FormatDuration(limits.wall_time_max), "--time, of one run");
    row("processor time", base::FormatDuration(limits.cpu_time_max), "--cpu, of one run");
    row("fuel", limits.fuel_max == 0 ? "not counted" : fmt::format("{}", limits.fuel_max),
        "--fuel, of one run");
    row("output", base::FormatSize(limits.output_bytes_max), "--max-output, of one run");
    row("host calls", fmt::format("{}", limits.host_calls_max), "--max-calls, of one run");
    row("rows of a query", fmt::format("{}", sql.rows_count_max), "--max-rows");
    row("files", base::FormatSize(limits.file_bytes_max), "--max-files");
  }

  Guest& guest_;
  Interrupts& interrupts_;
  LineReader& reader_;
  Console& console_;
  Completeness completeness_;
  std::uint64_t inputs_count_ = 0;
};

}  // namespace

int Repl(const ReplCommand& command) {
  const bool raw = command.guest.terminal == GuestSettings::Terminal::kRaw;
  Console console(STDOUT_FILENO, STDERR_FILENO,
                  raw ? Console::Escaping::kAsItIs : Console::Escaping::kOnTerminals);
  const auto fail = [&](const Error& error) {
    console.Complain(error.what);
    return ExitCode(error);
  };
  GuestSettings settings = command.guest;
  if (settings.ask == GuestSettings::Ask::kYes && !settings.session && !SomebodyIsThere()) {
    return fail({ErrorKind::kInvalidArgument,
                 "--ask: nobody can be asked here (standard input and standard error are no terminal); with "
                 "--session NAME the run waits until 'vitrine session resume' answers"});
  }
  const auto store = OpenStoreFor(settings);
  if (!store) return fail(store.error());
  // First, for it gets ready while the rest is read and opened. The second sandbox judges what was typed.
  auto source = SandboxSource::Start(settings, 2);
  if (!source) return fail(source.error());
  auto interrupts = Interrupts::Start(Interrupts::Mode::kWake);
  if (!interrupts) return fail(interrupts.error());
  auto guest = Guest::Create(settings, **source, store->get());
  if (!guest) return fail(guest.error());
  if (auto ready = (*guest)->GetReady(); !ready) return fail(ready.error());
  if (!(*source)->caution().empty()) console.Complain((*source)->caution());
  console.OnOutputFailure([&] { (*interrupts)->CancelRun(); });
  const std::unique_ptr<LineReader> reader = MakeLineReader(**interrupts);
  if ((*guest)->is_new_session()) console.Complain(fmt::format("the session '{}' is new", *settings.session));
  if (reader->is_interactive()) {
    console.Write(OutputStream::kStdout,
                  fmt::format("Vitrine {}: Python behind glass. :help for help, Ctrl-D leaves.\n", kVersion));
  }
  return Conversation(**guest, **source, **interrupts, *reader, console).Loop();
}

}  // namespace vitrine::cli
