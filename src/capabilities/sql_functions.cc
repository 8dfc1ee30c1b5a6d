#include "capabilities/sql_functions.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::capabilities {
namespace {

std::string_view TextOf(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr ? std::string_view()
                         : std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

std::string_view BlobOf(sqlite3_value* value) {
  const auto* blob = static_cast<const char*>(sqlite3_value_blob(value));
  return blob == nullptr ? std::string_view()
                         : std::string_view(blob, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

bool IsNull(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }
bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// memmem takes linear time (glibc: two-way string matching), string_view::find does not.
std::size_t Find(std::string_view text, std::string_view part, std::size_t from) {
  const void* found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

void Instr(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  if (IsNull(values[0]) || IsNull(values[1])) return;
  const bool are_blobs =
      sqlite3_value_type(values[0]) == SQLITE_BLOB && sqlite3_value_type(values[1]) == SQLITE_BLOB;
  const std::string_view text = are_blobs ? BlobOf(values[0]) : TextOf(values[0]);
  const std::string_view part = are_blobs ? BlobOf(values[1]) : TextOf(values[1]);
  std::size_t at = 0;
  if (!are_blobs && !part.empty() && IsContinuation(part.front())) {
    // A character never starts with such a byte, so only the very beginning can match (as in SQLite).
    at = text.substr(0, part.size()) == part ? 0 : std::string_view::npos;
  } else if (!part.empty()) {
    at = text.empty() ? std::string_view::npos : Find(text, part, 0);
  }
  if (at == std::string_view::npos) {
    sqlite3_result_int(context, 0);
    return;
  }
  auto steps = static_cast<std::ptrdiff_t>(at);
  if (!are_blobs && at > 0) {
    steps = std::count_if(text.begin() + 1, text.begin() + steps + 1,
                          [](char byte) { return !IsContinuation(byte); });
  }
  sqlite3_result_int64(context, steps + 1);
}

void Replace(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  if (IsNull(values[0]) || IsNull(values[1]) || IsNull(values[2])) return;
  const std::string_view text = TextOf(values[0]);
  const std::string_view pattern = TextOf(values[1]);
  const std::string_view with = TextOf(values[2]);
  if (pattern.empty()) {
    sqlite3_result_value(context, values[0]);
    return;
  }
  std::size_t matches_count = 0;
  for (std::size_t at = 0; (at = Find(text, pattern, at)) != std::string_view::npos; at += pattern.size()) {
    ++matches_count;
  }
  const std::uint64_t bytes =
      text.size() - matches_count * pattern.size() + std::uint64_t{matches_count} * with.size();
  const int bytes_max = sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1);
  if (bytes > static_cast<std::uint64_t>(bytes_max)) {
    sqlite3_result_error_toobig(context);
    return;
  }
  // Taken from SQLite, so that it counts against the query's memory.
  auto* out = static_cast<char*>(sqlite3_malloc64(bytes + 1));
  if (out == nullptr) {
    sqlite3_result_error_nomem(context);
    return;
  }
  char* end = out;
  const auto append = [&end](std::string_view part) {
    if (!part.empty()) std::memcpy(end, part.data(), part.size());
    end += part.size();
  };
  std::size_t from = 0;
  for (std::size_t at = 0; (at = Find(text, pattern, from)) != std::string_view::npos;
       from = at + pattern.size()) {
    append(text.substr(from, at - from));
    append(with);
  }
  append(text.substr(from));
  sqlite3_result_text64(context, out, bytes, sqlite3_free, SQLITE_UTF8);
}

// A set of characters, looked up in logarithmic time. SQLite's notion of a character: a byte that is no
// continuation, with the continuations that follow when it announces some.
class CharacterSet {
 public:
  explicit CharacterSet(std::string_view characters) {
    while (!characters.empty()) {
      const std::size_t bytes = FirstBytes(characters);
      characters_.push_back(characters.substr(0, bytes));
      characters.remove_prefix(bytes);
    }
    std::sort(characters_.begin(), characters_.end());
  }

  bool Has(std::string_view character) const {
    return std::binary_search(characters_.begin(), characters_.end(), character);
  }

  static std::size_t FirstBytes(std::string_view text) {
    std::size_t bytes = 1;
    if (static_cast<unsigned char>(text[0]) >= 0xC0) {
      while (bytes < text.size() && IsContinuation(text[bytes])) ++bytes;
    }
    return bytes;
  }
  static std::size_t LastBytes(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && IsContinuation(text[at])) --at;
    return static_cast<unsigned char>(text[at]) >= 0xC0 ? text.size() - at : 1;
  }

 private:
  std::vector<std::string_view> characters_;
};

enum Sides : int { kLeft = 1, kRight = 2 };
constexpr std::size_t kTrimSetBytesMax = 1000;

void Trim(sqlite3_context* context, int count, sqlite3_value** values) {
  if (IsNull(values[0]) || (count == 2 && IsNull(values[1]))) return;
  std::string_view text = TextOf(values[0]);
  const std::string_view characters = count == 2 ? TextOf(values[1]) : std::string_view(" ");
  if (characters.size() > kTrimSetBytesMax) {
    sqlite3_result_error(context, "trim takes at most 1000 bytes of characters to remove", -1);
    return;
  }
  const CharacterSet set(characters);
  const auto sides = static_cast<int>(reinterpret_cast<std::intptr_t>(sqlite3_user_data(context)));
  while ((sides & kLeft) != 0 && !text.empty()) {
    const std::size_t bytes = CharacterSet::FirstBytes(text);
    if (!set.Has(text.substr(0, bytes))) break;
    text.remove_prefix(bytes);
  }
  while ((sides & kRight) != 0 && !text.empty()) {
    const std::size_t bytes = CharacterSet::LastBytes(text);
    if (!set.Has(text.substr(text.size() - bytes))) break;
    text.remove_suffix(bytes);
  }
  sqlite3_result_text64(context, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

}  // namespace

bool AddBoundedSqlFunctions(sqlite3* db) {
  struct Row {
    const char* name;
    int arguments_count;
    int sides;
    void (*call)(sqlite3_context*, int, sqlite3_value**);
  };
  constexpr Row kRows[] = {
      {"instr", 2, 0, Instr},
      {"replace", 3, 0, Replace},
      {"trim", 1, kLeft | kRight, Trim},
      {"trim", 2, kLeft | kRight, Trim},
      {"ltrim", 1, kLeft, Trim},
      {"ltrim", 2, kLeft, Trim},
      {"rtrim", 1, kRight, Trim},
      {"rtrim", 2, kRight, Trim},
  };
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  return std::all_of(std::begin(kRows), std::end(kRows), [db](const Row& row) {
    return sqlite3_create_function_v2(db, row.name, row.arguments_count, kFlags,
                                      reinterpret_cast<void*>(std::intptr_t{row.sides}), row.call, nullptr,
                                      nullptr, nullptr) == SQLITE_OK;
  });
}

}  // namespace vitrine::capabilities
