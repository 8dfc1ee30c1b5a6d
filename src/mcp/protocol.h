// Revisions of the Model Context Protocol.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine::mcp {

// In the order of their dates.
enum class Revision : std::uint8_t { k2025_03_26, k2025_06_18, k2025_11_25 };

inline constexpr Revision kNewest = Revision::k2025_11_25;

inline constexpr std::array<std::string_view, 3> kRevisionNames = {"2025-03-26", "2025-06-18", "2025-11-25"};

inline std::string_view Name(Revision revision) {
  return kRevisionNames.at(static_cast<std::size_t>(revision));
}

// None: we do not speak it.
inline std::optional<Revision> FindRevision(std::string_view name) {
  for (std::size_t i = 0; i < kRevisionNames.size(); ++i) {
    if (kRevisionNames.at(i) == name) return static_cast<Revision>(i);
  }
  return std::nullopt;
}

}  // namespace vitrine::mcp
