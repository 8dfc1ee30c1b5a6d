// Why a protection is not in force, for people.
#pragma once

#include <string>

namespace vitrine::jail {

// `error`: the errno of the refused call; `since`: the kernel that has it, as in "Linux 6.10".
std::string WhyRefused(int error, const char* since);

}  // namespace vitrine::jail
