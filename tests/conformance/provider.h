// The ways to get a sandbox. What a test of this folder says holds for each of them.
#pragma once

#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"
#include "vitrine/session.h"

namespace vitrine::conformance {

// Thread-safe.
class Provider {
 public:
  virtual ~Provider() = default;
  // As Sandbox::Create. `grants` must outlive the sandbox.
  virtual Result<std::unique_ptr<Sandbox>> Create(const Grants& grants, const SandboxOptions& options) = 0;
  // `store` must outlive what is made.
  virtual Result<std::unique_ptr<Sessions>> MakeSessions(SessionStore& store,
                                                         const SessionsOptions& options) = 0;
  virtual Result<ReplayReport> Replay(std::string_view journal,
                                      std::chrono::milliseconds time_max = std::chrono::minutes(10)) = 0;
};

struct ProviderKind {
  Interpreter interpreter = Interpreter::kCpython;
  bool is_by_workers = false;
  Engine engine = Engine::kFast;

  auto operator<=>(const ProviderKind&) const = default;
};

// Part of the tests' names: "worker_fast", "micropython_in_process_checked".
std::string Name(ProviderKind kind);

// Those that this build can test.
std::vector<ProviderKind> Providers();

// One of a test's own: at most `sandboxes_count_max` live at once, the next one is kBusy at once.
std::unique_ptr<Provider> MakeProvider(ProviderKind kind, std::uint32_t sandboxes_count_max);

// Made when it is first asked for, and kept to the end of the process.
Provider& ProviderOf(ProviderKind kind);

}  // namespace vitrine::conformance
