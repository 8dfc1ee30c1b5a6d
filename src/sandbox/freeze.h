// Starts an interpreter from nothing and freezes it.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "guest_link/image_file.h"
#include "runtime/guest_module.h"
#include "vitrine/error.h"

namespace vitrine::sandbox {

// Cold start with the library pack and hash seed; then hands the frozen guest, which borrows the instance's
// memory, to `use` and returns what that returned. Some tens of milliseconds.
Result<void> FreezeGuest(const vitrine_guest_module& module, std::string_view pack, std::uint32_t hash_seed,
                         const std::function<Result<void>(const guest_link::FrozenGuest&)>& use);

}  // namespace vitrine::sandbox
