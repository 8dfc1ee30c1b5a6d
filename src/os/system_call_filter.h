// A list of the system calls a process may make, held to by the kernel (seccomp).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "vitrine/error.h"

namespace vitrine::os {

// Holds for a call when (argument & mask) == value. A mask of zero: no condition.
struct ArgumentCondition {
  unsigned argument = 0;  // 0 to 5
  std::uint64_t mask = 0;
  std::uint64_t value = 0;
};

// What the kernel does with a call that a row speaks of.
enum class Answer : std::uint8_t {
  kAllow,
  kUnavailable,  // it answers that there is no such call (ENOSYS), so that the C library takes another way
};

// One row of a list: what happens to this call when all conditions hold. A call may stand in several rows.
struct FilterRow {
  const char* name;
  int number;
  std::array<ArgumentCondition, 4> conditions;
  const char* reason;  // what it is needed for, and why the conditions are as they are
  Answer answer = Answer::kAllow;
};

// What the kernel does with a call that no row speaks of.
enum class OtherCalls : std::uint8_t {
  kKill,         // it ends the whole process
  kUnavailable,  // as Answer::kUnavailable
};

// The translated list. A value.
class SystemCallFilter {
 public:
  static Result<SystemCallFilter> Compile(std::span<const FilterRow> rows, OtherCalls other);

  // Puts `value` wherever the low half of an argument is compared with `placeholder`. Returns the number of
  // places.
  int Replace(std::uint32_t placeholder, std::uint32_t value);

  // From here on, for ever, for this thread and all it starts; another filter can only take more away. Needs
  // no_new_privs. 0 or the errno.
  [[nodiscard]] int Install() const;

  std::size_t size() const { return instructions_.size(); }

 private:
  struct Instruction {  // as the kernel's sock_filter
    std::uint16_t code;
    std::uint8_t if_true;
    std::uint8_t if_false;
    std::uint32_t operand;
  };
  std::vector<Instruction> instructions_;
};

// 0 when the kernel has filters that end the whole process (4.14), or the errno.
[[nodiscard]] int SystemCallFiltersAvailable();

}  // namespace vitrine::os
