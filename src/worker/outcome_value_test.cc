#include "worker/outcome_value.h"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <string>

namespace vitrine::worker {
namespace {

Outcome Rich() {
  Outcome outcome;
  outcome.status = Status::kLimit;
  outcome.limit = LimitKind::kMemory;
  outcome.exit_code = -3;
  outcome.stdout_bytes_cut = 5;
  outcome.stderr_bytes_cut = 6;
  outcome.value_repr = "[1, None]";
  outcome.value = Value(Value::List{1, nullptr});
  outcome.displays = {{{"text/plain", "shown", false}, {"image/png", std::string("\x89PNG\0", 5), true}}, {}};
  outcome.displays_dropped = 7;
  outcome.artifacts = {{"a/b.txt", std::string("\0\xff", 2)}};
  outcome.artifacts_dropped = 8;
  outcome.failure = Failure{"MemoryError", "no more", "Traceback", 9, "use less"};
  outcome.usage = {.wall = std::chrono::nanoseconds(10),
                   .cpu = std::chrono::nanoseconds(11),
                   .fuel = 12,
                   .memory_bytes_peak = 13};
  outcome.sandbox_alive = false;
  return outcome;
}

// Changes item `index` of the list that an outcome is.
Value With(std::size_t index, Value item) {
  Value value = OutcomeToValue(Rich());
  std::get<Value::List>(value.storage())[index] = std::move(item);
  return value;
}

TEST(OutcomeValue, ComesBack) {
  const auto outcome = OutcomeFromValue(OutcomeToValue(Rich()), {});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(ToJson(*outcome), ToJson(Rich()));
}

TEST(OutcomeValue, ThePlainOneComesBack) {
  Outcome plain;
  plain.status = Status::kOk;
  const auto outcome = OutcomeFromValue(OutcomeToValue(plain), {});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(ToJson(*outcome), ToJson(plain));
  EXPECT_FALSE(outcome->value);
  EXPECT_FALSE(outcome->value_repr);
}

TEST(OutcomeValue, AValueOfNoneIsNoMissingValue) {
  Outcome outcome;
  outcome.status = Status::kOk;
  outcome.value = Value();
  const auto back = OutcomeFromValue(OutcomeToValue(outcome), {});
  ASSERT_TRUE(back);
  EXPECT_EQ(back->value, Value());
}

TEST(OutcomeValue, WhatIsAboveALimitIsRefused) {
  EXPECT_TRUE(OutcomeFromValue(OutcomeToValue(Rich()), {}));
  EXPECT_FALSE(OutcomeFromValue(OutcomeToValue(Rich()), {.display_bytes_max = 9}));
  EXPECT_FALSE(OutcomeFromValue(OutcomeToValue(Rich()), {.displays_count_max = 1}));
  EXPECT_FALSE(OutcomeFromValue(OutcomeToValue(Rich()), {.value_bytes_max = 8}));
  EXPECT_FALSE(OutcomeFromValue(OutcomeToValue(Rich()), {.file_bytes_max = 1}));
  EXPECT_FALSE(OutcomeFromValue(OutcomeToValue(Rich()), {.artifacts_count_max = 0}));
}

TEST(OutcomeValue, AValueThatNoGuestCouldGiveIsRefused) {
  const Limits limits = {.value_bytes_max = 1000};
  const auto comes_back = [&](Value value) {
    Outcome outcome;
    outcome.status = Status::kOk;
    outcome.value = std::move(value);
    return OutcomeFromValue(OutcomeToValue(outcome), limits).has_value();
  };
  EXPECT_TRUE(comes_back(std::string(1000, 'x')));
  EXPECT_FALSE(comes_back(std::string(5000, 'x')));
  EXPECT_FALSE(comes_back(Bytes{std::string(5000, 'x')}));
  EXPECT_FALSE(comes_back(Value::List(1000, Value(1))));
  EXPECT_FALSE(comes_back(Value::Map(500, {Value(1), Value(2)})));
}

TEST(OutcomeValue, NoLimitsOverflow) {
  const Limits most = {.display_bytes_max = UINT64_MAX, .file_bytes_max = UINT64_MAX};
  EXPECT_GT(OutcomeBytesMax(most, true), std::uint64_t{1} << 48);
}

TEST(OutcomeValue, UsageIsBounded) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const auto fuel = OutcomeFromValue(With(14, kMost), {.fuel_max = 1000});
  ASSERT_TRUE(fuel);
  EXPECT_LE(fuel->usage.fuel, 100'000u);
  Value value = With(3, kMost);
  std::get<Value::List>(value.storage())[4] = kMost;
  const auto cut = OutcomeFromValue(value, {});
  ASSERT_TRUE(cut);
  EXPECT_LE(cut->stdout_bytes_cut + cut->stderr_bytes_cut, std::uint64_t{1} << 61);
}

TEST(OutcomeValue, PathsThatLeaveTheFolderAreRefused) {
  for (const char* path : {"../x", "/etc/passwd", "a/../../x", "", "a//b", "a\\b"}) {
    EXPECT_FALSE(OutcomeFromValue(With(9, Value::List{path, Bytes{"x"}}), {})) << path;
  }
  EXPECT_TRUE(OutcomeFromValue(With(9, Value::List{"x", Bytes{"x"}}), {}));
}

TEST(OutcomeValue, EveryItemOfAnotherKindIsRefused) {
  const auto count = std::get<Value::List>(OutcomeToValue(Rich()).storage()).size();
  for (std::size_t index = 0; index < count; ++index) {
    EXPECT_FALSE(OutcomeFromValue(With(index, Value::Map{}), {})) << index;
    EXPECT_FALSE(OutcomeFromValue(With(index, Bytes{"x"}), {})) << index;
  }
}

TEST(OutcomeValue, NumbersOutOfRangeAreRefused) {
  EXPECT_FALSE(OutcomeFromValue(With(0, -1), {}));
  EXPECT_FALSE(OutcomeFromValue(With(0, static_cast<int>(Status::kRefused)), {}));
  EXPECT_FALSE(OutcomeFromValue(With(0, 77), {}));
  EXPECT_FALSE(OutcomeFromValue(With(1, 77), {}));
  EXPECT_FALSE(OutcomeFromValue(With(2, std::int64_t{1} << 40), {}));
  EXPECT_FALSE(OutcomeFromValue(With(12, -1), {}));
}

TEST(OutcomeValue, AStatusThatDoesNotFitTheRestIsRefused) {
  EXPECT_FALSE(OutcomeFromValue(With(0, static_cast<int>(Status::kOk)), {}));
  EXPECT_FALSE(OutcomeFromValue(With(1, static_cast<int>(LimitKind::kNone)), {}));
  EXPECT_FALSE(OutcomeFromValue(With(11, Value()), {}));
}

TEST(OutcomeValue, MoreOrFewerItemsAreRefused) {
  Value value = OutcomeToValue(Rich());
  std::get<Value::List>(value.storage()).push_back(1);
  EXPECT_FALSE(OutcomeFromValue(value, {}));
  EXPECT_FALSE(OutcomeFromValue(Value::List{}, {}));
  EXPECT_FALSE(OutcomeFromValue(nullptr, {}));
}

}  // namespace
}  // namespace vitrine::worker
