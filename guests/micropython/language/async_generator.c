#include "async_generator.h"

#include "py/objgenerator.h"
#include "py/runtime.h"

typedef struct {
  mp_obj_base_t base;
  mp_obj_t value;
} wrapped;

static MP_DEFINE_CONST_OBJ_TYPE(wrapped_type, MP_QSTR_async_value, MP_TYPE_FLAG_NONE);

static mp_obj_t wrap(mp_obj_t value) {
  wrapped* made = mp_obj_malloc(wrapped, &wrapped_type);
  made->value = value;
  return MP_OBJ_FROM_PTR(made);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_async_value_obj, wrap);

/* ---- one step, which is awaited ---- */

typedef enum { SEND, THROW, CLOSE } step_kind;

typedef struct {
  mp_obj_base_t base;
  mp_obj_t generator; /* the plain one; MP_OBJ_NULL when the step is done */
  mp_obj_t value;     /* to send or throw at the start; MP_OBJ_NULL when it has started */
  mp_obj_t fallback;  /* instead of the end, or MP_OBJ_NULL */
  step_kind kind;
} step;

static NORETURN void raise_again(mp_obj_t exception, step_kind kind) {
  const mp_obj_t type = MP_OBJ_FROM_PTR(mp_obj_get_type(exception));
  const bool is_end = mp_obj_is_subclass_fast(type, MP_OBJ_FROM_PTR(&mp_type_StopAsyncIteration));
  if (kind == CLOSE && (is_end || mp_obj_is_subclass_fast(type, MP_OBJ_FROM_PTR(&mp_type_GeneratorExit)))) {
    mp_raise_StopIteration(MP_OBJ_NULL);
  }
  if (is_end) {
    const mp_obj_t error = mp_obj_new_exception_msg(
        &mp_type_RuntimeError, MP_ERROR_TEXT("async generator raised StopAsyncIteration"));
    mp_obj_exception_set_context(error, exception);
    mp_obj_exception_set_cause(error, exception);
    nlr_raise(error);
  }
  nlr_raise(exception);
}

/* Returns what the event loop is to get; raises StopIteration with what was yielded. */
static mp_obj_t resume(step* self, mp_obj_t sent, mp_obj_t thrown) {
  const mp_obj_t generator = self->generator;
  if (generator == MP_OBJ_NULL) {
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("cannot reuse already awaited __anext__()/asend()"));
  }
  if (self->value != MP_OBJ_NULL) {
    if (thrown == MP_OBJ_NULL) {
      if (self->kind == SEND) {
        sent = self->value;
      } else {
        thrown = self->value;
        sent = mp_const_none;
      }
    }
    self->value = MP_OBJ_NULL;
  }
  mp_obj_t result;
  const mp_vm_return_kind_t kind = mp_obj_gen_resume(generator, sent, thrown, &result);
  if (kind == MP_VM_RETURN_YIELD && !mp_obj_is_type(result, &wrapped_type)) return result;
  self->generator = MP_OBJ_NULL;
  if (kind == MP_VM_RETURN_EXCEPTION) raise_again(result, self->kind);
  if (kind == MP_VM_RETURN_YIELD) {
    if (self->kind == CLOSE) {
      mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("async generator ignored GeneratorExit"));
    }
    mp_raise_StopIteration(((wrapped*)MP_OBJ_TO_PTR(result))->value);
  }
  if (self->kind == CLOSE) mp_raise_StopIteration(MP_OBJ_NULL);
  if (self->fallback != MP_OBJ_NULL) mp_raise_StopIteration(self->fallback);
  mp_raise_type(&mp_type_StopAsyncIteration);
}

static mp_obj_t step_next(mp_obj_t self) { return resume(MP_OBJ_TO_PTR(self), mp_const_none, MP_OBJ_NULL); }

