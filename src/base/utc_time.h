// Moments as text, as JSON has them.
#pragma once

#include <chrono>
#include <string>

namespace vitrine::base {

// "2026-11-28T04:38:20.123Z": UTC with milliseconds (RFC 3339), before 1970 as well.
std::string UtcTime(std::chrono::system_clock::time_point time);

}  // namespace vitrine::base
