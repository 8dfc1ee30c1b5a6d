#include "sandbox/engine.h"

extern "C" {
extern const vitrine_guest_module vitrine_guest_cpython_gs;
extern const vitrine_guest_module vitrine_guest_cpython_checked;
extern const vitrine_guest_module vitrine_guest_micropython_gs;
extern const vitrine_guest_module vitrine_guest_micropython_checked;
}

namespace vitrine {

const char* Name(Interpreter interpreter) {
  return interpreter == Interpreter::kCpython ? "cpython" : "micropython";
}

std::optional<Interpreter> FindInterpreter(std::string_view name) {
  for (const Interpreter interpreter : {Interpreter::kCpython, Interpreter::kMicropython}) {
    if (name == Name(interpreter)) return interpreter;
  }
  return std::nullopt;
}

namespace sandbox {

const vitrine_guest_module& GuestModule(Interpreter interpreter, Engine engine) {
  if (interpreter == Interpreter::kCpython) {
    return engine == Engine::kFast ? vitrine_guest_cpython_gs : vitrine_guest_cpython_checked;
  }
  return engine == Engine::kFast ? vitrine_guest_micropython_gs : vitrine_guest_micropython_checked;
}

}  // namespace sandbox
}  // namespace vitrine
