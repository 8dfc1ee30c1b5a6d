// The only door between host code and guest memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "vitrine/error.h"

namespace vitrine::runtime {

// Two numbers that came from the guest. They prove nothing until GuestView has looked at them, hence no
// arithmetic and no conversion.
struct GuestSpan {
  std::uint32_t offset;
  std::uint32_t length;
};

// Borrows the memory of one instance, as large as it is now: do not keep it over a call into the guest.
class GuestView {
 public:
  explicit GuestView(std::span<std::byte> memory) : memory_(memory) {}

  bool Contains(GuestSpan span) const {
    // 64-bit sum: two 32-bit numbers cannot wrap it.
    return std::uint64_t{span.offset} + span.length <= memory_.size();
  }

  // Copies, so that later guest writes cannot change what we have validated. `length_max` is the caller's
  // limit, checked before any byte is allocated.
  Result<std::string> CopyIn(GuestSpan span, std::uint64_t length_max) const {
    std::string copy;
    if (Result<void> appended = AppendTo(copy, span, length_max); !appended) {
      return std::unexpected(appended.error());
    }
    return copy;
  }

  // The same onto the end of `out`, which is untouched on failure.
  Result<void> AppendTo(std::string& out, GuestSpan span, std::uint64_t length_max) const {
    if (span.length > length_max) {
      return std::unexpected(Error{ErrorKind::kLimit, "the guest's data is longer than the limit"});
    }
    if (!Contains(span)) {
      return std::unexpected(Error{ErrorKind::kInvalidArgument, "the guest's data lies outside its memory"});
    }
    out.append(reinterpret_cast<const char*>(memory_.data()) + span.offset, span.length);
    return {};
  }

  // Copies `data` into the guest; false, and nothing written, when it does not fit there.
  [[nodiscard]] bool CopyOut(std::uint32_t offset, std::string_view data) const {
    if (std::uint64_t{offset} + data.size() > memory_.size()) return false;
    if (!data.empty()) std::memcpy(memory_.data() + offset, data.data(), data.size());
    return true;
  }

  std::size_t size() const { return memory_.size(); }

 private:
  std::span<std::byte> memory_;
};

}  // namespace vitrine::runtime
