#include "files.h"

#include <stdlib.h>
#include <string.h>

#include "cbor.h"
#include "exceptions.h"
#include "hal.h"
#include "line_ends.h"
#include "py/builtin.h"
#include "py/gc.h"
#include "py/lexer.h"
#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/objexcept.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "text/str_methods.h"

#define PIECE_BYTES 512

/* ---- errors ---- */

/* The vfs has WASI's numbers; Python code knows those of Linux. */
static int to_linux(int64_t error) {
  switch (-error) {
    case VFS_EBADF:
      return MP_EBADF;
    case VFS_EEXIST:
      return MP_EEXIST;
    case VFS_EILSEQ:
      return 84;
    case VFS_EINVAL:
      return MP_EINVAL;
    case VFS_EISDIR:
      return MP_EISDIR;
    case VFS_EMFILE:
      return MP_EMFILE;
    case VFS_ENAMETOOLONG:
      return 36;
    case VFS_ENOENT:
      return MP_ENOENT;
    case VFS_ENOMEM:
      return MP_ENOMEM;
    case VFS_ENOSPC:
      return MP_ENOSPC;
    case VFS_ENOTDIR:
      return MP_ENOTDIR;
    case VFS_ENOTEMPTY:
      return 39;
    case VFS_ENOTSUP:
      return MP_EOPNOTSUPP;
    case VFS_EROFS:
      return MP_EROFS;
    case VFS_ESPIPE:
      return MP_ESPIPE;
    default:
      return MP_EIO;
  }
}

_Noreturn void files_raise(int64_t error, mp_obj_t name) {
  int number = to_linux(error);
  const char* text = mp_os_error_text(number);
  mp_obj_t arguments[] = {MP_OBJ_NEW_SMALL_INT(number), mp_obj_new_str(text, strlen(text)), name};
  nlr_raise(mp_obj_exception_make_new(&mp_type_OSError, name != MP_OBJ_NULL ? 3 : 2, 0, arguments));
}

int64_t files_check(int64_t result, mp_obj_t name) {
  if (result < 0) files_raise(result, name);
  return result;
}

/* ---- paths ---- */

static files_path* folder; /* in the heap, because it is long and seldom looked at */

void files_set_folder(const char* path, size_t bytes) {
  folder->bytes = bytes;
  memcpy(folder->text, path, bytes);
  folder->text[bytes] = 0;
}

const char* files_folder(size_t* bytes) {
  *bytes = folder->bytes;
  return folder->text;
}

static int resolve_text(const char* text, size_t bytes, files_path* out) {
  size_t before = bytes > 0 && text[0] == '/' ? 0 : folder->bytes + 1;
  if (before + bytes > VFS_PATH_BYTES_MAX) return -VFS_ENAMETOOLONG;
  if (before > 0) {
    memcpy(out->text, folder->text, folder->bytes);
    out->text[folder->bytes] = '/';
  }
  memcpy(out->text + before, text, bytes);
  out->bytes = before + bytes;
  out->text[out->bytes] = 0;
  return 0;
}

/* The text of a path, which may be an os.PathLike. */
static mp_obj_t text_of_path(mp_obj_t path) {
  path = mp_obj_plain_text(path);
  if (mp_obj_is_str_or_bytes(path)) return path;
  mp_obj_t fspath[2];
  mp_load_method_maybe(path, MP_QSTR___fspath__, fspath);
  if (fspath[0] == MP_OBJ_NULL) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected str, bytes or os.PathLike object, not %s"),
                      mp_obj_get_type_str(path));
  }
  return mp_call_method_n_kw(0, 0, fspath);
}

void files_resolve(mp_obj_t path, files_path* out) {
  path = text_of_path(path);
  size_t bytes;
  const char* text = mp_obj_str_get_data(path, &bytes);
  if (memchr(text, 0, bytes) != NULL) mp_raise_ValueError(MP_ERROR_TEXT("embedded null byte"));
  if (bytes == 0) files_raise(-VFS_ENOENT, path);
  files_check(resolve_text(text, bytes, out), path);
}

/* ---- file objects ---- */

enum { STANDARD_INPUT = 0, STANDARD_OUTPUT = 1, STANDARD_ERROR = 2 };

typedef struct {
  mp_obj_base_t base;
  int32_t fd; /* -1: closed */
  bool is_readable;
  bool is_writable;
  bool translates; /* "\r\n" and "\r" read as "\n" */
  bool is_ascii;
  bool was_read; /* text that can be written too, since it was looked for a place in it */
  uint8_t ends;  /* what ends a line that is read, and what "\n" is written as */
  mp_obj_t name;
  mp_obj_t mode;
} file_object;

static const mp_obj_type_t type_text_file;

static inline bool is_text(const file_object* file) { return file->base.type == &type_text_file; }

_Noreturn static void raise_unsupported(const char* what) {
  mp_raise_msg_varg(&mp_type_OSError, MP_ERROR_TEXT("not %s"), what);
}

static file_object* get_file(mp_obj_t self_in) {
  file_object* self = MP_OBJ_TO_PTR(self_in);
  if (self->fd < 0) mp_raise_ValueError(MP_ERROR_TEXT("I/O operation on closed file."));
  return self;
}

