#include "cli/console.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace vitrine::cli {
namespace {

class Pipe {
 public:
  Pipe() { EXPECT_EQ(pipe(ends_.data()), 0); }
  ~Pipe() {
    CloseReader();
    close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int writer() const { return ends_[1]; }
  void CloseReader() {
    if (ends_[0] >= 0) close(ends_[0]);
    ends_[0] = -1;
  }
  std::string Read() const {
    std::array<char, 4096> bytes;
    const ssize_t count = read(ends_[0], bytes.data(), bytes.size());
    return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : "";
  }

 private:
  std::array<int, 2> ends_{};
};

// The two ends of a terminal that passes bytes on as they are.
class Terminal {
 public:
  Terminal() : master_(posix_openpt(O_RDWR | O_NOCTTY)) {
    EXPECT_EQ(grantpt(master_), 0);
    EXPECT_EQ(unlockpt(master_), 0);
    slave_ = open(ptsname(master_), O_RDWR | O_NOCTTY);
    termios settings{};
    EXPECT_EQ(tcgetattr(slave_, &settings), 0);
    cfmakeraw(&settings);
    EXPECT_EQ(tcsetattr(slave_, TCSANOW, &settings), 0);
  }
  ~Terminal() {
    close(slave_);
    close(master_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  int slave() const { return slave_; }
  std::string Read() const {
    std::array<char, 4096> bytes;
    const ssize_t count = read(master_, bytes.data(), bytes.size());
    return count > 0 ? std::string(bytes.data(), static_cast<std::size_t>(count)) : "";
  }

 private:
  int master_;
  int slave_ = -1;
};

// Promise P19: what a guest prints cannot act on the terminal.
TEST(Console, MakesControlSequencesHarmlessOnATerminal) {
  const Terminal terminal;
  const Pipe errors;
  Console console(terminal.slave(), errors.writer(), Console::Escaping::kOnTerminals);
  console.Write(OutputStream::kStdout, "a\x1b[2Jb\n");
  EXPECT_EQ(terminal.Read(), "a\\x1b[2Jb\n");
}

TEST(Console, LeavesPipesAsTheyAre) {
  const Pipe output;
  const Pipe errors;
  Console console(output.writer(), errors.writer(), Console::Escaping::kOnTerminals);
  console.Write(OutputStream::kStdout, "a\x1b[2Jb\xff\n");
  EXPECT_EQ(output.Read(), "a\x1b[2Jb\xff\n");
}

TEST(Console, RawMeansRaw) {
  const Terminal terminal;
  Console console(terminal.slave(), terminal.slave(), Console::Escaping::kAsItIs);
  console.Write(OutputStream::kStdout, "\x1b[1mbold");
  EXPECT_EQ(terminal.Read(), "\x1b[1mbold");
}

TEST(Console, JoinsACodePointSplitBetweenTwoWrites) {
  const Terminal terminal;
  Console console(terminal.slave(), terminal.slave(), Console::Escaping::kOnTerminals);
  console.Write(OutputStream::kStdout, "\xc3");
  console.Write(OutputStream::kStdout, "\xa9\n");
  EXPECT_EQ(terminal.Read(), "\xc3\xa9\n");
}

TEST(Console, EndsALineOnce) {
  const Pipe output;
  const Pipe errors;
  Console console(output.writer(), errors.writer(), Console::Escaping::kOnTerminals);
  console.EndLine(OutputStream::kStdout);
  console.Write(OutputStream::kStdout, "a");
  console.EndLine(OutputStream::kStdout);
  console.EndLine(OutputStream::kStdout);
  EXPECT_EQ(output.Read(), "a\n");
  console.Write(OutputStream::kStderr, "half");
  console.Complain("no");
  EXPECT_EQ(errors.Read(), "half\nvitrine: no\n");
}

TEST(Console, RemembersTheFirstFailureAndTellsOnce) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe output;
  const Pipe errors;
  Console console(output.writer(), errors.writer(), Console::Escaping::kOnTerminals);
  int told = 0;
  console.OnOutputFailure([&] { ++told; });
  EXPECT_EQ(console.output_error(), 0);
  output.CloseReader();
  console.Write(OutputStream::kStdout, "a");
  console.Write(OutputStream::kStdout, "b");
  EXPECT_EQ(console.output_error(), EPIPE);
  EXPECT_EQ(told, 1);
}

TEST(Console, SeesAFullDisk) {
  const int full = open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  const Pipe errors;
  Console console(full, errors.writer(), Console::Escaping::kOnTerminals);
  console.Write(OutputStream::kStdout, "a");
  EXPECT_EQ(console.output_error(), ENOSPC);
  close(full);
}

}  // namespace
}  // namespace vitrine::cli
