#include <string>

#include "sandbox/engine.h"
// Generated beside the images: their ids.
#include "vitrine_cpython_image_id.h"
#include "vitrine_micropython_image_id.h"

extern "C" {
extern const std::byte vitrine_cpython_image[];
extern const std::byte vitrine_cpython_image_end[];
extern const std::byte vitrine_micropython_image[];
extern const std::byte vitrine_micropython_image_end[];
}

namespace vitrine::sandbox {

std::span<const std::byte> BuiltinImage(Interpreter interpreter) {
  if (interpreter == Interpreter::kCpython) return {vitrine_cpython_image, vitrine_cpython_image_end};
  return {vitrine_micropython_image, vitrine_micropython_image_end};
}

std::string_view BuiltinImageId(Interpreter interpreter) {
  return interpreter == Interpreter::kCpython ? kCpythonImageId : kMicropythonImageId;
}

}  // namespace vitrine::sandbox
