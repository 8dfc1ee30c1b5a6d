#include "cli/store_path.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace vitrine::cli {
namespace {

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Every folder on the way to the file that is missing, with mode 0700.
Result<void> MakeFolders(const std::string& file) {
  for (std::size_t at = file.find('/', 1); at != std::string::npos; at = file.find('/', at + 1)) {
    const std::string folder = file.substr(0, at);
    if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) continue;
    const int error = errno;
    struct stat status{};
    // A read-only file system says so before it says that the folder is there.
    if (stat(folder.c_str(), &status) == 0) continue;
    return std::unexpected(Error{
        ErrorKind::kInvalidArgument,
        fmt::format("the folder '{}' for sessions cannot be made: {}; name another file with --store or "
                    "VITRINE_STORE",
                    folder, std::generic_category().message(error))});
  }
  return {};
}

}  // namespace

StoreEnvironment ReadStoreEnvironment() {
  return {
      .store = Variable("VITRINE_STORE"), .data_home = Variable("XDG_DATA_HOME"), .home = Variable("HOME")};
}

Result<StorePath> FindStorePath(const std::optional<std::string>& given,
                                const StoreEnvironment& environment) {
  using Named = StorePath::Named;
  if (given) return StorePath{*given, Named::kByUser};
  if (!environment.store.empty()) return StorePath{environment.store, Named::kByUser};
  if (environment.data_home.starts_with('/')) {
    return StorePath{environment.data_home + "/vitrine/sessions.db", Named::kByUs};
  }
  if (environment.home.starts_with('/')) {
    return StorePath{environment.home + "/.local/share/vitrine/sessions.db", Named::kByUs};
  }
  return std::unexpected(Error{
      ErrorKind::kInvalidArgument,
      "there is no place to keep sessions: HOME is not set; name a file with --store or VITRINE_STORE"});
}

Result<std::unique_ptr<SessionStore>> OpenStore(const std::optional<std::string>& given) {
  const auto place = FindStorePath(given, ReadStoreEnvironment());
  if (!place) return std::unexpected(place.error());
  if (place->named == StorePath::Named::kByUs) {
    if (auto made = MakeFolders(place->path); !made) return std::unexpected(made.error());
  }
  return OpenSqliteSessionStore(place->path);
}

}  // namespace vitrine::cli
