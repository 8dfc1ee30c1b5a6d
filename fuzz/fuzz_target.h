// What every target here gives: libFuzzer's entry, and the bytes of one input at most.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace vitrine::fuzz {

inline constexpr std::size_t kInputBytesMax = 64 << 10;

}  // namespace vitrine::fuzz
