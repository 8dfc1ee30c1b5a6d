/* The module os: files and folders of the glass, and what else programs expect to find in it. */
#include <stdlib.h>
#include <string.h>

#include "abi.h"
#include "cbor.h"
#include "files.h"
#include "hal.h"
#include "modules/collections.h"
#include "py/mphal.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"

#define ENTROPY_BYTES_MAX 65536u

static bool stat_of(mp_obj_t path, vfs_stat* stat) {
  files_path absolute;
  files_resolve(path, &absolute);
  return vfs_stat_path(VFS_ROOT_FD, absolute.text, absolute.bytes, stat) == 0;
}

static mp_obj_t os_fspath(mp_obj_t path);

/* ---- os.path: text ---- */

/* Of a str, or of what has __fspath__. */
static const char* path_text(mp_obj_t path, size_t* bytes) {
  path = os_fspath(path);
  path = mp_obj_plain_text(path);
  if (!mp_obj_is_str(path))
    mp_raise_NotImplementedError(
        MP_ERROR_TEXT("os.path: a path of bytes is not taken here; use os.fsdecode"));
  return mp_obj_str_get_data(path, bytes);
}

static mp_obj_t new_text(const char* text, size_t bytes) { return mp_obj_new_str(text, bytes); }

/* Where the last name begins. */
static size_t find_name(const char* text, size_t bytes) {
  while (bytes > 0 && text[bytes - 1] != '/') bytes--;
  return bytes;
}

/* What is before the last name, without slashes at its end unless it is nothing else. */
static size_t find_folder_end(const char* text, size_t name) {
  size_t end = name;
  while (end > 0 && text[end - 1] == '/') end--;
  return end > 0 ? end : name;
}

static mp_obj_t path_basename(mp_obj_t path) {
  size_t bytes;
  const char* text = path_text(path, &bytes);
  size_t name = find_name(text, bytes);
  return new_text(text + name, bytes - name);
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_basename_obj, path_basename);

