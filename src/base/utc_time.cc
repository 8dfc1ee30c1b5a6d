#include "base/utc_time.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace vitrine::base {

std::string UtcTime(std::chrono::system_clock::time_point time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t seconds = std::chrono::system_clock::to_time_t(whole);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", parts,
                     std::chrono::floor<std::chrono::milliseconds>(time - whole).count());
}

}  // namespace vitrine::base
