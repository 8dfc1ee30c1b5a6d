// A capability is a row. From it come the dispatcher's checks, the function that the guest sees, the text
// that a model reads and the reference.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/cbor_writer.h"
#include "vitrine/grants.h"
#include "vitrine/value.h"

namespace vitrine::capabilities {

// A call that ends without a value.
struct CallFailure {
  static constexpr std::uint32_t kLater = ~std::uint32_t{0};  // no failure: the reply will come

  std::uint32_t kind;   // kLater or a VITRINE_REPLY_ number other than VITRINE_REPLY_VALUE
  std::string message;  // not yet made harmless; the dispatcher does that
};

// Appends exactly one CBOR item to the writer, or fails (what it has appended is then cut back). The
// arguments have been checked and stand in the order of the parameters; an optional one that was left out is
// null.
using Implementation = std::function<std::expected<void, CallFailure>(
    const CallContext& context, std::span<const Value> arguments, base::CborWriter& reply)>;

// Appends a value that a function of the user's has given; fails where it is nested too deep.
std::expected<void, CallFailure> AppendReply(const Value& value, base::CborWriter& reply);

// Then Limits::host_calls_max alone holds.
inline constexpr std::uint32_t kNoLimitOfItsOwn = ~std::uint32_t{0};

struct Row {
  std::string name;
  std::string doc;
  std::vector<Parameter> parameters;
  std::uint32_t calls_count_max = 0;
  Implementation call;
};

}  // namespace vitrine::capabilities
