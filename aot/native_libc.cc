#include "aot/native_libc.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace vitrine::aot {
namespace {

struct NativeFunction {
  std::string_view guest_name;
  std::string_view operation;  // in guest_code.h
};

constexpr auto kNativeFunctions = std::to_array<NativeFunction>({
    {"memcpy", "native_memmove"},  // as good as memcpy, and what overlaps is no matter of the host's
    {"memmove", "native_memmove"},
    {"memset", "native_memset"},
    {"memcmp", "native_memcmp"},
    {"memchr", "native_memchr"},
});

}  // namespace

std::optional<std::string> NativeBody(const WasmModule& module, std::uint32_t function,
                                      const std::string& memory_field) {
  for (const NativeFunction& native : kNativeFunctions) {
    if (module.function_names[function] != native.guest_name || Signature(module.TypeOf(function)) != "iii>i")
      continue;
    return fmt::format("  CHARGE_BYTES(w2c_p2);\n  return {}(&instance->{}, w2c_p0, w2c_p1, w2c_p2);\n",
                       native.operation, memory_field);
  }
  return std::nullopt;
}

}  // namespace vitrine::aot
