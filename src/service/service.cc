#include "service/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>

#include "service/ask.h"
#include "worker/worker_bytes.h"

namespace vitrine::service {
namespace {

using std::chrono::steady_clock;

// How old the sum of a principal's stored bytes may be.
constexpr std::chrono::seconds kStoredAge{2};
constexpr std::uint32_t kListPage = 1000;

std::unexpected<ServiceError> Refuse(Refusal refusal, std::string what) {
  return std::unexpected(ServiceError{refusal, std::move(what)});
}

std::unexpected<ServiceError> Refuse(Error error) {
  return std::unexpected(ToServiceError(std::move(error)));
}

std::unexpected<ServiceError> IsUsed(std::string_view name) {
  return Refuse(
      Refusal::kConflict,
      fmt::format("the session '{}' is at work for another request; wait for it, or cancel it", name));
}

std::unexpected<ServiceError> Taken(std::string_view name) {
  return Refuse(Refusal::kConflict, fmt::format("the name '{}' is taken by another session of yours", name));
}

RunOptions ToRunOptions(const RunRequest& request) {
  return {.artifacts = request.artifacts ? RunOptions::Artifacts::kCollect : RunOptions::Artifacts::kLeave,
          .wall_time_max = request.wall_time_max,
          .cpu_time_max = request.cpu_time_max,
          .on_output = request.on_output};
}

}  // namespace

// ---- Canceller -------------------------------------------------------------------------------------------

void Canceller::Cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  if (cancel_) cancel_();
}

Canceller::Hold::Hold(Canceller* canceller, std::function<void()> cancel) : canceller_(canceller) {
  if (canceller_ == nullptr) return;
  const std::lock_guard lock(canceller_->mutex_);
  canceller_->cancel_ = std::move(cancel);
  if (canceller_->cancelled_) canceller_->cancel_();
}

Canceller::Hold::~Hold() {
  if (canceller_ == nullptr) return;
  const std::lock_guard lock(canceller_->mutex_);
  canceller_->cancel_ = nullptr;
}

// ---- A session in use ------------------------------------------------------------------------------------

SessionUse::SessionUse(SessionUse&& other) noexcept
    : service_(std::exchange(other.service_, nullptr)),
      principal_(other.principal_),
      key_(std::move(other.key_)),
      session_(std::move(other.session_)) {}

SessionUse::~SessionUse() {
  if (service_ == nullptr) return;
  session_.reset();
  service_->Release(key_);
}

template <typename Start>
Answer<Outcome> SessionUse::Do(const RunRequest& request, const Start& start) {
  Service::Guest& guest = *service_->guests_.at(principal_);
  const auto began = steady_clock::now();
  auto pass = guest.gate.Enter(began);
  if (!pass) {
    service_->metrics_.CountOverQuota();
    return std::unexpected(std::move(pass.error()));
  }
  if (auto room = service_->CheckStored(*principal_, 0); !room)
    return std::unexpected(std::move(room.error()));
  const RunOptions options = ToRunOptions(request);
  {
    const std::lock_guard lock(service_->mutex_);
    if (service_->stopping_) return Refuse(Refusal::kFull, "the server stops; try again when it is back");
    service_->used_.at(key_) = session_.get();
  }
  Result<Outcome> outcome = [&] {
    const Canceller::Hold hold(request.canceller, [this] { session_->Cancel(); });
    return start(options);
  }();
  {
    const std::lock_guard lock(service_->mutex_);
    service_->used_.at(key_) = nullptr;
  }
  if (!outcome) {
    if (outcome.error().kind == ErrorKind::kBusy) service_->metrics_.CountFull();
    return Refuse(std::move(outcome.error()));
  }
  service_->metrics_.CountRun(*outcome, steady_clock::now() - began);
  return std::move(*outcome);
}

Answer<Outcome> SessionUse::Run(const RunRequest& request) {
  if (auto checked = service_->CheckCode(request.code); !checked)
    return std::unexpected(std::move(checked.error()));
  return Do(request, [&](const RunOptions& options) { return session_->Run(request.code, options); });
}