static file_object* get_readable(mp_obj_t self_in) {
  file_object* self = get_file(self_in);
  if (!self->is_readable) raise_unsupported("readable");
  if (self->is_writable && is_text(self)) self->was_read = true;
  return self;
}

static file_object* get_writable(mp_obj_t self_in) {
  file_object* self = get_file(self_in);
  if (!self->is_writable) raise_unsupported("writable");
  return self;
}

/* Turns the line ends of what was read at the file's place into "\n"; the number of bytes may shrink. When it
 * ends in "\r", a "\n" that follows in the file is skipped. */
static size_t translate(const file_object* file, char* data, size_t bytes) {
  char* to = memchr(data, '\r', bytes);
  if (to == NULL) return bytes;
  const char* end = data + bytes;
  for (const char* from = to; from < end; from++) {
    if (*from != '\r') {
      *to++ = *from;
      continue;
    }
    *to++ = '\n';
    if (from + 1 < end) {
      if (from[1] == '\n') from++;
    } else {
      char next;
      if (vfs_read(file->fd, &next, 1) == 1 && next != '\n') vfs_seek(file->fd, -1, VFS_SEEK_CUR);
    }
  }
  return (size_t)(to - data);
}

static mp_uint_t protocol_read(mp_obj_t self_in, void* buffer, mp_uint_t bytes, int* error) {
  file_object* self = get_readable(self_in);
  int64_t got = vfs_read(self->fd, buffer, bytes);
  if (got < 0) {
    *error = to_linux(got);
    return MP_STREAM_ERROR;
  }
  return self->translates ? translate(self, buffer, (size_t)got) : (mp_uint_t)got;
}

/* The first half of a character, which no encoding has, or NULL. */
static const char* find_surrogate(const char* text, size_t bytes) {
  const char* end = text + bytes;
  while (end - text >= 3 && (text = memchr(text, 0xed, (size_t)(end - text - 2))) != NULL) {
    if ((unsigned char)text[1] >= 0xa0) return text;
    text++;
  }
  return NULL;
}

static void put_standard(int fd, const char* text, size_t bytes) {
  if (fd == STANDARD_OUTPUT) {
    mp_hal_stdout_tx_strn(text, bytes);
  } else {
    hal_write_error(text, bytes);
  }
}

/* Text for a standard stream: halves of characters are escaped. */
static void put_text(int fd, const char* text, size_t bytes) {
  const char* end = text + bytes;
  const char* half;
  while ((half = find_surrogate(text, (size_t)(end - text))) != NULL) {
    const unsigned code = ((unsigned)half[1] & 0x3f) << 6 | ((unsigned)half[2] & 0x3f);
    const char digits[] = "0123456789abcdef";
    const char escaped[] = {'\\', 'u', 'd', digits[code >> 8], digits[code >> 4 & 15], digits[code & 15]};
    put_standard(fd, text, (size_t)(half - text));
    put_standard(fd, escaped, sizeof escaped);
    text = half + 3;
  }
  put_standard(fd, text, (size_t)(end - text));
}

/* Bytes up to the end; SIZE_MAX where there is no telling. */
static size_t count_left(const file_object* self) {
  vfs_stat stat;
  int64_t here = vfs_seek(self->fd, 0, VFS_SEEK_CUR);
  if (here < 0 || vfs_stat_fd(self->fd, &stat) < 0 || stat.type != VFS_TYPE_FILE) return SIZE_MAX;
  return stat.bytes > (uint64_t)here ? (size_t)(stat.bytes - (uint64_t)here) : 0;
}

/* CPython would write behind what it has read ahead. What is appended goes to the end anyway. */
static void check_place(const file_object* self) {
  if (self->was_read && strchr(mp_obj_str_get_str(self->mode), 'a') == NULL && count_left(self) > 0)
    raise_unsupported("writable in the middle of what is being read; seek() to the place first");
}

static mp_uint_t protocol_write(mp_obj_t self_in, const void* buffer, mp_uint_t bytes, int* error) {
  file_object* self = get_writable(self_in);
  if (self->fd == STANDARD_OUTPUT || self->fd == STANDARD_ERROR) {
    if (is_text(self)) {
      put_text(self->fd, buffer, bytes);
    } else {
      put_standard(self->fd, buffer, bytes);
    }
    return bytes;
  }
  check_place(self);
  if (is_text(self) && find_surrogate(buffer, bytes) != NULL) {
    text_encode(mp_obj_new_str(buffer, bytes), "utf-8", "strict"); /* says where and what */
  }
  int64_t put = 0;
  const char* text = buffer;
  for (size_t done = 0; put >= 0 && done < bytes;) {
    const char* end = self->ends >= ENDS_CR ? memchr(text + done, '\n', bytes - done) : NULL;
    size_t length = end != NULL ? (size_t)(end - text) - done : bytes - done;
    if (length > 0) put = vfs_write(self->fd, text + done, length);
    if (put >= 0 && end != NULL) put = vfs_write(self->fd, "\r\n", self->ends == ENDS_CR ? 1 : 2);
    done += length + (end != NULL);
  }
  if (put < 0) {
    *error = to_linux(put);
    return MP_STREAM_ERROR;
  }
  return bytes;
}

