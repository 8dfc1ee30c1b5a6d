// What may still be done with a transaction, the same for every store.
#pragma once

#include <string>

#include "vitrine/session_store.h"

namespace vitrine::store {

// Single-thread.
class TransactionState {
 public:
  explicit TransactionState(SessionStore::Access access) : access_(access) {}

  Result<void> CheckReading() const {
    if (is_over_) return std::unexpected(Error{ErrorKind::kInvalidArgument, why_over_});
    return {};
  }
  Result<void> CheckWriting() const {
    if (access_ == SessionStore::Access::kRead) {
      return std::unexpected(
          Error{ErrorKind::kInvalidArgument, "this transaction only reads; begin one that writes"});
    }
    return CheckReading();
  }

  bool is_over() const { return is_over_; }
  bool writes() const { return access_ == SessionStore::Access::kWrite; }
  // Nothing but destroying it is left to do.
  void End(std::string why) {
    is_over_ = true;
    why_over_ = std::move(why);
  }

 private:
  SessionStore::Access access_;
  bool is_over_ = false;
  std::string why_over_;
};

}  // namespace vitrine::store
