/* The run-time part of setjmp and longjmp.
 *
 * The compiler turns a call in a function that uses setjmp into env.invoke_<signature>(function,
 * arguments...), which the translator implements: it calls the function and comes back when that returns or
 * when env.throw is called below it. Then the compiled code looks at __THREW__ to learn which, and asks
 * __wasm_setjmp_test whether the jump was meant for it. When it was not, it throws on.
 *
 * env.throw restores __stack_pointer to what it was at the invoke.
 */
#include <stdint.h>

__attribute__((import_module("env"), import_name("throw"), noreturn)) void guest_throw(void);

typedef struct {
  void* function_invocation;
  uint32_t label;
} jump_buffer;

uintptr_t __THREW__;
int __threwValue;
static uint32_t return_value;

void setTempRet0(uint32_t value);
uint32_t getTempRet0(void);
void __wasm_setjmp(jump_buffer* buffer, uint32_t label, void* function_invocation);
uint32_t __wasm_setjmp_test(jump_buffer* buffer, void* function_invocation);
_Noreturn void emscripten_longjmp(uintptr_t buffer, int value);

void setTempRet0(uint32_t value) { return_value = value; }
uint32_t getTempRet0(void) { return return_value; }

void __wasm_setjmp(jump_buffer* buffer, uint32_t label, void* function_invocation) {
  buffer->function_invocation = function_invocation;
  buffer->label = label;
}

uint32_t __wasm_setjmp_test(jump_buffer* buffer, void* function_invocation) {
  return buffer->function_invocation == function_invocation ? buffer->label : 0;
}

_Noreturn void emscripten_longjmp(uintptr_t buffer, int value) {
  __THREW__ = buffer;
  __threwValue = value != 0 ? value : 1;
  guest_throw();
}
