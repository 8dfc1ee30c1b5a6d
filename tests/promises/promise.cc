#include "tests/promises/promise.h"

#include <cstdlib>

namespace vitrine::promises {

Image& ImageOf(Engine engine) {
  const auto load = [](Engine which) {
    Result<std::unique_ptr<Image>> image = Image::Load({.engine = which, .slots_ready_max = 2});
    if (!image) {
      ADD_FAILURE() << image.error().what;
      std::abort();
    }
    return std::move(*image);
  };
  if (engine == Engine::kFast) {
    static const std::unique_ptr<Image> fast = load(Engine::kFast);
    return *fast;
  }
  static const std::unique_ptr<Image> checked = load(Engine::kChecked);
  return *checked;
}

std::unique_ptr<Sandbox> Start(const Image& image, const Limits& limits, const Grants* grants) {
  static const Grants nothing;
  Result<std::unique_ptr<Sandbox>> sandbox =
      Sandbox::Create(image, grants != nullptr ? *grants : nothing, {.limits = limits});
  if (!sandbox) {
    ADD_FAILURE() << sandbox.error().what;
    std::abort();
  }
  return std::move(*sandbox);
}

std::unique_ptr<Sandbox> Start(conformance::Provider& provider, const Limits& limits, const Grants* grants) {
  static const Grants nothing;
  auto sandbox = provider.Create(grants != nullptr ? *grants : nothing, {.limits = limits});
  if (!sandbox) {
    ADD_FAILURE() << sandbox.error().what;
    std::abort();
  }
  return std::move(*sandbox);
}

Outcome RunCode(conformance::Provider& provider, std::string_view code, const Limits& limits,
                const Grants* grants) {
  return RunIn(*Start(provider, limits, grants), code);
}

void ExpectCleanRun(conformance::Provider& provider) {
  const Outcome outcome = RunIn(*Start(provider), "print('alive', 6*7)");
  EXPECT_EQ(outcome.status, Status::kOk) << ToJson(outcome);
  EXPECT_EQ(outcome.stdout_text, "alive 42\n");
}

Outcome RunIn(Sandbox& sandbox, std::string_view code) {
  Result<Outcome> outcome = sandbox.Run(code);
  EXPECT_TRUE(outcome) << outcome.error().what;
  return outcome ? std::move(*outcome) : Outcome{};
}

Outcome RunCode(Engine engine, std::string_view code, const Limits& limits, const Grants* grants) {
  return RunIn(*Start(ImageOf(engine), limits, grants), code);
}

void ExpectCleanRun(const Image& image) {
  const Outcome outcome = RunIn(*Start(image), "print('alive', 6*7)");
  EXPECT_EQ(outcome.status, Status::kOk) << ToJson(outcome);
  EXPECT_EQ(outcome.stdout_text, "alive 42\n");
}

Limits LimitsOf(std::chrono::milliseconds time, std::chrono::milliseconds grace) {
  return {.memory_bytes_max = 128u << 20, .wall_time_max = time, .cpu_time_max = time * 2, .grace = grace};
}

}  // namespace vitrine::promises
