// What the promise tests share: images of both interpreters, and runs with little ceremony.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/build_kind.h"
#include "tests/conformance/provider.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"

namespace vitrine::promises {

// An interpreter, translated for an engine.
struct Guest {
  Interpreter interpreter = Interpreter::kCpython;
  Engine engine = Engine::kFast;
  auto operator<=>(const Guest&) const = default;
};

// CPython for each engine that this build can test, and MicroPython for one: what engines have of their own
// is the same for both.
std::vector<Guest> Guests();
std::string Name(const Guest& guest);

// Made once a process; few slots, so that they are recycled and used again.
Image& ImageOf(const Guest& guest);

// Null grants: nothing is granted.
std::unique_ptr<Sandbox> Start(const Image& image, const Limits& limits = {}, const Grants* grants = nullptr);
Outcome RunIn(Sandbox& sandbox, std::string_view code);
// In a sandbox of its own.
Outcome RunCode(const Guest& guest, std::string_view code, const Limits& limits = {},
                const Grants* grants = nullptr);

// The same by any provider: in process or by workers.
std::unique_ptr<Sandbox> Start(conformance::Provider& provider, const Limits& limits = {},
                               const Grants* grants = nullptr);
Outcome RunCode(conformance::Provider& provider, std::string_view code, const Limits& limits = {},
                const Grants* grants = nullptr);
void ExpectCleanRun(conformance::Provider& provider);

// What P17 and others end with: the clean code runs in a new sandbox.
void ExpectCleanRun(const Image& image);

// Limits with this time, and memory of 128 MiB.
Limits LimitsOf(std::chrono::milliseconds time,
                std::chrono::milliseconds grace = std::chrono::milliseconds(200));

// For tests that hold for both interpreters and engines.
class GuestTest : public testing::TestWithParam<Guest> {};

// For tests that hold for both engines and both panes.
class ProviderTest : public testing::TestWithParam<conformance::ProviderKind> {
 protected:
  conformance::Provider& provider() { return conformance::ProviderOf(GetParam()); }
};

#define VITRINE_FOR_ALL_PROVIDERS(suite)                                                  \
  INSTANTIATE_TEST_SUITE_P(Providers, suite, testing::ValuesIn(conformance::Providers()), \
                           [](const auto& info) { return std::string(conformance::Name(info.param)); })

#define VITRINE_FOR_ALL_GUESTS(suite)                                  \
  INSTANTIATE_TEST_SUITE_P(Guests, suite, testing::ValuesIn(Guests()), \
                           [](const auto& info) { return Name(info.param); })

}  // namespace vitrine::promises
