// What the tests of this folder share.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tests/conformance/provider.h"
#include "vitrine/sandbox.h"

namespace vitrine::conformance {

using namespace std::chrono_literals;

class Conformance : public testing::TestWithParam<ProviderKind> {
 protected:
  Provider& provider() { return ProviderOf(GetParam()); }

  std::unique_ptr<Sandbox> Make(const SandboxOptions& options = {}) {
    Result<std::unique_ptr<Sandbox>> made = provider().Create(grants_, options);
    EXPECT_TRUE(made) << made.error().what;
    return made ? std::move(*made) : nullptr;
  }
  std::unique_ptr<Sandbox> MakeWith(const Limits& limits) { return Make({.limits = limits}); }

  static Outcome Run(Sandbox& sandbox, std::string_view code, const RunOptions& options = {}) {
    Result<Outcome> outcome = sandbox.Run(code, options);
    EXPECT_TRUE(outcome) << outcome.error().what;
    return outcome ? std::move(*outcome) : Outcome{};
  }
  // In a sandbox of its own.
  Outcome RunAlone(std::string_view code, const Limits& limits = {}) { return Run(*MakeWith(limits), code); }
  // The last expression's repr; what went wrong when there is none.
  static std::string Repr(Sandbox& sandbox, std::string_view code) {
    const Outcome outcome = Run(sandbox, code);
    return outcome.value_repr ? *outcome.value_repr : ToJson(outcome);
  }
  void AddFunction(std::string name, std::vector<Parameter> parameters, decltype(HostFunction::call) call) {
    const Result<void> added = grants_.AddFunction({.name = std::move(name),
                                                    .doc = "Of the test.",
                                                    .parameters = std::move(parameters),
                                                    .call = std::move(call)});
    EXPECT_TRUE(added) << added.error().what;
  }

  // Before the sandboxes, which borrow it.
  Grants grants_;
};

#define VITRINE_CONFORMS(suite)                                                             \
  INSTANTIATE_TEST_SUITE_P(By, suite, testing::ValuesIn(vitrine::conformance::Providers()), \
                           [](const auto& info) { return std::string(Name(info.param)); })

}  // namespace vitrine::conformance
