// A session store in this process's memory.
#pragma once

#include <memory>

#include "store/store_options.h"
#include "vitrine/session_store.h"

namespace vitrine::store {

std::unique_ptr<SessionStore> MakeMemorySessionStore(const StoreOptions& options);

}  // namespace vitrine::store
