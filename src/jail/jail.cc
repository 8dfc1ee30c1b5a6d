#include "jail/jail.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "jail/filter_rows.h"
#include "jail/protection_table.h"
#include "jail/refusal.h"
#include "os/landlock.h"
#include "os/namespaces.h"
#include "os/privileges.h"
#include "os/sealed_program.h"
#include "os/system_call_filter.h"

namespace vitrine::jail {
namespace {

constexpr std::uint32_t kNobody = 65534;
constexpr std::uint32_t kNoDescriptor = 0x7fff'fff0;  // in place of one that a worker does not have

// Covered by the empty folder: one of them exists, and nothing reads there once the program runs.
constexpr std::array kEmptyFolderPlaces = {"/sys", "/mnt", "/srv"};

constexpr std::array kReadableForZygote = {"/proc"};

// Not set in zygotes: they would stop it from working.
constexpr std::array kWorkerLimits = {
    std::pair{os::Resource::kDescriptors, std::uint64_t{0}},
    std::pair{os::Resource::kProcesses, std::uint64_t{0}},
};
constexpr std::array kZygoteLimits = {
    std::pair{os::Resource::kCoreBytes, std::uint64_t{0}},
    std::pair{os::Resource::kLockedBytes, std::uint64_t{0}},
    std::pair{os::Resource::kMessageQueueBytes, std::uint64_t{0}},
    std::pair{os::Resource::kNicePriority, std::uint64_t{0}},
    std::pair{os::Resource::kRealtimePriority, std::uint64_t{0}},
    std::pair{os::Resource::kStackBytes, std::uint64_t{8} << 20},  // kData does not count it
};

constexpr std::array kNamespaces = {
    std::pair{name::kMountNamespace, os::Namespace::kMount},
    std::pair{name::kNetworkNamespace, os::Namespace::kNetwork},
    std::pair{name::kIpcNamespace, os::Namespace::kIpc},
    std::pair{name::kHostNameNamespace, os::Namespace::kHostName},
    std::pair{name::kCgroupNamespace, os::Namespace::kCgroup},
};

// The address sanitizer maps terabytes for its own tables.
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t kSanitizerBytes = std::uint64_t{1} << 46;
#else
constexpr std::uint64_t kSanitizerBytes = 0;
#endif

std::unexpected<Error> Failure(std::string_view what, int error) {
  return std::unexpected(Error{ErrorKind::kHost, "cannot close the jail: " + std::string(what) + ": " +
                                                     std::generic_category().message(error)});
}

// All 0, or the first that is not.
int FirstOf(std::initializer_list<int> errors) {
  for (const int error : errors) {
    if (error != 0) return error;
  }
  return 0;
}

template <std::size_t N>
int LowerAll(const std::array<std::pair<os::Resource, std::uint64_t>, N>& limits) {
  int error = 0;
  for (const auto& [resource, limit] : limits) {
    if (error == 0) error = os::LowerLimit(resource, limit);
  }
  return error;
}

std::string LandlockForm(int version) {
  std::string form = "version " + std::to_string(version) + ": files";
  if (version >= 4) form += ", TCP";
  if (version >= 6) form += ", signals, abstract sockets";
  return form;
}

}  // namespace

class Jail::Impl {
 public:
  explicit Impl(const JailPlan& plan) : plan_(plan), zygote_(os::ProcessId()) {
    for (const ProtectionRow& row : ProtectionTable()) {
      protections_.list.push_back({.name = std::string(row.name),
                                   .in_force = false,
                                   .detail = "",
                                   .meaning = std::string(row.meaning)});
    }
  }

  Result<void> Prepare();
  Result<void> CloseZygote();
  Result<void> StartWorker() const;
  Result<void> EnterWorker(const WorkerDescriptors& descriptors) const;
  const Protections& protections() const { return protections_; }
  int init_process() const { return init_; }

 private:
  Protection& Find(std::string_view name) {
    const auto found = std::ranges::find(protections_.list, name, &Protection::name);
    VITRINE_CHECK(found != protections_.list.end(), "a protection stands in the table");
    return *found;
  }
  bool InForce(std::string_view name) const {
    return std::ranges::any_of(protections_.list,
                               [&](const Protection& one) { return one.name == name && one.in_force; });
  }

