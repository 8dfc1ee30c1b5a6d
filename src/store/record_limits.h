// What every store asks of keys and values, and how keys that begin alike are found.
#pragma once

#include <string>
#include <string_view>

#include "vitrine/error.h"

namespace vitrine::store {

// Looks at sizes only, before anything is copied: kInvalidArgument when it is empty, kLimit when it is too
// long.
Result<void> CheckKey(std::string_view key);
// The same for the name of a lock.
Result<void> CheckLockName(std::string_view name);
// kLimit when it is too long.
Result<void> CheckValue(std::string_view value);

// Keys from `begin` on and before `end`, in the order of their bytes.
struct KeyRange {
  std::string begin;
  std::string end;

  bool IsEmpty() const { return begin >= end; }
};

// The keys that begin with `prefix` and come after `after`. kLimit when one of them is longer than a key.
Result<KeyRange> RangeOf(std::string_view prefix, std::string_view after);

}  // namespace vitrine::store
