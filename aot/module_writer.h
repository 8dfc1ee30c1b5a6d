// Writes what surrounds the functions: NAME.h and NAME_module.c.
#pragma once

#include <string>

#include "aot/door.h"
#include "aot/error.h"
#include "aot/naming.h"
#include "aot/translate.h"
#include "aot/wasm2c_output.h"

namespace vitrine::aot {

// All arguments must outlive the writer. Thread-compatible.
class ModuleWriter {
 public:
  ModuleWriter(const AdmittedModule& admitted, const Naming& naming, const Wasm2cOutput& generated,
               const TranslateOptions& options)
      : admitted_(admitted),
        module_(admitted.module),
        naming_(naming),
        generated_(generated),
        options_(options) {}

  // Fails when an import's prototype is not the one its type demands.
  Result<std::string> Header() const;
  std::string Source() const;

 private:
  // A null entry is std::nullopt; the rest are function indices.
  using Table = std::vector<std::optional<std::uint32_t>>;

  std::string Banner() const;
  std::string InstanceStruct() const;
  Result<std::string> ImportDeclarations() const;
  std::string FunctionDeclarations() const;

  std::string DataArrays() const;
  std::string ElementEntry(std::optional<std::uint32_t> function) const;
  std::string ElementArrays() const;
  std::string ConstantTable() const;
  std::string ImportThunks() const;
  std::string StackPointer() const;
  std::string ThrowBody() const;
  std::string InvokeBody(const FunctionType& type) const;
  std::string ExportThunk(std::size_t number, const Export& exported) const;
  std::string Bind() const;
  std::string Instantiate() const;
  std::string ActiveSegments() const;
  std::string Free() const;
  std::string Exports() const;
  std::string Globals() const;
  std::string Descriptor() const;

  const AdmittedModule& admitted_;
  const WasmModule& module_;
  const Naming& naming_;
  const Wasm2cOutput& generated_;
  const TranslateOptions& options_;
};

}  // namespace vitrine::aot