static void close_file(file_object* self) {
  if (self->fd > STANDARD_ERROR) {
    vfs_close(self->fd);
    self->fd = -1;
  }
}

static mp_uint_t protocol_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t argument, int* error) {
  file_object* self = MP_OBJ_TO_PTR(self_in);
  switch (request) {
    case MP_STREAM_CLOSE:
      close_file(self);
      return 0;
    case MP_STREAM_FLUSH:
      get_file(self_in);
      if (self->fd == STANDARD_OUTPUT) hal_flush();
      return 0;
    case MP_STREAM_POLL:
      return argument & (MP_STREAM_POLL_RD | MP_STREAM_POLL_WR); /* always ready */
    case MP_STREAM_GET_FILENO:
      return (mp_uint_t)get_file(self_in)->fd;
    default:
      *error = MP_EINVAL;
      return MP_STREAM_ERROR;
  }
}

static void print_file(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  const file_object* self = MP_OBJ_TO_PTR(self_in);
  if (is_text(self)) {
    mp_print_str(print, "<_io.TextIOWrapper name=");
    mp_obj_print_helper(print, self->name, PRINT_REPR);
    mp_print_str(print, " mode=");
    mp_obj_print_helper(print, self->mode, PRINT_REPR);
    mp_print_str(print, " encoding='utf-8'>");
  } else {
    mp_printf(print, "<%s name=", mp_obj_get_type_str(self_in));
    mp_obj_print_helper(print, self->name, PRINT_REPR);
    mp_print_str(print, ">");
  }
}

/* ---- reading ---- */

/* Text in ASCII is what str.encode() and bytes.decode() say of it. */
static mp_obj_t checked_ascii(mp_obj_t value, qstr method_name) {
  mp_obj_t method[3];
  mp_load_method(value, method_name, method);
  method[2] = MP_OBJ_NEW_QSTR(MP_QSTR_ascii);
  return mp_call_method_n_kw(1, 0, method);
}

static mp_obj_t new_content(const file_object* self, vstr_t* content) {
  if (self->is_ascii) return checked_ascii(mp_obj_new_bytes_from_vstr(content), MP_QSTR_decode);
  return is_text(self) ? mp_obj_new_str_from_vstr(content) /* checks */ : mp_obj_new_bytes_from_vstr(content);
}

static mp_obj_t read_all(file_object* self) {
  size_t left = count_left(self);
  vstr_t content;
  vstr_init(&content, left != SIZE_MAX ? left + 1 : PIECE_BYTES);
  for (;;) {
    size_t wanted = left != SIZE_MAX && left > content.len ? left - content.len : PIECE_BYTES;
    char* place = vstr_add_len(&content, wanted);
    int64_t got = files_check(vfs_read(self->fd, place, wanted), self->name);
    vstr_cut_tail_bytes(&content, wanted - (size_t)got);
    if (got == 0) break;
    MICROPY_PORT_POLL();
  }
  if (self->translates) content.len = translate(self, content.buf, content.len);
  return new_content(self, &content);
}

static mp_obj_t file_read(size_t count, const mp_obj_t* arguments) {
  file_object* self = get_readable(arguments[0]);
  if (count == 1 || arguments[1] == mp_const_none) return read_all(self);
  mp_int_t wanted = mp_obj_get_int(arguments[1]);
  if (wanted < 0 || (size_t)wanted >= count_left(self)) return read_all(self);
  return mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_stream_read_obj), 2, 0, arguments);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_read_obj, 1, 2, file_read);

static void read_line_into(file_object* self, vstr_t* line, size_t bytes_max) {
  char piece[PIECE_BYTES];
  while (line->len < bytes_max) {
    size_t wanted = bytes_max - line->len < sizeof piece ? bytes_max - line->len : sizeof piece;
    if (self->fd == STANDARD_INPUT) wanted = 1; /* a device: there is no going back */
    size_t got = (size_t)files_check(vfs_read(self->fd, piece, wanted), self->name);
    if (got == 0) return;
    const char before = line->len == 0 ? '\0' : line->buf[line->len - 1];
    size_t used = line_ends_find(self->translates ? ENDS_ANY : self->ends, before, piece, got);
    size_t kept = used != 0 ? used : got;
    if (kept < got) files_check(vfs_seek(self->fd, -(int64_t)(got - kept), VFS_SEEK_CUR), self->name);
    if (self->translates) kept = translate(self, piece, kept);
    vstr_add_strn(line, piece, kept);
    if (used != 0 && self->ends == ENDS_ANY && used == got && piece[used - 1] == '\r' &&
        line->len < bytes_max) {
      if (vfs_read(self->fd, piece, 1) == 1) {
        if (piece[0] == '\n') {
          vstr_add_byte(line, '\n');
        } else {
          vfs_seek(self->fd, -1, VFS_SEEK_CUR);
        }
      }
    }
    if (used != 0) return;
  }
}

static mp_obj_t read_line(file_object* self, size_t bytes_max) {
  vstr_t line;
  vstr_init(&line, 64);
  read_line_into(self, &line, bytes_max);
  return new_content(self, &line);
}

