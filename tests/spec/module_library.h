// All modules of the suite that the door admits, translated and compiled into one shared object.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "aot/error.h"
#include "aot/translate.h"
#include "runtime/guest_module.h"

namespace vitrine::spec {

// One module, by the name of its file without extension.
struct LibraryInput {
  std::string name;  // a fit module name, see aot/naming.h
  const aot::AdmittedModule* module = nullptr;
  aot::NativeLibc native_libc = aot::NativeLibc::kNo;
};

// Compiled code in this process. Stays loaded as long as the library lives.
class ModuleLibrary {
 public:
  // Translates with the product's translator, compiles with its flags and checks. The result is kept in
  // $VITRINE_CACHE or ~/.cache/vitrine under the digest of the generated text, the flags and the compiler's
  // version. Many small modules share a translation unit, because starting a compiler costs more than most of
  // them.
  static aot::Result<std::unique_ptr<ModuleLibrary>> Make(const std::vector<LibraryInput>& inputs,
                                                          aot::MemoryMode mode);
  ~ModuleLibrary();
  ModuleLibrary(const ModuleLibrary&) = delete;
  ModuleLibrary& operator=(const ModuleLibrary&) = delete;

  const vitrine_guest_module* Find(const std::string& name) const;

 private:
  explicit ModuleLibrary(void* handle) : handle_(handle) {}

  void* handle_;
};

}  // namespace vitrine::spec
