// Serves the host calls of one sandbox: takes frames that the guest's machine code may have forged. Promises
// P7, P8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cbor_reader.h"
#include "capabilities/grants_impl.h"
#include "vitrine/grants.h"
#include "vitrine/limits.h"
#include "vitrine/outcome.h"

namespace vitrine::capabilities {

// One for each sandbox. Single-thread. Whatever the frame holds, Call answers with a reply of guests/abi.h;
// it never fails, and what it costs is bounded by the frame's length and the limits.
class Dispatcher {
 public:
  // The grants must outlive the Dispatcher and must not change meanwhile; the limits are copied.
  Dispatcher(const Grants::Impl& grants, const Limits& limits);
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;

  // Calls count anew from here; memory that a large call left behind is
  // given back.
  void StartRun();
  // Counts a call of this run that was answered elsewhere; the frame may be forged.
  void Count(std::string_view request_frame);

  // Answers one request. The frame is a copy that nobody else changes. The reply is valid until the next call
  // of anything here; a value is at most Limits::reply_bytes_max long, a failure at most 4200 bytes. Empty:
  // the reply will come later; parked_call() says to what.
  std::string_view Call(std::string_view request_frame, const CallContext& context);
  // The reply to a call of that function that came later, as what Call would have answered.
  std::string_view Answer(std::string_view function, const CallReply& reply);
  const std::optional<ParkedCall>& parked_call() const { return parked_call_; }

  std::uint32_t calls_count() const { return calls_count_; }
  // True when the guest goes on calling long after it was told to stop; the run is to be ended then.
  bool ExceededHard() const {
    return calls_count_ / 2 >= limits_.host_calls_max && calls_count_ > limits_.host_calls_max;
  }

 private:
  // Nothing, or what to answer instead of a value.
  std::expected<void, CallFailure> Serve(std::string_view request_frame, const CallContext& context);
  std::expected<const Row*, CallFailure> ReadFunction(base::CborReader& reader);
  static base::CborLimits RequestLimits(std::string_view request_frame);
  std::expected<void, CallFailure> ReadArguments(const Row& row, base::CborReader& reader);
  // Calls `append` for the value of the reply to that function.
  template <typename Append>
  std::expected<void, CallFailure> WriteValue(std::string_view function, const Append& append);
  void WriteFailure(const CallFailure& failure);
  void ShrinkReply();

  const Grants::Impl& grants_;
  const Limits limits_;
  std::uint32_t calls_count_ = 0;
  std::vector<std::uint32_t> row_calls_counts_;
  std::vector<Value> arguments_;
  std::vector<bool> given_;  // which arguments the request has
  std::string reply_;
  std::optional<ParkedCall> parked_call_;
};

}  // namespace vitrine::capabilities