  // False, and reported, when the plan leaves it out.
  bool Wanted(std::string_view name) {
    if (std::ranges::none_of(plan_.without, [&](const auto& left_out) { return left_out.name() == name; }))
      return true;
    Report(name, false, "left out by a danger token");
    return false;
  }
  void Report(std::string_view name, bool in_force, std::string detail) {
    Protection& protection = Find(name);
    protection.in_force = in_force;
    protection.detail = std::move(detail);
    protections_.level = LevelOf(protections_.list);
  }
  bool Report(std::string_view name, int error, const char* form, const char* since) {
    Report(name, error == 0, error == 0 ? form : WhyRefused(error, since));
    return error == 0;
  }

  void PrepareUser();
  void PrepareNamespaces();
  Result<void> PrepareFilters();
  void PrepareLandlock();
  void EnterProcessNamespace();
  Result<void> StartInit();

  JailPlan plan_;
  Protections protections_;
  int zygote_;
  int landlock_version_ = 0;
  int init_ = 0;                // of the workers' process namespace
  const char* root_ = nullptr;  // of workers
  os::SystemCallFilter worker_filter_;
  os::SystemCallFilter zygote_filter_;
  os::SystemCallFilter init_filter_;
};

// Root becomes nobody; anybody else stays who they are.
void Jail::Impl::PrepareUser() {
  if (!Wanted(name::kUser)) return;
  if (os::EffectiveUser() != 0)
    return Report(name::kUser, true, "user " + std::to_string(os::EffectiveUser()) + ", who started Vitrine");
  const int error = os::BecomeUser(kNobody, kNobody);
  Report(name::kUser, error, "user 65534 (nobody), no groups", "any Linux");
}

void Jail::Impl::PrepareNamespaces() {
  bool allowed = Wanted(name::kUserNamespace);
  if (allowed) {
    // Having changed the user made the process undumpable, and its /proc/self/uid_map root's.
    const int error = FirstOf(
        {os::SetDumpable(os::Dumpable::kYes), os::EnterUserNamespace(), os::SetDumpable(os::Dumpable::kYes)});
    allowed = Report(name::kUserNamespace, error, "its own, with one user", "Linux 3.8");
  }
  for (const auto& [its_name, which] : kNamespaces) {
    if (!Wanted(its_name)) continue;
    if (!allowed) {
      Report(its_name, false, "needs user_namespace");
      continue;
    }
    if (!Report(its_name, os::EnterNamespace(which), "its own, empty", "Linux 4.6")) continue;
    if (which != os::Namespace::kMount) continue;
    int error = 0;
    for (const char* place : kEmptyFolderPlaces) {
      error = os::MountEmptyFolder(place);
      if (error == 0) root_ = place;
      if (root_ != nullptr) break;
    }
    Report(its_name, error, "its own, with an empty read-only root", "Linux 3.8");
  }
}

// Not in Prepare: from here on the first child is the namespace's init.
void Jail::Impl::EnterProcessNamespace() {
  if (!Wanted(name::kProcessNamespace)) return;
  if (!InForce(name::kUserNamespace)) return Report(name::kProcessNamespace, false, "needs user_namespace");
  Report(name::kProcessNamespace, os::EnterNamespace(os::Namespace::kProcess), "its own", "Linux 3.8");
}

// After Landlock: a process in its domain may signal only those that are in it too, and the init is to be
// ended by the kernel in the name of the zygote.
Result<void> Jail::Impl::StartInit() {
  if (!InForce(name::kProcessNamespace)) return {};
  const auto lock_in = [](const void* context) {
    const auto& filter = *static_cast<const os::SystemCallFilter*>(context);
    static_cast<void>(os::SetDumpable(os::Dumpable::kNo));
    static_cast<void>(os::KeepOnly(os::Capability::kNone));
    if (filter.size() > 0) static_cast<void>(filter.Install());
  };
  // Without it this process could not fork any more.
  if (const int error = os::StartNamespaceInit(lock_in, &init_filter_, init_); error != 0)
    return Failure("the process namespace has no init", error);
  return {};
}

void Jail::Impl::PrepareLandlock() {
  if (!Wanted(name::kLandlock)) return;
  if (!InForce(name::kNoNewPrivileges)) return Report(name::kLandlock, false, "needs no_new_privs");
  landlock_version_ = os::LandlockVersion();
  if (landlock_version_ <= 0)
    return Report(name::kLandlock, false, WhyRefused(-landlock_version_, "Linux 5.13"));
  Report(name::kLandlock, true, LandlockForm(landlock_version_));
}

Result<void> Jail::Impl::PrepareFilters() {
  if (!Wanted(name::kSeccomp)) return {};
  if (!InForce(name::kNoNewPrivileges)) {
    Report(name::kSeccomp, false, "needs no_new_privs");
    return {};
  }
  const int error = os::SystemCallFiltersAvailable();
  if (error != 0) {
    Report(name::kSeccomp, false, WhyRefused(error, "Linux 4.14"));
    return {};
  }
  auto worker = os::SystemCallFilter::Compile(WorkerRows(), os::OtherCalls::kKill);
  if (!worker) return std::unexpected(worker.error());
  auto zygote = os::SystemCallFilter::Compile(ZygoteRows(), os::OtherCalls::kUnavailable);
  if (!zygote) return std::unexpected(zygote.error());
  auto init = os::SystemCallFilter::Compile(InitRows(), os::OtherCalls::kKill);
  if (!init) return std::unexpected(init.error());
  worker_filter_ = *std::move(worker);
  zygote_filter_ = *std::move(zygote);
  init_filter_ = *std::move(init);
  Report(name::kSeccomp, true, std::to_string(WorkerRows().size()) + " rules; anything else ends the worker");
  return {};
}

Result<void> Jail::Impl::Prepare() {
  for (const danger::WithoutProtection& left_out : plan_.without) {
    if (std::ranges::find(ProtectionTable(), left_out.name(), &ProtectionRow::name) ==
        ProtectionTable().end())
      return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                   "there is no protection named '" + left_out.name() + "' to leave out"});
  }
  if (Wanted(name::kNoNewPrivileges))
    Report(name::kNoNewPrivileges, os::SetNoNewPrivileges(), "on", "Linux 3.5");
  if (Wanted(name::kOutOfMemory))
    Report(name::kOutOfMemory, os::OfferToOutOfMemoryKiller(), "oom_score_adj 1000", "Linux 2.6");
  PrepareUser();
  PrepareNamespaces();
  if (auto done = PrepareFilters(); !done) return done;
  PrepareLandlock();
  if (Wanted(name::kCapabilities)) {
    os::CloseCapabilitySources();
    Report(name::kCapabilities, true, "none, and no way to get any");
  }
  if (Wanted(name::kWriteXorExecute))
    Report(name::kWriteXorExecute, os::RefuseNewCode(), "for all memory", "Linux 6.3");
  if (Wanted(name::kLimits)) {
    if (const int error = LowerAll(kZygoteLimits); error != 0) return Failure("limits", error);
    Report(name::kLimits, true,
           "memory " + std::to_string(plan_.data_bytes_max >> 20) + " MiB; no descriptors, processes, files");
  }
  if (Wanted(name::kNotDumpable)) Report(name::kNotDumpable, true, "on");
  // Until the zygote is closed: /proc/self is its own.
  if (const int error = os::SetDumpable(os::Dumpable::kYes); error != 0) return Failure("dumpable", error);
  return {};
}

