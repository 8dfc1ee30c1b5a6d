#include "bounded_repr.h"

#include <string.h>

#include "py/objexcept.h"
#include "py/runtime.h"

typedef struct {
  vstr_t* text;
  size_t left; /* characters */
} writer;

/* Thrown by the printer to end what prints. It only ever passes through C: Python code that makes a repr
 * returns it as a whole. */
static const mp_obj_exception_t full = {.base = {&mp_type_BaseException},
                                        .args = (mp_obj_tuple_t*)&mp_const_empty_tuple_obj};

static void write_piece(void* context, const char* text, size_t bytes) {
  writer* writer = context;
  MICROPY_PORT_POLL();
  if (bytes <= writer->left) { /* has no more characters than bytes */
    size_t characters = 0;
    for (size_t i = 0; i < bytes; i++) characters += (text[i] & 0xc0) != 0x80;
    writer->left -= characters;
    vstr_add_strn(writer->text, text, bytes);
    return;
  }
  size_t fitting = 0;
  for (; fitting < bytes; fitting++) {
    if ((text[fitting] & 0xc0) == 0x80) continue;
    if (writer->left == 0) break;
    writer->left--;
  }
  vstr_add_strn(writer->text, text, fitting);
  if (fitting < bytes) nlr_raise(MP_OBJ_FROM_PTR(&full));
}

typedef struct {
  mp_print_t* print;
  mp_obj_t object;
  mp_print_kind_t kind;
} job;

/* A function of its own: calls in one that uses setjmp are slow. */
static __attribute__((noinline)) void do_print(const job* job) {
  mp_obj_print_helper(job->print, job->object, job->kind);
}

bool bounded_print(vstr_t* text, mp_obj_t object, mp_print_kind_t kind, size_t characters_max) {
  writer writer = {text, characters_max};
  mp_print_t print = {&writer, write_piece};
  job job = {&print, object, kind};
  nlr_buf_t nlr;
  if (nlr_push(&nlr) == 0) {
    do_print(&job);
    nlr_pop();
    return false;
  }
  if (nlr.ret_val != (void*)&full) nlr_jump(nlr.ret_val);
  return true;
}

void bounded_repr(vstr_t* text, mp_obj_t object, size_t characters_max) {
  if (bounded_print(text, object, PRINT_REPR, characters_max))
    vstr_add_str(text, "... (the repr is longer and was cut here)");
}
