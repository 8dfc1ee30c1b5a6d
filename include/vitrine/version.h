// The version of the library and the program (semantic versioning).
#pragma once

namespace vitrine {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace vitrine
