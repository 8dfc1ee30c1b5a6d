#include "arrays.h"

#include <string.h>

#include "py/binary.h"
#include "py/objarray.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtype.h"
#include "py/runtime.h"

#define ITEM_BYTES_MAX 8

static char kind_of(const mp_obj_array_t* array) {
  return (char)(array->typecode & ~MP_OBJ_ARRAY_TYPECODE_FLAG_RW);
}
static size_t item_bytes(const mp_obj_array_t* array) {
  return mp_binary_get_size('@', kind_of(array), NULL);
}

static mp_obj_array_t* array_of(mp_obj_t self) {
  mp_check_self(mp_obj_is_type(self, &mp_type_array) || mp_obj_is_type(self, &mp_type_bytearray));
  return MP_OBJ_TO_PTR(self);
}

static uint8_t* place_of(const mp_obj_array_t* array, size_t index) {
  return (uint8_t*)array->items + index * item_bytes(array);
}

static mp_obj_t item_at(const mp_obj_array_t* array, size_t index) {
  return mp_binary_get_val_array(kind_of(array), array->items, index);
}

/* ---- changing ---- */

static mp_obj_t array_insert(mp_obj_t self, mp_obj_t index, mp_obj_t value) {
  mp_obj_array_t* array = array_of(self);
  mp_int_t at = mp_obj_get_int(index);
  mp_obj_array_append_obj.fun._2(self, value);
  const mp_int_t last = (mp_int_t)array->len - 1;
  if (at < 0) at += last;
  at = MIN(MAX(at, 0), last);
  uint8_t item[ITEM_BYTES_MAX];
  const size_t bytes = item_bytes(array);
  memcpy(item, place_of(array, (size_t)last), bytes);
  uint8_t* place = place_of(array, (size_t)at);
  memmove(place + bytes, place, (size_t)(last - at) * bytes);
  memcpy(place, item, bytes);
  return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_3(language_array_insert_obj, array_insert);

static void take_out(mp_obj_array_t* array, size_t index) {
  memmove(place_of(array, index), place_of(array, index + 1), (array->len - index - 1) * item_bytes(array));
  array->len--;
  array->free++;
}

static mp_obj_t array_pop(size_t n_args, const mp_obj_t* args) {
  mp_obj_array_t* array = array_of(args[0]);
  const mp_obj_t wanted = n_args > 1 ? mp_obj_plain_index(args[1]) : MP_OBJ_NEW_SMALL_INT(-1);
  if (array->len == 0)
    mp_raise_msg_varg(&mp_type_IndexError, MP_ERROR_TEXT("pop from empty %q"), array->base.type->name);
  const size_t index = mp_get_index(array->base.type, array->len, wanted, false);
  const mp_obj_t item = item_at(array, index);
  take_out(array, index);
  return item;
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(language_array_pop_obj, 1, 2, array_pop);

/* The index of the first item that equals `value`. What is asked may change the array. */
static size_t find(const mp_obj_array_t* array, mp_obj_t value, size_t start, size_t stop) {
  for (size_t i = start; i < stop && i < array->len; i++)
    if (mp_obj_equal(item_at(array, i), value) && i < array->len) return i;
  mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("value not found in %q"), array->base.type->name);
}

static mp_obj_t array_remove(mp_obj_t self, mp_obj_t value) {
  mp_obj_array_t* array = array_of(self);
  take_out(array, find(array, value, 0, SIZE_MAX));
  return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_2(language_array_remove_obj, array_remove);

static mp_obj_t array_reverse(mp_obj_t self) {
  const mp_obj_array_t* array = array_of(self);
  const size_t bytes = item_bytes(array);
  for (size_t i = 0; i < array->len / 2; i++) {
    uint8_t item[ITEM_BYTES_MAX];
    uint8_t *low = place_of(array, i), *high = place_of(array, array->len - 1 - i);
    memcpy(item, low, bytes);
    memcpy(low, high, bytes);
    memcpy(high, item, bytes);
  }
  return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_1(language_array_reverse_obj, array_reverse);

static mp_obj_t array_clear(mp_obj_t self) {
  mp_obj_array_t* array = array_of(self);
  array->items = NULL;
  array->len = array->free = 0;
  return mp_const_none;
}
MP_DEFINE_CONST_FUN_OBJ_1(language_array_clear_obj, array_clear);

static mp_obj_t array_copy(mp_obj_t self) {
  const mp_obj_array_t* array = array_of(self);
  return mp_obj_new_bytearray(array->len, array->items);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_array_copy_obj, array_copy);

/* ---- of arrays alone ---- */

static mp_obj_t array_index(size_t n_args, const mp_obj_t* args) {
  const mp_obj_array_t* array = array_of(args[0]);
  const size_t start =
      n_args < 3 ? 0 : mp_get_index(array->base.type, array->len, mp_obj_plain_index(args[2]), true);
  const size_t stop =
      n_args < 4 ? SIZE_MAX : mp_get_index(array->base.type, array->len, mp_obj_plain_index(args[3]), true);
  return MP_OBJ_NEW_SMALL_INT(find(array, args[1], start, stop));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(array_index_obj, 2, 4, array_index);

static mp_obj_t array_count(mp_obj_t self, mp_obj_t value) {
  const mp_obj_array_t* array = array_of(self);
  mp_int_t count = 0;
  for (size_t i = 0; i < array->len; i++) count += mp_obj_equal(item_at(array, i), value);
  return MP_OBJ_NEW_SMALL_INT(count);
}
static MP_DEFINE_CONST_FUN_OBJ_2(array_count_obj, array_count);

static mp_obj_t to_list(mp_obj_t self) { return mp_obj_list_make_new(&mp_type_list, 1, 0, &self); }
static MP_DEFINE_CONST_FUN_OBJ_1(to_list_obj, to_list);

static mp_obj_t to_bytes(mp_obj_t self) {
  mp_buffer_info_t buffer;
  mp_get_buffer_raise(self, &buffer, MP_BUFFER_READ);
  return mp_obj_new_bytes(buffer.buf, buffer.len);
}
static MP_DEFINE_CONST_FUN_OBJ_1(to_bytes_obj, to_bytes);

/* All of it or, when something in it is wrong, nothing. */
static mp_obj_t extend_by(mp_obj_t self, mp_obj_t items) {
  const mp_obj_t args[] = {mp_obj_new_str((const char[]){kind_of(array_of(self))}, 1), items};
  return mp_obj_array_extend_obj.fun._2(
      self, MP_OBJ_TYPE_GET_SLOT(&mp_type_array, make_new)(&mp_type_array, 2, 0, args));
}

static mp_obj_t array_frombytes(mp_obj_t self, mp_obj_t bytes) {
  if (mp_obj_is_str(bytes)) mp_raise_TypeError(MP_ERROR_TEXT("a bytes-like object is required, not 'str'"));
  return extend_by(self, to_bytes(bytes));
}
static MP_DEFINE_CONST_FUN_OBJ_2(array_frombytes_obj, array_frombytes);

static mp_obj_t array_fromlist(mp_obj_t self, mp_obj_t list) {
  if (!mp_obj_is_type(list, &mp_type_list)) mp_raise_TypeError(MP_ERROR_TEXT("arg must be list"));
  return extend_by(self, list);
}
static MP_DEFINE_CONST_FUN_OBJ_2(array_fromlist_obj, array_fromlist);

void language_array_attr(mp_obj_t self, qstr name, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const mp_obj_array_t* array = MP_OBJ_TO_PTR(self);
  if (name == MP_QSTR_itemsize) {
    dest[0] = MP_OBJ_NEW_SMALL_INT(item_bytes(array));
  } else if (name == MP_QSTR_typecode || name == MP_QSTR_format) {
    const char kind = kind_of(array) == BYTEARRAY_TYPECODE ? 'B' : kind_of(array);
    const qstr own_name = array->base.type == &mp_type_array ? MP_QSTR_typecode : MP_QSTR_format;
    if (name == own_name) dest[0] = mp_obj_new_str(&kind, 1);
  }
  if (dest[0] == MP_OBJ_NULL) dest[1] = MP_OBJ_SENTINEL; /* a method */
}

static const mp_rom_map_elem_t array_table[] = {
    {MP_ROM_QSTR(MP_QSTR_append), MP_ROM_PTR(&mp_obj_array_append_obj)},
    {MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&language_array_clear_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&array_count_obj)},
    {MP_ROM_QSTR(MP_QSTR_extend), MP_ROM_PTR(&mp_obj_array_extend_obj)},
    {MP_ROM_QSTR(MP_QSTR_frombytes), MP_ROM_PTR(&array_frombytes_obj)},
    {MP_ROM_QSTR(MP_QSTR_fromlist), MP_ROM_PTR(&array_fromlist_obj)},
    {MP_ROM_QSTR(MP_QSTR_index), MP_ROM_PTR(&array_index_obj)},
    {MP_ROM_QSTR(MP_QSTR_insert), MP_ROM_PTR(&language_array_insert_obj)},
    {MP_ROM_QSTR(MP_QSTR_pop), MP_ROM_PTR(&language_array_pop_obj)},
    {MP_ROM_QSTR(MP_QSTR_remove), MP_ROM_PTR(&language_array_remove_obj)},
    {MP_ROM_QSTR(MP_QSTR_reverse), MP_ROM_PTR(&language_array_reverse_obj)},
    {MP_ROM_QSTR(MP_QSTR_tobytes), MP_ROM_PTR(&to_bytes_obj)},
    {MP_ROM_QSTR(MP_QSTR_tolist), MP_ROM_PTR(&to_list_obj)},
};
MP_DEFINE_CONST_DICT(language_array_locals, array_table);

/* ---- of memoryviews ---- */

void language_memoryview_attr(mp_obj_t self, qstr name, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const mp_obj_array_t* view = MP_OBJ_TO_PTR(self);
  const mp_obj_t length = MP_OBJ_NEW_SMALL_INT(view->len);
  switch (name) {
    case MP_QSTR_nbytes:
      dest[0] = MP_OBJ_NEW_SMALL_INT(view->len * item_bytes(view));
      break;
    case MP_QSTR_ndim:
      dest[0] = MP_OBJ_NEW_SMALL_INT(1);
      break;
    case MP_QSTR_readonly:
      dest[0] = mp_obj_new_bool(!(view->typecode & MP_OBJ_ARRAY_TYPECODE_FLAG_RW));
      break;
    case MP_QSTR_shape:
      dest[0] = mp_obj_new_tuple(1, &length);
      break;
    default:
      language_array_attr(self, name, dest);
  }
}

static const mp_rom_map_elem_t memoryview_table[] = {
    {MP_ROM_QSTR(MP_QSTR_hex), MP_ROM_PTR(&mp_obj_bytes_hex_obj)},
    {MP_ROM_QSTR(MP_QSTR_tobytes), MP_ROM_PTR(&to_bytes_obj)},
    {MP_ROM_QSTR(MP_QSTR_tolist), MP_ROM_PTR(&to_list_obj)},
};
MP_DEFINE_CONST_DICT(language_memoryview_locals, memoryview_table);