Answer<Outcome> SessionUse::Resume(const CallReply& reply, const RunRequest& request) {
  return Do(request, [&](const RunOptions& options) { return session_->Resume(reply, options); });
}

// ---- The service -----------------------------------------------------------------------------------------

Service::Service(ServiceOptions options, SessionStore& store) : options_(std::move(options)), store_(store) {}

Service::~Service() { Stop(); }

Result<std::unique_ptr<Service>> Service::Start(ServiceOptions options, SessionStore& store) {
  std::unique_ptr<Service> service(new Service(std::move(options), store));
  if (Result<void> opened = service->Open(); !opened) return std::unexpected(opened.error());
  return service;
}

Result<void> Service::Open() {
  for (const Principal& principal : principals().all()) {
    auto guest = std::make_unique<Guest>(principal.quotas);
    if (principal.databases) {
      for (const std::string& wanted : *principal.databases) {
        const bool is_there =
            std::ranges::any_of(options_.databases, [&](const auto& one) { return one.first == wanted; });
        if (is_there) continue;
        return std::unexpected(
            Error{ErrorKind::kInvalidArgument,
                  fmt::format("the principal '{}' is given the database '{}', which the server "
                              "does not have",
                              principal.name, wanted)});
      }
    }
    for (const auto& [name, path] : options_.databases) {
      const bool is_given =
          !principal.databases || std::ranges::find(*principal.databases, name) != principal.databases->end();
      if (!is_given) continue;
      if (Result<void> added = guest->grants.AddDatabase(name, path); !added) return added;
    }
    if (options_.has_ask) {
      if (Result<void> added = guest->grants.AddFunction(AskFunction()); !added) return added;
    }
    if (Result<void> set = guest->grants.SetSqlLimits(options_.sql_limits); !set) return set;
    auto described = DescribeDatabases(guest->grants);
    if (!described) return std::unexpected(described.error());
    guest->databases = std::move(*described);
    guests_.emplace(&principal, std::move(guest));
  }
  WorkerPoolOptions pool;
  pool.workers_count_max = options_.workers_count_max;
  pool.spares_count = options_.spares_count;
  pool.wait_max = options_.wait_max;
  pool.worker_bytes_max =
      worker::WorkerBytesMax(options_.limits_max, options_.code_bytes_max, worker::Holds::kState);
  pool.worker_program = options_.worker_program;
  pool.interpreter = options_.interpreter;
  pool.tenants_count_max = static_cast<std::uint32_t>(principals().all().size());
  pool.several_tenants_in_weak_jail = options_.several_tenants_in_weak_jail;
  auto created = WorkerPool::Create(pool);
  if (!created) return std::unexpected(created.error());
  pool_ = std::move(*created);
  const auto id = pool_->image_id();
  if (!id) return std::unexpected(id.error());
  image_id_ = *id;
  if (Result<void> asked = AskVersion(); !asked) return asked;
  auto sessions = Sessions::Make(*pool_, store_, {.live_count_max = options_.live_sessions_count_max});
  if (!sessions) return std::unexpected(sessions.error());
  sessions_ = std::move(*sessions);
  tidier_ = std::jthread([this](const std::stop_token& stop) { Tidy(stop); });
  return {};
}

Result<void> Service::AskVersion() {
  const Principal& anyone = principals().all().front();
  auto sandbox = pool_->CreateSandbox(grants(anyone), {.limits = options_.limits}, anyone.name);
  if (!sandbox) return std::unexpected(sandbox.error());
  const auto outcome =
      (*sandbox)->Run(options_.interpreter == Interpreter::kCpython
                          ? "import sys; print(*sys.version_info[:3], sep='.', end='')"
                          : "import sys; print(*sys.implementation.version[:3], sep='.', end='')");
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->status != Status::kOk) {
    return std::unexpected(
        Error{ErrorKind::kHost, "Python does not start in a worker; 'vitrine doctor' tells more"});
  }
  python_version_ = outcome->stdout_text;
  return {};
}

