/* io.StringIO and io.BytesIO, in place of py/objstringio.c: a StringIO counts in characters and knows of line
 * ends. */
#include <string.h>

#include "line_ends.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "py/unicode.h"

typedef struct {
  mp_obj_base_t base;
  vstr_t content;
  size_t at; /* a byte; behind the end, it counts what is not there yet */
  uint8_t ends;
  bool translates; /* "\r\n" and "\r" become "\n" when they are written */
  bool is_closed;
  bool is_ascii;
} memory_file;

static bool is_text(const memory_file* self) { return self->base.type == &mp_type_stringio; }

static memory_file* get_open(mp_obj_t self_in) {
  memory_file* self = MP_OBJ_TO_PTR(self_in);
  if (self->is_closed) mp_raise_ValueError(MP_ERROR_TEXT("I/O operation on closed file"));
  return self;
}

/* ---- places: bytes within, characters outside ---- */

static bool counts_bytes(const memory_file* self) { return !is_text(self) || self->is_ascii; }

static size_t to_characters(const memory_file* self, size_t at) {
  if (counts_bytes(self)) return at;
  size_t within = at < self->content.len ? at : self->content.len;
  return utf8_charlen((const byte*)self->content.buf, within) + (at - within);
}

/* `count` characters on from the byte `at`, which is within. */
static size_t forward(const memory_file* self, size_t at, size_t count) {
  size_t left = self->content.len - at;
  if (counts_bytes(self)) return at + (count < left ? count : left);
  for (; count > 0 && at < self->content.len; count--) {
    do at++;
    while (at < self->content.len && UTF8_IS_CONT((byte)self->content.buf[at]));
  }
  return at;
}

static size_t to_bytes(const memory_file* self, size_t characters) {
  size_t length = to_characters(self, self->content.len);
  if (characters >= length) return self->content.len + (characters - length);
  return forward(self, 0, characters);
}

/* ---- writing ---- */

static void put(memory_file* self, const char* data, size_t bytes) {
  vstr_t* content = &self->content;
  if (bytes == 0) return;
  if (self->at > content->len) {
    size_t hole = self->at - content->len;
    memset(vstr_add_len(content, hole), 0, hole);
  }
  bool is_ascii = self->is_ascii;
  for (size_t i = 0; is_ascii && i < bytes; i++) is_ascii = (byte)data[i] < 0x80;
  size_t count = is_text(self) ? utf8_charlen((const byte*)data, bytes) : bytes;
  size_t end = forward(self, self->at, count);
  self->is_ascii = is_ascii;
  size_t old = end - self->at;
  if (bytes > old) {
    vstr_add_len(content, bytes - old);
    memmove(content->buf + self->at + bytes, content->buf + end, content->len - (bytes - old) - end);
  } else if (bytes < old) {
    memmove(content->buf + self->at + bytes, content->buf + end, content->len - end);
    content->len -= old - bytes;
  }
  memcpy(content->buf + self->at, data, bytes);
  self->at += bytes;
}

static void put_text(memory_file* self, const char* text, size_t bytes) {
  if (!self->translates && self->ends < ENDS_CR) {
    put(self, text, bytes);
    return;
  }
  char found = self->translates ? '\r' : '\n';
  for (size_t done = 0; done < bytes;) {
    const char* end = memchr(text + done, found, bytes - done);
    if (end == NULL) {
      put(self, text + done, bytes - done);
      return;
    }
    put(self, text + done, (size_t)(end - text) - done);
    done = (size_t)(end - text) + 1;
    if (self->translates) {
      put(self, "\n", 1);
      if (done < bytes && text[done] == '\n') done++;
    } else {
      put(self, "\r\n", self->ends == ENDS_CR ? 1 : 2);
    }
  }
}