static mp_obj_t file_readline(size_t count, const mp_obj_t* arguments) {
  file_object* self = get_readable(arguments[0]);
  mp_int_t bytes_max = count > 1 && arguments[1] != mp_const_none ? mp_obj_get_int(arguments[1]) : -1;
  return read_line(self, bytes_max < 0 ? SIZE_MAX : (size_t)bytes_max);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_readline_obj, 1, 2, file_readline);

static mp_obj_t file_iternext(mp_obj_t self_in) {
  mp_obj_t line = read_line(get_readable(self_in), SIZE_MAX);
  return mp_obj_is_true(line) ? line : MP_OBJ_STOP_ITERATION;
}

static mp_obj_t file_next(mp_obj_t self_in) {
  mp_obj_t line = file_iternext(self_in);
  if (line == MP_OBJ_STOP_ITERATION) mp_raise_type(&mp_type_StopIteration);
  return line;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_next_obj, file_next);

static mp_obj_t file_readlines(size_t count, const mp_obj_t* arguments) {
  get_readable(arguments[0]);
  mp_int_t left = count > 1 && arguments[1] != mp_const_none ? mp_obj_get_int(arguments[1]) : 0;
  const bool is_limited = left > 0;
  mp_obj_t lines = mp_obj_new_list(0, NULL);
  mp_obj_t line;
  while ((line = file_iternext(arguments[0])) != MP_OBJ_STOP_ITERATION) {
    mp_obj_list_append(lines, line);
    MICROPY_PORT_POLL();
    const mp_int_t length = MP_OBJ_SMALL_INT_VALUE(mp_obj_len(line));
    if (is_limited && length > left) break; /* with the line that goes over the hint */
    left -= length;
  }
  return lines;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_readlines_obj, 1, 2, file_readlines);

/* ---- writing ---- */

static mp_obj_t file_write(mp_obj_t self_in, mp_obj_t data) {
  file_object* self = get_writable(self_in);
  data = mp_obj_plain_text(data);
  if (is_text(self) && !mp_obj_is_str(data)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("write() argument must be str, not %s"),
                      mp_obj_get_type_str(data));
  }
  if (self->is_ascii) checked_ascii(data, MP_QSTR_encode);
  mp_buffer_info_t buffer;
  if (is_text(self))
    mp_get_buffer_raise(data, &buffer, MP_BUFFER_READ);
  else
    mp_get_bytes_raise(data, &buffer);
  int error = 0;
  if (protocol_write(self_in, buffer.buf, buffer.len, &error) == MP_STREAM_ERROR) {
    const char* text = mp_os_error_text(error);
    mp_obj_t arguments[] = {MP_OBJ_NEW_SMALL_INT(error), mp_obj_new_str(text, strlen(text))};
    nlr_raise(mp_obj_exception_make_new(&mp_type_OSError, 2, 0, arguments));
  }
  if (self->fd == STANDARD_OUTPUT) hal_flush();
  if (is_text(self)) return mp_obj_len(data);
  return mp_obj_new_int_from_uint(buffer.len);
}
static MP_DEFINE_CONST_FUN_OBJ_2(file_write_obj, file_write);

static mp_obj_t file_writelines(mp_obj_t self_in, mp_obj_t lines) {
  mp_obj_iter_buf_t buffer;
  mp_obj_t iterable = mp_getiter(lines, &buffer);
  mp_obj_t line;
  while ((line = mp_iternext(iterable)) != MP_OBJ_STOP_ITERATION) file_write(self_in, line);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(file_writelines_obj, file_writelines);

/* ---- the rest ---- */

static mp_obj_t file_seek(size_t count, const mp_obj_t* arguments) {
  file_object* self = get_file(arguments[0]);
  mp_int_t offset = mp_obj_get_int(arguments[1]);
  mp_int_t whence = count > 2 ? mp_obj_get_int(arguments[2]) : VFS_SEEK_SET;
  if (whence == VFS_SEEK_SET && offset < 0) {
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("negative seek position %d"), (int)offset);
  }
  if (is_text(self) && whence != VFS_SEEK_SET && offset != 0)
    raise_unsupported("able to do nonzero relative seeks in text files");
  if (self->was_read) self->was_read = false; /* the standard streams are constants */
  return cbor_new_unsigned((uint64_t)files_check(vfs_seek(self->fd, offset, whence), self->name));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_seek_obj, 2, 3, file_seek);

static mp_obj_t file_tell(mp_obj_t self_in) {
  file_object* self = get_file(self_in);
  return cbor_new_unsigned((uint64_t)files_check(vfs_seek(self->fd, 0, VFS_SEEK_CUR), self->name));
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_tell_obj, file_tell);

static mp_obj_t file_truncate(size_t count, const mp_obj_t* arguments) {
  file_object* self = get_writable(arguments[0]);
  const bool is_given = count > 1 && arguments[1] != mp_const_none;
  if (!is_given) check_place(self);
  int64_t bytes =
      is_given ? mp_obj_get_int(arguments[1]) : files_check(vfs_seek(self->fd, 0, VFS_SEEK_CUR), self->name);
  if (bytes < 0) files_raise(-VFS_EINVAL, MP_OBJ_NULL);
  files_check(vfs_truncate(self->fd, (uint64_t)bytes), self->name);
  return cbor_new_unsigned((uint64_t)bytes);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_truncate_obj, 1, 2, file_truncate);