static mp_obj_t step_send(mp_obj_t self, mp_obj_t value) {
  return resume(MP_OBJ_TO_PTR(self), value, MP_OBJ_NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_2(step_send_obj, step_send);

static mp_obj_t step_throw(size_t count, const mp_obj_t* arguments) {
  const mp_obj_t thrown = count > 2 && arguments[2] != mp_const_none ? arguments[2] : arguments[1];
  return resume(MP_OBJ_TO_PTR(arguments[0]), mp_const_none, thrown);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(step_throw_obj, 2, 4, step_throw);

static mp_obj_t step_close(mp_obj_t self_in) {
  step* self = MP_OBJ_TO_PTR(self_in);
  self->generator = MP_OBJ_NULL;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(step_close_obj, step_close);

static const mp_rom_map_elem_t step_table[] = {
    {MP_ROM_QSTR(MP_QSTR_send), MP_ROM_PTR(&step_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_throw), MP_ROM_PTR(&step_throw_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&step_close_obj)},
    {MP_ROM_QSTR(MP_QSTR___await__), MP_ROM_PTR(&mp_identity_obj)},
};
static MP_DEFINE_CONST_DICT(step_locals, step_table);

static MP_DEFINE_CONST_OBJ_TYPE(step_type, MP_QSTR_async_generator_asend, MP_TYPE_FLAG_ITER_IS_ITERNEXT, iter,
                                step_next, locals_dict, &step_locals);

/* ---- the generator ---- */

typedef struct {
  mp_obj_base_t base;
  mp_obj_t generator;
  qstr name;
} async_generator;

static mp_obj_t new_step(mp_obj_t self, step_kind kind, mp_obj_t value) {
  step* made = mp_obj_malloc(step, &step_type);
  made->generator = ((async_generator*)MP_OBJ_TO_PTR(self))->generator;
  made->value = value;
  made->fallback = MP_OBJ_NULL;
  made->kind = kind;
  return MP_OBJ_FROM_PTR(made);
}

static mp_obj_t async_next(mp_obj_t self) { return new_step(self, SEND, mp_const_none); }
static MP_DEFINE_CONST_FUN_OBJ_1(async_next_obj, async_next);

static mp_obj_t async_send(mp_obj_t self, mp_obj_t value) { return new_step(self, SEND, value); }
static MP_DEFINE_CONST_FUN_OBJ_2(async_send_obj, async_send);

static mp_obj_t async_throw(size_t count, const mp_obj_t* arguments) {
  return new_step(arguments[0], THROW,
                  count > 2 && arguments[2] != mp_const_none ? arguments[2] : arguments[1]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(async_throw_obj, 2, 4, async_throw);

static mp_obj_t async_close(mp_obj_t self) {
  return new_step(self, CLOSE, MP_OBJ_FROM_PTR(&mp_const_GeneratorExit_obj));
}
static MP_DEFINE_CONST_FUN_OBJ_1(async_close_obj, async_close);

static void async_generator_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  const async_generator* self = MP_OBJ_TO_PTR(self_in);
  mp_printf(print, "<async_generator object %q at 0x%p>", self->name, self);
}

static const mp_rom_map_elem_t async_generator_table[] = {
    {MP_ROM_QSTR(MP_QSTR___aiter__), MP_ROM_PTR(&mp_identity_obj)},
    {MP_ROM_QSTR(MP_QSTR___anext__), MP_ROM_PTR(&async_next_obj)},
    {MP_ROM_QSTR(MP_QSTR_asend), MP_ROM_PTR(&async_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_athrow), MP_ROM_PTR(&async_throw_obj)},
    {MP_ROM_QSTR(MP_QSTR_aclose), MP_ROM_PTR(&async_close_obj)},
};
static MP_DEFINE_CONST_DICT(async_generator_locals, async_generator_table);

static MP_DEFINE_CONST_OBJ_TYPE(async_generator_type, MP_QSTR_async_generator, MP_TYPE_FLAG_NONE, print,
                                async_generator_print, locals_dict, &async_generator_locals);

mp_obj_t language_new_async_generator(mp_obj_t generator, qstr name) {
  async_generator* made = mp_obj_malloc(async_generator, &async_generator_type);
  made->generator = generator;
  made->name = name;
  return MP_OBJ_FROM_PTR(made);
}

/* ---- built-in functions ---- */

static mp_obj_t call_method(mp_obj_t object, qstr name) {
  mp_obj_t method[2];
  mp_load_method(object, name, method);
  return mp_call_method_n_kw(0, 0, method);
}

static mp_obj_t aiter(mp_obj_t object) { return call_method(object, MP_QSTR___aiter__); }
MP_DEFINE_CONST_FUN_OBJ_1(language_aiter_obj, aiter);

static mp_obj_t anext(size_t count, const mp_obj_t* arguments) {
  const mp_obj_t made = call_method(arguments[0], MP_QSTR___anext__);
  if (count > 1) {
    if (!mp_obj_is_type(made, &step_type)) {
      mp_raise_NotImplementedError(
          MP_ERROR_TEXT("anext() with a default is for asynchronous generators here"));
    }
    ((step*)MP_OBJ_TO_PTR(made))->fallback = arguments[1];
  }
  return made;
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(language_anext_obj, 1, 2, anext);
