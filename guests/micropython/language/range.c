#include "range.h"

#include "py/objtype.h"
#include "py/runtime.h"
#include "py/smallint.h"

/* The numbers are ints, small ones or not. */
typedef struct {
  mp_obj_base_t base;
  mp_obj_t start, stop, step;
} range;

#define ZERO MP_OBJ_NEW_SMALL_INT(0)
#define ONE MP_OBJ_NEW_SMALL_INT(1)

static bool is_below(mp_obj_t a, mp_obj_t b) {
  return mp_binary_op(MP_BINARY_OP_LESS, a, b) == mp_const_true;
}
static mp_obj_t sum(mp_obj_t a, mp_obj_t b) { return mp_binary_op(MP_BINARY_OP_ADD, a, b); }
static mp_obj_t difference(mp_obj_t a, mp_obj_t b) { return mp_binary_op(MP_BINARY_OP_SUBTRACT, a, b); }
static mp_obj_t product(mp_obj_t a, mp_obj_t b) { return mp_binary_op(MP_BINARY_OP_MULTIPLY, a, b); }

static bool is_small(const range* self) {
  return mp_obj_is_small_int(self->start) && mp_obj_is_small_int(self->stop) &&
         mp_obj_is_small_int(self->step);
}

static bool goes_up(mp_obj_t step) { return is_below(ZERO, step); }

static bool is_empty(const range* self) {
  return !(goes_up(self->step) ? is_below(self->start, self->stop) : is_below(self->stop, self->start));
}

/* ---- iterating ---- */

static mp_obj_t iterator_next(mp_obj_t self) { return language_range_next(self); }

MP_DEFINE_CONST_OBJ_TYPE(language_range_iterator_type, MP_QSTR_range_iterator, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
                         iter, iterator_next);

/* The same for other numbers: `start` is what comes next. */
static mp_obj_t long_iterator_next(mp_obj_t self_in) {
  range* self = MP_OBJ_TO_PTR(self_in);
  if (is_empty(self)) return MP_OBJ_STOP_ITERATION;
  const mp_obj_t result = self->start;
  self->start = sum(result, self->step);
  return result;
}

static MP_DEFINE_CONST_OBJ_TYPE(long_iterator_type, MP_QSTR_longrange_iterator, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
                                iter, long_iterator_next);

static mp_obj_t range_iter(mp_obj_t self_in, mp_obj_iter_buf_t* buffer) {
  const range* self = MP_OBJ_TO_PTR(self_in);
  _Static_assert(sizeof(language_range_iterator) <= sizeof(*buffer) && sizeof(range) <= sizeof(*buffer),
                 "an iterator that does not fit");
  if (is_small(self)) {
    /* Small ints have one bit less than mp_int_t: the sum of two always fits. */
    language_range_iterator* iterator = (language_range_iterator*)buffer;
    iterator->base.type = &language_range_iterator_type;
    iterator->next = MP_OBJ_SMALL_INT_VALUE(self->start);
    iterator->stop = MP_OBJ_SMALL_INT_VALUE(self->stop);
    iterator->step = MP_OBJ_SMALL_INT_VALUE(self->step);
  } else {
    range* iterator = (range*)buffer;
    *iterator = *self;
    iterator->base.type = &long_iterator_type;
  }
  return MP_OBJ_FROM_PTR(buffer);
}

/* ---- the range itself ---- */

/* How many numbers there are, as an int. */
static mp_obj_t length_of(const range* self) {
  if (is_small(self)) {
    const int64_t step = MP_OBJ_SMALL_INT_VALUE(self->step);
    const int64_t span = (int64_t)MP_OBJ_SMALL_INT_VALUE(self->stop) - MP_OBJ_SMALL_INT_VALUE(self->start);
    const int64_t length = (span + step - (step > 0 ? 1 : -1)) / step;
    if (length > MP_SMALL_INT_MAX) return mp_obj_new_int_from_ll(length);
    return MP_OBJ_NEW_SMALL_INT(length < 0 ? 0 : length);
  }
  if (is_empty(self)) return ZERO;
  const mp_obj_t last = goes_up(self->step) ? difference(self->stop, ONE) : sum(self->stop, ONE);
  return sum(mp_binary_op(MP_BINARY_OP_FLOOR_DIVIDE, difference(last, self->start), self->step), ONE);
}

