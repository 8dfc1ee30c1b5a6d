#include "worker/start_frame.h"

#include <algorithm>
#include <chrono>

namespace vitrine::worker {
namespace {

std::uint64_t ToNumber(std::chrono::milliseconds time) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.count()));
}
std::chrono::milliseconds FromNumber(std::uint64_t number) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(number));
}

}  // namespace

std::array<std::uint64_t, kStartNumbersCount> ToNumbers(const StartSettings& settings) {
  const Limits& limits = settings.limits;
  return {limits.memory_bytes_max,
          ToNumber(limits.wall_time_max),
          ToNumber(limits.cpu_time_max),
          ToNumber(limits.grace),
          limits.fuel_max,
          limits.output_bytes_max,
          limits.display_bytes_max,
          limits.displays_count_max,
          limits.value_bytes_max,
          limits.host_calls_max,
          limits.request_bytes_max,
          limits.reply_bytes_max,
          limits.file_bytes_max,
          limits.artifacts_count_max,
          settings.asks_for_world ? 1u : 0u,
          settings.loads ? 1u : 0u,
          settings.reseeds ? 1u : 0u,
          settings.configures ? 1u : 0u};
}

StartSettings FromNumbers(const std::array<std::uint64_t, kNumbersMax>& numbers) {
  std::size_t next = 0;
  const auto number = [&] { return numbers[next++]; };
  const auto small = [&] { return static_cast<std::uint32_t>(numbers[next++]); };
  StartSettings settings;
  Limits& limits = settings.limits;
  limits.memory_bytes_max = number();
  limits.wall_time_max = FromNumber(number());
  limits.cpu_time_max = FromNumber(number());
  limits.grace = FromNumber(number());
  limits.fuel_max = number();
  limits.output_bytes_max = number();
  limits.display_bytes_max = number();
  limits.displays_count_max = small();
  limits.value_bytes_max = small();
  limits.host_calls_max = small();
  limits.request_bytes_max = small();
  limits.reply_bytes_max = small();
  limits.file_bytes_max = number();
  limits.artifacts_count_max = small();
  settings.asks_for_world = number() != 0;
  settings.loads = number() != 0;
  settings.reseeds = number() != 0;
  settings.configures = number() != 0;
  return settings;
}

// A time that is given travels as one more than it is.
std::array<std::uint64_t, 4> ToNumbers(const RunSettings& settings) {
  const auto time = [](std::optional<std::chrono::milliseconds> given) {
    return given ? ToNumber(*given) + 1 : 0;
  };
  return {settings.collects_artifacts ? 1u : 0u, settings.output_is_awaited ? 1u : 0u,
          time(settings.wall_time_max), time(settings.cpu_time_max)};
}

RunSettings RunSettingsFrom(const std::array<std::uint64_t, kNumbersMax>& numbers) {
  const auto time = [](std::uint64_t number) {
    return number == 0 ? std::nullopt : std::optional(FromNumber(number - 1));
  };
  return {.collects_artifacts = numbers[0] != 0,
          .output_is_awaited = numbers[1] != 0,
          .wall_time_max = time(numbers[2]),
          .cpu_time_max = time(numbers[3])};
}

}  // namespace vitrine::worker
