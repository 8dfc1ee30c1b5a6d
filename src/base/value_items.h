// Reads a list of known form.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <variant>

#include "vitrine/value.h"

namespace vitrine::base {

// Moves the items out of a list one after the other; once something is not as it must be, nothing is any
// more: ok() at the end says whether all was. Single-thread.
class ValueItems {
 public:
  explicit ValueItems(Value& value)
      : list_(std::get_if<Value::List>(&value.storage())), ok_(list_ != nullptr) {}

  bool ok() const { return ok_; }
  bool AtEnd() const { return ok_ && next_ == list_->size(); }
  std::size_t left() const { return ok_ ? list_->size() - next_ : 0; }

  // A stand-in after an error.
  Value& Next() {
    if (!ok_ || next_ == list_->size()) {
      ok_ = false;
      stand_in_ = nullptr;
      return stand_in_;
    }
    return (*list_)[next_++];
  }

  template <typename T>
  T Take() {
    T* const item = std::get_if<T>(&Next().storage());
    if (item == nullptr) {
      ok_ = false;
      return {};
    }
    return std::move(*item);
  }

  std::uint64_t TakeNumber(std::uint64_t most = std::numeric_limits<std::int64_t>::max()) {
    const auto number = Take<std::int64_t>();
    if (number < 0 || static_cast<std::uint64_t>(number) > most) {
      ok_ = false;
      return 0;
    }
    return static_cast<std::uint64_t>(number);
  }

 private:
  Value::List* list_;
  std::size_t next_ = 0;
  bool ok_;
  Value stand_in_;
};

}  // namespace vitrine::base