static mp_obj_t path_dirname(mp_obj_t path) {
  size_t bytes;
  const char* text = path_text(path, &bytes);
  return new_text(text, find_folder_end(text, find_name(text, bytes)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_dirname_obj, path_dirname);

static mp_obj_t path_split(mp_obj_t path) {
  mp_obj_t parts[] = {path_dirname(path), path_basename(path)};
  return mp_obj_new_tuple(2, parts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_split_obj, path_split);

static mp_obj_t path_splitext(mp_obj_t path) {
  size_t bytes;
  const char* text = path_text(path, &bytes);
  size_t name = find_name(text, bytes);
  while (name < bytes && text[name] == '.') name++; /* dots in front are part of the name */
  size_t dot = bytes;
  for (size_t i = name; i < bytes; i++) {
    if (text[i] == '.') dot = i;
  }
  mp_obj_t parts[] = {new_text(text, dot), new_text(text + dot, bytes - dot)};
  return mp_obj_new_tuple(2, parts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_splitext_obj, path_splitext);

static mp_obj_t path_join(size_t count, const mp_obj_t* arguments) {
  vstr_t joined;
  vstr_init(&joined, 64);
  for (size_t i = 0; i < count; i++) {
    size_t bytes;
    const char* text = path_text(arguments[i], &bytes);
    if (bytes > 0 && text[0] == '/') {
      vstr_reset(&joined);
    } else if (joined.len > 0 && joined.buf[joined.len - 1] != '/') {
      vstr_add_byte(&joined, '/');
    }
    vstr_add_strn(&joined, text, bytes);
  }
  return mp_obj_new_str_from_vstr(&joined);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(path_join_obj, 1, path_join);

static mp_obj_t path_isabs(mp_obj_t path) {
  size_t bytes;
  const char* text = path_text(path, &bytes);
  return mp_obj_new_bool(bytes > 0 && text[0] == '/');
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_isabs_obj, path_isabs);

/* Without ".", "..", and slashes too many. */
static void normalise(vstr_t* out, const char* text, size_t bytes) {
  bool is_absolute = bytes > 0 && text[0] == '/';
  if (is_absolute) vstr_add_byte(out, '/');
  if (bytes > 1 && is_absolute && text[1] == '/' && (bytes == 2 || text[2] != '/')) vstr_add_byte(out, '/');
  size_t first = out->len;
  size_t ups = first; /* where what cannot be taken back ends */
  for (size_t start = 0; start < bytes;) {
    size_t end = start;
    while (end < bytes && text[end] != '/') end++;
    size_t length = end - start;
    if (length == 2 && text[start] == '.' && text[start + 1] == '.') {
      if (out->len > ups) {
        while (out->len > first && out->buf[out->len - 1] != '/') out->len--;
        if (out->len > first) out->len--;
      } else if (!is_absolute) {
        if (out->len > first) vstr_add_byte(out, '/');
        vstr_add_str(out, "..");
        ups = out->len;
      }
    } else if (length > 0 && !(length == 1 && text[start] == '.')) {
      if (out->len > first) vstr_add_byte(out, '/');
      vstr_add_strn(out, text + start, length);
    }
    start = end + 1;
  }
  if (out->len == 0) vstr_add_byte(out, '.');
}

static mp_obj_t path_normpath(mp_obj_t path) {
  size_t bytes;
  const char* text = path_text(path, &bytes);
  vstr_t out;
  vstr_init(&out, bytes + 1);
  normalise(&out, text, bytes);
  return mp_obj_new_str_from_vstr(&out);
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_normpath_obj, path_normpath);

static mp_obj_t path_abspath(mp_obj_t path) {
  size_t bytes;
  path_text(path, &bytes);
  files_path absolute;
  files_resolve(bytes > 0 ? path : mp_obj_new_str(".", 1), &absolute);
  vstr_t out;
  vstr_init(&out, absolute.bytes + 1);
  normalise(&out, absolute.text, absolute.bytes);
  return mp_obj_new_str_from_vstr(&out);
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_abspath_obj, path_abspath);

/* ---- os.path: what is there ---- */

static bool path_is(mp_obj_t path, uint32_t type) {
  vfs_stat stat;
  size_t bytes;
  const char* text;
  if (mp_obj_is_str_or_bytes(path)) {
    text = mp_obj_str_get_data(path, &bytes);
    if (bytes == 0 || memchr(text, 0, bytes) != NULL) return false;
  }
  return stat_of(path, &stat) && (type == 0 || stat.type == type);
}

static mp_obj_t path_exists(mp_obj_t path) { return mp_obj_new_bool(path_is(path, 0)); }
static MP_DEFINE_CONST_FUN_OBJ_1(path_exists_obj, path_exists);
static mp_obj_t path_isfile(mp_obj_t path) { return mp_obj_new_bool(path_is(path, VFS_TYPE_FILE)); }
static MP_DEFINE_CONST_FUN_OBJ_1(path_isfile_obj, path_isfile);
static mp_obj_t path_isdir(mp_obj_t path) { return mp_obj_new_bool(path_is(path, VFS_TYPE_DIRECTORY)); }
static MP_DEFINE_CONST_FUN_OBJ_1(path_isdir_obj, path_isdir);
static mp_obj_t path_islink(mp_obj_t path) {
  (void)path;
  return mp_const_false;
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_islink_obj, path_islink);

static vfs_stat stat_or_raise(mp_obj_t path) {
  files_path absolute;
  vfs_stat stat;
  files_resolve(path, &absolute);
  files_check(vfs_stat_path(VFS_ROOT_FD, absolute.text, absolute.bytes, &stat), path);
  return stat;
}

static mp_obj_t path_getsize(mp_obj_t path) { return cbor_new_unsigned(stat_or_raise(path).bytes); }
static MP_DEFINE_CONST_FUN_OBJ_1(path_getsize_obj, path_getsize);
static mp_obj_t path_getmtime(mp_obj_t path) {
  return mp_obj_new_float((mp_float_t)stat_or_raise(path).mtime_ns / 1e9);
}
static MP_DEFINE_CONST_FUN_OBJ_1(path_getmtime_obj, path_getmtime);

/* What library/pack/_os.py has of a module. */
static mp_obj_t get_from_library(mp_obj_t name, qstr list, const char* module) {
  const char* text = mp_obj_str_get_str(name);
  if (text[0] != '_') {
    mp_obj_t library = mp_import_name(MP_QSTR__os, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    if (mp_obj_is_true(mp_binary_op(MP_BINARY_OP_CONTAINS, mp_load_attr(library, list), name)))
      return mp_load_attr(library, mp_obj_str_get_qstr(name));
  }
  mp_raise_msg_varg(&mp_type_AttributeError, MP_ERROR_TEXT("module '%s' has no attribute '%s'"), module,
                    text);
}

static mp_obj_t path_getattr(mp_obj_t name) { return get_from_library(name, MP_QSTR_OF_PATH, "posixpath"); }
static MP_DEFINE_CONST_FUN_OBJ_1(path_getattr_obj, path_getattr);

static const mp_rom_map_elem_t path_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___getattr__), MP_ROM_PTR(&path_getattr_obj)},
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_posixpath)},
    {MP_ROM_QSTR(MP_QSTR_sep), MP_ROM_QSTR(MP_QSTR__slash_)},
    {MP_ROM_QSTR(MP_QSTR_basename), MP_ROM_PTR(&path_basename_obj)},
    {MP_ROM_QSTR(MP_QSTR_dirname), MP_ROM_PTR(&path_dirname_obj)},
    {MP_ROM_QSTR(MP_QSTR_split), MP_ROM_PTR(&path_split_obj)},
    {MP_ROM_QSTR(MP_QSTR_splitext), MP_ROM_PTR(&path_splitext_obj)},
    {MP_ROM_QSTR(MP_QSTR_join), MP_ROM_PTR(&path_join_obj)},
    {MP_ROM_QSTR(MP_QSTR_isabs), MP_ROM_PTR(&path_isabs_obj)},
    {MP_ROM_QSTR(MP_QSTR_normpath), MP_ROM_PTR(&path_normpath_obj)},
    {MP_ROM_QSTR(MP_QSTR_abspath), MP_ROM_PTR(&path_abspath_obj)},
    {MP_ROM_QSTR(MP_QSTR_realpath), MP_ROM_PTR(&path_abspath_obj)},
    {MP_ROM_QSTR(MP_QSTR_exists), MP_ROM_PTR(&path_exists_obj)},
    {MP_ROM_QSTR(MP_QSTR_lexists), MP_ROM_PTR(&path_exists_obj)},
    {MP_ROM_QSTR(MP_QSTR_isfile), MP_ROM_PTR(&path_isfile_obj)},
    {MP_ROM_QSTR(MP_QSTR_isdir), MP_ROM_PTR(&path_isdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_islink), MP_ROM_PTR(&path_islink_obj)},
    {MP_ROM_QSTR(MP_QSTR_getsize), MP_ROM_PTR(&path_getsize_obj)},
    {MP_ROM_QSTR(MP_QSTR_getmtime), MP_ROM_PTR(&path_getmtime_obj)},
};
static MP_DEFINE_CONST_DICT(path_globals, path_globals_table);

const mp_obj_module_t guest_module_path = {.base = {&mp_type_module},
                                           .globals = (mp_obj_dict_t*)&path_globals};

/* ---- os ---- */

static mp_obj_t os_getcwd(void) {
  size_t bytes;
  const char* text = files_folder(&bytes);
  return bytes > 0 ? mp_obj_new_str(text, bytes) : MP_OBJ_NEW_QSTR(MP_QSTR__slash_);
}
static MP_DEFINE_CONST_FUN_OBJ_0(os_getcwd_obj, os_getcwd);

static mp_obj_t os_chdir(mp_obj_t path) {
  if (stat_or_raise(path).type != VFS_TYPE_DIRECTORY) files_raise(-VFS_ENOTDIR, path);
  size_t bytes;
  const char* text = mp_obj_str_get_data(path_abspath(path), &bytes);
  files_set_folder(text, bytes > 1 ? bytes : 0);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_chdir_obj, os_chdir);

static mp_obj_t os_listdir(size_t count, const mp_obj_t* arguments) {
  mp_obj_t path = count > 0 && arguments[0] != mp_const_none ? arguments[0] : mp_obj_new_str(".", 1);
  if (mp_obj_is_type(path, &mp_type_bytes)) {
    mp_raise_NotImplementedError(
        MP_ERROR_TEXT("listdir() gives names as str in the small guest; give the path as one"));
  }
  files_path absolute;
  files_resolve(path, &absolute);
  vfs_stat stat = stat_or_raise(path);
  if (stat.type != VFS_TYPE_DIRECTORY) files_raise(-VFS_ENOTDIR, path);
  int fd =
      (int)files_check(vfs_open(VFS_ROOT_FD, absolute.text, absolute.bytes, VFS_READ | VFS_DIRECTORY), path);
  mp_obj_t names = mp_obj_new_list(0, NULL);
  /* The names are copied before anything is allocated for the next one: no collection of garbage can fail
   * half way and leave the descriptor open, but memory may run out. */
  vfs_dirent entry;
  int got;
  for (uint64_t cookie = 0; (got = vfs_readdir(fd, cookie, &entry)) == 1; cookie = entry.cookie) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
      mp_obj_list_append(names, mp_obj_new_str(entry.name, entry.name_bytes));
      nlr_pop();
    } else {
      vfs_close(fd);
      nlr_jump(nlr.ret_val);
    }
  }
  vfs_close(fd);
  files_check(got, path);
  return names;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(os_listdir_obj, 0, 1, os_listdir);

