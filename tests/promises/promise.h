// What the promise tests share: images of both engines, and runs with little ceremony.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tests/build_kind.h"
#include "tests/conformance/provider.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"

namespace vitrine::promises {

// The image of an engine, made once a process; few slots, so that they are recycled and used again.
Image& ImageOf(Engine engine);

// Null grants: nothing is granted.
std::unique_ptr<Sandbox> Start(const Image& image, const Limits& limits = {}, const Grants* grants = nullptr);
Outcome RunIn(Sandbox& sandbox, std::string_view code);
// In a sandbox of its own.
Outcome RunCode(Engine engine, std::string_view code, const Limits& limits = {},
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

// For tests that hold for both engines.
class EngineTest : public testing::TestWithParam<Engine> {};

// For tests that hold for both engines and both panes.
class ProviderTest : public testing::TestWithParam<conformance::ProviderKind> {
 protected:
  conformance::Provider& provider() { return conformance::ProviderOf(GetParam()); }
};

#define VITRINE_FOR_ALL_PROVIDERS(suite)                                                  \
  INSTANTIATE_TEST_SUITE_P(Providers, suite, testing::ValuesIn(conformance::Providers()), \
                           [](const auto& info) { return std::string(conformance::Name(info.param)); })

#define VITRINE_FOR_BOTH_ENGINES(suite)                                                                \
  INSTANTIATE_TEST_SUITE_P(Engines, suite, testing::ValuesIn(tests::Engines()), [](const auto& info) { \
    return info.param == Engine::kFast ? "fast" : "checked";                                           \
  })

}  // namespace vitrine::promises
