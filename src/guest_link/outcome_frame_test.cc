#include "guest_link/outcome_frame.h"

#include <gtest/gtest.h>

#include "base/cbor_writer.h"

namespace vitrine::guest_link {
namespace {

class Frame {
 public:
  base::CborWriter* operator->() { return &writer_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  base::CborWriter writer_{bytes_};
};

TEST(OutcomeFrame, ReadsAValue) {
  Frame frame;
  frame->Map(3);
  frame->Text("status");
  frame->Text("ok");
  frame->Text("value_repr");
  frame->Text("[1]");
  frame->Text("value");
  frame->Array(1);
  frame->Int(1);
  const auto outcome = ReadOutcomeFrame(frame.bytes(), 100);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->status, GuestOutcome::Status::kOk);
  EXPECT_EQ(outcome->value_repr, "[1]");
  EXPECT_EQ(outcome->value, Value(Value::List{1}));
}

TEST(OutcomeFrame, CutsALongRepr) {
  Frame frame;
  frame->Map(2);
  frame->Text("status");
  frame->Text("ok");
  frame->Text("value_repr");
  frame->Text("aaaaaaaaaa");
  EXPECT_EQ(ReadOutcomeFrame(frame.bytes(), 4)->value_repr, "aaaa");
}

TEST(OutcomeFrame, LeavesOutAValueThatTakesTooMuchMemory) {
  Frame frame;
  frame->Map(3);
  frame->Text("value");
  frame->Array(2000);
  for (int i = 0; i < 2000; ++i) frame->Int(1);
  frame->Text("status");
  frame->Text("ok");
  frame->Text("value_repr");
  frame->Text("[1, ...]");
  const auto outcome = ReadOutcomeFrame(frame.bytes(), 1000);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->value);
  EXPECT_EQ(outcome->value_repr, "[1, ...]");
  EXPECT_TRUE(ReadOutcomeFrame(frame.bytes(), 1'000'000)->value);
}

TEST(OutcomeFrame, ReadsAnException) {
  Frame frame;
  frame->Map(2);
  frame->Text("status");
  frame->Text("exception");
  frame->Text("error");
  frame->Map(3);
  frame->Text("type");
  frame->Text("ValueError");
  frame->Text("message");
  frame->Text("no");
  frame->Text("line");
  frame->Int(7);
  const auto outcome = ReadOutcomeFrame(frame.bytes(), 4);
  ASSERT_TRUE(outcome && outcome->failure);
  EXPECT_EQ(outcome->failure->type, "ValueError");
  EXPECT_EQ(outcome->failure->line, 7u);
}

TEST(OutcomeFrame, AnExceptionNeedsItsError) {
  Frame frame;
  frame->Map(1);
  frame->Text("status");
  frame->Text("exception");
  EXPECT_FALSE(ReadOutcomeFrame(frame.bytes(), 4));
}

TEST(OutcomeFrame, RefusesWhatItDoesNotKnow) {
  for (const char* status : {"limit", "", "OK"}) {
    Frame frame;
    frame->Map(1);
    frame->Text("status");
    frame->Text(status);
    EXPECT_FALSE(ReadOutcomeFrame(frame.bytes(), 4)) << status;
  }
  EXPECT_FALSE(ReadOutcomeFrame("", 4));
  EXPECT_FALSE(ReadOutcomeFrame("\xa0", 4));  // no status
}

TEST(OutcomeFrame, RefusesEveryPrefix) {
  Frame frame;
  frame->Map(2);
  frame->Text("status");
  frame->Text("ok");
  frame->Text("value_repr");
  frame->Text("[1]");
  ASSERT_TRUE(ReadOutcomeFrame(frame.bytes(), 100));
  for (std::size_t bytes = 0; bytes < frame.bytes().size(); ++bytes) {
    EXPECT_FALSE(ReadOutcomeFrame(frame.bytes().substr(0, bytes), 100)) << bytes;
  }
  EXPECT_FALSE(ReadOutcomeFrame(frame.bytes() + "x", 100));
}

TEST(OutcomeFrame, ADisplayKeepsOnlyMimeTypes) {
  Frame frame;
  frame->Map(3);
  frame->Text("text/plain");
  frame->Text("hello");
  frame->Text("image/png");
  frame->Bytes("\x89PNG");
  frame->Text("text/html\r\nSet-Cookie: x");
  frame->Text("boo");
  const auto display = ReadDisplayFrame(frame.bytes());
  ASSERT_TRUE(display);
  ASSERT_EQ(display->size(), 2u);
  EXPECT_EQ((*display)[0].mime, "text/plain");
  EXPECT_TRUE((*display)[1].is_binary);
}

}  // namespace
}  // namespace vitrine::guest_link
