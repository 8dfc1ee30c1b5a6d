// "Did you mean ...?"
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::cli {

// The candidate that `word` is most likely a misspelling of: the nearest by edits (insert, drop, replace,
// swap two neighbours), when that is at most a third of the word's length, rounded up. Nothing otherwise.
std::optional<std::string> Nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace vitrine::cli
