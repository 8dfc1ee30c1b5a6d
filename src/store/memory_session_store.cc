#include "store/memory_session_store.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "store/record_limits.h"
#include "store/transaction_state.h"
#include "store/writer_gate.h"

namespace vitrine {
namespace store {
namespace {

// shared_ptr: states share the values that they have in common.
using SharedValue = std::shared_ptr<const std::string>;
using Records = std::map<std::string, SharedValue, std::less<>>;
// Null: the record is removed.
using Changes = std::map<std::string, SharedValue, std::less<>>;

// The committed records. A state that somebody looks at is never changed: the next commit changes a copy.
// Thread-safe.
class States {
 public:
  // shared_ptr: a state lives as long as the last transaction that sees it.
  using State = std::shared_ptr<Records>;

  State Look() {
    const std::lock_guard lock(mutex_);
    return newest_;
  }
  // Under the lock, so that Apply, when it finds itself alone, comes after all that was read.
  void LookAway(State& state) {
    const std::lock_guard lock(mutex_);
    state.reset();
  }
  // Takes the writer's own look along.
  void Apply(State& state, Changes changes) {
    const std::lock_guard lock(mutex_);
    state.reset();
    if (newest_.use_count() > 1) newest_ = std::make_shared<Records>(*newest_);
    for (auto& [key, value] : changes) {
      if (value == nullptr) {
        newest_->erase(key);
      } else {
        newest_->insert_or_assign(key, std::move(value));
      }
    }
  }

 private:
  std::mutex mutex_;
  State newest_ = std::make_shared<Records>();  // under mutex_
};

class MemoryTransaction final : public SessionStore::Transaction {
 public:
  // A writer has entered the gate, and leaves it when it is over.
  MemoryTransaction(SessionStore::Access access, States& states, WriterGate& gate)
      : state_(access), states_(states), gate_(gate), seen_(states.Look()) {}
  ~MemoryTransaction() override {
    if (!state_.is_over()) End();
  }
  MemoryTransaction(const MemoryTransaction&) = delete;
  MemoryTransaction& operator=(const MemoryTransaction&) = delete;

  Result<std::optional<std::string>> Get(std::string_view key) override {
    if (Result<void> checked = Check(state_.CheckReading(), key); !checked) {
      return std::unexpected(checked.error());
    }
    if (const auto change = changes_.find(key); change != changes_.end()) return Copy(change->second);
    const auto record = seen_->find(key);
    return Copy(record == seen_->end() ? nullptr : record->second);
  }

  Result<std::vector<std::string>> List(std::string_view prefix, std::string_view after,
                                        std::uint32_t count_max) override {
    if (Result<void> checked = state_.CheckReading(); !checked) return std::unexpected(checked.error());
    const Result<KeyRange> range = RangeOf(prefix, after);
    if (!range) return std::unexpected(range.error());
    std::vector<std::string> keys;
    auto record = seen_->lower_bound(range->begin);
    auto change = changes_.lower_bound(range->begin);
    // Two sorted lists; where both have a key, the change is what counts.
    while (keys.size() < count_max) {
      const bool has_record = record != seen_->end() && record->first < range->end;
      const bool has_change = change != changes_.end() && change->first < range->end;
      if (!has_record && !has_change) break;
      if (has_change && (!has_record || change->first <= record->first)) {
        if (has_record && change->first == record->first) ++record;
        if (change->second != nullptr) keys.push_back(change->first);
        ++change;
      } else {
        keys.push_back(record->first);
        ++record;
      }
    }
    return keys;
  }

  Result<void> Put(std::string_view key, std::string_view value) override {
    if (Result<void> checked = Check(state_.CheckWriting(), key); !checked) return checked;
    if (Result<void> checked = CheckValue(value); !checked) return checked;
    changes_.insert_or_assign(std::string(key), std::make_shared<const std::string>(value));
    return {};
  }

  Result<void> Remove(std::string_view key) override {
    if (Result<void> checked = Check(state_.CheckWriting(), key); !checked) return checked;
    changes_.insert_or_assign(std::string(key), nullptr);
    return {};
  }

  Result<void> Commit() override {
    if (Result<void> checked = state_.CheckReading(); !checked) return checked;
    if (state_.writes()) states_.Apply(seen_, std::move(changes_));
    End();
    return {};
  }

 private:
  static Result<void> Check(const Result<void>& usable, std::string_view key) {
    return usable ? CheckKey(key) : usable;
  }
  static std::optional<std::string> Copy(const SharedValue& value) {
    return value == nullptr ? std::nullopt : std::optional<std::string>(*value);
  }
  void End() {
    states_.LookAway(seen_);
    if (state_.writes()) gate_.Leave();
    state_.End("this transaction is over; begin another one");
  }

  TransactionState state_;
  States& states_;
  WriterGate& gate_;
  States::State seen_;
  Changes changes_;
};

// Names that are taken. Thread-safe.
class LockTable {
 public:
  bool Take(std::string_view name) {
    const std::lock_guard lock(mutex_);
    return taken_.emplace(name).second;
  }
  void GiveBack(const std::string& name) {
    const std::lock_guard lock(mutex_);
    taken_.erase(name);
  }

 private:
  std::mutex mutex_;
  std::set<std::string> taken_;  // under mutex_
};

class MemoryLock final : public SessionStore::Lock {
 public:
  MemoryLock(LockTable& table, std::string_view name) : table_(table), name_(name) {}
  ~MemoryLock() override { table_.GiveBack(name_); }
  MemoryLock(const MemoryLock&) = delete;
  MemoryLock& operator=(const MemoryLock&) = delete;

 private:
  LockTable& table_;
  const std::string name_;
};

class MemorySessionStore final : public SessionStore {
 public:
  explicit MemorySessionStore(const StoreOptions& options) : options_(options) {}

  Result<std::unique_ptr<Transaction>> Begin(Access access) override {
    if (access == Access::kWrite && !gate_.Enter(WriterGate::Clock::now() + options_.wait_max)) {
      return std::unexpected(
          Error{ErrorKind::kBusy, "the session store is being written to; try again later"});
    }
    return std::make_unique<MemoryTransaction>(access, states_, gate_);
  }

  Result<std::unique_ptr<Lock>> TryLock(std::string_view name) override {
    if (Result<void> checked = CheckLockName(name); !checked) return std::unexpected(checked.error());
    if (!locks_.Take(name)) {
      return std::unexpected(Error{ErrorKind::kBusy, "the lock is held in this process"});
    }
    return std::make_unique<MemoryLock>(locks_, name);
  }

 private:
  const StoreOptions options_;
  States states_;
  WriterGate gate_;
  LockTable locks_;
};

}  // namespace

std::unique_ptr<SessionStore> MakeMemorySessionStore(const StoreOptions& options) {
  return std::make_unique<MemorySessionStore>(options);
}

}  // namespace store

std::unique_ptr<SessionStore> MakeMemorySessionStore() { return store::MakeMemorySessionStore({}); }

}  // namespace vitrine
