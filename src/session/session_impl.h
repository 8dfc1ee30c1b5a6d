// What a Session handle holds.
#pragma once

#include <memory>

#include "session/session_core.h"
#include "vitrine/session.h"

namespace vitrine {

class Session::Impl {
 public:
  // `owner` must outlive it. `core` is shared by all handles of one session.
  Impl(Sessions::Impl& owner, std::shared_ptr<session::SessionCore> core)
      : owner_(owner), core_(std::move(core)) {}
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Sessions::Impl& owner() const { return owner_; }
  session::SessionCore& core() const { return *core_; }

 private:
  Sessions::Impl& owner_;
  const std::shared_ptr<session::SessionCore> core_;
};

}  // namespace vitrine
