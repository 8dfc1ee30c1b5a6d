/* The module _collections: deque, named tuples and the loop of Counter. library/pack/collections is made of
 * it. */
#include "collections.h"

#include <string.h>

#include "py/builtin.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"

/* ---- deque ---- */

typedef struct {
  mp_obj_base_t base;
  size_t alloc; /* of `items`, a ring */
  size_t start;
  size_t length;
  size_t length_max; /* SIZE_MAX: none */
  size_t changes;    /* counts, so that iterators see a change */
  mp_obj_t* items;
} deque;

static size_t place_of(const deque* self, size_t i) {
  i += self->start;
  return i < self->alloc ? i : i - self->alloc;
}

static mp_obj_t* item_of(const deque* self, size_t i) { return &self->items[place_of(self, i)]; }

static void deque_grow(deque* self) {
  size_t alloc = self->alloc == 0 ? 8 : self->alloc * 2;
  mp_obj_t* items = m_new0(mp_obj_t, alloc);
  for (size_t i = 0; i < self->length; i++) items[i] = *item_of(self, i);
  m_del(mp_obj_t, self->items, self->alloc);
  self->items = items;
  self->alloc = alloc;
  self->start = 0;
}

static mp_obj_t take_first(deque* self) {
  mp_obj_t* place = item_of(self, 0);
  mp_obj_t item = *place;
  *place = MP_OBJ_NULL;
  self->start = place_of(self, 1);
  self->length--;
  self->changes++;
  return item;
}

static mp_obj_t take_last(deque* self) {
  mp_obj_t* place = item_of(self, self->length - 1);
  mp_obj_t item = *place;
  *place = MP_OBJ_NULL;
  self->length--;
  self->changes++;
  return item;
}

static void put_last(deque* self, mp_obj_t item) {
  if (self->length_max == 0) return;
  if (self->length == self->length_max) take_first(self);
  if (self->length == self->alloc) deque_grow(self);
  self->length++;
  *item_of(self, self->length - 1) = item;
  self->changes++;
}

static void put_first(deque* self, mp_obj_t item) {
  if (self->length_max == 0) return;
  if (self->length == self->length_max) take_last(self);
  if (self->length == self->alloc) deque_grow(self);
  self->start = self->start == 0 ? self->alloc - 1 : self->start - 1;
  self->length++;
  *item_of(self, 0) = item;
  self->changes++;
}

static void put_all(deque* self, mp_obj_t iterable, void (*put)(deque*, mp_obj_t)) {
  if (iterable == MP_OBJ_FROM_PTR(self)) iterable = mp_obj_list_make_new(&mp_type_list, 1, 0, &iterable);
  mp_obj_iter_buf_t buffer;
  mp_obj_t iterator = mp_getiter(iterable, &buffer);
  for (mp_obj_t item; (item = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION;) put(self, item);
}

static mp_obj_t deque_make_new(const mp_obj_type_t* type, size_t count, size_t keywords,
                               const mp_obj_t* args) {
  static const mp_arg_t allowed[] = {
      {MP_QSTR_iterable, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_PTR(&mp_const_empty_tuple_obj)}},
      {MP_QSTR_maxlen, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
  };
  mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
  mp_arg_parse_all_kw_array(count, keywords, args, MP_ARRAY_SIZE(allowed), allowed, values);
  deque* self = mp_obj_malloc(deque, type);
  self->alloc = self->start = self->length = self->changes = 0;
  self->items = NULL;
  self->length_max = SIZE_MAX;
  if (values[1].u_obj != mp_const_none) {
    if (!mp_obj_is_int(values[1].u_obj)) mp_raise_TypeError(MP_ERROR_TEXT("an integer is required"));
    mp_int_t length_max = mp_obj_get_int(values[1].u_obj);
    if (length_max < 0) mp_raise_ValueError(MP_ERROR_TEXT("maxlen must be non-negative"));
    self->length_max = (size_t)length_max;
  }
  put_all(self, values[0].u_obj, put_last);
  return MP_OBJ_FROM_PTR(self);
}

static deque* new_like(const deque* self) {
  deque* copy = mp_obj_malloc(deque, &collections_deque_type);
  *copy = *self;
  copy->base.type = &collections_deque_type;
  copy->alloc = copy->start = copy->length = copy->changes = 0;
  copy->items = NULL;
  return copy;
}

static mp_obj_t deque_copy(mp_obj_t self_in) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  deque* copy = new_like(self);
  for (size_t i = 0; i < self->length; i++) put_last(copy, *item_of(self, i));
  return MP_OBJ_FROM_PTR(copy);
}
static MP_DEFINE_CONST_FUN_OBJ_1(deque_copy_obj, deque_copy);

