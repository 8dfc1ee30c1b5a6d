#include "tests/promises/promise.h"

#include <cstdlib>
#include <map>
#include <utility>

namespace vitrine::promises {

std::vector<Guest> Guests() {
  std::vector<Guest> guests;
  for (const Engine engine : tests::Engines()) guests.push_back({Interpreter::kCpython, engine});
  guests.push_back({Interpreter::kMicropython, guests.front().engine});
  return guests;
}

std::string Name(const Guest& guest) {
  return std::string(guest.interpreter == Interpreter::kMicropython ? "micropython_" : "") +
         (guest.engine == Engine::kFast ? "fast" : "checked");
}

Image& ImageOf(const Guest& guest) {
  static std::map<Guest, std::unique_ptr<Image>> images;
  std::unique_ptr<Image>& image = images[guest];
  if (image == nullptr) {
    auto loaded =
        Image::Load({.interpreter = guest.interpreter, .engine = guest.engine, .slots_ready_max = 2});
    if (!loaded) {
      ADD_FAILURE() << loaded.error().what;
      std::abort();
    }
    image = std::move(*loaded);
  }
  return *image;
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

Outcome RunCode(const Guest& guest, std::string_view code, const Limits& limits, const Grants* grants) {
  return RunIn(*Start(ImageOf(guest), limits, grants), code);
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
