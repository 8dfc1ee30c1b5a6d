#include "service/principals.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "service/token.h"
#include "service/toml_reader.h"

namespace vitrine::service {
namespace {

constexpr std::uint64_t kMost = 1'000'000'000;
constexpr std::size_t kNameBytesMax = 100;

bool IsGoodName(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && base::IsUtf8(name) &&
         std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

Principals Principals::OnlyLocal(const Quotas& quotas) {
  Principals principals;
  principals.all_.push_back({.quotas = quotas});
  return principals;
}

Result<Principals> Principals::Parse(std::string_view toml, const Quotas& quotas) {
  const auto table = TomlTable::Parse(toml);
  if (!table) return std::unexpected(table.error());
  Principals principals;
  principals.need_tokens_ = true;
  (*table)->SubTables("principal", [&](TomlTable& entry) {
    Principal principal{.quotas = quotas};
    std::string token;
    std::vector<std::string> databases;
    entry.Text("name", principal.name);
    entry.Text("token", token);
    entry.Texts("tokens", principal.token_hashes);
    entry.Texts("databases", databases);
    if (entry.Has("databases")) principal.databases = std::move(databases);
    entry.Number("runs_per_minute", 0, kMost, principal.quotas.runs_per_minute);
    entry.Number("runs_at_once", 0, kMost, principal.quotas.runs_at_once);
    entry.Number("sessions", 0, kMost, principal.quotas.sessions_count_max);
    entry.Bool("operator", principal.is_operator);
    entry.Size("stored_bytes", std::uint64_t{1} << 60, principal.quotas.stored_bytes_max);
    if (!token.empty()) principal.token_hashes.push_back(std::move(token));
    if (!IsGoodName(principal.name)) {
      entry.Complain("name", "is missing, or is not 1 to 100 bytes without control characters");
    }
    if (std::ranges::any_of(principals.all_,
                            [&](const Principal& other) { return other.name == principal.name; })) {
      entry.Complain("name",
                     fmt::format("'{}' is there twice; give one principal several tokens with tokens = [...]",
                                 principal.name));
    }
    if (principal.token_hashes.empty()) {
      entry.Complain("token", "is missing; 'vitrine token' makes one and its line for this file");
    }
    for (const std::string& hash : principal.token_hashes) {
      if (!IsHashOfToken(hash)) {
        entry.Complain("token",
                       "is no hash (blake2b:...); 'vitrine token' makes a token and its line for this file");
      }
    }
    principals.all_.push_back(std::move(principal));
  });
  if (Result<void> finished = (*table)->Finish(); !finished) return std::unexpected(finished.error());
  if (principals.all_.empty()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "nobody is in it; 'vitrine token NAME' makes a token and its lines"});
  }
  return principals;
}

const Principal* Principals::Find(std::string_view token) const {
  const std::string hash = HashOfToken(token);
  const Principal* found = nullptr;
  for (const Principal& principal : all_) {
    for (const std::string& known : principal.token_hashes) {
      if (SameHash(known, hash)) found = &principal;
    }
  }
  return found;
}

}  // namespace vitrine::service