static void deque_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  deque* self = MP_OBJ_TO_PTR(self_in);
  mp_print_str(print, "deque([");
  for (size_t i = 0; i < self->length; i++) {
    if (i > 0) mp_print_str(print, ", ");
    mp_obj_print_helper(print, *item_of(self, i), PRINT_REPR);
  }
  mp_print_str(print, "]");
  if (self->length_max != SIZE_MAX) mp_printf(print, ", maxlen=%u", (unsigned)self->length_max);
  mp_print_str(print, ")");
}

static mp_obj_t deque_unary(mp_unary_op_t operation, mp_obj_t self_in) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  if (operation == MP_UNARY_OP_BOOL) return mp_obj_new_bool(self->length > 0);
  if (operation == MP_UNARY_OP_LEN) return MP_OBJ_NEW_SMALL_INT(self->length);
  return MP_OBJ_NULL;
}

static void straighten(deque* self) {
  if (self->start + self->length <= self->alloc) return;
  deque_grow(self);
}

static mp_obj_t repeated(deque* self, mp_int_t times) {
  deque* result = new_like(self);
  for (mp_int_t i = 0; i < times; i++) {
    for (size_t j = 0; j < self->length; j++) put_last(result, *item_of(self, j));
  }
  return MP_OBJ_FROM_PTR(result);
}

static bool is_item(deque* self, size_t index, mp_obj_t value) {
  const mp_obj_t item = *item_of(self, index);
  return item == value || mp_obj_equal(item, value);
}

static void check_same(const deque* self, size_t changes) {
  if (self->changes != changes) {
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("deque mutated during iteration"));
  }
}

static mp_obj_t deque_binary(mp_binary_op_t operation, mp_obj_t self_in, mp_obj_t other_in) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  switch (operation) {
    case MP_BINARY_OP_CONTAINS: {
      size_t changes = self->changes;
      for (size_t i = 0; i < self->length; i++) {
        if (is_item(self, i, other_in)) return mp_const_true;
        check_same(self, changes);
      }
      return mp_const_false;
    }
    case MP_BINARY_OP_ADD:
    case MP_BINARY_OP_INPLACE_ADD: {
      mp_obj_t result = self_in;
      if (operation == MP_BINARY_OP_ADD) {
        if (mp_obj_cast_to_native_base(other_in, MP_OBJ_FROM_PTR(&collections_deque_type)) == MP_OBJ_NULL) {
          mp_raise_msg_varg(&mp_type_TypeError,
                            MP_ERROR_TEXT("can only concatenate deque (not \"%s\") to deque"),
                            mp_obj_get_type_str(other_in));
        }
        result = deque_copy(self_in);
      }
      put_all(MP_OBJ_TO_PTR(result), other_in, put_last);
      return result;
    }
    case MP_BINARY_OP_MULTIPLY:
    case MP_BINARY_OP_REVERSE_MULTIPLY:
    case MP_BINARY_OP_INPLACE_MULTIPLY: {
      if (!mp_obj_is_int(other_in)) return MP_OBJ_NULL;
      deque* result = MP_OBJ_TO_PTR(repeated(self, mp_obj_get_int(other_in)));
      if (operation != MP_BINARY_OP_INPLACE_MULTIPLY) return MP_OBJ_FROM_PTR(result);
      self->items = result->items;
      self->alloc = result->alloc;
      self->start = result->start;
      self->length = result->length;
      self->changes++;
      return self_in;
    }
    case MP_BINARY_OP_EQUAL:
    case MP_BINARY_OP_LESS:
    case MP_BINARY_OP_LESS_EQUAL:
    case MP_BINARY_OP_MORE:
    case MP_BINARY_OP_MORE_EQUAL: {
      other_in = mp_obj_cast_to_native_base(other_in, MP_OBJ_FROM_PTR(&collections_deque_type));
      if (other_in == MP_OBJ_NULL) return MP_OBJ_NULL;
      deque* other = MP_OBJ_TO_PTR(other_in);
      straighten(self);
      straighten(other);
      /* copies, as what compares the items may change the deques */
      return mp_obj_new_bool(mp_obj_is_true(
          mp_obj_tuple_binary_op(operation, mp_obj_new_tuple(self->length, self->items + self->start),
                                 mp_obj_new_tuple(other->length, other->items + other->start))));
    }
    default:
      return MP_OBJ_NULL;
  }
}

static size_t index_of(const deque* self, mp_obj_t index_in) {
  mp_int_t index = mp_obj_get_int(index_in);
  if (index < 0) index += (mp_int_t)self->length;
  if (index < 0 || (size_t)index >= self->length) {
    mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("deque index out of range"));
  }
  return (size_t)index;
}