static mp_obj_t memory_write(mp_obj_t self_in, mp_obj_t data) {
  memory_file* self = get_open(self_in);
  if (is_text(self)) {
    data = mp_obj_plain_text(data);
    if (!mp_obj_is_str(data)) {
      mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("string argument expected, got '%s'"),
                        mp_obj_get_type_str(data));
    }
    size_t bytes;
    const char* text = mp_obj_str_get_data(data, &bytes);
    put_text(self, text, bytes);
    return mp_obj_len(data);
  }
  mp_buffer_info_t buffer;
  mp_get_bytes_raise(data, &buffer);
  put(self, buffer.buf, buffer.len);
  return mp_obj_new_int_from_uint(buffer.len);
}
static MP_DEFINE_CONST_FUN_OBJ_2(memory_write_obj, memory_write);

static mp_obj_t memory_writelines(mp_obj_t self_in, mp_obj_t lines) {
  mp_obj_iter_buf_t buffer;
  mp_obj_t iterable = mp_getiter(lines, &buffer);
  mp_obj_t line;
  while ((line = mp_iternext(iterable)) != MP_OBJ_STOP_ITERATION) memory_write(self_in, line);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(memory_writelines_obj, memory_writelines);

static mp_obj_t memory_truncate(size_t count, const mp_obj_t* arguments) {
  /* Numbers are asked for before the file, which the answer may close. */
  const bool has_size = count > 1 && arguments[1] != mp_const_none;
  const mp_int_t size = has_size ? mp_obj_get_int(arguments[1]) : 0;
  memory_file* self = get_open(arguments[0]);
  size_t bytes = self->at;
  if (has_size) {
    if (size < 0) {
      mp_raise_msg_varg(
          &mp_type_ValueError,
          is_text(self) ? MP_ERROR_TEXT("Negative size value %d") : MP_ERROR_TEXT("negative size value %d"),
          (int)size);
    }
    bytes = to_bytes(self, (size_t)size);
  }
  mp_obj_t result = mp_obj_new_int_from_uint(to_characters(self, bytes));
  if (bytes < self->content.len) {
    size_t behind = self->at > bytes ? to_characters(self, self->at) - to_characters(self, bytes) : 0;
    self->content.len = bytes;
    if (behind > 0) self->at = bytes + behind;
  }
  return result;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(memory_truncate_obj, 1, 2, memory_truncate);

/* ---- reading ---- */

static mp_obj_t new_content(const memory_file* self, size_t start, size_t end) {
  return mp_obj_new_str_of_type(is_text(self) ? &mp_type_str : &mp_type_bytes,
                                (const byte*)self->content.buf + start, end - start);
}

/* A number of characters, SIZE_MAX for none or one below 0. */
static size_t get_limit(size_t count, const mp_obj_t* arguments) {
  if (count < 2 || arguments[1] == mp_const_none) return SIZE_MAX;
  mp_int_t limit = mp_obj_get_int(arguments[1]);
  return limit < 0 ? SIZE_MAX : (size_t)limit;
}

static mp_obj_t take(memory_file* self, size_t end) {
  if (self->at >= self->content.len) return new_content(self, 0, 0);
  mp_obj_t taken = new_content(self, self->at, end);
  self->at = end;
  return taken;
}

static mp_obj_t memory_read(size_t count, const mp_obj_t* arguments) {
  const size_t limit = get_limit(count, arguments);
  memory_file* self = get_open(arguments[0]);
  if (self->at >= self->content.len) return take(self, 0);
  return take(self, limit == SIZE_MAX ? self->content.len : forward(self, self->at, limit));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(memory_read_obj, 1, 2, memory_read);

static mp_obj_t read_line(memory_file* self, size_t limit) {
  if (self->at >= self->content.len) return take(self, 0);
  size_t left = self->content.len - self->at;
  size_t bytes = line_ends_find(self->ends, '\0', self->content.buf + self->at, left);
  size_t end = self->at + (bytes != 0 ? bytes : left);
  if (limit != SIZE_MAX) {
    size_t most = forward(self, self->at, limit);
    if (most < end) end = most;
  }
  return take(self, end);
}

static mp_obj_t memory_readline(size_t count, const mp_obj_t* arguments) {
  const size_t limit = get_limit(count, arguments);
  return read_line(get_open(arguments[0]), limit);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(memory_readline_obj, 1, 2, memory_readline);

static mp_obj_t memory_iternext(mp_obj_t self_in) {
  memory_file* self = get_open(self_in);
  return self->at < self->content.len ? read_line(self, SIZE_MAX) : MP_OBJ_STOP_ITERATION;
}

static mp_obj_t memory_next(mp_obj_t self_in) {
  mp_obj_t line = memory_iternext(self_in);
  if (line == MP_OBJ_STOP_ITERATION) mp_raise_type(&mp_type_StopIteration);
  return line;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_next_obj, memory_next);

static mp_obj_t memory_readlines(size_t count, const mp_obj_t* arguments) {
  size_t hint = get_limit(count, arguments);
  memory_file* self = get_open(arguments[0]);
  if (hint == 0) hint = SIZE_MAX;
  /* Characters or bytes: of a text as many as the hint, and then the line that goes over it. */
  size_t read = 0;
  mp_obj_t lines = mp_obj_new_list(0, NULL);
  while (self->at < self->content.len && (read < hint || (read == hint && is_text(self)))) {
    const mp_obj_t line = read_line(self, SIZE_MAX);
    mp_obj_list_append(lines, line);
    read += (size_t)MP_OBJ_SMALL_INT_VALUE(mp_obj_len(line));
    MICROPY_PORT_POLL();
  }
  return lines;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(memory_readlines_obj, 1, 2, memory_readlines);

static mp_obj_t memory_readinto(mp_obj_t self_in, mp_obj_t target) {
  memory_file* self = get_open(self_in);
  mp_buffer_info_t buffer;
  mp_get_buffer_raise(target, &buffer, MP_BUFFER_WRITE);
  size_t left = self->at < self->content.len ? self->content.len - self->at : 0;
  size_t bytes = buffer.len < left ? buffer.len : left;
  memcpy(buffer.buf, self->content.buf + self->at, bytes);
  self->at += bytes;
  return mp_obj_new_int_from_uint(bytes);
}
static MP_DEFINE_CONST_FUN_OBJ_2(memory_readinto_obj, memory_readinto);

static mp_obj_t memory_getvalue(mp_obj_t self_in) {
  memory_file* self = get_open(self_in);
  return new_content(self, 0, self->content.len);
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_getvalue_obj, memory_getvalue);

/* ---- the rest ---- */

static mp_obj_t memory_tell(mp_obj_t self_in) {
  memory_file* self = get_open(self_in);
  return mp_obj_new_int_from_uint(to_characters(self, self->at));
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_tell_obj, memory_tell);

static mp_obj_t memory_seek(size_t count, const mp_obj_t* arguments) {
  mp_int_t offset = mp_obj_get_int(arguments[1]);
  mp_int_t whence = count > 2 ? mp_obj_get_int(arguments[2]) : 0;
  memory_file* self = get_open(arguments[0]);
  bool text = is_text(self);
  if (whence < 0 || whence > 2) {
    mp_raise_msg_varg(&mp_type_ValueError,
                      text ? MP_ERROR_TEXT("Invalid whence (%d, should be 0, 1 or 2)")
                           : MP_ERROR_TEXT("invalid whence (%d, should be 0, 1 or 2)"),
                      (int)whence);
  }
  if (whence == 0 && offset < 0) {
    mp_raise_msg_varg(
        &mp_type_ValueError,
        text ? MP_ERROR_TEXT("Negative seek position %d") : MP_ERROR_TEXT("negative seek value %d"),
        (int)offset);
  }
  if (text && whence != 0 && offset != 0)
    mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("Can't do nonzero cur-relative seeks"));
  if (whence == 0) {
    self->at = to_bytes(self, (size_t)offset);
  } else {
    int64_t place = (int64_t)(whence == 1 ? self->at : self->content.len) + offset;
    if (place > INT32_MAX) mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("new position too large"));
    self->at = place < 0 ? 0 : (size_t)place;
  }
  return memory_tell(arguments[0]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(memory_seek_obj, 2, 3, memory_seek);

static mp_obj_t memory_flush(mp_obj_t self_in) {
  (void)self_in; /* not even a closed one minds */
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_flush_obj, memory_flush);

static mp_obj_t memory_close(mp_obj_t self_in) {
  memory_file* self = MP_OBJ_TO_PTR(self_in);
  if (!self->is_closed) vstr_clear(&self->content);
  self->is_closed = true;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_close_obj, memory_close);

static mp_obj_t memory_enter(mp_obj_t self_in) {
  get_open(self_in);
  return self_in;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_enter_obj, memory_enter);

static mp_obj_t memory_exit(size_t count, const mp_obj_t* arguments) {
  (void)count;
  return memory_close(arguments[0]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(memory_exit_obj, 1, 4, memory_exit);

static mp_obj_t memory_is_able(mp_obj_t self_in) {
  get_open(self_in);
  return mp_const_true;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_is_able_obj, memory_is_able);

static mp_obj_t memory_isatty(mp_obj_t self_in) {
  get_open(self_in);
  return mp_const_false;
}
static MP_DEFINE_CONST_FUN_OBJ_1(memory_isatty_obj, memory_isatty);

static void memory_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  if (destination[0] != MP_OBJ_NULL) return;
  const memory_file* self = MP_OBJ_TO_PTR(self_in);
  if (attribute == MP_QSTR_closed) {
    destination[0] = mp_obj_new_bool(self->is_closed);
  } else if (is_text(self) && (attribute == MP_QSTR_encoding || attribute == MP_QSTR_errors)) {
    destination[0] = mp_const_none;
  } else if (is_text(self) && attribute == MP_QSTR_line_buffering) {
    destination[0] = mp_const_false;
  } else {
    destination[1] = MP_OBJ_SENTINEL; /* a method */
  }
}

static void memory_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  mp_printf(print, "<_io.%s object at 0x%x>", is_text(MP_OBJ_TO_PTR(self_in)) ? "StringIO" : "BytesIO",
            (unsigned)(uintptr_t)MP_OBJ_TO_PTR(self_in));
}

static void set_newline(memory_file* self, mp_obj_t newline) {
  if (newline == mp_const_none) {
    self->translates = true;
    return;
  }
  if (!mp_obj_is_str(newline)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("newline must be str or None, not %s"),
                      mp_obj_get_type_str(newline));
  }
  const char* text = mp_obj_str_get_str(newline);
  const int ends = line_ends_parse(text);
  if (ends < 0) mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("illegal newline value: '%s'"), text);
  self->ends = (uint8_t)ends;
}

static mp_obj_t memory_make_new(const mp_obj_type_t* type, size_t count, size_t keywords,
                                const mp_obj_t* args) {
  enum { INITIAL, NEWLINE, ARGUMENTS };
  static const mp_arg_t of_text[] = {
      {MP_QSTR_initial_value, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_newline, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR__0x0a_)}},
  };
  static const mp_arg_t of_bytes[] = {{MP_QSTR_initial_bytes, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}}};
  bool text = type == &mp_type_stringio;
  mp_arg_val_t arguments[ARGUMENTS];
  mp_arg_parse_all_kw_array(count, keywords, args, text ? 2 : 1, text ? of_text : of_bytes, arguments);
  memory_file* self = mp_obj_malloc(memory_file, type);
  self->at = 0;
  self->ends = ENDS_LF;
  self->translates = self->is_closed = false;
  self->is_ascii = true;
  if (text) set_newline(self, arguments[NEWLINE].u_obj);
  mp_obj_t initial = mp_obj_plain_text(arguments[INITIAL].u_obj);
  if (text && initial != mp_const_none && !mp_obj_is_str(initial)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("initial_value must be str or None, not %s"),
                      mp_obj_get_type_str(initial));
  }
  size_t bytes = 0;
  if (mp_obj_is_str_or_bytes(initial)) mp_obj_str_get_data(initial, &bytes);
  vstr_init(&self->content, bytes > 16 ? bytes : 16);
  if (initial != mp_const_none) memory_write(MP_OBJ_FROM_PTR(self), initial);
  self->at = 0;
  return MP_OBJ_FROM_PTR(self);
}

