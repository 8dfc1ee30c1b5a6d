// The translated guests and the frozen image that the build links in.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "runtime/guest_module.h"
#include "vitrine/image.h"

namespace vitrine::sandbox {

// The guest in the memory mode of the engine.
const vitrine_guest_module& GuestModule(Interpreter interpreter, Engine engine);

// The image file (guest_link/image_file.h) made at build time, and its id (64 hexadecimal digits).
std::span<const std::byte> BuiltinImage(Interpreter interpreter);
std::string_view BuiltinImageId(Interpreter interpreter);

}  // namespace vitrine::sandbox
