// Texts that are copied beside generated code, so that a folder of generated code is complete.
#pragma once

#include <string_view>

namespace vitrine::aot {

extern const std::string_view kGuestCodeHeader;    // aot/guest_code.h
extern const std::string_view kGuestModuleHeader;  // src/runtime/guest_module.h
extern const std::string_view kGuestUnwindHeader;  // aot/guest_unwind.h

}  // namespace vitrine::aot
