#include "report.h"

#include <string.h>

#include "bounded_repr.h"
#include "exceptions.h"
#include "py/objexcept.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"

#define FRAMES_MAX 40u /* half of them from each end */
#define REPEATS_SHOWN 3u
#define MESSAGE_CHARACTERS_MAX 8000u
#define SOURCE_CHARACTERS_MAX 200u
#define SOURCES 16u
#define SOURCE_BYTES_MAX (64u * 1024u)
#define GROUP_BYTES_MAX 100000u
#define EARLIER_MAX 8u /* exceptions before the one that is told, and notes of each */
#define EARLIER_CHARACTERS_MAX \
  1000u /* of their messages and of notes: the host cuts what is too long at the end */

/* ---- source lines ---- */

MP_REGISTER_ROOT_POINTER(mp_obj_t guest_source_texts[16]);
static qstr source_names[SOURCES];
static unsigned next_source;

void report_remember(qstr name, const char* source, size_t bytes) {
  MP_STATE_VM(guest_source_texts)[next_source] = MP_OBJ_NULL;
  source_names[next_source] = name;
  if (bytes <= SOURCE_BYTES_MAX)
    MP_STATE_VM(guest_source_texts)[next_source] = mp_obj_new_bytes((const byte*)source, bytes);
  next_source = (next_source + 1) % SOURCES;
}

/* The line without the white space around it; NULL when it is not known. */
static const char* find_line(qstr name, size_t line, size_t* bytes) {
  for (unsigned i = 0; i < SOURCES; i++) {
    unsigned place = (next_source + SOURCES - 1 - i) % SOURCES;
    mp_obj_t text_object = MP_STATE_VM(guest_source_texts)[place];
    if (source_names[place] != name || text_object == MP_OBJ_NULL) continue;
    size_t text_bytes;
    const char* text = mp_obj_str_get_data(text_object, &text_bytes);
    const char* end = text + text_bytes;
    for (; line > 1 && text != NULL; line--) {
      text = memchr(text, '\n', (size_t)(end - text));
      if (text != NULL) text++;
    }
    if (text == NULL || line == 0) return NULL;
    const char* line_end = memchr(text, '\n', (size_t)(end - text));
    if (line_end == NULL) line_end = end;
    while (text < line_end && (*text == ' ' || *text == '\t' || *text == '\f')) text++;
    while (line_end > text && (line_end[-1] == ' ' || line_end[-1] == '\r' || line_end[-1] == '\t'))
      line_end--;
    *bytes = (size_t)(line_end - text);
    return text;
  }
  return NULL;
}

/* How many bytes of a text to show, so that no character is cut in two. */
static size_t cut(const char* text, size_t bytes, size_t bytes_max) {
  if (bytes <= bytes_max) return bytes;
  bytes = bytes_max;
  while (bytes > 0 && (text[bytes] & 0xc0) == 0x80) bytes--;
  return bytes;
}

void report_print_source_line(const mp_print_t* print, qstr name, size_t line) {
  size_t bytes;
  const char* source = find_line(name, line, &bytes);
  if (source == NULL || bytes == 0) return;
  const size_t shown = cut(source, bytes, SOURCE_CHARACTERS_MAX);
  mp_printf(print, "    %.*s%s\n", (int)shown, source, shown < bytes ? " ..." : "");
}

/* ---- places ---- */

typedef struct {
  const size_t* values; /* triples of file, line and block, the innermost first */
  size_t count;
} places;

static places get_places(mp_obj_t exception) {
  size_t count;
  size_t* values;
  mp_obj_exception_get_traceback(exception, &count, &values);
  return (places){values, count / 3};
}

/* Counted from the outermost. */
static const size_t* get_place(const places* all, size_t index) {
  return all->values + 3 * (all->count - 1 - index);
}

static size_t find_run_line(const places* all, qstr run_name) {
  for (size_t i = 0; i < all->count; i++) {
    if (all->values[3 * i] == run_name) return all->values[3 * i + 1];
  }
  return 0;
}

static void add_place(vstr_t* text, const size_t* place) {
  vstr_printf(text, "  File \"%q\", line %u", (qstr)place[0], (unsigned)place[1]);
  /* The block name is empty when the exception came while compiling. */
  if (place[2] != MP_QSTRnull) vstr_printf(text, ", in %q", (qstr)place[2]);
  vstr_add_byte(text, '\n');
  const mp_print_t print = {text, (mp_print_strn_t)vstr_add_strn};
  report_print_source_line(&print, (qstr)place[0], place[1]);
}

