// Files that the user saves: snapshots and journals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "vitrine/error.h"

namespace vitrine::cli {

enum class Existing : std::uint8_t { kRefuse, kReplace };

// Fails with kInvalidArgument when it is there and must not be.
Result<void> CheckExisting(const std::string& path, Existing existing);

// The whole file or nothing, readable by this user alone (mode 0600): written under another name beside it,
// brought to the disk, then renamed. With kRefuse one that is there stays, also when it has come meanwhile.
Result<void> SaveFile(const std::string& path, std::string_view data, Existing existing);

}  // namespace vitrine::cli
