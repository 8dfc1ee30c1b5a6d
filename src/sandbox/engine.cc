#include "sandbox/engine.h"

extern "C" {
extern const vitrine_guest_module vitrine_guest_cpython_gs;
extern const vitrine_guest_module vitrine_guest_cpython_checked;
}

namespace vitrine::sandbox {

const vitrine_guest_module& CpythonModule(Engine engine) {
  return engine == Engine::kFast ? vitrine_guest_cpython_gs : vitrine_guest_cpython_checked;
}

}  // namespace vitrine::sandbox
