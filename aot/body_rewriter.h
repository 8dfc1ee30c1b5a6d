// Rewrites the body of one function that wasm2c wrote.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "aot/error.h"
#include "aot/naming.h"
#include "aot/wasm2c_output.h"
#include "aot/wasm_module.h"

namespace vitrine::aot {

// What changes, and nothing else does:
//   names      of functions and segments get the module's prefix; a call of an import goes through its thunk
//   tables     CALL_INDIRECT gets the table, its size and the type's id; the callee gets the calling instance
//   loops      LOOP_PROLOGUE behind each loop's label, where fuel is charged
//   memory     wasm_rt_grow_memory becomes GROW_MEMORY
// What the rest of the text means is decided by guest_code.h.
//
// `naming` and `generated` must outlive the rewriter. Thread-compatible.
class BodyRewriter {
 public:
  BodyRewriter(const WasmModule& module, const Naming& naming, const Wasm2cOutput& generated);

  // Fails when the text is not what wasm2c 1.0.32 writes.
  Result<std::string> Rewrite(std::string_view body) const;

 private:
  Result<std::size_t> RewriteCallIndirect(std::string_view text, std::size_t at, std::string& out) const;
  Result<std::size_t> RewriteImportCall(std::string_view text, std::size_t at, const std::string& thunk,
                                        std::string& out) const;

  const Naming& naming_;
  std::string table_and_size_;  // the first arguments of CALL_INDIRECT
  std::unordered_map<std::string_view, std::string> renamed_;
  std::unordered_map<std::string_view, std::string> import_thunks_;
};

}  // namespace vitrine::aot
