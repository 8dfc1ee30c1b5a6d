#include "cli/ask.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "cli/line_reader.h"

namespace vitrine::cli {
namespace {

// For a command line that can be pasted.
std::string ShellWord(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/';
  };
  if (!text.empty() && text.front() != '-' && std::ranges::all_of(text, is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

Outcome GivenUp(Outcome outcome, const char* why) {
  outcome.status = Status::kCancelled;
  outcome.parked.reset();
  outcome.failure = Failure{.type = "KeyboardInterrupt", .message = "", .traceback = "", .hint = ""};
  outcome.rolled_back = true;
  outcome.undone = fmt::format("everything that this run has done to names and files is undone ({})", why);
  return outcome;
}

}  // namespace

std::string QuestionOf(const ParkedCall& call) {
  if (call.function == "ask" && call.arguments.size() == 1) {
    if (const auto* question = call.arguments.front().second.As<std::string>()) return *question;
  }
  return fmt::format("{}({})", call.function, ToJson(Value(call.arguments)));
}

bool SomebodyIsThere() { return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1; }

Result<Outcome> AskAndGoOn(Guest& guest, Outcome outcome, Interrupts& interrupts, Console& console,
                           const OnOutput& on_output) {
  const std::unique_ptr<LineReader> reader = MakePlainLineReader(STDIN_FILENO, interrupts);
  while (outcome.parked) {
    console.EndLine(OutputStream::kStdout);
    console.EndLine(OutputStream::kStderr);
    console.Write(OutputStream::kStderr, QuestionOf(*outcome.parked));
    console.EndLine(OutputStream::kStderr);
    std::optional<Line> line;
    {
      // Without a session there is nothing to be put in order: the program just ends. From before the prompt
      // shows, for Ctrl-C may come at once.
      std::optional<Interrupts::Question> question;
      if (guest.session() != nullptr) question.emplace(interrupts);
      console.Write(OutputStream::kStderr, "answer: ");
      line = reader->Read("");
    }
    CallReply reply = std::unexpected(std::string("nobody answered"));
    if (line->kind == Line::Kind::kText) {
      reply = Value(base::TakeUtf8(std::move(line->text)));
    } else {
      console.Write(OutputStream::kStderr, "\n");
      if (guest.session() != nullptr && line->kind == Line::Kind::kEnd) return outcome;
      if (guest.session() != nullptr) {
        if (auto abandoned = guest.session()->Abandon(); !abandoned)
          return std::unexpected(abandoned.error());
        return GivenUp(std::move(outcome), "it waited for an answer and was given up");
      }
    }
    auto next = guest.Resume(interrupts, reply, on_output);
    if (!next) return next;
    outcome = std::move(*next);
  }
  return outcome;
}

Outcome GiveUpWhatIsNotKept(Guest& guest, Outcome outcome) {
  if (!outcome.parked || guest.WaitsInStore()) return outcome;
  // Where that fails there is nothing to be undone.
  if (guest.session() != nullptr) static_cast<void>(guest.session()->Abandon());
  return GivenUp(
      std::move(outcome),
      "it waits for an answer and cannot be kept until then: its journal is too long, or the store "
      "could not be written");
}

std::string HowToGoOn(const GuestSettings& settings) {
  const std::string name = ShellWord(settings.session.value_or(""));
  const std::string store = settings.store ? " --store " + ShellWord(*settings.store) : "";
  return fmt::format(
      "go on with: vitrine session resume {}{} --reply TEXT; or give the run up with: vitrine "
      "session abandon {}{}",
      name, store, name, store);
}

void ShowWaiting(const ParkedCall& call, const GuestSettings& settings, Console& console) {
  console.EndLine(OutputStream::kStdout);
  console.EndLine(OutputStream::kStderr);
  console.Write(OutputStream::kStderr, QuestionOf(call));
  console.EndLine(OutputStream::kStderr);
  console.Complain("the run waits for an answer; " + HowToGoOn(settings));
}

}  // namespace vitrine::cli