static void remove_at(deque* self, size_t index) {
  if (index < self->length / 2) {
    for (size_t i = index; i > 0; i--) *item_of(self, i) = *item_of(self, i - 1);
    take_first(self);
  } else {
    for (size_t i = index; i + 1 < self->length; i++) *item_of(self, i) = *item_of(self, i + 1);
    take_last(self);
  }
}

static mp_obj_t deque_subscript(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  if (!mp_obj_is_int(index)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("sequence index must be integer, not '%s'"),
                      mp_obj_get_type_str(index));
  }
  size_t place = index_of(self, index);
  if (value == MP_OBJ_SENTINEL) return *item_of(self, place);
  if (value == MP_OBJ_NULL) {
    remove_at(self, place);
  } else {
    *item_of(self, place) = value;
  }
  return mp_const_none;
}

typedef struct {
  mp_obj_base_t base;
  mp_fun_1_t next;
  deque* deque;
  size_t place;
  size_t changes;
} deque_iterator;

static mp_obj_t deque_next(mp_obj_t self_in) {
  deque_iterator* self = MP_OBJ_TO_PTR(self_in);
  if (self->place >= self->deque->length && self->changes == self->deque->changes)
    return MP_OBJ_STOP_ITERATION;
  check_same(self->deque, self->changes);
  return *item_of(self->deque, self->place++);
}

static mp_obj_t deque_iterate(mp_obj_t self_in, mp_obj_iter_buf_t* buffer) {
  (void)buffer;
  deque_iterator* iterator = mp_obj_malloc(deque_iterator, &mp_type_polymorph_iter);
  iterator->next = deque_next;
  iterator->deque = MP_OBJ_TO_PTR(self_in);
  iterator->place = 0;
  iterator->changes = iterator->deque->changes;
  return MP_OBJ_FROM_PTR(iterator);
}

static void deque_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  if (destination[0] != MP_OBJ_NULL) return;
  if (attribute == MP_QSTR_maxlen) {
    size_t length_max = ((deque*)MP_OBJ_TO_PTR(self_in))->length_max;
    destination[0] = length_max == SIZE_MAX ? mp_const_none : mp_obj_new_int_from_uint(length_max);
  } else {
    destination[1] = MP_OBJ_SENTINEL; /* goes on with the methods */
  }
}

static mp_obj_t deque_append(mp_obj_t self, mp_obj_t item) {
  put_last(MP_OBJ_TO_PTR(self), item);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(deque_append_obj, deque_append);

static mp_obj_t deque_appendleft(mp_obj_t self, mp_obj_t item) {
  put_first(MP_OBJ_TO_PTR(self), item);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(deque_appendleft_obj, deque_appendleft);

static mp_obj_t taken(mp_obj_t self_in, mp_obj_t (*take)(deque*)) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  if (self->length == 0) mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("pop from an empty deque"));
  return take(self);
}

static mp_obj_t deque_pop(mp_obj_t self) { return taken(self, take_last); }
static MP_DEFINE_CONST_FUN_OBJ_1(deque_pop_obj, deque_pop);
static mp_obj_t deque_popleft(mp_obj_t self) { return taken(self, take_first); }
static MP_DEFINE_CONST_FUN_OBJ_1(deque_popleft_obj, deque_popleft);

