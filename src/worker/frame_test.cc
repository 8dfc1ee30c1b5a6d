#include "worker/frame.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "base/cbor_writer.h"

namespace vitrine::worker {
namespace {

std::string Written(const FrameView& frame) {
  std::string out;
  WriteFrame(frame, out);
  return out;
}

TEST(Frame, ComesBackAsItWasWritten) {
  const std::array<std::uint64_t, 3> numbers = {0, 1, ~std::uint64_t{0}};
  const std::string bytes =
      Written({.type = FrameType::kRun, .text = "näme", .numbers = numbers, .body = "body\0!"});
  const auto frame = ParseFrame(bytes);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->type, FrameType::kRun);
  EXPECT_EQ(frame->text, "näme");
  EXPECT_EQ(frame->numbers_count, 3u);
  EXPECT_EQ(frame->numbers[2], ~std::uint64_t{0});
  EXPECT_EQ(frame->inline_body, "body");
  EXPECT_FALSE(frame->body_bytes_to_come);
}

TEST(Frame, ALongBodyIsAnnounced) {
  const std::string body(kInlineBytesMax + 1, 'x');
  const std::string bytes = Written({.type = FrameType::kCall, .body = body});
  EXPECT_LT(bytes.size(), 20u);
  const auto frame = ParseFrame(bytes);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->body_bytes_to_come, body.size());
}

TEST(Frame, TheLongestInlineFrameFitsTheChannel) {
  std::array<std::uint64_t, kNumbersMax> numbers;
  numbers.fill(~std::uint64_t{0});
  const std::string bytes = Written({.type = FrameType::kRun,
                                     .text = std::string(2 * kTextBytesMax, 't'),
                                     .numbers = numbers,
                                     .body = std::string(kInlineBytesMax, 'b')});
  EXPECT_LE(bytes.size(), os::kFrameBytesMax);
  const auto frame = ParseFrame(bytes);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->text.size(), kTextBytesMax);
}

TEST(Frame, EveryCutFrameIsRefused) {
  const std::array<std::uint64_t, 2> numbers = {7, 300};
  const std::string bytes =
      Written({.type = FrameType::kDone, .text = "text", .numbers = numbers, .body = "body"});
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(ParseFrame(std::string_view(bytes).substr(0, length))) << length;
  }
  EXPECT_FALSE(ParseFrame(bytes + "x"));
}

TEST(Frame, WhatIsNoFrameIsRefused) {
  const auto made = [](auto&& write) {
    std::string out;
    base::CborWriter writer(out);
    write(writer);
    return out;
  };
  const auto frame_of = [&](std::uint64_t type, auto&& write_body) {
    return made([&](base::CborWriter& writer) {
      writer.Array(4);
      writer.Integer(false, type);
      writer.Text("");
      writer.Array(0);
      write_body(writer);
    });
  };
  const auto empty = [](base::CborWriter& writer) { writer.Bytes(""); };
  EXPECT_TRUE(ParseFrame(frame_of(1, empty)));
  EXPECT_FALSE(ParseFrame(frame_of(0, empty)));
  EXPECT_FALSE(ParseFrame(frame_of(static_cast<std::uint64_t>(FrameType::kSave) + 1, empty)));
  EXPECT_FALSE(ParseFrame(frame_of(~std::uint64_t{0}, empty)));
  // A length that would have fitted the frame, a text for a body, one in chunks.
  EXPECT_FALSE(ParseFrame(frame_of(1, [](base::CborWriter& writer) { writer.Integer(false, 5); })));
  EXPECT_FALSE(ParseFrame(frame_of(1, [](base::CborWriter& writer) { writer.Text("x"); })));
  std::string chunked = frame_of(1, empty);
  chunked.pop_back();
  chunked += "\x5f\x41x\x41y\xff";
  EXPECT_FALSE(ParseFrame(chunked));
  EXPECT_FALSE(ParseFrame(made([](base::CborWriter& writer) { writer.Map(0); })));
  EXPECT_FALSE(ParseFrame(made([](base::CborWriter& writer) {
    writer.Array(4);
    writer.Integer(false, 1);
    writer.Text("");
    writer.Array(kNumbersMax + 1);
    for (std::size_t i = 0; i <= kNumbersMax; ++i) writer.Integer(false, i);
    writer.Bytes("");
  })));
}

TEST(Frame, ALengthOfSixtyThreeBitsIsOnlyANumber) {
  std::string out;
  base::CborWriter writer(out);
  writer.Array(4);
  writer.Integer(false, static_cast<std::uint64_t>(FrameType::kCall));
  writer.Text("");
  writer.Array(0);
  writer.Integer(false, std::uint64_t{1} << 63);
  const auto frame = ParseFrame(out);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->body_bytes_to_come, std::uint64_t{1} << 63);  // Link compares it with its limit
}

}  // namespace
}  // namespace vitrine::worker