static mp_obj_t os_mkdir(size_t count, const mp_obj_t* arguments) {
  (void)count; /* a mode has no effect: there is one user */
  files_path path;
  files_resolve(arguments[0], &path);
  files_check(vfs_mkdir(VFS_ROOT_FD, path.text, path.bytes), arguments[0]);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(os_mkdir_obj, 1, 2, os_mkdir);

static mp_obj_t os_makedirs(size_t count, const mp_obj_t* positional, mp_map_t* keywords) {
  enum { NAME, MODE, EXIST_OK, ARGUMENTS };
  static const mp_arg_t allowed[] = {
      {MP_QSTR_name, MP_ARG_OBJ | MP_ARG_REQUIRED, {.u_rom_obj = MP_ROM_NONE}},
      {MP_QSTR_mode, MP_ARG_INT, {.u_int = 0777}},
      {MP_QSTR_exist_ok, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_FALSE}},
  };
  mp_arg_val_t arguments[ARGUMENTS];
  mp_arg_parse_all(count, positional, keywords, ARGUMENTS, allowed, arguments);
  mp_obj_t name = arguments[NAME].u_obj;
  size_t bytes;
  const char* text = mp_obj_str_get_data(path_abspath(name), &bytes);
  int result = 0;
  for (size_t end = 1; end <= bytes; end++) {
    if (end < bytes && text[end] != '/') continue;
    result = vfs_mkdir(VFS_ROOT_FD, text, end);
    if (result < 0 && result != -VFS_EEXIST && end == bytes) files_raise(result, name);
  }
  if (result == -VFS_EEXIST &&
      !(mp_obj_is_true(arguments[EXIST_OK].u_obj) && path_is(name, VFS_TYPE_DIRECTORY)))
    files_raise(result, name);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(os_makedirs_obj, 1, os_makedirs);

static mp_obj_t os_remove(mp_obj_t name) {
  files_path path;
  files_resolve(name, &path);
  files_check(vfs_unlink(VFS_ROOT_FD, path.text, path.bytes), name);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_remove_obj, os_remove);

static mp_obj_t os_rmdir(mp_obj_t name) {
  files_path path;
  files_resolve(name, &path);
  files_check(vfs_rmdir(VFS_ROOT_FD, path.text, path.bytes), name);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_rmdir_obj, os_rmdir);

static mp_obj_t os_rename(mp_obj_t from, mp_obj_t to) {
  files_path from_path;
  files_path to_path;
  files_resolve(from, &from_path);
  files_resolve(to, &to_path);
  files_check(
      vfs_rename(VFS_ROOT_FD, from_path.text, from_path.bytes, VFS_ROOT_FD, to_path.text, to_path.bytes),
      from);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(os_rename_obj, os_rename);

MP_REGISTER_ROOT_POINTER(mp_obj_t guest_stat_result);

static mp_obj_t get_stat_result(void) {
  static const qstr fields[] = {
      MP_QSTR_st_mode,  MP_QSTR_st_ino,      MP_QSTR_st_dev,      MP_QSTR_st_nlink,
      MP_QSTR_st_uid,   MP_QSTR_st_gid,      MP_QSTR_st_size,     MP_QSTR_st_atime,
      MP_QSTR_st_mtime, MP_QSTR_st_ctime,    MP_QSTR_st_atime,    MP_QSTR_st_mtime,
      MP_QSTR_st_ctime, MP_QSTR_st_atime_ns, MP_QSTR_st_mtime_ns, MP_QSTR_st_ctime_ns};
  if (MP_STATE_VM(guest_stat_result) == MP_OBJ_NULL) {
    MP_STATE_VM(guest_stat_result) =
        collections_new_sequence_type(MP_QSTR_stat_result, MP_QSTR_os, fields, 10, MP_ARRAY_SIZE(fields));
  }
  return MP_STATE_VM(guest_stat_result);
}

static mp_obj_t os_stat(mp_obj_t path) {
  vfs_stat stat = stat_or_raise(path);
  unsigned type = stat.type == VFS_TYPE_FILE ? 0100000 : stat.type == VFS_TYPE_DIRECTORY ? 0040000 : 0020000;
  mp_obj_t values[] = {
      mp_obj_new_int_from_uint(type | stat.mode),
      cbor_new_unsigned(stat.inode),
      cbor_new_unsigned(stat.device),
      MP_OBJ_NEW_SMALL_INT(1),
      MP_OBJ_NEW_SMALL_INT(0),
      MP_OBJ_NEW_SMALL_INT(0),
      cbor_new_unsigned(stat.bytes),
      mp_obj_new_int_from_ll(stat.atime_ns / 1000000000),
      mp_obj_new_int_from_ll(stat.mtime_ns / 1000000000),
      mp_obj_new_int_from_ll(stat.ctime_ns / 1000000000),
      mp_obj_new_float((mp_float_t)stat.atime_ns / 1e9),
      mp_obj_new_float((mp_float_t)stat.mtime_ns / 1e9),
      mp_obj_new_float((mp_float_t)stat.ctime_ns / 1e9),
      mp_obj_new_int_from_ll(stat.atime_ns),
      mp_obj_new_int_from_ll(stat.mtime_ns),
      mp_obj_new_int_from_ll(stat.ctime_ns),
  };
  return collections_new_sequence(get_stat_result(), values);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_stat_obj, os_stat);

static mp_obj_t os_urandom(mp_obj_t count) {
  mp_int_t bytes = mp_obj_get_int(count);
  if (bytes < 0) mp_raise_ValueError(MP_ERROR_TEXT("negative argument not allowed"));
  vstr_t data;
  vstr_init_len(&data, (size_t)bytes);
  for (size_t done = 0; done < (size_t)bytes; done += ENTROPY_BYTES_MAX) {
    size_t left = (size_t)bytes - done;
    vitrine_entropy(data.buf + done, (uint32_t)(left < ENTROPY_BYTES_MAX ? left : ENTROPY_BYTES_MAX));
  }
  return mp_obj_new_bytes_from_vstr(&data);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_urandom_obj, os_urandom);

static mp_obj_t os_fspath(mp_obj_t path) {
  if (mp_obj_is_str_or_bytes(mp_obj_plain_text(path))) return path;
  mp_obj_t method[2];
  mp_load_method_maybe(path, MP_QSTR___fspath__, method);
  if (method[0] != MP_OBJ_NULL) {
    const mp_obj_t text = mp_call_method_n_kw(0, 0, method);
    if (mp_obj_is_str_or_bytes(text)) return text;
    mp_raise_msg_varg(&mp_type_TypeError,
                      MP_ERROR_TEXT("expected __fspath__() to return str or bytes, not %s"),
                      mp_obj_get_type_str(text));
  }
  mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected str, bytes or os.PathLike object, not %s"),
                    mp_obj_get_type_str(path));
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_fspath_obj, os_fspath);

static mp_obj_t os_write(mp_obj_t descriptor, mp_obj_t data) {
  mp_int_t fd = mp_obj_get_int(descriptor);
  mp_buffer_info_t buffer;
  mp_get_bytes_raise(data, &buffer);
  if (fd == 1) {
    mp_hal_stdout_tx_strn(buffer.buf, buffer.len);
    hal_flush();
  } else if (fd == 2) {
    hal_write_error(buffer.buf, buffer.len);
  } else {
    return mp_obj_new_int_from_ll(files_check(vfs_write((int)fd, buffer.buf, buffer.len), MP_OBJ_NULL));
  }
  return mp_obj_new_int_from_uint(buffer.len);
}
static MP_DEFINE_CONST_FUN_OBJ_2(os_write_obj, os_write);

static mp_obj_t os_exit(mp_obj_t code) {
  int32_t number = (int32_t)mp_obj_get_int(code);
  hal_flush();
  vitrine_exit(number);
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_exit_obj, os_exit);

static mp_obj_t os_abort(void) {
  hal_flush();
  abort();
}
static MP_DEFINE_CONST_FUN_OBJ_0(os_abort_obj, os_abort);

static mp_obj_t os_getpid(void) { return MP_OBJ_NEW_SMALL_INT(1); }
static MP_DEFINE_CONST_FUN_OBJ_0(os_getpid_obj, os_getpid);

static mp_obj_t os_cpu_count(void) { return MP_OBJ_NEW_SMALL_INT(1); }
static MP_DEFINE_CONST_FUN_OBJ_0(os_cpu_count_obj, os_cpu_count);

static mp_obj_t os_getattr(mp_obj_t name) {
  if (mp_obj_str_get_qstr(name) == MP_QSTR_stat_result) return get_stat_result();
  return get_from_library(name, MP_QSTR_OF_OS, "os");
}
static MP_DEFINE_CONST_FUN_OBJ_1(os_getattr_obj, os_getattr);

/* Found before __getattr__ is asked for it. */
static mp_obj_t os_init(void) { return mp_const_none; }
static MP_DEFINE_CONST_FUN_OBJ_0(os_init_obj, os_init);

static const mp_rom_map_elem_t os_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_os)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&os_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_name), MP_ROM_QSTR(MP_QSTR_posix)},
    {MP_ROM_QSTR(MP_QSTR_sep), MP_ROM_QSTR(MP_QSTR__slash_)},
    {MP_ROM_QSTR(MP_QSTR_linesep), MP_ROM_QSTR(MP_QSTR__0x0a_)},
    {MP_ROM_QSTR(MP_QSTR_path), MP_ROM_PTR(&guest_module_path)},
    {MP_ROM_QSTR(MP_QSTR_error), MP_ROM_PTR(&mp_type_OSError)},
    {MP_ROM_QSTR(MP_QSTR_getcwd), MP_ROM_PTR(&os_getcwd_obj)},
    {MP_ROM_QSTR(MP_QSTR_chdir), MP_ROM_PTR(&os_chdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_listdir), MP_ROM_PTR(&os_listdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_mkdir), MP_ROM_PTR(&os_mkdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_makedirs), MP_ROM_PTR(&os_makedirs_obj)},
    {MP_ROM_QSTR(MP_QSTR_remove), MP_ROM_PTR(&os_remove_obj)},
    {MP_ROM_QSTR(MP_QSTR_unlink), MP_ROM_PTR(&os_remove_obj)},
    {MP_ROM_QSTR(MP_QSTR_rmdir), MP_ROM_PTR(&os_rmdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_rename), MP_ROM_PTR(&os_rename_obj)},
    {MP_ROM_QSTR(MP_QSTR_replace), MP_ROM_PTR(&os_rename_obj)},
    {MP_ROM_QSTR(MP_QSTR_stat), MP_ROM_PTR(&os_stat_obj)},
    {MP_ROM_QSTR(MP_QSTR_lstat), MP_ROM_PTR(&os_stat_obj)},
    {MP_ROM_QSTR(MP_QSTR_urandom), MP_ROM_PTR(&os_urandom_obj)},
    {MP_ROM_QSTR(MP_QSTR_fspath), MP_ROM_PTR(&os_fspath_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&os_write_obj)},
    {MP_ROM_QSTR(MP_QSTR__exit), MP_ROM_PTR(&os_exit_obj)},
    {MP_ROM_QSTR(MP_QSTR_abort), MP_ROM_PTR(&os_abort_obj)},
    {MP_ROM_QSTR(MP_QSTR_getpid), MP_ROM_PTR(&os_getpid_obj)},
    {MP_ROM_QSTR(MP_QSTR_cpu_count), MP_ROM_PTR(&os_cpu_count_obj)},
    {MP_ROM_QSTR(MP_QSTR___getattr__), MP_ROM_PTR(&os_getattr_obj)},
};
static MP_DEFINE_CONST_DICT(os_globals, os_globals_table);

const mp_obj_module_t guest_module_os = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t*)&os_globals};
/* Extensible: os.py of the library finds this one under the name uos. */
MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_os, guest_module_os);