static mp_obj_t deque_extend(mp_obj_t self, mp_obj_t iterable) {
  put_all(MP_OBJ_TO_PTR(self), iterable, put_last);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(deque_extend_obj, deque_extend);

static mp_obj_t deque_extendleft(mp_obj_t self, mp_obj_t iterable) {
  put_all(MP_OBJ_TO_PTR(self), iterable, put_first);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(deque_extendleft_obj, deque_extendleft);

static mp_obj_t deque_clear(mp_obj_t self_in) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  self->alloc = self->start = self->length = 0;
  self->items = NULL;
  self->changes++;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(deque_clear_obj, deque_clear);

static mp_obj_t deque_rotate(size_t count, const mp_obj_t* args) {
  deque* self = MP_OBJ_TO_PTR(args[0]);
  mp_int_t steps = count > 1 ? mp_obj_get_int(args[1]) : 1;
  mp_int_t length = (mp_int_t)self->length;
  if (length < 2) return mp_const_none;
  steps %= length;
  if (steps < 0) steps += length;
  if (steps <= length / 2) {
    for (; steps > 0; steps--) {
      mp_obj_t item = take_last(self);
      self->start = self->start == 0 ? self->alloc - 1 : self->start - 1;
      self->length++;
      *item_of(self, 0) = item;
    }
  } else {
    for (steps = length - steps; steps > 0; steps--) {
      mp_obj_t item = take_first(self);
      self->length++;
      *item_of(self, self->length - 1) = item;
    }
  }
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(deque_rotate_obj, 1, 2, deque_rotate);

static mp_obj_t deque_reverse(mp_obj_t self_in) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  for (size_t low = 0, high = self->length; low + 1 < high; low++) {
    high--;
    mp_obj_t item = *item_of(self, low);
    *item_of(self, low) = *item_of(self, high);
    *item_of(self, high) = item;
  }
  self->changes++;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(deque_reverse_obj, deque_reverse);

static mp_obj_t deque_count(mp_obj_t self_in, mp_obj_t value) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  const size_t changes = self->changes;
  size_t count = 0;
  for (size_t i = 0; i < self->length; i++) {
    count += is_item(self, i, value);
    check_same(self, changes);
  }
  return mp_obj_new_int_from_uint(count);
}
static MP_DEFINE_CONST_FUN_OBJ_2(deque_count_obj, deque_count);

static mp_int_t bound(const deque* self, mp_obj_t index_in) {
  mp_int_t index = mp_obj_get_int(index_in), length = (mp_int_t)self->length;
  if (index < 0) index += length;
  return index < 0 ? 0 : index > length ? length : index;
}

_Noreturn static void raise_not_in(mp_obj_t value) {
  vstr_t text;
  mp_print_t print;
  vstr_init_print(&text, 32, &print);
  mp_obj_print_helper(&print, value, PRINT_REPR);
  mp_print_str(&print, " is not in deque");
  mp_raise_type_arg(&mp_type_ValueError, mp_obj_new_str_from_vstr(&text));
}

static mp_obj_t deque_index(size_t count, const mp_obj_t* args) {
  deque* self = MP_OBJ_TO_PTR(args[0]);
  mp_int_t start = count > 2 ? bound(self, args[2]) : 0;
  mp_int_t stop = count > 3 ? bound(self, args[3]) : (mp_int_t)self->length;
  const size_t changes = self->changes;
  for (mp_int_t i = start; i < stop && (size_t)i < self->length; i++) {
    if (is_item(self, (size_t)i, args[1])) return MP_OBJ_NEW_SMALL_INT(i);
    check_same(self, changes);
  }
  raise_not_in(args[1]);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(deque_index_obj, 2, 4, deque_index);

static mp_obj_t deque_insert(mp_obj_t self_in, mp_obj_t index_in, mp_obj_t item) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  if (self->length == self->length_max) {
    mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("deque already at its maximum size"));
  }
  size_t index = (size_t)bound(self, index_in);
  put_last(self, item);
  for (size_t i = self->length - 1; i > index; i--) *item_of(self, i) = *item_of(self, i - 1);
  *item_of(self, index) = item;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_3(deque_insert_obj, deque_insert);

static mp_obj_t deque_remove(mp_obj_t self_in, mp_obj_t value) {
  deque* self = MP_OBJ_TO_PTR(self_in);
  const size_t changes = self->changes;
  for (size_t i = 0; i < self->length; i++) {
    const bool is_found = is_item(self, i, value);
    if (self->changes != changes) {
      mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("deque mutated during remove()."));
    }
    if (!is_found) continue;
    remove_at(self, i);
    return mp_const_none;
  }
  raise_not_in(value);
}
static MP_DEFINE_CONST_FUN_OBJ_2(deque_remove_obj, deque_remove);

static const mp_rom_map_elem_t deque_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_append), MP_ROM_PTR(&deque_append_obj)},
    {MP_ROM_QSTR(MP_QSTR_appendleft), MP_ROM_PTR(&deque_appendleft_obj)},
    {MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&deque_clear_obj)},
    {MP_ROM_QSTR(MP_QSTR_copy), MP_ROM_PTR(&deque_copy_obj)},
    {MP_ROM_QSTR(MP_QSTR___copy__), MP_ROM_PTR(&deque_copy_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&deque_count_obj)},
    {MP_ROM_QSTR(MP_QSTR_extend), MP_ROM_PTR(&deque_extend_obj)},
    {MP_ROM_QSTR(MP_QSTR_extendleft), MP_ROM_PTR(&deque_extendleft_obj)},
    {MP_ROM_QSTR(MP_QSTR_index), MP_ROM_PTR(&deque_index_obj)},
    {MP_ROM_QSTR(MP_QSTR_insert), MP_ROM_PTR(&deque_insert_obj)},
    {MP_ROM_QSTR(MP_QSTR_pop), MP_ROM_PTR(&deque_pop_obj)},
    {MP_ROM_QSTR(MP_QSTR_popleft), MP_ROM_PTR(&deque_popleft_obj)},
    {MP_ROM_QSTR(MP_QSTR_remove), MP_ROM_PTR(&deque_remove_obj)},
    {MP_ROM_QSTR(MP_QSTR_reverse), MP_ROM_PTR(&deque_reverse_obj)},
    {MP_ROM_QSTR(MP_QSTR_rotate), MP_ROM_PTR(&deque_rotate_obj)},
};
static MP_DEFINE_CONST_DICT(deque_locals, deque_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(collections_deque_type, MP_QSTR_collections_dot_deque, MP_TYPE_FLAG_NONE, make_new,
                         deque_make_new, print, deque_print, unary_op, deque_unary, binary_op, deque_binary,
                         subscr, deque_subscript, iter, deque_iterate, attr, deque_attribute, locals_dict,
                         &deque_locals);

/* ---- named tuples ----
 *
 * A named tuple is a tuple whose type knows names. The type's methods (_asdict, _replace, ...) lie in a dict
 * that Python made, as do those of a class that derives from typing.NamedTuple. */

typedef struct {
  mp_obj_empty_type_t base; /* and nine slots */
  void* slots[9];
  size_t required;   /* fields without a default */
  mp_obj_t defaults; /* MP_OBJ_NULL: a struct sequence */
  size_t count;
  size_t visible; /* fields that are items; the others lie behind them */
  qstr names[];
} named_type;

static const named_type* named_type_of(mp_obj_t self) { return (const named_type*)mp_obj_get_type(self); }

/* The last one, since what stands behind an item of the same name says more (os.stat_result.st_mtime). */
static size_t field_of(const named_type* type, qstr name) {
  for (size_t i = type->count; i-- > 0;) {
    if (type->names[i] == name) return i;
  }
  return SIZE_MAX;
}

static qstr module_of(const named_type* type) {
  const mp_map_t* members = &MP_OBJ_TYPE_GET_SLOT((const mp_obj_type_t*)type, locals_dict)->map;
  return mp_obj_str_get_qstr(
      mp_map_lookup((mp_map_t*)members, MP_OBJ_NEW_QSTR(MP_QSTR___module__), MP_MAP_LOOKUP)->value);
}

static void named_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  const named_type* type = named_type_of(self_in);
  mp_obj_tuple_t* self = MP_OBJ_TO_PTR(self_in);
  mp_map_elem_t* own =
      mp_map_lookup(&MP_OBJ_TYPE_GET_SLOT((const mp_obj_type_t*)type, locals_dict)->map,
                    MP_OBJ_NEW_QSTR(kind == PRINT_STR ? MP_QSTR___str__ : MP_QSTR___repr__), MP_MAP_LOOKUP);
  if (own == NULL && kind == PRINT_STR) {
    own = mp_map_lookup(&MP_OBJ_TYPE_GET_SLOT((const mp_obj_type_t*)type, locals_dict)->map,
                        MP_OBJ_NEW_QSTR(MP_QSTR___repr__), MP_MAP_LOOKUP);
  }
  if (own != NULL) {
    mp_obj_print_helper(print, mp_call_function_1(own->value, self_in), PRINT_STR);
    return;
  }
  if (type->defaults == MP_OBJ_NULL) mp_printf(print, "%q.", module_of(type));
  mp_printf(print, "%q(", ((const mp_obj_type_t*)type)->name);
  for (size_t i = 0; i < type->visible; i++) {
    if (i > 0) mp_print_str(print, ", ");
    mp_printf(print, "%q=", type->names[i]);
    mp_obj_print_helper(print, self->items[i], PRINT_REPR);
  }
  mp_print_str(print, ")");
}