void Service::Tidy(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  const auto pause = std::clamp<std::chrono::milliseconds>(
      options_.session_idle_max / 4, std::chrono::milliseconds(100), std::chrono::seconds(10));
  while (!wake.wait_for(lock, stop, pause, [&stop] { return stop.stop_requested(); })) {
    sessions_->EvictIdle(options_.session_idle_max);
  }
}

void Service::Stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (const auto& [key, session] : used_) {
    if (session != nullptr) session->Cancel();
  }
  for (Sandbox* const sandbox : sandboxes_) sandbox->Cancel();
}

Answer<Limits> Service::LimitsFor(const LimitRequest& request) const {
  Limits limits = options_.limits;
  const Limits& most = options_.limits_max;
  std::optional<ServiceError> error;
  const auto take = [&](const char* name, const std::optional<std::uint64_t>& asked, std::uint64_t cap,
                        auto&& set) {
    if (!asked || error) return;
    if (*asked > cap) {
      error = ServiceError{Refusal::kInvalid,
                           fmt::format("limits.{} is {}; at most {} is given here", name, *asked, cap)};
      return;
    }
    set(*asked);
  };
  const auto ms = [](std::chrono::milliseconds time) { return static_cast<std::uint64_t>(time.count()); };
  take("memory_bytes", request.memory_bytes, most.memory_bytes_max,
       [&](auto n) { limits.memory_bytes_max = n; });
  take("wall_time_ms", request.wall_time_ms, ms(most.wall_time_max), [&](auto n) {
    limits.wall_time_max = std::chrono::milliseconds(n);
    limits.cpu_time_max = std::min(limits.wall_time_max, most.cpu_time_max);
  });
  take("cpu_time_ms", request.cpu_time_ms, ms(most.cpu_time_max),
       [&](auto n) { limits.cpu_time_max = std::chrono::milliseconds(n); });
  take("output_bytes", request.output_bytes, most.output_bytes_max,
       [&](auto n) { limits.output_bytes_max = n; });
  take("file_bytes", request.file_bytes, most.file_bytes_max, [&](auto n) { limits.file_bytes_max = n; });
  take("host_calls", request.host_calls, most.host_calls_max,
       [&](auto n) { limits.host_calls_max = static_cast<std::uint32_t>(n); });
  if (error) return std::unexpected(std::move(*error));
  return limits;
}

Answer<void> Service::CheckCode(std::string_view code) const {
  if (code.size() <= options_.code_bytes_max) return {};
  return Refuse(Refusal::kInvalid, fmt::format("the code has {} bytes; at most {} are taken", code.size(),
                                               options_.code_bytes_max));
}

Answer<Outcome> Service::RunOnce(const Principal& principal, const Limits& limits, const InputFiles& files,
                                 const RunRequest& request) {
  if (auto checked = CheckCode(request.code); !checked) return std::unexpected(std::move(checked.error()));
  Guest& guest = *guests_.at(&principal);
  const auto began = steady_clock::now();
  auto pass = guest.gate.Enter(began);
  if (!pass) {
    metrics_.CountOverQuota();
    return std::unexpected(std::move(pass.error()));
  }
  auto sandbox = pool_->CreateSandbox(guest.grants, {.limits = limits}, principal.name);
  if (!sandbox) {
    if (sandbox.error().kind == ErrorKind::kBusy) metrics_.CountFull();
    return Refuse(std::move(sandbox.error()));
  }
  for (const auto& [path, content] : files) {
    if (Result<void> written = (*sandbox)->WriteFile("/input/" + path, content); !written) {
      return Refuse(std::move(written.error()));
    }
  }
  const RunOptions options = ToRunOptions(request);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return Refuse(Refusal::kFull, "the server stops; try again when it is back");
    sandboxes_.insert(sandbox->get());
  }
  Result<Outcome> outcome = [&] {
    const Canceller::Hold hold(request.canceller, [&] { (*sandbox)->Cancel(); });
    return (*sandbox)->Run(request.code, options);
  }();
  {
    const std::lock_guard lock(mutex_);
    sandboxes_.erase(sandbox->get());
  }
  if (!outcome) return Refuse(std::move(outcome.error()));
  metrics_.CountRun(*outcome, steady_clock::now() - began);
  return std::move(*outcome);
}

