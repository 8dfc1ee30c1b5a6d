// Runs what the comments of each .wat file ask for, in both memory modes (the format is in ../README.md).
//
// Promise P1: guest code reads and writes only its own memory.
#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <tuple>

#include "tests/build_kind.h"
#include "tests/escape/wasm/wat_guest.h"

namespace vitrine::escape {
namespace {

using runtime::CallEnd;
using How = CallEnd::How;

constexpr std::int64_t kDefaultTimeNs = 20'000'000'000;
constexpr std::int64_t kLateNsMax = 10'000'000'000;  // of a noisy machine; P4's own test measures

struct Step {
  bool is_instantiate = false;
  bool is_fresh = true;
  std::string function;
  std::vector<std::uint64_t> arguments;
  std::string expected;  // what follows "->"
  std::string line;
};

struct WatFile {
  std::vector<Step> steps;
  std::int64_t time_ns = kDefaultTimeNs;
};

std::uint64_t Number(std::string_view text) {
  const bool is_hex = text.starts_with("0x");
  if (is_hex) text.remove_prefix(2);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, is_hex ? 16 : 10);
  if (error != std::errc() || end != text.data() + text.size()) ADD_FAILURE() << text << " is no number";
  return number;
}

// Some files are written by hand, some while building.
WatFile ReadWatFile(const std::string& name) {
  WatFile file;
  std::ifstream in(std::string(VITRINE_WAT_FOLDER "/") + name);
  if (!in) in.open(std::string(VITRINE_WAT_MADE_FOLDER "/") + name);
  EXPECT_TRUE(in) << name;
  std::string line;
  while (std::getline(in, line) && line.starts_with(";;")) {
    std::istringstream words(line.substr(2));
    std::string word;
    words >> word;
    if (word == "limits:") {
      words >> word;
      EXPECT_TRUE(word.starts_with("time=")) << line;
      file.time_ns = static_cast<std::int64_t>(Number(word.substr(5))) * 1'000'000;
    } else if (word == "call:" || word == "calls:" || word == "instantiate") {
      Step step{.is_instantiate = word == "instantiate", .is_fresh = word != "calls:", .line = line};
      if (!step.is_instantiate) words >> step.function;
      while (words >> word && word != "->") {
        step.arguments.push_back(Number(word));
      }
      std::getline(words >> std::ws, step.expected);
      file.steps.push_back(std::move(step));
    }
  }
  return file;
}

std::string Said(const CallEnd& end, const vitrine_guest_export* function, std::uint64_t result) {
  switch (end.how) {
    case How::kReturned:
      if (function == nullptr || std::string_view(function->signature).ends_with('>')) return "";
      return std::to_string(result);
    case How::kTrapped:
      return std::string("trap ") + Name(end.trap);
    case How::kOverrun:
      return "overrun";
    case How::kOutOfFuel:
      return "out of fuel";
    case How::kEndedByHandler:
      return "ended";
    case How::kParked:
      return "parked";
  }
  return "?";
}

// A number is compared as a number, the rest as text.
std::string Normal(const std::string& expected) {
  if (expected.empty() || expected[0] < '0' || expected[0] > '9') return expected;
  return std::to_string(Number(expected));
}

class WatTest : public testing::TestWithParam<std::tuple<bool, WatGuest>> {};

TEST_P(WatTest, EndsAsStated) {
  const auto& [is_checked, guest] = GetParam();
  const WatFile file = ReadWatFile(std::string(guest.name) + ".wat");
  ASSERT_FALSE(file.steps.empty()) << guest.name << ".wat states nothing to call";
  const runtime::RunPlan plan = PlanOf(file.time_ns);

  std::optional<WatInstance> instance;
  for (const Step& step : file.steps) {
    SCOPED_TRACE(step.line);
    const bool is_fresh = step.is_fresh || !instance;
    if (is_fresh) {
      instance.emplace(guest.module(is_checked));
      const CallEnd end = instance->Instantiate(plan);
      if (step.is_instantiate) {
        const std::string said = Said(end, nullptr, 0);
        // The engines' names for a table that is too small differ from version to version: any trap will do.
        EXPECT_TRUE(step.expected == "trap" ? said.starts_with("trap ") : said == step.expected) << said;
        continue;
      }
      ASSERT_EQ(end.how, How::kReturned);
    }
    const vitrine_guest_export* const function = instance->Find(step.function);
    ASSERT_NE(function, nullptr) << "no such export";
    std::vector<std::uint64_t> slots = step.arguments;
    const std::int64_t expected_ns = step.expected == "overrun" ? file.time_ns : kDefaultTimeNs;
    const auto start = std::chrono::steady_clock::now();
    const CallEnd end = instance->Call(step.function, slots, plan);
    const auto took = std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
    EXPECT_EQ(Said(end, function, slots[0]), Normal(step.expected));
    EXPECT_LE(took, expected_ns + kLateNsMax);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, WatTest,
                         testing::Combine(testing::ValuesIn(tests::IsCheckedModes()),
                                          testing::ValuesIn(WatGuests().begin(), WatGuests().end())),
                         [](const auto& info) {
                           return std::string(std::get<0>(info.param) ? "checked_" : "gs_") +
                                  std::string(std::get<1>(info.param).name);
                         });

}  // namespace
}  // namespace vitrine::escape
