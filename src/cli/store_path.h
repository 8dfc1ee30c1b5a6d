// Where the command line keeps sessions.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "vitrine/error.h"
#include "vitrine/session_store.h"

namespace vitrine::cli {

// What of the environment matters; empty counts as not set.
struct StoreEnvironment {
  std::string store;      // VITRINE_STORE
  std::string data_home;  // XDG_DATA_HOME; not looked at unless it is absolute
  std::string home;       // HOME; likewise
};
StoreEnvironment ReadStoreEnvironment();

struct StorePath {
  std::string path;
  // Whether the user named the file. The folders of one that we name are made.
  enum class Named : std::uint8_t { kByUser, kByUs } named = Named::kByUser;
};

// `given` (--store), else VITRINE_STORE, else vitrine/sessions.db in XDG_DATA_HOME or in ~/.local/share.
// Pure.
Result<StorePath> FindStorePath(const std::optional<std::string>& given, const StoreEnvironment& environment);

// Opens that store. Folders of ours are made, for this user only.
Result<std::unique_ptr<SessionStore>> OpenStore(const std::optional<std::string>& given);

}  // namespace vitrine::cli