static mp_obj_t file_flush(mp_obj_t self_in) {
  if (get_file(self_in)->fd == STANDARD_OUTPUT) hal_flush();
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_flush_obj, file_flush);

static mp_obj_t file_fileno(mp_obj_t self_in) { return MP_OBJ_NEW_SMALL_INT(get_file(self_in)->fd); }
static MP_DEFINE_CONST_FUN_OBJ_1(file_fileno_obj, file_fileno);

static mp_obj_t file_readable(mp_obj_t self_in) { return mp_obj_new_bool(get_file(self_in)->is_readable); }
static MP_DEFINE_CONST_FUN_OBJ_1(file_readable_obj, file_readable);

static mp_obj_t file_writable(mp_obj_t self_in) { return mp_obj_new_bool(get_file(self_in)->is_writable); }
static MP_DEFINE_CONST_FUN_OBJ_1(file_writable_obj, file_writable);

static mp_obj_t file_seekable(mp_obj_t self_in) {
  return mp_obj_new_bool(get_file(self_in)->fd > STANDARD_ERROR);
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_seekable_obj, file_seekable);

static mp_obj_t file_isatty(mp_obj_t self_in) {
  get_file(self_in);
  return mp_const_false;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_isatty_obj, file_isatty);

static mp_obj_t file_close(mp_obj_t self_in) {
  close_file(MP_OBJ_TO_PTR(self_in));
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_close_obj, file_close);

static mp_obj_t file_enter(mp_obj_t self_in) {
  get_file(self_in);
  return self_in;
}
static MP_DEFINE_CONST_FUN_OBJ_1(file_enter_obj, file_enter);

static mp_obj_t file_exit(size_t count, const mp_obj_t* arguments) {
  (void)count;
  return file_close(arguments[0]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(file_exit_obj, 4, 4, file_exit);

static const file_object standard_input_buffer;
static const file_object standard_output_buffer;
static const file_object standard_error_buffer;

static void file_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  if (destination[0] != MP_OBJ_NULL) return;
  const file_object* self = MP_OBJ_TO_PTR(self_in);
  switch (attribute) {
    case MP_QSTR_name:
      destination[0] = self->name;
      break;
    case MP_QSTR_mode:
      destination[0] = self->mode;
      break;
    case MP_QSTR_closed:
      destination[0] = mp_obj_new_bool(self->fd < 0);
      break;
    case MP_QSTR_encoding:
      if (is_text(self)) {
        destination[0] = MP_OBJ_NEW_QSTR(self->is_ascii ? MP_QSTR_ascii : MP_QSTR_utf_hyphen_8);
        break;
      }
      destination[1] = MP_OBJ_SENTINEL;
      break;
    case MP_QSTR_buffer: {
      const file_object* const buffers[] = {&standard_input_buffer, &standard_output_buffer,
                                            &standard_error_buffer};
      if (is_text(self) && self->fd >= 0 && self->fd <= STANDARD_ERROR) {
        destination[0] = MP_OBJ_FROM_PTR(buffers[self->fd]);
        break;
      }
      destination[1] = MP_OBJ_SENTINEL;
      break;
    }
    default:
      destination[1] = MP_OBJ_SENTINEL; /* go on in the methods */
  }
}

static const mp_rom_map_elem_t file_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&file_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj)},
    {MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&file_readline_obj)},
    {MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&file_readlines_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&file_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_writelines), MP_ROM_PTR(&file_writelines_obj)},
    {MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&file_seek_obj)},
    {MP_ROM_QSTR(MP_QSTR_tell), MP_ROM_PTR(&file_tell_obj)},
    {MP_ROM_QSTR(MP_QSTR_truncate), MP_ROM_PTR(&file_truncate_obj)},
    {MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&file_flush_obj)},
    {MP_ROM_QSTR(MP_QSTR_fileno), MP_ROM_PTR(&file_fileno_obj)},
    {MP_ROM_QSTR(MP_QSTR_readable), MP_ROM_PTR(&file_readable_obj)},
    {MP_ROM_QSTR(MP_QSTR_writable), MP_ROM_PTR(&file_writable_obj)},
    {MP_ROM_QSTR(MP_QSTR_seekable), MP_ROM_PTR(&file_seekable_obj)},
    {MP_ROM_QSTR(MP_QSTR_isatty), MP_ROM_PTR(&file_isatty_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&file_close_obj)},
    {MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&file_close_obj)},
    {MP_ROM_QSTR(MP_QSTR___next__), MP_ROM_PTR(&file_next_obj)},
    {MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&file_enter_obj)},
    {MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&file_exit_obj)},
};
static MP_DEFINE_CONST_DICT(file_locals, file_locals_table);

static const mp_stream_p_t text_protocol = {
    .read = protocol_read, .write = protocol_write, .ioctl = protocol_ioctl, .is_text = true};
static const mp_stream_p_t binary_protocol = {
    .read = protocol_read, .write = protocol_write, .ioctl = protocol_ioctl, .is_text = false};

