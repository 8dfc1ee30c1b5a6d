#include "cli/line_reader.h"

#include <fcntl.h>
#include <histedit.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/utf8.h"

namespace vitrine::cli {
namespace {

// A line without end must not eat the machine's memory.
constexpr std::size_t kLineBytesMax = 64u << 20;

enum class Readiness : std::uint8_t { kReadable, kInterrupted, kSignal };

// Waits for input or Ctrl-C. kSignal: another signal came, look at the terminal again.
Readiness WaitForInput(int descriptor, Interrupts& interrupts) {
  std::array<pollfd, 2> watched = {
      pollfd{.fd = descriptor, .events = POLLIN, .revents = 0},
      pollfd{.fd = interrupts.wake_descriptor(), .events = POLLIN, .revents = 0}};
  if (poll(watched.data(), watched.size(), -1) < 0) return Readiness::kSignal;
  if (watched[1].revents != 0) {
    interrupts.ClearWake();
    return Readiness::kInterrupted;
  }
  return Readiness::kReadable;
}

class PlainLineReader final : public LineReader {
 public:
  PlainLineReader(int descriptor, Interrupts& interrupts)
      : descriptor_(descriptor), interrupts_(interrupts) {}

  Line Read(const std::string&) override {
    while (true) {
      const std::size_t end = held_.find('\n', searched_);
      if (end != std::string::npos) {
        Line line{Line::Kind::kText, held_.substr(0, end)};
        held_.erase(0, end + 1);
        searched_ = 0;
        if (line.text.ends_with('\r')) line.text.pop_back();
        return line;
      }
      searched_ = held_.size();
      if (at_end_ || held_.size() > kLineBytesMax) {
        if (held_.empty()) return {Line::Kind::kEnd, ""};
        searched_ = 0;
        return {Line::Kind::kText, std::exchange(held_, "")};
      }
      switch (WaitForInput(descriptor_, interrupts_)) {
        case Readiness::kInterrupted:
          return {Line::Kind::kInterrupted, ""};
        case Readiness::kSignal:
          continue;
        case Readiness::kReadable:
          break;
      }
      std::array<char, 65536> chunk;
      const ssize_t count = read(descriptor_, chunk.data(), chunk.size());
      if (count > 0) {
        held_.append(chunk.data(), static_cast<std::size_t>(count));
      } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        at_end_ = true;
      }
    }
  }

  bool is_interactive() const override { return false; }

 private:
  const int descriptor_;
  Interrupts& interrupts_;
  std::string held_;          // read, not yet given out
  std::size_t searched_ = 0;  // no new line before this place
  bool at_end_ = false;
};

// $XDG_STATE_HOME/vitrine/history, or below ~/.local/state. Empty when there is no home. Makes folder and
// file, for the user alone: people type secrets at prompts.
std::string PrepareHistoryFile() {
  std::filesystem::path folder;
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') {
    folder = state;
  } else if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
    folder = std::filesystem::path(home) / ".local" / "state";
  } else {
    return "";
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  folder /= "vitrine";
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return "";
  const std::string file = folder / "history";
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) return "";
  const bool is_private = fchmod(descriptor, 0600) == 0;
  close(descriptor);
  return is_private ? file : "";
}

class EditingLineReader final : public LineReader {
 public:
  explicit EditingLineReader(Interrupts& interrupts)
      : interrupts_(interrupts),
        editor_(el_init("vitrine", stdin, stdout, stderr)),
        history_(history_init()) {
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_SIGNAL, 1);
    el_set(editor_, EL_PROMPT, &EditingLineReader::Prompt);
    el_set(editor_, EL_GETCFN, &EditingLineReader::ReadCharacter);
    el_set(editor_, EL_ADDFN, "indent", "Indent by four spaces", &EditingLineReader::Indent);
    el_set(editor_, EL_BIND, "^I", "indent", nullptr);
    el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    HistEvent event;
    constexpr int kEntriesMax = 1000;
    history(history_, &event, H_SETSIZE, kEntriesMax);
    history(history_, &event, H_SETUNIQUE, 1);
    history_file_ = PrepareHistoryFile();
    // Fails on the empty file of the first time; there is nothing to load then.
    if (!history_file_.empty()) history(history_, &event, H_LOAD, history_file_.c_str());
    el_set(editor_, EL_HIST, history, history_);
  }

  ~EditingLineReader() override {
    HistEvent event;
    if (!history_file_.empty()) history(history_, &event, H_SAVE, history_file_.c_str());
    history_end(history_);
    el_end(editor_);
  }

  Line Read(const std::string& prompt) override {
    prompt_ = prompt;
    interrupted_ = false;
    // libedit shows the prompt first and takes over the terminal afterwards; a Ctrl-D in between would be
    // lost.
    el_set(editor_, EL_PREP_TERM, 1);
    int count = 0;
    const char* text = el_gets(editor_, &count);
    if (interrupted_) return {Line::Kind::kInterrupted, ""};
    if (text == nullptr || count <= 0) return {Line::Kind::kEnd, ""};
    Line line{Line::Kind::kText, std::string(text)};
    if (line.text.find_first_not_of(" \t\r\n") != std::string::npos) {
      HistEvent event;
      history(history_, &event, H_ENTER, text);
    }
    while (line.text.ends_with('\n') || line.text.ends_with('\r')) line.text.pop_back();
    return line;
  }

  bool is_interactive() const override { return true; }

 private:
  static EditingLineReader& Self(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<EditingLineReader*>(self);
  }

  static char* Prompt(EditLine* editor) { return Self(editor).prompt_.data(); }

  static unsigned char Indent(EditLine* editor, int) {
    return el_insertstr(editor, "    ") == 0 ? CC_REFRESH : CC_ERROR;
  }

  // libedit's own reader would try again after a signal; this one ends the line on Ctrl-C.
  static int ReadCharacter(EditLine* editor, wchar_t* out) {
    EditingLineReader& self = Self(editor);
    std::string bytes;
    while (true) {
      switch (WaitForInput(STDIN_FILENO, self.interrupts_)) {
        case Readiness::kInterrupted:
          self.interrupted_ = true;
          return -1;
        case Readiness::kSignal:
          el_set(editor, EL_REFRESH);
          continue;
        case Readiness::kReadable:
          break;
      }
      char byte = 0;
      const ssize_t count = read(STDIN_FILENO, &byte, 1);
      if (count == 0) return 0;
      if (count < 0) {
        if (errno == EINTR || errno == EAGAIN) continue;
        return -1;
      }
      bytes.push_back(byte);
      const base::Utf8Head head = base::ReadUtf8(bytes);
      if (head.kind == base::Utf8Head::Kind::kIncomplete) continue;
      constexpr wchar_t kReplacement = L'\ufffd';
      *out = head.kind == base::Utf8Head::Kind::kCodePoint ? static_cast<wchar_t>(head.value) : kReplacement;
      return 1;
    }
  }

  Interrupts& interrupts_;
  EditLine* editor_;
  History* history_;
  std::string history_file_;  // empty: none is kept
  std::string prompt_;
  bool interrupted_ = false;
};

}  // namespace

std::unique_ptr<LineReader> MakeLineReader(Interrupts& interrupts) {
  if (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)
    return std::make_unique<EditingLineReader>(interrupts);
  return MakePlainLineReader(STDIN_FILENO, interrupts);
}

std::unique_ptr<LineReader> MakePlainLineReader(int descriptor, Interrupts& interrupts) {
  return std::make_unique<PlainLineReader>(descriptor, interrupts);
}

}  // namespace vitrine::cli