Result<void> Jail::Impl::CloseZygote() {
  if (Wanted(name::kSealedProgram))
    Report(name::kSealedProgram, FirstOf({os::SealProgram(), os::SealStack()}),
           "code, constants and tables, the place of the stack", "Linux 6.10");
  if (InForce(name::kLimits)) {
    // Where standard error is a file nothing can be said any more; that must not end anybody.
    const int error = FirstOf({os::IgnoreFileSizeSignal(), os::LowerLimit(os::Resource::kFileBytes, 0)});
    if (error != 0) return Failure("file size", error);
  }
  EnterProcessNamespace();
  if (InForce(name::kCapabilities)) {
    // Workers change their root.
    if (const int error = os::KeepOnly(os::Capability::kChangeRoot); error != 0)
      return Failure("capabilities", error);
  }
  if (InForce(name::kLandlock)) {
    if (const int error = os::EnterLandlock(landlock_version_, kReadableForZygote); error != 0)
      return Failure("Landlock", error);
  }
  if (auto started = StartInit(); !started) return started;
  if (InForce(name::kSeccomp)) {
    if (const int error = zygote_filter_.Install(); error != 0) return Failure("seccomp", error);
  }
  if (InForce(name::kNotDumpable)) {
    if (const int error = os::SetDumpable(os::Dumpable::kNo); error != 0) return Failure("dumpable", error);
  }
  return {};
}

