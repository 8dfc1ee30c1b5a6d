// Hashes and names that cannot be guessed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/saved_state.h"

namespace vitrine::session {

inline constexpr std::size_t kDigestBytes = 32;

// BLAKE2b-256.
std::string Digest(std::string_view bytes);
// Of everything that makes two interpreters of one image the same: memory, its size, globals.
std::string DigestState(const runtime::SavedState& state);

// 16 random bytes.
std::string RandomId();
std::string Hex(std::string_view bytes);

}  // namespace vitrine::session
