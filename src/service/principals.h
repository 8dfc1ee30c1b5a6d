// Who may use a server, and how much.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/error.h"

namespace vitrine::service {

// 0: nothing is allowed.
struct Quotas {
  std::uint32_t runs_per_minute = 6000;  // as many may come at once after a pause
  std::uint32_t runs_at_once = 16;
  std::uint64_t stored_bytes_max = std::uint64_t{4} << 30;  // of all sessions
  std::uint32_t sessions_count_max = 10'000;
};

struct Principal {
  // Also the tenant of its sessions and workers. Empty: whoever is on this machine, of a server without
  // tokens.
  std::string name;
  std::vector<std::string> token_hashes;              // any of them
  std::optional<std::vector<std::string>> databases;  // those of the server's it may read; none: all
  Quotas quotas;
  bool is_operator = false;  // may read the server's counts
};

// Immutable, thread-safe.
class Principals {
 public:
  // One that needs no token.
  static Principals OnlyLocal(const Quotas& quotas);
  // From a file's text (TOML, docs/operations.md). `quotas` are for what is left out.
  static Result<Principals> Parse(std::string_view toml, const Quotas& quotas);

  bool need_tokens() const { return need_tokens_; }
  const std::vector<Principal>& all() const { return all_; }
  // Null: nobody has that token. Takes the same time whoever it is.
  const Principal* Find(std::string_view token) const;

 private:
  bool need_tokens_ = false;
  std::vector<Principal> all_;
};

}  // namespace vitrine::service