static MP_DEFINE_CONST_OBJ_TYPE(type_text_file, MP_QSTR__io_dot_TextIOWrapper, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
                                print, print_file, attr, file_attribute, iter, file_iternext, protocol,
                                &text_protocol, locals_dict, &file_locals);
#define BINARY_FILE(type, name)                                                                       \
  static MP_DEFINE_CONST_OBJ_TYPE(type, name, MP_TYPE_FLAG_ITER_IS_ITERNEXT, print, print_file, attr, \
                                  file_attribute, iter, file_iternext, protocol, &binary_protocol,    \
                                  locals_dict, &file_locals)
BINARY_FILE(type_reader, MP_QSTR__io_dot_BufferedReader);
BINARY_FILE(type_writer, MP_QSTR__io_dot_BufferedWriter);
BINARY_FILE(type_random, MP_QSTR__io_dot_BufferedRandom);

/* ---- the standard streams ---- */

#define STANDARD_STREAM(type, number, readable, name_text, mode_text) \
  {.base = {&type},                                                   \
   .fd = number,                                                      \
   .is_readable = readable,                                           \
   .is_writable = !readable,                                          \
   .translates = false,                                               \
   .name = MP_ROM_QSTR(name_text),                                    \
   .mode = MP_ROM_QSTR(mode_text)}

const file_object mp_sys_stdin_obj =
    STANDARD_STREAM(type_text_file, STANDARD_INPUT, true, MP_QSTR__lt_stdin_gt_, MP_QSTR_r);
const file_object mp_sys_stdout_obj =
    STANDARD_STREAM(type_text_file, STANDARD_OUTPUT, false, MP_QSTR__lt_stdout_gt_, MP_QSTR_w);
const file_object mp_sys_stderr_obj =
    STANDARD_STREAM(type_text_file, STANDARD_ERROR, false, MP_QSTR__lt_stderr_gt_, MP_QSTR_w);
static const file_object standard_input_buffer =
    STANDARD_STREAM(type_reader, STANDARD_INPUT, true, MP_QSTR__lt_stdin_gt_, MP_QSTR_rb);
static const file_object standard_output_buffer =
    STANDARD_STREAM(type_writer, STANDARD_OUTPUT, false, MP_QSTR__lt_stdout_gt_, MP_QSTR_wb);
static const file_object standard_error_buffer =
    STANDARD_STREAM(type_writer, STANDARD_ERROR, false, MP_QSTR__lt_stderr_gt_, MP_QSTR_wb);

/* One line of standard input for input(); 4 (the character Control-D) at its end. */
int streams_read_line(vstr_t* line, const char* prompt) {
  mp_hal_stdout_tx_str(prompt);
  hal_flush();
  read_line_into((file_object*)&mp_sys_stdin_obj, line, SIZE_MAX);
  if (line->len == 0) return 4;
  if (line->buf[line->len - 1] == '\n') vstr_cut_tail_bytes(line, 1);
  return 0;
}

/* ---- print ---- */

static void collect_text(void* context, const char* text, size_t bytes) {
  vstr_add_strn(&((mp_port_print_target_t*)context)->text, text, bytes);
}

/* Any object with a method write will do, as in CPython. */
mp_print_t mp_port_print_target(mp_port_print_target_t* target, mp_obj_t file) {
  target->file = file;
  const mp_obj_type_t* type = mp_obj_get_type(file);
  target->is_stream = MP_OBJ_TYPE_HAS_SLOT(type, protocol) && !mp_obj_is_instance_type(type) &&
                      mp_get_stream(file)->write != NULL;
  if (target->is_stream) return (mp_print_t){MP_OBJ_TO_PTR(file), mp_stream_write_adaptor};
  vstr_init(&target->text, 64);
  return (mp_print_t){target, collect_text};
}

void mp_port_print_piece(mp_port_print_target_t* target) {
  if (target->is_stream) return;
  mp_obj_t method[3];
  mp_load_method(target->file, MP_QSTR_write, method);
  method[2] = mp_obj_new_str(target->text.buf, target->text.len);
  target->text.len = 0;
  mp_call_method_n_kw(1, 0, method);
}

void mp_port_print_done(mp_port_print_target_t* target) {
  mp_port_print_piece(target);
  if (target->file == MP_OBJ_FROM_PTR(&mp_sys_stdout_obj)) hal_flush();
}

void files_init(void) {
  folder = malloc(sizeof *folder);
  if (folder == NULL) m_malloc_fail(sizeof *folder);
  files_set_folder("/output", 7);
  MP_STATE_VM(sys_mutable[MP_SYS_MUTABLE_STDIN]) = MP_OBJ_FROM_PTR(&mp_sys_stdin_obj);
  MP_STATE_VM(sys_mutable[MP_SYS_MUTABLE_STDOUT]) = MP_OBJ_FROM_PTR(&mp_sys_stdout_obj);
  MP_STATE_VM(sys_mutable[MP_SYS_MUTABLE_STDERR]) = MP_OBJ_FROM_PTR(&mp_sys_stderr_obj);
}

/* ---- open ---- */