static void named_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  const named_type* type = named_type_of(self_in);
  size_t field = field_of(type, attribute);
  if (destination[0] != MP_OBJ_NULL) {
    if (field != SIZE_MAX) mp_raise_msg(&mp_type_AttributeError, MP_ERROR_TEXT("can't set attribute"));
    return;
  }
  if (field != SIZE_MAX) {
    destination[0] = ((mp_obj_tuple_t*)MP_OBJ_TO_PTR(self_in))->items[field];
    return;
  }
  mp_map_elem_t* member = mp_map_lookup(&MP_OBJ_TYPE_GET_SLOT((const mp_obj_type_t*)type, locals_dict)->map,
                                        MP_OBJ_NEW_QSTR(attribute), MP_MAP_LOOKUP);
  if (member == NULL) return;
  if (mp_obj_is_type(member->value, &mp_type_property)) {
    destination[0] = mp_call_function_1(mp_obj_property_get(member->value)[0], self_in);
  } else {
    mp_convert_member_lookup(self_in, (const mp_obj_type_t*)type, member->value, destination);
  }
}

_Noreturn static void raise_missing(const named_type* type, const mp_obj_t* items) {
  vstr_t names;
  mp_print_t print;
  vstr_init_print(&names, 32, &print);
  size_t missing = 0, told = 0;
  for (size_t i = 0; i < type->required; i++) missing += items[i] == MP_OBJ_NULL;
  for (size_t i = 0; i < type->required; i++) {
    if (items[i] != MP_OBJ_NULL) continue;
    if (told > 0) mp_print_str(&print, told + 1 < missing ? ", " : missing > 2 ? ", and " : " and ");
    mp_printf(&print, "'%q'", type->names[i]);
    told++;
  }
  mp_raise_msg_varg(&mp_type_TypeError,
                    MP_ERROR_TEXT("%q.__new__() missing %u required positional argument%s: %s"),
                    ((const mp_obj_type_t*)type)->name, (unsigned)missing, missing > 1 ? "s" : "",
                    vstr_null_terminated_str(&names));
}

