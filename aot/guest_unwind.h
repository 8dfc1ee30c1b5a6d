/* Unwinding in guest code: what the imports env.invoke_* and env.throw become (unwind.h). Included by the
 * modules that import them, after guest_code.h.
 *
 * An invoke calls a table entry inside of a frame that a throw returns to. Frames form a list, innermost
 * first; it hangs in the instance and lies on the guest's own native stack, both out of the guest's reach. A
 * throw leaves nothing but guest code behind: host code never calls back into the guest, and an export begins
 * with an empty list. The compiler's own setjmp is used because libc's may save the signal mask, is a call
 * out of guest text, and hides its registers behind a secret that a fault in between could not restore.
 */
#ifndef VITRINE_AOT_GUEST_UNWIND_H_
#define VITRINE_AOT_GUEST_UNWIND_H_

typedef struct guest_catch {
  void* registers[5]; /* what __builtin_setjmp wants */
  struct guest_catch* outer;
  u32 stack_pointer; /* the guest's, in linear memory, to go back to */
} guest_catch;

/* Ends the innermost invoke. Never inlined: a __builtin_longjmp must not share a frame with its target. */
GUEST_COLD WASM_RT_NO_RETURN void guest_throw(guest_catch** innermost, u32* stack_pointer) {
  guest_catch* const target = *innermost;
  if (target == NULL) guest_trap(WASM_RT_TRAP_UNREACHABLE);
  *innermost = target->outer;
  *stack_pointer = target->stack_pointer;
  __builtin_longjmp(target->registers, 1);
}

#endif /* VITRINE_AOT_GUEST_UNWIND_H_ */
