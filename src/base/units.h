// Sizes, times and counts as people write them on a command line.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "vitrine/error.h"

namespace vitrine::base {

// "65536", "64K", "64M", "2G", also "64MB" and "64MiB", in either case; K, M and G are powers of 1024.
Result<std::uint64_t> ParseSize(std::string_view text);

// "5s", "250ms", "1.5s", "2m", "1h"; a bare number is seconds. At least 1 ms, at most 24 h.
Result<std::chrono::milliseconds> ParseDuration(std::string_view text);

// "1000", "1_000_000", "10k", "50M", "2G"; k, M and G are powers of 1000, as counts are.
Result<std::uint64_t> ParseCount(std::string_view text);

// "12 B", "1.5 KiB", "64 MiB".
std::string FormatSize(std::uint64_t bytes);

// "850 us", "12.3 ms", "5 s".
std::string FormatDuration(std::chrono::nanoseconds duration);

}  // namespace vitrine::base