static bool is_utf8_name(const char* name) {
  static const char* const names[] = {"utf-8", "utf8", "UTF-8", "UTF8", "utf_8"};
  for (size_t i = 0; i < MP_ARRAY_SIZE(names); i++) {
    if (strcmp(name, names[i]) == 0) return true;
  }
  return false;
}

typedef struct {
  uint32_t flags;
  bool is_binary;
} open_mode;

static open_mode parse_mode(const char* mode) {
  open_mode result = {0, false};
  int kinds = 0;
  bool is_update = false;
  bool is_text_mode = false;
  for (const char* letter = mode; *letter != 0; letter++) {
    /* A letter that comes again is as wrong as one that is none. */
    switch (strchr(letter + 1, *letter) == NULL ? *letter : 0) {
      case 'r':
        result.flags |= VFS_READ;
        kinds++;
        break;
      case 'w':
        result.flags |= VFS_WRITE | VFS_CREATE | VFS_TRUNCATE;
        kinds++;
        break;
      case 'a':
        result.flags |= VFS_WRITE | VFS_CREATE | VFS_APPEND;
        kinds++;
        break;
      case 'x':
        result.flags |= VFS_WRITE | VFS_CREATE | VFS_EXCLUSIVE;
        kinds++;
        break;
      case '+':
        is_update = true;
        break;
      case 'b':
        result.is_binary = true;
        break;
      case 't':
        is_text_mode = true;
        break;
      default:
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("invalid mode: '%s'"), mode);
    }
  }
  if (kinds != 1) {
    mp_raise_ValueError(MP_ERROR_TEXT("must have exactly one of create/read/write/append mode"));
  }
  if (is_text_mode && result.is_binary)
    mp_raise_ValueError(MP_ERROR_TEXT("can't have text and binary mode at once"));
  if (is_update) result.flags |= VFS_READ | VFS_WRITE;
  return result;
}

/* What a binary file says its mode is. */
static qstr binary_mode(uint32_t flags) {
  const bool is_read = (flags & VFS_READ) != 0;
  if ((flags & VFS_EXCLUSIVE) != 0) return is_read ? MP_QSTR_xb_plus_ : MP_QSTR_xb;
  if ((flags & VFS_APPEND) != 0) return is_read ? MP_QSTR_ab_plus_ : MP_QSTR_ab;
  if ((flags & VFS_WRITE) == 0) return MP_QSTR_rb;
  return is_read ? MP_QSTR_rb_plus_ : MP_QSTR_wb;
}

static uint8_t parse_newline(mp_obj_t newline, bool is_binary) {
  if (newline == mp_const_none) return ENDS_LF;
  if (!mp_obj_is_str(newline)) {
    mp_raise_msg_varg(&mp_type_TypeError,
                      MP_ERROR_TEXT("open() argument 'newline' must be str or None, not %s"),
                      mp_obj_get_type_str(newline));
  }
  if (is_binary) mp_raise_ValueError(MP_ERROR_TEXT("binary mode doesn't take a newline argument"));
  const char* text = mp_obj_str_get_str(newline);
  const int ends = line_ends_parse(text);
  if (ends < 0) mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("illegal newline value: %s"), text);
  return (uint8_t)ends;
}

/* Text in another encoding, or with errors that do not raise, is the business of io.TextIOWrapper, around the
 * bytes. */
static mp_obj_t open_wrapped(mp_obj_t name, const char* mode, mp_obj_t encoding, mp_obj_t errors,
                             mp_obj_t newline) {
  char binary[8];
  size_t length = 0;
  for (; *mode != 0 && length < sizeof binary - 2; mode++)
    if (*mode != 't') binary[length++] = *mode;
  if (memchr(binary, '+', length) != NULL)
    mp_raise_NotImplementedError(
        MP_ERROR_TEXT("open() for reading and writing takes utf-8 and strict errors here"));
  binary[length++] = 'b';
  const mp_obj_t arguments[] = {name, mp_obj_new_str(binary, length)};
  const mp_obj_t buffer = mp_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_open_obj), 2, 0, arguments);
  const mp_obj_t io = mp_import_name(MP_QSTR_io, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
  const mp_obj_t wrapped[] = {buffer, encoding, errors, newline};
  return mp_call_function_n_kw(mp_load_attr(io, MP_QSTR_TextIOWrapper), 4, 0, wrapped);
}