static size_t count_repeats(const places* all, size_t index) {
  size_t count = 1;
  while (index + count < all->count &&
         memcmp(get_place(all, index), get_place(all, index + count), 3 * sizeof(size_t)) == 0)
    count++;
  return count;
}

static size_t count_runs(const places* all) {
  size_t runs = 0;
  for (size_t i = 0; i < all->count; i += count_repeats(all, i)) runs++;
  return runs;
}

static void add_places(vstr_t* text, const places* all) {
  size_t runs = count_runs(all);
  size_t left_out_runs = runs > FRAMES_MAX ? runs - FRAMES_MAX : 0;
  size_t left_out_frames = 0;
  size_t run = 0;
  for (size_t i = 0; i < all->count; run++) {
    size_t repeats = count_repeats(all, i);
    if (run >= FRAMES_MAX / 2 && run < FRAMES_MAX / 2 + left_out_runs) {
      left_out_frames += repeats;
    } else {
      if (left_out_frames > 0) vstr_printf(text, "  ... %u frames left out ...\n", (unsigned)left_out_frames);
      left_out_frames = 0;
      for (size_t shown = 0; shown < repeats && shown < REPEATS_SHOWN; shown++)
        add_place(text, get_place(all, i));
      if (repeats > REPEATS_SHOWN) {
        size_t more = repeats - REPEATS_SHOWN;
        vstr_printf(text, "  [Previous line repeated %u more time%s]\n", (unsigned)more, more > 1 ? "s" : "");
      }
    }
    i += repeats;
  }
}

/* ---- exceptions ---- */

static void add_name(vstr_t* text, mp_obj_t name) {
  size_t bytes;
  const char* data = mp_obj_str_get_data(name, &bytes);
  vstr_add_strn(text, data, cut(data, bytes, SOURCE_CHARACTERS_MAX));
}

/* A class of the program is told with what is around it, one of a module with the module. Runs no Python
 * code. */
static void add_type(vstr_t* text, mp_obj_t exception) {
  const mp_obj_type_t* type = mp_obj_get_type(exception);
  mp_obj_t module = MP_OBJ_NULL;
  mp_obj_t name = MP_OBJ_NULL;
  if (mp_obj_is_instance_type(type)) {
    module = mp_obj_type_own_member(type, MP_QSTR___module__);
    name = mp_obj_type_own_member(type, MP_QSTR___qualname__);
  }
  if (module != MP_OBJ_NULL && mp_obj_is_str(module) && mp_obj_str_get_qstr(module) != MP_QSTR___main__ &&
      mp_obj_str_get_qstr(module) != MP_QSTR_builtins) {
    add_name(text, module);
    vstr_add_byte(text, '.');
  }
  add_name(text, name != MP_OBJ_NULL && mp_obj_is_str(name) ? name : MP_OBJ_NEW_QSTR(type->name));
}

static void add_exception(vstr_t* text, mp_obj_t exception, const vstr_t* message) {
  places all = get_places(exception);
  const bool is_syntax_error = exceptions_is_instance(exception, &mp_type_SyntaxError);
  if (all.count > 0 && !(is_syntax_error && all.count == 1))
    vstr_add_str(text, "Traceback (most recent call last):\n");
  add_places(text, &all);
  add_type(text, exception);
  if (message->len > 0) {
    vstr_add_str(text, ": ");
    vstr_add_strn(text, message->buf, message->len);
  }
  vstr_add_byte(text, '\n');
}

static void make_message(vstr_t* message, mp_obj_t exception, size_t characters_max) {
  vstr_init(message, 64);
  if (exceptions_is_instance(exception, &mp_type_SyntaxError)) {
    /* without the place, which has lines of its own */
    exception = mp_load_attr(exception, MP_QSTR_msg);
  }
  if (bounded_print(message, exception, PRINT_STR, characters_max))
    vstr_add_str(message, "\n... characters left out ...");
}

static void add_notes(vstr_t* text, mp_obj_t exception) {
  mp_obj_t notes[2];
  mp_load_method_maybe(exception, MP_QSTR___notes__, notes);
  if (notes[0] == MP_OBJ_NULL || !mp_obj_is_type(notes[0], &mp_type_list)) return;
  size_t count;
  mp_obj_t* items;
  mp_obj_list_get(notes[0], &count, &items);
  for (size_t i = 0; i < count && i < EARLIER_MAX; i++) {
    bounded_print(text, items[i], PRINT_STR, EARLIER_CHARACTERS_MAX);
    vstr_add_byte(text, '\n');
  }
}

