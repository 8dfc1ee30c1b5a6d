#include "cli/line_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string_view>

namespace vitrine::cli {
namespace {

class PlainLines : public testing::Test {
 protected:
  PlainLines() {
    EXPECT_EQ(pipe(ends_.data()), 0);
    auto interrupts = Interrupts::Start(Interrupts::Mode::kWake);
    EXPECT_TRUE(interrupts);
    interrupts_ = std::move(*interrupts);
    reader_ = MakePlainLineReader(ends_[0], *interrupts_);
  }
  ~PlainLines() override {
    close(ends_[0]);
    EndInput();
  }

  void Type(std::string_view text) const {
    EXPECT_EQ(write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void EndInput() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }
  // The text of the next line; "(end)" and "(interrupted)" for the others.
  std::string Next() const {
    const Line line = reader_->Read("");
    if (line.kind == Line::Kind::kEnd) return "(end)";
    if (line.kind == Line::Kind::kInterrupted) return "(interrupted)";
    return line.text;
  }

 private:
  std::array<int, 2> ends_{};
  std::unique_ptr<Interrupts> interrupts_;
  std::unique_ptr<LineReader> reader_;
};

TEST_F(PlainLines, SplitsAtNewLines) {
  Type("one\n\ntwo\r\nthree");
  EndInput();
  EXPECT_EQ(Next(), "one");
  EXPECT_EQ(Next(), "");
  EXPECT_EQ(Next(), "two");
  EXPECT_EQ(Next(), "three");
  EXPECT_EQ(Next(), "(end)");
  EXPECT_EQ(Next(), "(end)");
}

TEST_F(PlainLines, CtrlCEndsTheWaiting) {
  kill(getpid(), SIGINT);
  EXPECT_EQ(Next(), "(interrupted)");
  Type("after\n");
  EXPECT_EQ(Next(), "after");
}

}  // namespace
}  // namespace vitrine::cli