std::string Service::KeyOf(const Principal& principal, std::string_view name) {
  return principal.name + '\0' + std::string(name);
}

Answer<std::string> Service::Reserve(const Principal& principal, std::string_view name) {
  std::string key = KeyOf(principal, name);
  const std::lock_guard lock(mutex_);
  if (stopping_) return Refuse(Refusal::kFull, "the server stops; try again when it is back");
  if (!used_.try_emplace(key, nullptr).second) return IsUsed(name);
  return key;
}

void Service::Release(const std::string& key) {
  const std::lock_guard lock(mutex_);
  used_.erase(key);
}

Answer<SessionUse> Service::Keep(const Principal& principal, std::string key,
                                 Result<std::unique_ptr<Session>> session) {
  if (session) return SessionUse(*this, principal, std::move(key), std::move(*session));
  Release(key);
  if (session.error().kind == ErrorKind::kBusy) metrics_.CountFull();
  return Refuse(std::move(session.error()));
}

void Service::CountAnew(const Principal& principal) {
  Guest& guest = *guests_.at(&principal);
  const std::lock_guard lock(guest.stored_mutex);
  guest.stored_at = {};
}

Answer<void> Service::CheckStored(const Principal& principal, std::uint32_t sessions_more) {
  Guest& guest = *guests_.at(&principal);
  const std::lock_guard lock(guest.stored_mutex);
  const auto now = steady_clock::now();
  if (guest.stored_at.time_since_epoch().count() == 0 || now - guest.stored_at > kStoredAge) {
    std::uint64_t bytes = 0;
    std::uint64_t count = 0;
    std::string after;
    while (true) {
      auto page = sessions_->List(principal.name, after, kListPage);
      if (!page) return Refuse(std::move(page.error()));
      if (page->empty()) break;
      for (const SessionInfo& info : *page) bytes += info.bytes;
      count += page->size();
      after = page->back().name;
      if (page->size() < kListPage) break;
    }
    guest.stored_bytes = bytes;
    guest.stored_sessions = count;
    guest.stored_at = now;
  }
  const Quotas& quotas = principal.quotas;
  const bool too_many = guest.stored_sessions + sessions_more > quotas.sessions_count_max;
  if (guest.stored_bytes <= quotas.stored_bytes_max && !too_many) {
    guest.stored_sessions += sessions_more;  // until the next look
    return {};
  }
  metrics_.CountOverQuota();
  return std::unexpected(ServiceError{
      Refusal::kOverQuota,
      too_many
          ? fmt::format("you have {} sessions, and may have {}; remove some", guest.stored_sessions,
                        quotas.sessions_count_max)
          : fmt::format("your sessions take {} bytes, which is more than the {} you may have; remove some",
                        guest.stored_bytes, quotas.stored_bytes_max),
      std::chrono::seconds(60)});
}

// `make` gives the session once its name is known to be free.
template <typename Make>
Answer<SessionUse> Service::MakeSession(const Principal& principal, std::string_view name, const Make& make) {
  if (auto room = CheckStored(principal, 1); !room) return std::unexpected(std::move(room.error()));
  auto key = Reserve(principal, name);
  if (!key) return std::unexpected(std::move(key.error()));
  if (NameIsTaken(principal, name)) {
    Release(*key);
    CountAnew(principal);
    return Taken(name);
  }
  auto made = Keep(principal, std::move(*key), make());
  if (!made) CountAnew(principal);
  return made;
}