static mp_obj_t named_make_new(const mp_obj_type_t* type_in, size_t count, size_t keywords,
                               const mp_obj_t* args) {
  const named_type* type = (const named_type*)type_in;
  if (count > type->count) {
    /* CPython counts the class as an argument. */
    unsigned most = (unsigned)type->count + 1;
    if (type->required < type->count) {
      mp_raise_msg_varg(
          &mp_type_TypeError,
          MP_ERROR_TEXT("%q.__new__() takes from %u to %u positional arguments but %u were given"),
          type_in->name, (unsigned)type->required + 1, most, (unsigned)count + 1);
    }
    mp_raise_msg_varg(&mp_type_TypeError,
                      MP_ERROR_TEXT("%q.__new__() takes %u positional argument%s but %u were given"),
                      type_in->name, most, most == 1 ? "" : "s", (unsigned)count + 1);
  }
  mp_obj_tuple_t* self = mp_obj_malloc_var(mp_obj_tuple_t, items, mp_obj_t, type->count, type_in);
  self->len = type->count;
  memset(self->items, 0, type->count * sizeof self->items[0]);
  if (count > 0) memcpy(self->items, args, count * sizeof args[0]);
  for (size_t i = 0; i < keywords; i++) {
    qstr name = mp_obj_str_get_qstr(args[count + 2 * i]);
    size_t field = field_of(type, name);
    if (field == SIZE_MAX) {
      mp_raise_msg_varg(&mp_type_TypeError,
                        MP_ERROR_TEXT("%q.__new__() got an unexpected keyword argument '%q'"), type_in->name,
                        name);
    }
    if (self->items[field] != MP_OBJ_NULL) {
      mp_raise_msg_varg(&mp_type_TypeError,
                        MP_ERROR_TEXT("%q.__new__() got multiple values for argument '%q'"), type_in->name,
                        name);
    }
    self->items[field] = args[count + 2 * i + 1];
  }
  for (size_t i = 0; i < type->required; i++) {
    if (self->items[i] == MP_OBJ_NULL) raise_missing(type, self->items);
  }
  size_t defaults_count;
  mp_obj_t* defaults;
  mp_obj_get_array(type->defaults, &defaults_count, &defaults);
  for (size_t i = type->required; i < type->count; i++) {
    if (self->items[i] == MP_OBJ_NULL) self->items[i] = defaults[i - type->required];
  }
  return MP_OBJ_FROM_PTR(self);
}

/* Names that stand for an operator: a class that derives from typing.NamedTuple may define them. */
static mp_obj_t named_binary(mp_binary_op_t operation, mp_obj_t self_in, mp_obj_t other) {
  static const uint16_t names[] = {
      [MP_BINARY_OP_LESS] = MP_QSTR___lt__,       [MP_BINARY_OP_MORE] = MP_QSTR___gt__,
      [MP_BINARY_OP_EQUAL] = MP_QSTR___eq__,      [MP_BINARY_OP_LESS_EQUAL] = MP_QSTR___le__,
      [MP_BINARY_OP_MORE_EQUAL] = MP_QSTR___ge__, [MP_BINARY_OP_CONTAINS] = MP_QSTR___contains__,
      [MP_BINARY_OP_ADD] = MP_QSTR___add__,       [MP_BINARY_OP_SUBTRACT] = MP_QSTR___sub__,
      [MP_BINARY_OP_MULTIPLY] = MP_QSTR___mul__,  [MP_BINARY_OP_TRUE_DIVIDE] = MP_QSTR___truediv__,
  };
  if ((size_t)operation < MP_ARRAY_SIZE(names) && names[operation] != 0) {
    mp_map_elem_t* own = mp_map_lookup(&MP_OBJ_TYPE_GET_SLOT(mp_obj_get_type(self_in), locals_dict)->map,
                                       MP_OBJ_NEW_QSTR(names[operation]), MP_MAP_LOOKUP);
    if (own != NULL) return mp_call_function_2(own->value, self_in, other);
  }
  return mp_obj_tuple_binary_op(operation, self_in, other);
}