/* What was raised before, the earliest first. */
static void add_earlier(vstr_t* text, mp_obj_t exception, unsigned depth) {
  const char* words = "\nThe above exception was the direct cause of the following exception:\n\n";
  mp_obj_t before = mp_load_attr(exception, MP_QSTR___cause__);
  if (before == mp_const_none && !mp_obj_is_true(mp_load_attr(exception, MP_QSTR___suppress_context__))) {
    words = "\nDuring handling of the above exception, another exception occurred:\n\n";
    before = mp_load_attr(exception, MP_QSTR___context__);
  }
  if (depth == EARLIER_MAX || !mp_obj_is_exception_instance(before)) return;
  add_earlier(text, before, depth + 1);
  vstr_t message;
  make_message(&message, before, EARLIER_CHARACTERS_MAX);
  add_exception(text, before, &message);
  add_notes(text, before);
  vstr_add_str(text, words);
}

/* ---- the map ---- */

static void put_text(cbor_buffer* out, const char* key, const char* text, size_t bytes) {
  cbor_put_text(out, key, strlen(key));
  cbor_put_text(out, text, bytes);
}

static void put_map(cbor_buffer* out, mp_obj_t exception, qstr run_name, const vstr_t* message,
                    const vstr_t* traceback, const char* hint, size_t hint_bytes) {
  const char* type = mp_obj_get_type_str(exception);
  places all = get_places(exception);
  cbor_put_head(out, CBOR_MAP, 5);
  put_text(out, "type", type, strlen(type));
  put_text(out, "message", message->buf, message->len);
  put_text(out, "traceback", traceback->buf, traceback->len);
  cbor_put_text(out, "line", 4);
  cbor_put_integer(out, (int64_t)find_run_line(&all, run_name));
  put_text(out, "hint", hint, hint_bytes);
}

/* The exceptions of a group, each with its traceback, as the library draws them. */
static void add_group(vstr_t* text, mp_obj_t group) {
  mp_obj_t library = mp_import_name(MP_QSTR_traceback, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
  mp_obj_t lines = mp_call_function_1(mp_load_attr(library, MP_QSTR_format_exception), group);
  size_t bytes;
  const char* drawn = mp_obj_str_get_data(
      mp_call_function_2(MP_OBJ_FROM_PTR(&str_join_obj), MP_OBJ_NEW_QSTR(MP_QSTR_), lines), &bytes);
  const size_t shown = cut(drawn, bytes, GROUP_BYTES_MAX);
  vstr_add_strn(text, drawn, shown);
  if (shown < bytes) vstr_add_str(text, "\n... characters left out ...\n");
}

void report_put(cbor_buffer* out, mp_obj_t exception, qstr run_name) {
  vstr_t message;
  make_message(&message, exception, MESSAGE_CHARACTERS_MAX);
  vstr_t traceback;
  vstr_init(&traceback, 256);
  const mp_obj_type_t* type = mp_obj_get_type(exception);
  if (mp_obj_is_instance_type(type) && mp_obj_type_find_member(type, MP_QSTR_subgroup) != MP_OBJ_NULL) {
    add_group(&traceback, exception);
  } else {
    add_earlier(&traceback, exception, 0);
    add_exception(&traceback, exception, &message);
    add_notes(&traceback, exception);
  }
  const char* hint = "";
  size_t hint_bytes = 0;
  if (MP_STATE_VM(guest_hint_for) != MP_OBJ_NULL) {
    mp_obj_t text = mp_obj_new_str(message.buf, message.len);
    mp_obj_t answer = mp_call_function_2(MP_STATE_VM(guest_hint_for), exception, text);
    if (mp_obj_is_str(answer)) hint = mp_obj_str_get_data(answer, &hint_bytes);
  }
  put_map(out, exception, run_name, &message, &traceback, hint, hint_bytes);
}

void report_put_plain(cbor_buffer* out, mp_obj_t exception, qstr run_name) {
  vstr_t message;
  vstr_init(&message, 16);
  mp_obj_t first = mp_obj_exception_get_value(exception);
  if (mp_obj_is_exact_type(first, &mp_type_str) || mp_obj_is_qstr(first)) {
    size_t bytes;
    const char* text = mp_obj_str_get_data(first, &bytes);
    vstr_add_strn(&message, text, bytes < MESSAGE_CHARACTERS_MAX ? bytes : 0);
  }
  vstr_t traceback;
  vstr_init(&traceback, 256);
  add_exception(&traceback, exception, &message);
  put_map(out, exception, run_name, &message, &traceback, "", 0);
}
