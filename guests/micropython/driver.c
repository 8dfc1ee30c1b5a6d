#include "driver.h"

#include <string.h>

#include "abi.h"
#include "bounded_repr.h"
#include "cbor.h"
#include "exceptions.h"
#include "hal.h"
#include "heap.h"
#include "interrupt.h"
#include "last_value.h"
#include "py/compile.h"
#include "py/objexcept.h"
#include "py/objgenerator.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "report.h"
#include "text/str_methods.h"

/* Longer ones are cut, or left out; the host has limits of its own. */
#define VALUE_REPR_CHARACTERS_MAX (64u * 1024u)
#define VALUE_BYTES_MAX 1000000u /* below the 2^20 items that the host reads */
#define NAME_BYTES_MAX 250u      /* a name is interned, and stays */

static cbor_buffer outcome;
static driver_voice voice = DRIVER_QUIET;
static qstr current_name;

/* What a run needs, in one place: functions that use setjmp pass one pointer. */
typedef struct {
  qstr name;
  const char* source;
  size_t source_bytes;
  mp_obj_t exception;
  int32_t status;
} run_state;

void driver_init(void) {
  current_name = MP_QSTR_;
  mp_obj_list_append(mp_sys_argv, MP_OBJ_NEW_QSTR(current_name));
}

void driver_set_voice(driver_voice new_voice) { voice = new_voice; }

bool driver_renew(void) {
  mp_obj_list_t* arguments = MP_OBJ_TO_PTR(mp_sys_argv);
  mp_map_t* globals = &MP_STATE_VM(dict_main).map;
  mp_obj_t* items = heap_move(arguments->items);
  mp_map_elem_t* table = heap_move(globals->table);
  if (items == NULL || table == NULL) return false;
  arguments->items = items;
  globals->table = table;
  cbor_buffer_free(&outcome);
  return true;
}

/* Calls a function with the run and returns whether it came back; else the exception is in the run. A
 * function of its own, because every call in one that uses setjmp is slow. */
static __attribute__((noinline)) bool protect(void (*function)(run_state*), run_state* run) {
  nlr_buf_t nlr;
  if (nlr_push(&nlr) == 0) {
    function(run);
    nlr_pop();
    return true;
  }
  run->exception = MP_OBJ_FROM_PTR(nlr.ret_val);
  return false;
}

/* ---- before ---- */