static mp_obj_t item_at(const range* self, mp_obj_t index) {
  return sum(self->start, product(index, self->step));
}

static mp_obj_t number_of(mp_obj_t object) {
  if (mp_obj_is_small_int(object)) return object;
  const mp_obj_t index = mp_obj_index(object);
  if (index == MP_OBJ_NULL) mp_raise_TypeError_int_conversion(object);
  return index;
}

static range* new_range(mp_obj_t start, mp_obj_t stop, mp_obj_t step) {
  range* self = mp_obj_malloc(range, &mp_type_range);
  self->start = start;
  self->stop = stop;
  self->step = step;
  return self;
}

static mp_obj_t range_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw, const mp_obj_t* args) {
  mp_arg_check_num(n_args, n_kw, 1, 3, false);
  const mp_obj_t start = n_args == 1 ? ZERO : number_of(args[0]);
  const mp_obj_t stop = number_of(args[n_args > 1]);
  const mp_obj_t step = n_args < 3 ? ONE : number_of(args[2]);
  if (step == ZERO) mp_raise_ValueError(MP_ERROR_TEXT("range() arg 3 must not be zero"));
  return MP_OBJ_FROM_PTR(new_range(start, stop, step));
}

static void range_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  const range* self = MP_OBJ_TO_PTR(self_in);
  mp_print_str(print, "range(");
  mp_obj_print_helper(print, self->start, PRINT_REPR);
  mp_print_str(print, ", ");
  mp_obj_print_helper(print, self->stop, PRINT_REPR);
  if (self->step != ONE) {
    mp_print_str(print, ", ");
    mp_obj_print_helper(print, self->step, PRINT_REPR);
  }
  mp_print_str(print, ")");
}

/* What two ranges of the same numbers have in common: (length, first, step), None for what does not matter.
 */
static mp_obj_t essence_of(const range* self) {
  const mp_obj_t length = length_of(self);
  const mp_obj_t parts[] = {length, length == ZERO ? mp_const_none : self->start,
                            length == ZERO || length == ONE ? mp_const_none : self->step};
  return mp_obj_new_tuple(3, parts);
}

static mp_obj_t range_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
  const range* self = MP_OBJ_TO_PTR(self_in);
  if (op == MP_UNARY_OP_HASH) return mp_unary_op(op, essence_of(self));
  if (op != MP_UNARY_OP_BOOL && op != MP_UNARY_OP_LEN) return MP_OBJ_NULL;
  const mp_obj_t length = length_of(self);
  if (op == MP_UNARY_OP_BOOL) return mp_obj_new_bool(length != ZERO);
  if (!mp_obj_is_small_int(length))
    mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("cannot fit 'int' into an index-sized integer"));
  return length;
}

static bool is_number(mp_obj_t value) { return mp_obj_is_int(value) || mp_obj_is_bool(value); }

/* Where an int stands in the range; MP_OBJ_NULL when it does not. */
static mp_obj_t place_of(const range* self, mp_obj_t number) {
  const mp_obj_t distance = difference(number, self->start);
  if (mp_binary_op(MP_BINARY_OP_MODULO, distance, self->step) != ZERO) return MP_OBJ_NULL;
  const mp_obj_t place = mp_binary_op(MP_BINARY_OP_FLOOR_DIVIDE, distance, self->step);
  return is_below(place, ZERO) || !is_below(place, length_of(self)) ? MP_OBJ_NULL : place;
}

static mp_obj_t range_binary_op(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
  const range* self = MP_OBJ_TO_PTR(left);
  if (op == MP_BINARY_OP_CONTAINS && is_number(right))
    return mp_obj_new_bool(place_of(self, number_of(right)) != MP_OBJ_NULL);
  if (op != MP_BINARY_OP_EQUAL || !mp_obj_is_type(right, &mp_type_range)) return MP_OBJ_NULL;
  return mp_obj_new_bool(mp_obj_equal(essence_of(self), essence_of(MP_OBJ_TO_PTR(right))));
}

