// SHA-256 (FIPS 180-4). Only names things by their content; nothing secret passes through here.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::aot {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest Sha256(std::span<const std::uint8_t> bytes);
Sha256Digest Sha256(std::string_view text);

// Lower-case hexadecimal, 64 letters.
std::string ToHex(const Sha256Digest& digest);

}  // namespace vitrine::aot