static named_type* new_named_type(qstr name, size_t count, mp_make_new_fun_t make_new, mp_obj_t members) {
  named_type* made = m_new_obj_var0(named_type, names, qstr, count);
  mp_obj_type_t* type = (mp_obj_type_t*)made;
  type->base.type = &mp_type_type;
  type->flags = MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE;
  type->name = (uint16_t)name;
  made->count = made->visible = count;
  MP_OBJ_TYPE_SET_SLOT(type, make_new, make_new, 0);
  MP_OBJ_TYPE_SET_SLOT(type, print, named_print, 1);
  MP_OBJ_TYPE_SET_SLOT(type, unary_op, mp_obj_tuple_unary_op, 2);
  MP_OBJ_TYPE_SET_SLOT(type, binary_op, named_binary, 3);
  MP_OBJ_TYPE_SET_SLOT(type, attr, named_attribute, 4);
  MP_OBJ_TYPE_SET_SLOT(type, subscr, mp_obj_tuple_subscr, 5);
  MP_OBJ_TYPE_SET_SLOT(type, iter, mp_obj_tuple_getiter, 6);
  MP_OBJ_TYPE_SET_SLOT(type, parent, &mp_type_tuple, 7);
  MP_OBJ_TYPE_SET_SLOT(type, locals_dict, MP_OBJ_TO_PTR(members), 8);
  return made;
}

/* namedtuple(name, fields, defaults, members: dict) */
static mp_obj_t collections_namedtuple(size_t args_count, const mp_obj_t* args) {
  (void)args_count;
  size_t count, defaults_count;
  mp_obj_t *fields, *defaults;
  mp_obj_get_array(args[1], &count, &fields);
  mp_obj_get_array(args[2], &defaults_count, &defaults);
  if (defaults_count > count || !mp_obj_is_type(args[2], &mp_type_tuple) ||
      !mp_obj_is_type(args[3], &mp_type_dict))
    mp_raise_TypeError(
        MP_ERROR_TEXT("expected fields, a tuple of defaults for the last of them, and a dict"));
  named_type* made = new_named_type(mp_obj_str_get_qstr(args[0]), count, named_make_new, args[3]);
  made->required = count - defaults_count;
  made->defaults = args[2];
  for (size_t i = 0; i < count; i++) made->names[i] = mp_obj_str_get_qstr(fields[i]);
  return MP_OBJ_FROM_PTR(made);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(collections_namedtuple_obj, 4, 4, collections_namedtuple);

/* ---- struct sequences ---- */

static mp_obj_t new_sequence(const named_type* type, const mp_obj_t* values, size_t count) {
  mp_obj_tuple_t* self =
      mp_obj_malloc_var(mp_obj_tuple_t, items, mp_obj_t, type->count, (const mp_obj_type_t*)type);
  self->len = type->visible;
  for (size_t i = 0; i < type->count; i++) self->items[i] = i < count ? values[i] : mp_const_none;
  return MP_OBJ_FROM_PTR(self);
}

mp_obj_t collections_new_sequence(mp_obj_t type, const mp_obj_t* values) {
  return new_sequence(MP_OBJ_TO_PTR(type), values, SIZE_MAX);
}

static mp_obj_t sequence_make_new(const mp_obj_type_t* type_in, size_t args_count, size_t keywords,
                                  const mp_obj_t* args) {
  const named_type* type = (const named_type*)type_in;
  mp_arg_check_num(args_count, keywords, 1, 1, false);
  if (!mp_obj_is_type(args[0], &mp_type_tuple) && !mp_obj_is_type(args[0], &mp_type_list)) {
    mp_obj_t iterator[2];
    mp_load_method_maybe(args[0], MP_QSTR___len__, iterator);
    if (iterator[0] == MP_OBJ_NULL && !MP_OBJ_TYPE_HAS_SLOT(mp_obj_get_type(args[0]), iter))
      mp_raise_TypeError(MP_ERROR_TEXT("constructor requires a sequence"));
  }
  size_t count;
  mp_obj_t* values;
  mp_obj_get_array(mp_obj_list_make_new(&mp_type_list, 1, 0, args), &count, &values);
  if (count < type->visible || count > type->count) {
    bool is_short = count < type->visible;
    const char* bound = type->visible == type->count ? "a" : is_short ? "an at least" : "an at most";
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q.%q() takes %s %u-sequence (%u-sequence given)"),
                      module_of(type), type_in->name, bound,
                      (unsigned)(is_short ? type->visible : type->count), (unsigned)count);
  }
  return new_sequence(type, values, count);
}

