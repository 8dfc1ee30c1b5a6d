// Bytes from text; base/json.h has the other direction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vitrine::service {

// None for what is no base64 (RFC 4648, padded). Characters of `ignored` may stand anywhere.
std::optional<std::string> FromBase64(std::string_view text, const char* ignored);

}  // namespace vitrine::service