/* Makes sys.argv[0] and, unless the name stands for no file ("<run 3>"), __file__ say the name. */
static void set_names(qstr name) {
  if (name == current_name) return;
  mp_obj_list_t* arguments = MP_OBJ_TO_PTR(mp_sys_argv);
  /* Whoever has put another one there wants that. */
  if (arguments->len > 0 && arguments->items[0] == MP_OBJ_NEW_QSTR(current_name))
    arguments->items[0] = MP_OBJ_NEW_QSTR(name);
  mp_map_t* globals = &MP_STATE_VM(dict_main).map;
  mp_obj_t key = MP_OBJ_NEW_QSTR(MP_QSTR___file__);
  if (qstr_str(name)[0] != '<') {
    mp_map_lookup(globals, key, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = MP_OBJ_NEW_QSTR(name);
  } else {
    mp_map_lookup(globals, key, MP_MAP_LOOKUP_REMOVE_IF_FOUND);
  }
  current_name = name;
}

_Noreturn static void raise_syntax_error(const run_state* run, const char* place, mp_rom_error_text_t text) {
  size_t line = 1;
  for (const char* next = run->source; next < place; next++) line += *next == '\n';
  mp_obj_t error = mp_obj_new_exception_msg(&mp_type_SyntaxError, text);
  mp_obj_exception_add_traceback(error, run->name, line, MP_QSTRnull);
  nlr_raise(error);
}

static void check_source(run_state* run) {
  if (run->source_bytes >= 3 && memcmp(run->source, "\xef\xbb\xbf", 3) == 0) { /* a mark that says nothing */
    run->source += 3;
    run->source_bytes -= 3;
  }
  const char* nul = memchr(run->source, 0, run->source_bytes);
  if (nul != NULL) raise_syntax_error(run, nul, MP_ERROR_TEXT("source code cannot contain null bytes"));
  if (text_is_utf8((const byte*)run->source, run->source_bytes)) return;
  const char* line = run->source; /* the first line that is wrong */
  const char* end = run->source + run->source_bytes;
  for (;;) {
    const char* next = memchr(line, '\n', (size_t)(end - line));
    if (next == NULL || !text_is_utf8((const byte*)line, (size_t)(next - line))) break;
    line = next + 1;
  }
  raise_syntax_error(run, line, MP_ERROR_TEXT("(unicode error) Python source must be UTF-8"));
}

/* ---- running ---- */

static mp_obj_t compile_source(const run_state* run) {
  mp_lexer_t* lexer = mp_lexer_new_from_str_len(run->name, run->source, run->source_bytes, 0);
  mp_parse_tree_t tree = mp_parse(lexer, MP_PARSE_FILE_INPUT);
  last_value_keep(&tree);
  mp_compile_allow_top_level_await = true;
  mp_obj_t function = mp_compile(&tree, run->name, false);
  mp_compile_allow_top_level_await = false;
  return function;
}

/* The module's code used `await`: it is a coroutine, and a loop must run it. */
static void run_coroutine(mp_obj_t coroutine) {
  mp_obj_t asyncio = mp_import_name(MP_QSTR_asyncio, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
  mp_call_function_1(mp_load_attr(asyncio, MP_QSTR_run), coroutine);
}

/* Returns the last expression's value, or None when there is none. */
static mp_obj_t execute(run_state* run) {
  check_source(run);
  set_names(run->name);
  report_remember(run->name, run->source, run->source_bytes);
  mp_obj_t result = mp_call_function_0(compile_source(run));
  if (mp_obj_is_type(result, &mp_type_coroutine)) run_coroutine(result);
  return last_value_take();
}

/* ---- the outcome ---- */

static void put_pair(const char* key, const char* text) {
  cbor_put_text(&outcome, key, strlen(key));
  cbor_put_text(&outcome, text, strlen(text));
}

static void send_outcome(void) {
  if (voice == DRIVER_TELLS) vitrine_write(VITRINE_STREAM_OUTCOME, outcome.data, (uint32_t)outcome.length);
  cbor_buffer_reset(&outcome);
}

/* Whether the value may have more forms than its repr: a table, or an object that can show itself. */
static bool may_be_shown(mp_obj_t value) {
  if (MP_STATE_VM(guest_show_value) == MP_OBJ_NULL) return false;
  const mp_obj_type_t* type = mp_obj_get_type(value);
  if (type == &mp_type_list || type == &mp_type_tuple) {
    size_t count;
    mp_obj_t* items;
    mp_obj_get_array(value, &count, &items);
    return count > 0 && mp_obj_is_dict_or_ordereddict(items[0]);
  }
  if (mp_obj_is_dict_or_ordereddict(value)) {
    mp_map_t* map = mp_obj_dict_get_map(value);
    return mp_map_lookup(map, MP_OBJ_NEW_QSTR(MP_QSTR_columns), MP_MAP_LOOKUP) != NULL &&
           mp_map_lookup(map, MP_OBJ_NEW_QSTR(MP_QSTR_rows), MP_MAP_LOOKUP) != NULL;
  }
  return mp_obj_is_instance_type(type);
}

static mp_obj_t told_value; /* also in the globals, as _ */

static void put_told_value(run_state* run) {
  (void)run;
  cbor_put_text(&outcome, "value", 5);
  cbor_encode(&outcome, told_value, outcome.length + VALUE_BYTES_MAX);
}

/* Adds "value" when CBOR can carry it. That it cannot is no error of the run. */
static bool put_value(mp_obj_t value) {
  run_state unused = {0};
  size_t before = outcome.length;
  told_value = value;
  if (protect(put_told_value, &unused)) return true;
  outcome.length = before;
  if (exceptions_is_instance(unused.exception, &mp_type_TypeError) ||
      exceptions_is_instance(unused.exception, &mp_type_ValueError)) {
    return false;
  }
  nlr_raise(unused.exception);
}

static void tell_value(mp_obj_t value) {
  if (value == mp_const_none) {
    cbor_put_head(&outcome, CBOR_MAP, 1);
    put_pair("status", "ok");
    send_outcome();
    return;
  }
  mp_obj_dict_store(MP_OBJ_FROM_PTR(&MP_STATE_VM(dict_main)), MP_OBJ_NEW_QSTR(MP_QSTR__), value);
  vstr_t repr;
  vstr_init(&repr, 32);
  bounded_repr(&repr, value, VALUE_REPR_CHARACTERS_MAX);
  if (may_be_shown(value)) mp_call_function_1(MP_STATE_VM(guest_show_value), value);
  cbor_buffer_reset(&outcome);
  cbor_put_head(&outcome, CBOR_MAP, 3);
  size_t head = outcome.length - 1;
  put_pair("status", "ok");
  cbor_put_text(&outcome, "value_repr", 10);
  cbor_put_text(&outcome, repr.buf, repr.len);
  if (!put_value(value)) outcome.data[head] -= 1;
  send_outcome();
}

/* sys.exit(): like CPython, a text is an error message and means 1. */
static void tell_exit(run_state* run) {
  mp_obj_t code = mp_obj_exception_get_value(run->exception);
  int64_t number = 0;
  bool has_message = false;
  vstr_t message;
  vstr_init(&message, 32);
  if (mp_obj_is_small_int(code) || mp_obj_is_bool(code)) {
    number = mp_obj_get_int(code);
  } else if (mp_obj_is_int(code)) {
    number = -1;
  } else if (code != mp_const_none) {
    number = 1;
    has_message = true;
    bounded_print(&message, code, PRINT_STR, VALUE_REPR_CHARACTERS_MAX);
    vstr_add_byte(&message, '\n');
    hal_write_error(message.buf, message.len--);
  }
  cbor_buffer_reset(&outcome);
  cbor_put_head(&outcome, CBOR_MAP, has_message ? 3 : 2);
  put_pair("status", "exit");
  cbor_put_text(&outcome, "exit_code", 9);
  cbor_put_integer(&outcome, number);
  if (has_message) {
    cbor_put_text(&outcome, "message", 7);
    cbor_put_text(&outcome, message.buf, message.len);
  }
  send_outcome();
}

static void put_error_head(void) {
  cbor_buffer_reset(&outcome);
  cbor_put_head(&outcome, CBOR_MAP, 2);
  put_pair("status", "exception");
  cbor_put_text(&outcome, "error", 5);
}

static void tell_exception(run_state* run) {
  put_error_head();
  report_put(&outcome, run->exception, run->name);
  send_outcome();
}

static void tell_exception_plainly(run_state* run) {
  put_error_head();
  report_put_plain(&outcome, run->exception, run->name);
  send_outcome();
}

static void tell_last_words(void) {
  static const char last_words[] =
      "\xa1\x66status\x69"
      "exception"; /* {"status": "exception"} */
  if (voice == DRIVER_TELLS) vitrine_write(VITRINE_STREAM_OUTCOME, last_words, sizeof last_words - 1);
  cbor_buffer_reset(&outcome);
}

/* ---- one run ---- */

static void run_and_tell(run_state* run) {
  mp_obj_t value = execute(run);
  hal_flush();
  tell_value(value);
}

static int32_t tell_raised(run_state* run) {
  mp_obj_t exception = run->exception;
  if (exceptions_is_instance(exception, &mp_type_SystemExit)) {
    if (protect(tell_exit, run)) return VITRINE_STATUS_EXIT;
    exception = run->exception; /* of a __str__ */
  }
  /* With a limit met, the report must not be interrupted by the host storing again. In any other case a limit
   * still holds, because the report calls methods of the exception, which are foreign code. */
  if (exceptions_is_instance(exception, &guest_type_LimitExceeded) ||
      exceptions_is_instance(exception, &mp_type_KeyboardInterrupt)) {
    interrupt_disarm();
  }
  if (exceptions_is_instance(exception, &mp_type_MemoryError)) heap_use_spare();
  if (!protect(tell_exception, run)) {
    interrupt_disarm();
    heap_use_spare();
    run->exception = exception;
    if (!protect(tell_exception_plainly, run)) tell_last_words();
  }
  return VITRINE_STATUS_EXCEPTION;
}

static void intern_name(run_state* run) {
  size_t bytes = run->source_bytes < NAME_BYTES_MAX ? run->source_bytes : NAME_BYTES_MAX;
  run->name = qstr_from_strn(run->source, bytes);
}

/* What an exception may have left behind anywhere below. */
static void reset_interpreter(void) {
  MP_STATE_THREAD(gc_lock_depth) = 0;
  MP_STATE_MEM(gc_auto_collect_enabled) = 1;
  MP_STATE_VM(cur_exception) = NULL;
  mp_compile_allow_top_level_await = false;
  mp_globals_set(&MP_STATE_VM(dict_main));
  mp_locals_set(&MP_STATE_VM(dict_main));
}

int32_t driver_run(const char* name, size_t name_bytes, const char* source, size_t source_bytes) {
  if (!text_is_utf8((const byte*)name, name_bytes)) return VITRINE_STATUS_REFUSED;
  reset_interpreter();
  heap_start_run();
  heap_keep_spare();
  cbor_buffer_reset(&outcome);
  interrupt_arm();
  run_state run = {MP_QSTR_, name, name_bytes, MP_OBJ_NULL, VITRINE_STATUS_OK};
  if (!protect(intern_name, &run)) run.name = MP_QSTR__lt_run_gt_;
  run.source = source;
  run.source_bytes = source_bytes;
  int32_t status = protect(run_and_tell, &run) ? VITRINE_STATUS_OK : VITRINE_STATUS_EXCEPTION;
  if (status != VITRINE_STATUS_OK) {
    hal_flush();
    reset_interpreter();
    status = tell_raised(&run);
  }
  hal_flush();
  interrupt_disarm();
  return status;
}
