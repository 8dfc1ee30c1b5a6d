// A session store in a SQLite file.
#pragma once

#include <memory>
#include <string>

#include "store/store_options.h"
#include "vitrine/session_store.h"

namespace vitrine::store {

Result<std::unique_ptr<SessionStore>> OpenSqliteSessionStore(const std::string& path,
                                                             const StoreOptions& options);

}  // namespace vitrine::store