mp_obj_t collections_new_sequence_type(qstr name, qstr module, const qstr* names, size_t visible,
                                       size_t count) {
  mp_obj_t members = mp_obj_new_dict(3);
  size_t unnamed = 0; /* so CPython calls an item whose name another field has */
  for (size_t i = 0; i < visible; i++) {
    for (size_t j = visible; j < count; j++) unnamed += names[i] == names[j];
  }
  mp_obj_dict_store(members, MP_OBJ_NEW_QSTR(MP_QSTR___module__), MP_OBJ_NEW_QSTR(module));
  mp_obj_dict_store(members, MP_OBJ_NEW_QSTR(MP_QSTR_n_fields), mp_obj_new_int_from_uint(count));
  mp_obj_dict_store(members, MP_OBJ_NEW_QSTR(MP_QSTR_n_sequence_fields), mp_obj_new_int_from_uint(visible));
  mp_obj_dict_store(members, MP_OBJ_NEW_QSTR(MP_QSTR_n_unnamed_fields), mp_obj_new_int_from_uint(unnamed));
  named_type* made = new_named_type(name, count, sequence_make_new, members);
  made->defaults = MP_OBJ_NULL;
  made->visible = visible;
  memcpy(made->names, names, count * sizeof names[0]);
  return MP_OBJ_FROM_PTR(made);
}

/* structseq(name, module, fields, visible) */
static mp_obj_t collections_structseq(size_t args_count, const mp_obj_t* args) {
  (void)args_count;
  size_t count;
  mp_obj_t* fields;
  mp_obj_get_array(args[2], &count, &fields);
  qstr* names = m_new(qstr, count);
  for (size_t i = 0; i < count; i++) names[i] = mp_obj_str_get_qstr(fields[i]);
  const size_t visible = (size_t)mp_obj_get_int(args[3]);
  if (visible > count) mp_raise_ValueError(MP_ERROR_TEXT("more visible fields than there are"));
  return collections_new_sequence_type(mp_obj_str_get_qstr(args[0]), mp_obj_str_get_qstr(args[1]), names,
                                       visible, count);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(collections_structseq_obj, 4, 4, collections_structseq);

/* ---- Counter ---- */

/* count(counter, iterable): adds one for each item. */
static mp_obj_t collections_count(mp_obj_t counter, mp_obj_t iterable) {
  mp_obj_t dict = mp_obj_cast_to_native_base(counter, MP_OBJ_FROM_PTR(&mp_type_dict));
  if (dict == MP_OBJ_NULL) mp_raise_TypeError(MP_ERROR_TEXT("expected a dict"));
  mp_obj_iter_buf_t buffer;
  mp_obj_t iterator = mp_getiter(iterable, &buffer);
  for (mp_obj_t item; (item = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION;) {
    mp_map_elem_t* place = mp_map_lookup(mp_obj_dict_get_map(dict), item, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND);
    mp_obj_t before = place->value == MP_OBJ_NULL ? MP_OBJ_NEW_SMALL_INT(0) : place->value;
    if (mp_obj_is_small_int(before)) {
      place->value = mp_binary_op(MP_BINARY_OP_ADD, before, MP_OBJ_NEW_SMALL_INT(1));
    } else { /* may run Python, which changes the dict */
      mp_obj_dict_store(dict, item, mp_binary_op(MP_BINARY_OP_ADD, before, MP_OBJ_NEW_SMALL_INT(1)));
    }
  }
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(collections_count_obj, collections_count);

static const mp_rom_map_elem_t collections_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__collections)},
    {MP_ROM_QSTR(MP_QSTR_deque), MP_ROM_PTR(&collections_deque_type)},
    {MP_ROM_QSTR(MP_QSTR_namedtuple), MP_ROM_PTR(&collections_namedtuple_obj)},
    {MP_ROM_QSTR(MP_QSTR_structseq), MP_ROM_PTR(&collections_structseq_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&collections_count_obj)},
};
static MP_DEFINE_CONST_DICT(collections_globals, collections_globals_table);

const mp_obj_module_t collections_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&collections_globals,
};
MP_REGISTER_MODULE(MP_QSTR__collections, collections_module);
