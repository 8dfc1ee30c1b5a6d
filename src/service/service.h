// Runs and sessions for many principals over one pool of workers: what every front end of a server shares.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "service/error.h"
#include "service/gate.h"
#include "service/metrics.h"
#include "service/principals.h"
#include "vitrine/danger.h"
#include "vitrine/grants.h"
#include "vitrine/limits.h"
#include "vitrine/sandbox.h"
#include "vitrine/session.h"
#include "vitrine/worker_pool.h"

namespace vitrine::service {

struct ServiceOptions {
  Principals principals = Principals::OnlyLocal({});
  std::vector<std::pair<std::string, std::string>> databases;  // name, path
  SqlLimits sql_limits;
  bool has_ask = false;  // whether code may ask() a person
  Interpreter interpreter = Interpreter::kCpython;
  Limits limits;      // for who names none
  Limits limits_max;  // nobody gets more
  HistoryLimits history;
  std::uint64_t code_bytes_max = 16u << 20;
  std::uint32_t workers_count_max = 64;
  std::uint32_t spares_count = 2;
  std::uint32_t live_sessions_count_max = 32;
  std::chrono::milliseconds wait_max{5000};             // for a worker
  std::chrono::milliseconds session_idle_max{600'000};  // then a session leaves memory
  std::string worker_program;
  std::optional<danger::SeveralTenantsInWeakJail> several_tenants_in_weak_jail;
};

// Which limits a client has named.
struct LimitRequest {
  std::optional<std::uint64_t> memory_bytes;
  std::optional<std::uint64_t> wall_time_ms;
  std::optional<std::uint64_t> cpu_time_ms;  // follows wall_time_ms when only that is named
  std::optional<std::uint64_t> output_bytes;
  std::optional<std::uint64_t> file_bytes;
  std::optional<std::uint64_t> host_calls;
};

// A way to end what is running, for whoever is told that nobody waits for it any more. Thread-safe.
class Canceller {
 public:
  // What runs, and whatever is held after this. A run that is just about to start may be missed; its limits
  // hold.
  void Cancel();

  // While a Hold lives, Cancel calls `cancel`.
  class Hold {
   public:
    Hold(Canceller* canceller, std::function<void()> cancel);  // null: nobody cancels
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    Canceller* const canceller_;
  };

 private:
  std::mutex mutex_;
  bool cancelled_ = false;
  std::function<void()> cancel_;
};

struct RunRequest {
  std::string_view code;
  bool artifacts = false;
  // As in RunOptions; Service::LimitsFor says what may be given.
  std::optional<std::chrono::milliseconds> wall_time_max;
  std::optional<std::chrono::milliseconds> cpu_time_max;
  std::function<void(OutputStream, std::string_view)> on_output;  // as in RunOptions
  Canceller* canceller = nullptr;
};

// Files for /input by path below it.
using InputFiles = std::vector<std::pair<std::string, std::string>>;

class Service;

// A session that somebody uses; nobody else can until this ends. Single-thread.
class SessionUse {
 public:
  ~SessionUse();
  SessionUse(SessionUse&&) noexcept;
  SessionUse& operator=(SessionUse&&) = delete;

  const std::string& name() const { return session_->name(); }
  Session& session() { return *session_; }

  Answer<Outcome> Run(const RunRequest& request);
  Answer<Outcome> Resume(const CallReply& reply, const RunRequest& request);

 private:
  friend class Service;
  SessionUse(Service& service, const Principal& principal, std::string key, std::unique_ptr<Session> session)
      : service_(&service), principal_(&principal), key_(std::move(key)), session_(std::move(session)) {}
  template <typename Start>
  Answer<Outcome> Do(const RunRequest& request, const Start& start);

