// What happened, one JSON object a line.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <variant>

namespace vitrine::service {

// Texts may be anybody's: they come out as JSON that acts on no terminal and stays on its line (Promise P19),
// and are cut. Secrets, code and results do not belong here.
using LogValue = std::variant<std::string_view, std::uint64_t, double>;
struct LogField {
  std::string_view key;
  LogValue value;
};

// Thread-safe; a line is written whole. Lines that cannot be written are lost.
class Log {
 public:
  enum class Level : std::uint8_t { kError, kWarning, kInfo, kDebug };

  // "error", "warning", "info" or "debug"; none for anything else.
  static std::optional<Level> FindLevel(std::string_view name);

  // `descriptor` must stay open; -1: nowhere.
  Log(int descriptor, Level most) : descriptor_(descriptor), most_(most) {}
  bool Writes(Level level) const { return descriptor_ >= 0 && level <= most_; }
  void Write(Level level, std::string_view event, std::initializer_list<LogField> fields) const;

 private:
  int descriptor_;
  Level most_;
};

}  // namespace vitrine::service
