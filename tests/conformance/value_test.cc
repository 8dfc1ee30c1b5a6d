// Values: the last expression of a run, of every type.
#include <limits>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

class Values : public Conformance {};

struct Case {
  const char* code;
  Value value;
};

std::vector<Case> Cases() {
  using List = Value::List;
  using Map = Value::Map;
  return {{"True", true},
          {"False", false},
          {"0", 0},
          {"-1", -1},
          {"2**63 - 1", std::numeric_limits<std::int64_t>::max()},
          {"-2**63", std::numeric_limits<std::int64_t>::min()},
          {"2**63", BigInt{false, std::string("\x80\0\0\0\0\0\0\0", 8)}},
          {"-2**64 - 1", BigInt{true, std::string("\1\0\0\0\0\0\0\0\0", 9)}},
          {"1 << 2000", BigInt{false, "\1" + std::string(250, '\0')}},
          {"1.5", 1.5},
          {"-0.0", -0.0},
          {"float('inf')", std::numeric_limits<double>::infinity()},
          {"5e-324", 5e-324},
          {"''", ""},
          {"'h\\u00e9\\u4e16\\U0001f40d'", "h\xc3\xa9\xe4\xb8\x96\xf0\x9f\x90\x8d"},
          {"'a\\0b'", std::string("a\0b", 3)},
          {"b''", Bytes{""}},
          {"b'\\x00\\xff'", Bytes{std::string("\0\xff", 2)}},
          {"bytearray(b'ab')", Bytes{"ab"}},
          {"[]", List{}},
          {"(1, 'a', None)", List{1, "a", nullptr}},
          {"[[1], [2, [3.0]]]", List{List{1}, List{2, List{3.0}}}},
          {"{}", Map{}},
          {"{'b': 1, 'a': 2}", Map{{"b", 1}, {"a", 2}}},
          {"{1: b'x', None: [], (1, 2): {}}", Map{{1, Bytes{"x"}}, {nullptr, List{}}, {List{1, 2}, Map{}}}}};
}

TEST_P(Values, OfEveryType) {
  const auto sandbox = Make();
  for (const Case& expected : Cases()) {
    const Outcome outcome = Run(*sandbox, expected.code);
    ASSERT_TRUE(outcome.value) << expected.code << ": " << ToJson(outcome);
    EXPECT_EQ(*outcome.value, expected.value) << expected.code << ": " << ToJson(outcome);
    EXPECT_TRUE(outcome.value_repr) << expected.code;
  }
}

TEST_P(Values, NotANumberStaysOne) {
  const Outcome outcome = RunAlone("float('nan')");
  ASSERT_TRUE(outcome.value && outcome.value->As<double>() != nullptr);
  EXPECT_NE(*outcome.value->As<double>(), *outcome.value->As<double>());
}

TEST_P(Values, NoneIsNoValue) {
  const auto sandbox = Make();
  for (const char* code : {"None", "x = 1", "", "# nothing", "def f(): pass"}) {
    const Outcome outcome = Run(*sandbox, code);
    EXPECT_EQ(outcome.status, Status::kOk) << code;
    EXPECT_FALSE(outcome.value_repr) << code;
    EXPECT_FALSE(outcome.value) << code;
  }
}

TEST_P(Values, WhatIsNoDataHasARepr) {
  const auto sandbox = Make();
  for (const char* code : {"len", "object", "{1, 2}", "1j", "range(3)", "[object]"}) {
    const Outcome outcome = Run(*sandbox, code);
    EXPECT_TRUE(outcome.value_repr) << code;
  }
  if (GetParam().interpreter ==
      Interpreter::kCpython) {  // the functions of the other do not know their names
    EXPECT_EQ(Run(*sandbox, "len").value_repr, "<built-in function len>");
  }
  EXPECT_FALSE(Run(*sandbox, "len").value);
}

TEST_P(Values, DeepOnesAndCyclesEnd) {
  const auto sandbox = Make();
  EXPECT_EQ(Run(*sandbox, "a = []\na.append(a)\na").value_repr, "[[...]]");
  const Outcome deep = Run(*sandbox, "a = []\nfor i in range(500): a = [a]\na");
  EXPECT_EQ(deep.status, Status::kOk) << ToJson(deep);
  EXPECT_FALSE(deep.value);
  EXPECT_EQ(Repr(*sandbox, "6 * 7"), "42");
}

TEST_P(Values, LongOnesAreCutOrLeftOut) {
  const auto sandbox = MakeWith({.value_bytes_max = 1000});
  const Outcome text = Run(*sandbox, "'x' * 5000");
  EXPECT_EQ(text.status, Status::kOk);
  ASSERT_TRUE(text.value_repr);
  EXPECT_LE(text.value_repr->size(), 1000u);
  EXPECT_FALSE(text.value);
  const Outcome fits = Run(*sandbox, "'x' * 900");
  EXPECT_EQ(fits.value, Value(std::string(900, 'x')));
}

TEST_P(Values, AMebibyteTravels) {
  const Outcome outcome = RunAlone("'x' * 900_000");
  ASSERT_TRUE(outcome.value) << ToJson(outcome).substr(0, 500);
  EXPECT_EQ(outcome.value->As<std::string>()->size(), 900'000u);
  const Outcome many = RunAlone("list(range(300_000))");
  ASSERT_TRUE(many.value_repr);
  EXPECT_EQ(many.status, Status::kOk);
}

VITRINE_CONFORMS(Values);

}  // namespace
}  // namespace vitrine::conformance