static mp_obj_t range_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
  const range* self = MP_OBJ_TO_PTR(self_in);
  if (value != MP_OBJ_SENTINEL) return MP_OBJ_NULL;
  if (mp_obj_is_type(index, &mp_type_slice)) {
    mp_bound_slice_t slice;
    mp_obj_slice_indices(index, MP_OBJ_SMALL_INT_VALUE(range_unary_op(MP_UNARY_OP_LEN, self_in)), &slice);
    return MP_OBJ_FROM_PTR(new_range(item_at(self, MP_OBJ_NEW_SMALL_INT(slice.start)),
                                     item_at(self, MP_OBJ_NEW_SMALL_INT(slice.stop)),
                                     product(MP_OBJ_NEW_SMALL_INT(slice.step), self->step)));
  }
  mp_obj_t place = mp_obj_index(index);
  if (place == MP_OBJ_NULL)
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q indices must be integers or slices, not %s"),
                      MP_QSTR_range, mp_obj_get_type_str(index));
  const mp_obj_t length = length_of(self);
  if (is_below(place, ZERO)) place = sum(place, length);
  if (is_below(place, ZERO) || !is_below(place, length))
    mp_raise_msg_varg(&mp_type_IndexError, MP_ERROR_TEXT("%q object index out of range"), MP_QSTR_range);
  return item_at(self, place);
}

/* For what is no int, as a list of the numbers would. */
static mp_obj_t count_by_comparing(mp_obj_t self, mp_obj_t value, bool is_first_enough) {
  mp_obj_iter_buf_t buffer;
  const mp_obj_t iterator = range_iter(self, &buffer);
  mp_int_t place = 0, count = 0;
  for (mp_obj_t item; (item = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION; place++) {
    if (!mp_obj_equal(item, value)) continue;
    if (is_first_enough) return mp_obj_new_int(place);
    count++;
  }
  return is_first_enough ? MP_OBJ_NULL : mp_obj_new_int(count);
}

static mp_obj_t range_index(mp_obj_t self_in, mp_obj_t value) {
  const mp_obj_t place = is_number(value) ? place_of(MP_OBJ_TO_PTR(self_in), number_of(value))
                                          : count_by_comparing(self_in, value, true);
  if (place != MP_OBJ_NULL) return place;
  vstr_t text;
  mp_print_t print;
  vstr_init_print(&text, 32, &print);
  mp_obj_print_helper(&print, value, PRINT_REPR);
  mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s is not in range"),
                    vstr_null_terminated_str(&text));
}
static MP_DEFINE_CONST_FUN_OBJ_2(range_index_obj, range_index);

static mp_obj_t range_count(mp_obj_t self_in, mp_obj_t value) {
  if (!is_number(value)) return count_by_comparing(self_in, value, false);
  return MP_OBJ_NEW_SMALL_INT(place_of(MP_OBJ_TO_PTR(self_in), number_of(value)) != MP_OBJ_NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_2(range_count_obj, range_count);

static void range_attr(mp_obj_t self_in, qstr name, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const range* self = MP_OBJ_TO_PTR(self_in);
  if (name == MP_QSTR_start) {
    dest[0] = self->start;
  } else if (name == MP_QSTR_stop) {
    dest[0] = self->stop;
  } else if (name == MP_QSTR_step) {
    dest[0] = self->step;
  } else {
    dest[1] = MP_OBJ_SENTINEL; /* a method */
  }
}

static const mp_rom_map_elem_t range_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&range_count_obj)},
    {MP_ROM_QSTR(MP_QSTR_index), MP_ROM_PTR(&range_index_obj)},
};
static MP_DEFINE_CONST_DICT(range_locals, range_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(mp_type_range, MP_QSTR_range, MP_TYPE_FLAG_NONE, make_new, range_make_new, print,
                         range_print, unary_op, range_unary_op, binary_op, range_binary_op, subscr,
                         range_subscr, iter, range_iter, attr, range_attr, locals_dict, &range_locals);
