#include "base/units.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace vitrine::base {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::uint64_t kKiB = 1024;
constexpr std::array kSizeUnits = {Unit{"", 1},
                                   Unit{"b", 1},
                                   Unit{"k", kKiB},
                                   Unit{"kb", kKiB},
                                   Unit{"kib", kKiB},
                                   Unit{"m", kKiB* kKiB},
                                   Unit{"mb", kKiB* kKiB},
                                   Unit{"mib", kKiB* kKiB},
                                   Unit{"g", kKiB* kKiB* kKiB},
                                   Unit{"gb", kKiB* kKiB* kKiB},
                                   Unit{"gib", kKiB* kKiB* kKiB}};
constexpr std::array kCountUnits = {Unit{"", 1}, Unit{"k", 1000}, Unit{"m", 1'000'000},
                                    Unit{"g", 1'000'000'000}};
constexpr std::array kTimeUnits = {Unit{"", 1000},    Unit{"ms", 1},       Unit{"s", 1000},
                                   Unit{"m", 60'000}, Unit{"min", 60'000}, Unit{"h", 3'600'000}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

template <std::size_t N>
std::optional<std::uint64_t> Factor(std::string_view text, const std::array<Unit, N>& units) {
  std::string name;
  for (const char c : text) name.push_back(Lower(c));
  for (const Unit& unit : units) {
    if (name == unit.name) return unit.factor;
  }
  return std::nullopt;
}

// Splits "64M" into 64 and "M"; nothing when there are no digits or they overflow.
struct Quantity {
  std::uint64_t number;
  std::string_view rest;
};

std::optional<Quantity> LeadingNumber(std::string_view text) {
  Quantity quantity{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), quantity.number);
  if (error != std::errc()) return std::nullopt;
  quantity.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return quantity;
}

std::optional<std::uint64_t> Multiply(std::uint64_t number, std::uint64_t factor) {
  if (factor != 0 && number > std::numeric_limits<std::uint64_t>::max() / factor) return std::nullopt;
  return number * factor;
}

Error Bad(std::string what) { return Error{ErrorKind::kInvalidArgument, std::move(what)}; }

// "5.00" -> "5", "1.50" -> "1.5".
std::string Trimmed(double number) {
  std::string text = fmt::format("{:.2f}", number);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Result<std::uint64_t> ParseSize(std::string_view text) {
  if (const auto quantity = LeadingNumber(text)) {
    if (const auto factor = Factor(quantity->rest, kSizeUnits)) {
      if (const auto bytes = Multiply(quantity->number, *factor)) return *bytes;
    }
  }
  return std::unexpected(Bad(
      fmt::format("'{}' is no size; write a whole number of bytes, or one with K, M or G, like 64M", text)));
}

Result<std::chrono::milliseconds> ParseDuration(std::string_view text) {
  constexpr std::uint64_t kMillisecondsMax = std::uint64_t{24} * 3'600'000;
  const auto bad = [&] {
    return std::unexpected(
        Bad(fmt::format("'{}' is no time; write a number with ms, s, m or h, like 5s or 250ms", text)));
  };
  const auto whole = LeadingNumber(text);
  if (!whole) return bad();
  std::string_view rest = whole->rest;
  std::uint64_t fraction = 0;
  std::uint64_t divisor = 1;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    // Six digits are finer than a millisecond of an hour; more are read over.
    std::size_t digits = 0;
    for (; digits < rest.size() && IsDigit(rest[digits]); ++digits) {
      if (digits >= 6) continue;
      fraction = fraction * 10 + static_cast<std::uint64_t>(rest[digits] - '0');
      divisor *= 10;
    }
    if (digits == 0) return bad();
    rest.remove_prefix(digits);
  }
  const auto factor = Factor(rest, kTimeUnits);
  if (!factor) return bad();
  const auto whole_ms = Multiply(whole->number, *factor);
  if (!whole_ms || *whole_ms > kMillisecondsMax) {
    return std::unexpected(Bad(fmt::format("'{}' is too long; the most is 24h", text)));
  }
  const std::uint64_t total_ms = *whole_ms + fraction * *factor / divisor;
  if (total_ms > kMillisecondsMax) {
    return std::unexpected(Bad(fmt::format("'{}' is too long; the most is 24h", text)));
  }
  if (total_ms == 0) return std::unexpected(Bad(fmt::format("'{}' is too short; the least is 1ms", text)));
  return std::chrono::milliseconds(total_ms);
}

Result<std::uint64_t> ParseCount(std::string_view text) {
  std::string digits;  // 1_000 is how Python people write a thousand
  for (const char c : text) {
    if (c != '_') digits.push_back(c);
  }
  if (const auto quantity = LeadingNumber(digits)) {
    if (const auto factor = Factor(quantity->rest, kCountUnits)) {
      if (const auto count = Multiply(quantity->number, *factor)) return *count;
    }
  }
  return std::unexpected(
      Bad(fmt::format("'{}' is no count; write a whole number, or one with k, M or G, like 50M", text)));
}

std::string FormatSize(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> kNames = {"B", "KiB", "MiB", "GiB"};
  double number = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (number >= 1024 && unit + 1 < kNames.size()) {
    number /= 1024;
    ++unit;
  }
  return fmt::format("{} {}", Trimmed(number), kNames[unit]);
}

std::string FormatDuration(std::chrono::nanoseconds duration) {
  const auto ns = static_cast<double>(duration.count());
  if (ns < 1e6) return fmt::format("{} us", Trimmed(ns / 1e3));
  if (ns < 1e9) return fmt::format("{} ms", Trimmed(ns / 1e6));
  return fmt::format("{} s", Trimmed(ns / 1e9));
}

}  // namespace vitrine::base
