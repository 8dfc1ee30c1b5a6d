#include <string>

#include "sandbox/engine.h"
#include "vitrine_image_id.h"  // generated beside the image: kImageId

extern "C" {
extern const std::byte vitrine_builtin_image[];
extern const std::byte vitrine_builtin_image_end[];
}

namespace vitrine::sandbox {

std::span<const std::byte> BuiltinImage() { return {vitrine_builtin_image, vitrine_builtin_image_end}; }

std::string_view BuiltinImageId() { return kImageId; }

}  // namespace vitrine::sandbox