/* ---- as streams, for print(file=) ---- */

static mp_uint_t stream_read(mp_obj_t self_in, void* buffer, mp_uint_t bytes, int* error) {
  (void)error;
  memory_file* self = get_open(self_in);
  size_t left = self->at < self->content.len ? self->content.len - self->at : 0;
  if (bytes > left) bytes = left;
  memcpy(buffer, self->content.buf + self->at, bytes);
  self->at += bytes;
  return bytes;
}

static mp_uint_t stream_write(mp_obj_t self_in, const void* data, mp_uint_t bytes, int* error) {
  (void)error;
  put_text(get_open(self_in), data, bytes);
  return bytes;
}

static mp_uint_t stream_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t argument, int* error) {
  (void)argument;
  switch (request) {
    case MP_STREAM_CLOSE:
      memory_close(self_in);
      return 0;
    case MP_STREAM_FLUSH:
      return 0;
    default:
      *error = MP_EINVAL;
      return MP_STREAM_ERROR;
  }
}

static const mp_stream_p_t text_stream = {
    .read = stream_read, .write = stream_write, .ioctl = stream_ioctl, .is_text = true};
static const mp_stream_p_t bytes_stream = {.read = stream_read, .write = stream_write, .ioctl = stream_ioctl};

#define METHODS                                                              \
  {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&memory_read_obj)},                 \
      {MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&memory_readline_obj)},     \
      {MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&memory_readlines_obj)},   \
      {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&memory_write_obj)},           \
      {MP_ROM_QSTR(MP_QSTR_writelines), MP_ROM_PTR(&memory_writelines_obj)}, \
      {MP_ROM_QSTR(MP_QSTR_getvalue), MP_ROM_PTR(&memory_getvalue_obj)},     \
      {MP_ROM_QSTR(MP_QSTR_truncate), MP_ROM_PTR(&memory_truncate_obj)},     \
      {MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&memory_seek_obj)},             \
      {MP_ROM_QSTR(MP_QSTR_tell), MP_ROM_PTR(&memory_tell_obj)},             \
      {MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&memory_flush_obj)},           \
      {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&memory_close_obj)},           \
      {MP_ROM_QSTR(MP_QSTR_readable), MP_ROM_PTR(&memory_is_able_obj)},      \
      {MP_ROM_QSTR(MP_QSTR_writable), MP_ROM_PTR(&memory_is_able_obj)},      \
      {MP_ROM_QSTR(MP_QSTR_seekable), MP_ROM_PTR(&memory_is_able_obj)},      \
      {MP_ROM_QSTR(MP_QSTR_isatty), MP_ROM_PTR(&memory_isatty_obj)},         \
      {MP_ROM_QSTR(MP_QSTR___next__), MP_ROM_PTR(&memory_next_obj)},         \
      {MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&memory_enter_obj)}, {     \
    MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&memory_exit_obj)              \
  }

static const mp_rom_map_elem_t text_table[] = {METHODS};
static MP_DEFINE_CONST_DICT(text_locals, text_table);
static const mp_rom_map_elem_t bytes_table[] = {
    METHODS,
    {MP_ROM_QSTR(MP_QSTR_read1), MP_ROM_PTR(&memory_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&memory_readinto_obj)},
};
static MP_DEFINE_CONST_DICT(bytes_locals, bytes_table);

MP_DEFINE_CONST_OBJ_TYPE(mp_type_stringio, MP_QSTR__io_dot_StringIO, MP_TYPE_FLAG_ITER_IS_ITERNEXT, make_new,
                         memory_make_new, print, memory_print, attr, memory_attribute, iter, memory_iternext,
                         protocol, &text_stream, locals_dict, &text_locals);
MP_DEFINE_CONST_OBJ_TYPE(mp_type_bytesio, MP_QSTR__io_dot_BytesIO, MP_TYPE_FLAG_ITER_IS_ITERNEXT, make_new,
                         memory_make_new, print, memory_print, attr, memory_attribute, iter, memory_iternext,
                         protocol, &bytes_stream, locals_dict, &bytes_locals);