Answer<SessionUse> Service::CreateSession(const Principal& principal, std::string_view name,
                                          const Limits& limits) {
  return MakeSession(principal, name, [&] {
    return sessions_->Create(name, grants(principal),
                             {.limits = limits, .history = options_.history, .tenant = principal.name});
  });
}

Answer<SessionUse> Service::RestoreSession(const Principal& principal, std::string_view name,
                                           std::string_view snapshot) {
  return MakeSession(principal, name, [&] {
    return sessions_->Restore(
        name, snapshot, grants(principal),
        {.limits = options_.limits, .history = options_.history, .tenant = principal.name});
  });
}

bool Service::NameIsTaken(const Principal& principal, std::string_view name) {
  const auto found = vitrine::FindSession(store_, name, principal.name);
  return found && *found;
}

Answer<SessionUse> Service::UseSession(const Principal& principal, std::string_view name) {
  auto key = Reserve(principal, name);
  if (!key) return std::unexpected(std::move(key.error()));
  return Keep(principal, std::move(*key),
              sessions_->Open(name, grants(principal), {.tenant = principal.name, .limits = {}}));
}

Answer<SessionInfo> Service::ForkSession(const Principal& principal, std::string_view name,
                                         std::string_view new_name, std::optional<std::uint32_t> turn) {
  if (auto room = CheckStored(principal, 1); !room) return std::unexpected(std::move(room.error()));
  auto forked = Fork(principal, name, new_name, turn);
  if (!forked) CountAnew(principal);
  return forked;
}

Answer<SessionInfo> Service::Fork(const Principal& principal, std::string_view name,
                                  std::string_view new_name, std::optional<std::uint32_t> turn) {
  if (NameIsTaken(principal, new_name)) return Taken(new_name);
  auto use = UseSession(principal, name);
  if (!use) return std::unexpected(std::move(use.error()));
  Session* from = &use->session();
  std::unique_ptr<Session> earlier;
  if (turn) {
    auto opened = from->At(*turn);
    if (!opened) return Refuse(std::move(opened.error()));
    earlier = std::move(*opened);
    from = earlier.get();
  }
  if (auto forked = from->Fork(new_name); !forked) return Refuse(std::move(forked.error()));
  return FindSession(principal, new_name);
}

Answer<void> Service::RemoveSession(const Principal& principal, std::string_view name) {
  auto key = Reserve(principal, name);
  if (!key) return std::unexpected(std::move(key.error()));
  const Result<void> removed = sessions_->Remove(name, principal.name);
  Release(*key);
  if (!removed) return Refuse(removed.error());
  CountAnew(principal);
  return {};
}

Answer<void> Service::CancelSession(const Principal& principal, std::string_view name) {
  if (auto found = FindSession(principal, name); !found) return std::unexpected(std::move(found.error()));
  const std::lock_guard lock(mutex_);
  const auto used = used_.find(KeyOf(principal, name));
  if (used != used_.end() && used->second != nullptr) used->second->Cancel();
  return {};
}

Answer<SessionInfo> Service::FindSession(const Principal& principal, std::string_view name) {
  auto found = vitrine::FindSession(store_, name, principal.name);
  if (!found) return Refuse(std::move(found.error()));
  if (!*found) return Refuse(Refusal::kNotFound, fmt::format("there is no session '{}'", name));
  return std::move(**found);
}

Answer<std::vector<SessionInfo>> Service::ListSessions(const Principal& principal, std::string_view after,
                                                       std::uint32_t count_max) {
  auto listed = sessions_->List(principal.name, after, count_max);
  if (!listed) return Refuse(std::move(listed.error()));
  return std::move(*listed);
}

Answer<std::vector<Turn>> Service::History(const Principal& principal, std::string_view name) {
  auto turns = ReadHistory(store_, name, principal.name);
  if (!turns) return Refuse(std::move(turns.error()));
  return std::move(*turns);
}

bool Service::IsRunning(const Principal& principal, std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto used = used_.find(KeyOf(principal, name));
  return used != used_.end() && used->second != nullptr;
}

}  // namespace vitrine::service
