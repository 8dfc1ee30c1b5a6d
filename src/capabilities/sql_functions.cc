#include "capabilities/sql_functions.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

std::string_view TextOf(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr ? std::string_view()
                         : std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// For SQLite's own functions, which stop at the first zero.
const char* ZeroTerminatedTextOf(sqlite3_value* value) {
  return reinterpret_cast<const char*>(sqlite3_value_text(value));
}

std::string_view BlobOf(sqlite3_value* value) {
  const auto* blob = static_cast<const char*>(sqlite3_value_blob(value));
  return blob == nullptr ? std::string_view()
                         : std::string_view(blob, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// Looked at before a text of more than this is worked on.
constexpr std::size_t kAskBytes = 4096;

// True, with the result set, when the query's time is over.
bool MustStop(sqlite3_context* context, std::size_t bytes) {
  if (bytes < kAskBytes || !sqlite::SqlMemoryScope::IsOver()) return false;
  sqlite3_result_error_code(context, SQLITE_INTERRUPT);
  return true;
}

bool IsNull(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }
bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// memmem takes linear time (glibc: two-way string matching), string_view::find does not.
std::size_t Find(std::string_view text, std::string_view part, std::size_t from) {
  const char* begin = text.data() + from;
  const std::size_t bytes = text.size() - from;
  const void* found = part.size() == 1 ? std::memchr(begin, part.front(), bytes)
                                       : memmem(begin, bytes, part.data(), part.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

void Instr(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  if (IsNull(values[0]) || IsNull(values[1])) return;
  const bool are_blobs =
      sqlite3_value_type(values[0]) == SQLITE_BLOB && sqlite3_value_type(values[1]) == SQLITE_BLOB;
  const std::string_view text = are_blobs ? BlobOf(values[0]) : TextOf(values[0]);
  const std::string_view part = are_blobs ? BlobOf(values[1]) : TextOf(values[1]);
  if (MustStop(context, text.size())) return;
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
  if (MustStop(context, text.size())) return;
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
  if (MustStop(context, text.size())) return;
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

// One "%..." of a format, with the numbers that stood for '*' put in.
struct Directive {
  std::string flags;
  int width = -1;
  int precision = -1;
  char conversion = '\0';  // NUL: the format ends within the directive

  // As sqlite3_str_appendf wants it.
  std::string Text(const char* conversion_text) const {
    std::string out = "%" + flags;
    if (width >= 0) out += std::to_string(width);
    if (precision >= 0) out += "." + std::to_string(precision);
    return out + conversion_text;
  }
};

// The arguments after the format; what is missing is null.
class FormatArguments {
 public:
  FormatArguments(sqlite3_value** values, int count) : values_(values), left_(count) {}

  std::int64_t Integer() { return left_ > 0 ? sqlite3_value_int64(Take()) : 0; }
  double Real() { return left_ > 0 ? sqlite3_value_double(Take()) : 0.0; }
  const char* Text() {
    return left_ > 0 ? reinterpret_cast<const char*>(sqlite3_value_text(Take())) : nullptr;
  }

 private:
  sqlite3_value* Take() {
    --left_;
    return *values_++;
  }

  sqlite3_value** values_;
  int left_;
};

// A number in the format or one for '*', as SQLite takes it: without sign and below 2^31.
int ReadNumber(const char*& format, FormatArguments& arguments, bool& is_negative) {
  is_negative = false;
  std::int64_t number = 0;
  if (*format == '*') {
    ++format;
    number = static_cast<std::int32_t>(arguments.Integer());
    is_negative = number < 0;
    if (is_negative) number = -number;
  } else {
    for (; *format >= '0' && *format <= '9'; ++format) number = (number * 10 + (*format - '0')) & 0x7FFF'FFFF;
  }
  return static_cast<int>(std::min<std::int64_t>(number, 0x7FFF'FFFF));
}

Directive ReadDirective(const char*& format, FormatArguments& arguments) {
  Directive directive;
  for (; *format != '\0' && std::strchr("-+ #0,!", *format) != nullptr; ++format) {
    // Of '+' and ' ' the last one holds. A format may repeat flags at any length; once is enough.
    std::erase(directive.flags, *format);
    directive.flags += *format;
  }
  bool is_negative = false;
  if (*format == '*' || (*format >= '1' && *format <= '9')) {
    directive.width = ReadNumber(format, arguments, is_negative);
    if (is_negative) directive.flags += '-';
  }
  if (*format == '.') {
    ++format;
    directive.precision = ReadNumber(format, arguments, is_negative);
  }
  while (*format == 'l') ++format;
  if (*format != '\0') directive.conversion = *format++;
  return directive;
}

// The first character of the text, as often as the precision says, in a field of the width.
void AppendCharacter(sqlite3_str* out, const Directive& directive, const char* text) {
  const std::string_view character =
      text == nullptr || *text == '\0'
          ? std::string_view("\0", 1)
          : std::string_view(text, std::min<std::size_t>(CharacterSet::FirstBytes(text), 4));
  const int times = std::max(directive.precision, 1);
  const int padding = std::max(directive.width - times, 0);
  const bool is_left = directive.flags.find('-') != std::string::npos;
  if (!is_left) sqlite3_str_appendchar(out, padding, ' ');
  for (int i = 0; i < times && sqlite3_str_errcode(out) == SQLITE_OK; ++i) {
    sqlite3_str_append(out, character.data(), static_cast<int>(character.size()));
  }
  if (is_left) sqlite3_str_appendchar(out, padding, ' ');
}

// False when the format ends here.
bool AppendDirective(sqlite3_str* out, const Directive& directive, FormatArguments& arguments) {
  switch (directive.conversion) {
    case '%':
      sqlite3_str_appendall(out, "%");
      return true;
    case 'd':
    case 'i':
      sqlite3_str_appendf(out, directive.Text("lld").c_str(), arguments.Integer());
      return true;
    case 'u':
      sqlite3_str_appendf(out, directive.Text("llu").c_str(), arguments.Integer());
      return true;
    case 'x':
      sqlite3_str_appendf(out, directive.Text("llx").c_str(), arguments.Integer());
      return true;
    case 'X':
    case 'p':
      sqlite3_str_appendf(out, directive.Text("llX").c_str(), arguments.Integer());
      return true;
    case 'o':
      sqlite3_str_appendf(out, directive.Text("llo").c_str(), arguments.Integer());
      return true;
    case 'r':
      sqlite3_str_appendf(out, directive.Text("llr").c_str(), arguments.Integer());
      return true;
    case 'f':
    case 'e':
    case 'E':
    case 'g':
    case 'G': {
      const char conversion[] = {directive.conversion, '\0'};
      sqlite3_str_appendf(out, directive.Text(conversion).c_str(), arguments.Real());
      return true;
    }
    case 's':
    case 'z':
      sqlite3_str_appendf(out, directive.Text("s").c_str(), arguments.Text());
      return true;
    case 'q':
    case 'Q':
    case 'w': {
      const char conversion[] = {directive.conversion, '\0'};
      sqlite3_str_appendf(out, directive.Text(conversion).c_str(), arguments.Text());
      return true;
    }
    case 'c':
      AppendCharacter(out, directive, arguments.Text());
      return true;
    case 'n':
      return true;
    default:
      return false;
  }
}

// printf and format. SQLite's own repeats a character for '%.*c' as often as it is told, also when the text
// has long become too large: seconds for one call.
void Format(sqlite3_context* context, int count, sqlite3_value** values) {
  if (count == 0) return;
  const auto* format = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  if (format == nullptr) return;
  if (MustStop(context, static_cast<std::size_t>(sqlite3_value_bytes(values[0])))) return;
  sqlite3* db = sqlite3_context_db_handle(context);
  const int bytes_max = sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1);
  FormatArguments arguments(values + 1, count - 1);
  sqlite3_str* out = sqlite3_str_new(db);
  bool goes_on = true;
  bool is_too_big = false;
  while (goes_on && !is_too_big && *format != '\0' && sqlite3_str_errcode(out) == SQLITE_OK) {
    const std::size_t plain = std::strcspn(format, "%");
    if (plain > 0) sqlite3_str_append(out, format, static_cast<int>(plain));
    format += plain;
    if (*format == '\0') break;
    ++format;
    if (*format == '\0') {
      sqlite3_str_appendall(out, "%");
      break;
    }
    const Directive directive = ReadDirective(format, arguments);
    is_too_big = directive.width > bytes_max || directive.precision > bytes_max;
    if (!is_too_big) goes_on = AppendDirective(out, directive, arguments);
  }
  const int code = is_too_big ? SQLITE_TOOBIG : sqlite3_str_errcode(out);
  const auto bytes = static_cast<sqlite3_uint64>(sqlite3_str_length(out));
  char* text = sqlite3_str_finish(out);
  if (code == SQLITE_OK) {
    // Null when nothing was appended, as in SQLite.
    if (text != nullptr) sqlite3_result_text64(context, text, bytes, sqlite3_free, SQLITE_UTF8);
    return;
  }
  sqlite3_free(text);
  if (code == SQLITE_NOMEM) {
    sqlite3_result_error_nomem(context);
  } else {
    sqlite3_result_error_toobig(context);
  }
}

// Characters of the text times characters of the pattern: about that many steps, some nanoseconds each.
constexpr std::uint64_t kMatchStepsMax = 50'000'000;

// True when SQLite's own comparison may be called; otherwise the result is set. `values` are pattern and
// text.
bool CanMatch(sqlite3_context* context, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_BLOB || sqlite3_value_type(values[1]) == SQLITE_BLOB) {
    sqlite3_result_int(context, 0);  // as SQLite does it where it is built with LIKE_DOESNT_MATCH_BLOBS
    return false;
  }
  const std::size_t pattern_bytes = TextOf(values[0]).size();
  const std::size_t text_bytes = TextOf(values[1]).size();
  const int pattern_bytes_max =
      sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LIKE_PATTERN_LENGTH, -1);
  if (pattern_bytes > static_cast<std::size_t>(pattern_bytes_max)) {
    sqlite3_result_error(context, "LIKE or GLOB pattern too complex", -1);
    return false;
  }
  if (std::uint64_t{pattern_bytes} * text_bytes > kMatchStepsMax) {
    sqlite3_result_error(context, "LIKE or GLOB on a text this long: use instr() or a shorter pattern", -1);
    return false;
  }
  return !IsNull(values[0]) && !IsNull(values[1]) && !MustStop(context, text_bytes);
}

void Like(sqlite3_context* context, int count, sqlite3_value** values) {
  unsigned escape = 0;
  if (count == 3) {
    const std::string_view text = TextOf(values[2]);
    if (IsNull(values[2])) return;
    if (text.empty() || CharacterSet::FirstBytes(text) != text.size()) {
      sqlite3_result_error(context, "ESCAPE expression must be a single character", -1);
      return;
    }
    if (text.size() > 1 || text == "%" || text == "_") {
      sqlite3_result_error(context, "ESCAPE must be an ASCII character other than % and _", -1);
      return;
    }
    escape = static_cast<unsigned char>(text[0]);
  }
  if (!CanMatch(context, values)) return;
  sqlite3_result_int(context, sqlite3_strlike(ZeroTerminatedTextOf(values[0]),
                                              ZeroTerminatedTextOf(values[1]), escape) == 0);
}

void Glob(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  if (!CanMatch(context, values)) return;
  sqlite3_result_int(context,
                     sqlite3_strglob(ZeroTerminatedTextOf(values[0]), ZeroTerminatedTextOf(values[1])) == 0);
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
      {"printf", -1, 0, Format},
      {"like", 2, 0, Like},
      {"like", 3, 0, Like},
      {"glob", 2, 0, Glob},
      {"format", -1, 0, Format},
  };
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  return std::all_of(std::begin(kRows), std::end(kRows), [db](const Row& row) {
    return sqlite3_create_function_v2(db, row.name, row.arguments_count, kFlags,
                                      reinterpret_cast<void*>(std::intptr_t{row.sides}), row.call, nullptr,
                                      nullptr, nullptr) == SQLITE_OK;
  });
}

}  // namespace vitrine::capabilities