static mp_obj_t builtin_open(size_t count, const mp_obj_t* positional, mp_map_t* keywords) {
  enum { FILE, MODE, BUFFERING, ENCODING, ERRORS, NEWLINE, CLOSEFD, OPENER, ARGUMENTS };
  static const mp_arg_t allowed[] = {
      {MP_QSTR_file, MP_ARG_OBJ | MP_ARG_REQUIRED, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_mode, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_r)}},
      {MP_QSTR_buffering, MP_ARG_INT, {.u_int = -1}},
      {MP_QSTR_encoding, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_errors, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_newline, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_closefd, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_TRUE}},
      {MP_QSTR_opener, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
  };
  mp_arg_val_t arguments[ARGUMENTS];
  mp_arg_parse_all(count, positional, keywords, ARGUMENTS, allowed, arguments);
  mp_obj_t name = text_of_path(arguments[FILE].u_obj);
  open_mode mode = parse_mode(mp_obj_str_get_str(arguments[MODE].u_obj));
  bool is_plain = arguments[ERRORS].u_obj == mp_const_none ||
                  strcmp(mp_obj_str_get_str(arguments[ERRORS].u_obj), "strict") == 0;
  if (arguments[OPENER].u_obj != mp_const_none)
    mp_raise_NotImplementedError(MP_ERROR_TEXT("open() takes no opener here"));
  if (mode.is_binary && arguments[ERRORS].u_obj != mp_const_none)
    mp_raise_ValueError(MP_ERROR_TEXT("binary mode doesn't take an errors argument"));
  if (!mp_obj_is_true(arguments[CLOSEFD].u_obj))
    mp_raise_ValueError(MP_ERROR_TEXT("Cannot use closefd=False with file name"));
  uint8_t ends = parse_newline(arguments[NEWLINE].u_obj, mode.is_binary);
  if (!mode.is_binary && arguments[BUFFERING].u_int == 0)
    mp_raise_ValueError(MP_ERROR_TEXT("can't have unbuffered text I/O"));
  bool is_ascii = false;
  if (arguments[ENCODING].u_obj != mp_const_none) {
    if (mode.is_binary) mp_raise_ValueError(MP_ERROR_TEXT("binary mode doesn't take an encoding argument"));
    const char* encoding = mp_obj_str_get_str(arguments[ENCODING].u_obj);
    is_ascii = strcmp(encoding, "ascii") == 0 || strcmp(encoding, "us-ascii") == 0;
    is_plain &= is_ascii || is_utf8_name(encoding);
  }
  if (!is_plain)
    return open_wrapped(name, mp_obj_str_get_str(arguments[MODE].u_obj), arguments[ENCODING].u_obj,
                        arguments[ERRORS].u_obj, arguments[NEWLINE].u_obj);
  files_path path;
  files_resolve(name, &path);

  const bool is_read = (mode.flags & VFS_READ) != 0;
  const bool is_written = (mode.flags & VFS_WRITE) != 0;
  const mp_obj_type_t* binary = !is_written ? &type_reader : is_read ? &type_random : &type_writer;
  const mp_obj_type_t* type = mode.is_binary ? binary : &type_text_file;
  file_object* file = mp_obj_malloc_with_finaliser(file_object, type);
  file->fd = -1;
  file->is_readable = is_read;
  file->is_writable = is_written;
  file->translates = !mode.is_binary && arguments[NEWLINE].u_obj == mp_const_none;
  file->is_ascii = is_ascii;
  file->was_read = false;
  file->ends = ends;
  file->name = name;
  file->mode = mode.is_binary ? MP_OBJ_NEW_QSTR(binary_mode(mode.flags)) : arguments[MODE].u_obj;
  int fd = vfs_open(VFS_ROOT_FD, path.text, path.bytes, mode.flags);
  if (fd == -VFS_EMFILE) { /* files that nobody can reach any more may still be open */
    gc_collect();
    fd = vfs_open(VFS_ROOT_FD, path.text, path.bytes, mode.flags);
  }
  files_check(fd, name);
  file->fd = fd;
  if ((mode.flags & VFS_APPEND) != 0) vfs_seek(fd, 0, VFS_SEEK_END);
  vfs_stat stat;
  if (vfs_stat_fd(fd, &stat) == 0 && stat.type == VFS_TYPE_DIRECTORY) {
    close_file(file);
    files_raise(-VFS_EISDIR, name);
  }
  return MP_OBJ_FROM_PTR(file);
}
MP_DEFINE_CONST_FUN_OBJ_KW(mp_builtin_open_obj, 0, builtin_open);

/* ---- import ---- */

mp_import_stat_t mp_import_stat(const char* text) {
  files_path path;
  vfs_stat stat;
  if (resolve_text(text, strlen(text), &path) < 0 ||
      vfs_stat_path(VFS_ROOT_FD, path.text, path.bytes, &stat) < 0) {
    return MP_IMPORT_STAT_NO_EXIST;
  }
  return stat.type == VFS_TYPE_DIRECTORY ? MP_IMPORT_STAT_DIR
         : stat.type == VFS_TYPE_FILE    ? MP_IMPORT_STAT_FILE
                                         : MP_IMPORT_STAT_NO_EXIST;
}

mp_lexer_t* mp_lexer_new_from_file(qstr name) {
  mp_obj_t name_object = MP_OBJ_NEW_QSTR(name);
  files_path path;
  files_resolve(name_object, &path);
  vfs_stat stat;
  files_check(vfs_stat_path(VFS_ROOT_FD, path.text, path.bytes, &stat), name_object);
  if (stat.bytes > INT32_MAX) files_raise(-VFS_ENOMEM, name_object);
  size_t bytes = (size_t)stat.bytes;
  char* source = m_new(char, bytes + 1);
  int fd = (int)files_check(vfs_open(VFS_ROOT_FD, path.text, path.bytes, VFS_READ), name_object);
  int64_t got = vfs_read(fd, source, bytes);
  vfs_close(fd);
  files_check(got, name_object);
  return mp_lexer_new_from_str_len(name, source, (size_t)got, bytes + 1);
}