Result<void> Jail::Impl::StartWorker() const {
  if (const int error = os::SetDumpable(os::Dumpable::kYes); error != 0) return Failure("dumpable", error);
  return {};
}

// The order matters: a ruleset of Landlock is a descriptor for a moment, and each of these calls is one that
// the filter forbids.
Result<void> Jail::Impl::EnterWorker(const WorkerDescriptors& descriptors) const {
  const auto must = [](std::string_view what, int error) -> Result<void> {
    if (error != 0) return Failure(what, error);
    return {};
  };
  Result<void> done = must(
      "descriptors", os::CloseDescriptorsBut({descriptors.channel, descriptors.image, descriptors.pagemap}));
  if (done && root_ != nullptr) done = must("root", os::EnterRoot(root_));
  if (done && InForce(name::kLandlock)) done = must("Landlock", os::EnterLandlock(landlock_version_, {}));
  if (done && InForce(name::kCapabilities)) done = must("capabilities", os::KeepOnly(os::Capability::kNone));
  if (done && InForce(name::kLimits)) {
    done = must("limits",
                FirstOf({os::LowerLimit(os::Resource::kData, plan_.data_bytes_max + kSanitizerBytes),
                         os::LowerLimit(os::Resource::kAddresses, plan_.address_bytes_max + kSanitizerBytes),
                         LowerAll(kWorkerLimits)}));
  }
  if (done && InForce(name::kNotDumpable)) done = must("dumpable", os::SetDumpable(os::Dumpable::kNo));
  // Seen from inside a process namespace a parent outside has the number 0.
  const int parent = InForce(name::kProcessNamespace) ? 0 : zygote_;
  if (done) done = must("the zygote is gone", os::DieWithParent(parent));
  if (!done || !InForce(name::kSeccomp)) return done;

  os::SystemCallFilter filter = worker_filter_;
  const auto fill_in = [&](std::uint32_t placeholder, int descriptor) {
    const int places =
        filter.Replace(placeholder, descriptor < 0 ? kNoDescriptor : static_cast<std::uint32_t>(descriptor));
    VITRINE_CHECK(places > 0, "the filter speaks of the worker's descriptors");
  };
  fill_in(kChannelPlaceholder, descriptors.channel);
  fill_in(kImagePlaceholder, descriptors.image);
  fill_in(kPagemapPlaceholder, descriptors.pagemap);
  return must("seccomp", filter.Install());
}

Jail::Jail(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Jail::Jail(Jail&&) noexcept = default;
Jail::~Jail() = default;

Result<Jail> Jail::Prepare(const JailPlan& plan) {
  auto impl = std::make_unique<Impl>(plan);
  if (auto prepared = impl->Prepare(); !prepared) return std::unexpected(prepared.error());
  return Jail(std::move(impl));
}

Result<void> Jail::CloseZygote() { return impl_->CloseZygote(); }

Result<void> Jail::StartWorker() { return impl_->StartWorker(); }

Result<void> Jail::EnterWorker(const WorkerDescriptors& descriptors) {
  return impl_->EnterWorker(descriptors);
}

int Jail::init_process() const { return impl_->init_process(); }

const Protections& Jail::protections() const { return impl_->protections(); }

}  // namespace vitrine::jail