  Service* service_;  // null: moved from
  const Principal* principal_;
  std::string key_;
  std::unique_ptr<Session> session_;
};

// Thread-safe. What is said of a principal holds for any that `principals()` has.
class Service {
 public:
  // `store` must outlive it.
  static Result<std::unique_ptr<Service>> Start(ServiceOptions options, SessionStore& store);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  const ServiceOptions& options() const { return options_; }
  const Principals& principals() const { return options_.principals; }
  const Grants& grants(const Principal& principal) const { return guests_.at(&principal)->grants; }
  // As it was when the service started; the files may be written to by others.
  const std::vector<DatabaseInfo>& databases(const Principal& principal) const {
    return guests_.at(&principal)->databases;
  }
  Metrics& metrics() { return metrics_; }
  WorkerPool& pool() { return *pool_; }
  Sessions& sessions() { return *sessions_; }
  const std::string& image_id() const { return image_id_; }
  const std::string& python_version() const { return python_version_; }  // "3.13.5"

  Answer<Limits> LimitsFor(const LimitRequest& request) const;

  // In an interpreter of its own.
  Answer<Outcome> RunOnce(const Principal& principal, const Limits& limits, const InputFiles& files,
                          const RunRequest& request);

  Answer<SessionUse> CreateSession(const Principal& principal, std::string_view name, const Limits& limits);
  Answer<SessionUse> RestoreSession(const Principal& principal, std::string_view name,
                                    std::string_view snapshot);
  // kConflict while somebody else uses it.
  Answer<SessionUse> UseSession(const Principal& principal, std::string_view name);
  // `turn`: none means as it is now.
  Answer<SessionInfo> ForkSession(const Principal& principal, std::string_view name,
                                  std::string_view new_name, std::optional<std::uint32_t> turn);
  Answer<void> RemoveSession(const Principal& principal, std::string_view name);
  // Cancels what the session runs; no effect when nothing does.
  Answer<void> CancelSession(const Principal& principal, std::string_view name);
  Answer<SessionInfo> FindSession(const Principal& principal, std::string_view name);
  Answer<std::vector<SessionInfo>> ListSessions(const Principal& principal, std::string_view after,
                                                std::uint32_t count_max);
  // Also while the session is at work.
  Answer<std::vector<Turn>> History(const Principal& principal, std::string_view name);
  bool IsRunning(const Principal& principal, std::string_view name);

  // Nothing is run any more; what runs is cancelled, and rolled back.
  void Stop();

 private:
  friend class SessionUse;
  struct Guest {
    explicit Guest(const Quotas& quotas) : gate(quotas) {}
    Grants grants;
    std::vector<DatabaseInfo> databases;
    Gate gate;
    std::mutex stored_mutex;
    std::chrono::steady_clock::time_point stored_at;  // when it was last looked at
    std::uint64_t stored_bytes = 0;                   // guarded by stored_mutex
    std::uint64_t stored_sessions = 0;
  };

  explicit Service(ServiceOptions options, SessionStore& store);
  Result<void> Open();
  Result<void> AskVersion();
  static std::string KeyOf(const Principal& principal, std::string_view name);
  Answer<std::string> Reserve(const Principal& principal, std::string_view name);
  void Release(const std::string& key);
  Answer<SessionUse> Keep(const Principal& principal, std::string key,
                          Result<std::unique_ptr<Session>> session);
  template <typename Make>
  Answer<SessionUse> MakeSession(const Principal& principal, std::string_view name, const Make& make);
  bool NameIsTaken(const Principal& principal, std::string_view name);
  // kOverQuota when the principal has stored as much as it may, or would have too many sessions with these
  // more, which then count.
  Answer<void> CheckStored(const Principal& principal, std::uint32_t sessions_more);
  // The next CheckStored counts anew.
  void CountAnew(const Principal& principal);
  Answer<SessionInfo> Fork(const Principal& principal, std::string_view name, std::string_view new_name,
                           std::optional<std::uint32_t> turn);
  Answer<void> CheckCode(std::string_view code) const;
  void Tidy(const std::stop_token& stop);

  const ServiceOptions options_;
  SessionStore& store_;
  Metrics metrics_;
  std::string image_id_;
  std::string python_version_;
  std::map<const Principal*, std::unique_ptr<Guest>> guests_;
  std::unique_ptr<WorkerPool> pool_;
  std::unique_ptr<Sessions> sessions_;
  std::atomic<bool> stopping_ = false;

  std::mutex mutex_;
  std::map<std::string, Session*> used_;  // by key; null unless it runs
  std::set<Sandbox*> sandboxes_;          // of one-shot runs
  std::jthread tidier_;
};

}  // namespace vitrine::service
