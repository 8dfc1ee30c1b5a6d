// Bearer tokens: what a client proves with who it is.
#pragma once

#include <string>
#include <string_view>

namespace vitrine::service {

// A new one, of 256 random bits: "vtr_" and 43 characters.
std::string NewToken();

// What a file may hold in place of a token: "blake2b:" and 64 hexadecimal digits. Tokens are random, so that
// a fast hash without salt does.
std::string HashOfToken(std::string_view token);
bool IsHashOfToken(std::string_view text);

// In the same time whatever differs.
bool SameHash(std::string_view a, std::string_view b);

}  // namespace vitrine::service
