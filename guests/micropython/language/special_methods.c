#include "special_methods.h"

#include "modules/collections.h"
#include "py/builtin.h"
#include "py/objtype.h"
#include "py/runtime.h"
#include "text/format.h"

/* Kinds of built-in types, one bit each. */
enum {
  NUMBER = 1,       /* int, bool, float */
  INTEGER = 2,      /* int, bool */
  SEQUENCE = 4,     /* list, tuple, range, str, bytes, bytearray, deque */
  JOINED = 8,       /* sequences that can be added to each other: all but range */
  CHANGED = 16,     /* sequences that can be changed */
  SET = 32,         /* set, frozenset */
  CHANGED_SET = 64, /* set */
  DICT = 128,
  TEXT = 256, /* str, bytes, bytearray: what % formats */
  CALLED = 512,
  ITERATED = 1024,
  ITERATOR = 2048,
};

static unsigned kinds_of(const mp_obj_type_t* type) {
  if (type == NULL || type == &mp_type_type || type == &mp_type_module || type == &mp_type_coroutine)
    return 0;
  unsigned kinds = 0;
  if (MP_OBJ_TYPE_HAS_SLOT(type, call)) kinds |= CALLED;
  if (MP_OBJ_TYPE_HAS_SLOT(type, iter)) {
    kinds |= ITERATED;
    if (type->flags & (MP_TYPE_FLAG_ITER_IS_ITERNEXT | MP_TYPE_FLAG_ITER_IS_CUSTOM)) kinds |= ITERATOR;
  }
  if (type == &mp_type_int || type == &mp_type_bool) return kinds | NUMBER | INTEGER;
  if (type == &mp_type_float) return kinds | NUMBER;
  if (type == &mp_type_set) return kinds | SET | CHANGED_SET;
  if (type == &mp_type_frozenset) return kinds | SET;
  if (type == &mp_type_range) return kinds | SEQUENCE;
  if (type == &mp_type_str || type == &mp_type_bytes) return kinds | SEQUENCE | JOINED | TEXT;
  if (type == &mp_type_bytearray) return kinds | SEQUENCE | JOINED | CHANGED | TEXT;
  if (type == &mp_type_list || type == &collections_deque_type) return kinds | SEQUENCE | JOINED | CHANGED;
  if (mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(type), MP_OBJ_FROM_PTR(&mp_type_tuple)))
    return kinds | SEQUENCE | JOINED;
  if (mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(type), MP_OBJ_FROM_PTR(&mp_type_dict))) return kinds | DICT;
  return kinds;
}

/* What has no operation of the core. */
static const struct {
  qstr_short_t name;
  uint16_t kinds;
} others[] = {
    {MP_QSTR___iter__, ITERATED},
    {MP_QSTR___next__, ITERATOR},
    {MP_QSTR___call__, CALLED},
    {MP_QSTR___getitem__, SEQUENCE | DICT},
    {MP_QSTR___setitem__, CHANGED | DICT},
    {MP_QSTR___delitem__, CHANGED | DICT},
};

typedef struct {
  mp_obj_base_t base;
  qstr name;
  const mp_obj_type_t* owner; /* the built-in class that it was taken from, or NULL when that was an object */
} special_method;

static const mp_obj_type_t special_method_type;

/* Of object: there is one of each, so that a class can be asked whether it has one of its own. */
static const special_method* find_of_object(qstr name) {
#define OF_OBJECT(name) {{&special_method_type}, name, &mp_type_object}
  static const special_method methods[] = {
      OF_OBJECT(MP_QSTR___str__),  OF_OBJECT(MP_QSTR___repr__), OF_OBJECT(MP_QSTR___format__),
      OF_OBJECT(MP_QSTR___hash__), OF_OBJECT(MP_QSTR___eq__),   OF_OBJECT(MP_QSTR___ne__),
      OF_OBJECT(MP_QSTR___lt__),   OF_OBJECT(MP_QSTR___le__),   OF_OBJECT(MP_QSTR___gt__),
      OF_OBJECT(MP_QSTR___ge__),
  };
#undef OF_OBJECT
  for (size_t i = 0; i < MP_ARRAY_SIZE(methods); i++) {
    if (name == methods[i].name) return &methods[i];
  }
  return NULL;
}

/* In the order of the operations, from | to **. */
static const uint16_t operands[] = {
    INTEGER | SET | DICT,
    INTEGER | SET,
    INTEGER | SET,
    INTEGER,
    INTEGER,
    NUMBER | JOINED,
    NUMBER | SET,
    NUMBER | JOINED,
    0,
    NUMBER,
    NUMBER,
    NUMBER | TEXT,
    NUMBER,
};

static mp_binary_op_t binary_operation(qstr name) {
  mp_binary_op_t operation = 0;
  while (operation < MP_BINARY_OP_NUM_RUNTIME && mp_binary_op_method_name[operation] != name) operation++;
  return operation;
}

static mp_unary_op_t unary_operation(qstr name) {
  mp_unary_op_t operation = 0;
  while (operation < MP_UNARY_OP_NUM_RUNTIME && mp_unary_op_method_name[operation] != name) operation++;
  return operation;
}

static bool is_of_object(qstr name) { return find_of_object(name) != NULL; }

static bool is_of_kinds(unsigned kinds, qstr name) {
  for (size_t i = 0; i < MP_ARRAY_SIZE(others); i++) {
    if (name == others[i].name) return (kinds & others[i].kinds) != 0;
  }
  switch (unary_operation(name)) {
    case MP_UNARY_OP_POSITIVE:
    case MP_UNARY_OP_NEGATIVE:
    case MP_UNARY_OP_ABS:
    case MP_UNARY_OP_BOOL:
    case MP_UNARY_OP_INT_MAYBE:
    case MP_UNARY_OP_FLOAT_MAYBE:
      return (kinds & NUMBER) != 0;
    case MP_UNARY_OP_INVERT:
    case MP_UNARY_OP_INDEX_MAYBE:
      return (kinds & INTEGER) != 0;
    case MP_UNARY_OP_LEN:
      return (kinds & (SEQUENCE | DICT | SET)) != 0;
    default:
      break;
  }
  mp_binary_op_t operation = binary_operation(name);
  if (operation == MP_BINARY_OP_NUM_RUNTIME) return false;
  if (operation == MP_BINARY_OP_CONTAINS) return (kinds & (SEQUENCE | DICT | SET)) != 0;
  if (operation >= MP_BINARY_OP_OR && operation <= MP_BINARY_OP_POWER)
    return (kinds & operands[operation - MP_BINARY_OP_OR]) != 0;
  if (operation >= MP_BINARY_OP_REVERSE_OR && operation <= MP_BINARY_OP_REVERSE_POWER)
    return (kinds & operands[operation - MP_BINARY_OP_REVERSE_OR] &
            (NUMBER | INTEGER | SET | DICT | (operation == MP_BINARY_OP_REVERSE_MULTIPLY ? JOINED : 0))) != 0;
  if (operation >= MP_BINARY_OP_INPLACE_OR && operation <= MP_BINARY_OP_INPLACE_POWER) {
    unsigned changed = kinds & (CHANGED | CHANGED_SET | (operation == MP_BINARY_OP_INPLACE_OR ? DICT : 0));
    return changed != 0 && (kinds & operands[operation - MP_BINARY_OP_INPLACE_OR]) != 0;
  }
  return operation == MP_BINARY_OP_DIVMOD && (kinds & NUMBER) != 0;
}

bool language_has_special_method(mp_obj_t object, qstr name) {
  const bool is_class = mp_obj_is_type(object, &mp_type_type);
  const bool sets = name == MP_QSTR___setattr__ || name == MP_QSTR___delattr__;
  if (sets && !is_class && mp_obj_is_instance_type(mp_obj_get_type(object))) return true;
  if (is_of_object(name) || name == MP_QSTR___init__ || name == MP_QSTR___new__ || name == MP_QSTR___dir__)
    return true;
  if (is_class && (name == MP_QSTR___call__ || name == MP_QSTR___or__)) return true;
  return is_of_kinds(
      kinds_of(mp_obj_type_native_base(is_class ? MP_OBJ_TO_PTR(object) : mp_obj_get_type(object))), name);
}

/* ---- what is called ---- */

static mp_obj_t text_of(mp_obj_t object, mp_print_kind_t kind) {
  vstr_t text;
  mp_print_t print;
  vstr_init_print(&text, 16, &print);
  mp_obj_print_helper(&print, object, kind);
  return mp_obj_new_str_from_vstr(&text);
}

/* The methods of object itself, for an instance that holds nothing of a built-in type. */
static mp_obj_t call_of_object(qstr name, size_t count, const mp_obj_t* args) {
  mp_obj_t self = args[0];
  switch (name) {
    case MP_QSTR___eq__:
      return self == args[1] ? mp_const_true : mp_const_notimplemented;
    case MP_QSTR___ne__: {
      mp_obj_t equal[3] = {MP_OBJ_NULL, MP_OBJ_NULL, args[1]};
      mp_obj_load_special(self, MP_QSTR___eq__, equal);
      if (equal[0] == MP_OBJ_NULL) return self == args[1] ? mp_const_false : mp_const_notimplemented;
      const mp_obj_t result = mp_call_method_n_kw(1, 0, equal);
      return result == mp_const_notimplemented ? result : mp_obj_new_bool(!mp_obj_is_true(result));
    }
    case MP_QSTR___hash__:
      return MP_OBJ_NEW_SMALL_INT((mp_uint_t)self);
    case MP_QSTR___repr__: {
      vstr_t text;
      mp_print_t print;
      vstr_init_print(&text, 32, &print);
      mp_obj_instance_print_plainly(&print, self);
      return mp_obj_new_str_from_vstr(&text);
    }
    case MP_QSTR___str__:
      return text_of(self, PRINT_REPR);
    case MP_QSTR___format__:
      if (!mp_obj_is_true(args[1])) return text_of(self, PRINT_STR);
      mp_raise_msg_varg(&mp_type_TypeError,
                        MP_ERROR_TEXT("unsupported format string passed to %s.__format__"),
                        mp_obj_get_type_str(self));
    default:
      return mp_const_notimplemented;
  }
}

static mp_obj_t call_unary(mp_unary_op_t operation, mp_obj_t self) {
  switch (operation) {
    case MP_UNARY_OP_LEN:
      return mp_obj_len(self);
    case MP_UNARY_OP_BOOL:
      return mp_obj_new_bool(mp_obj_is_true(self));
    case MP_UNARY_OP_INT_MAYBE:
      return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_int), self);
    case MP_UNARY_OP_FLOAT_MAYBE:
      return mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_float), self);
    default:
      return mp_unary_op(operation, self);
  }
}

static mp_obj_t call_binary(mp_binary_op_t operation, mp_obj_t self, mp_obj_t other) {
  mp_obj_t native = mp_obj_native_value(other);
  if (operation == MP_BINARY_OP_CONTAINS) return mp_binary_op(MP_BINARY_OP_IN, other, self);
  if (native != MP_OBJ_NULL) other = native;
  /* What the type does not know is a matter of the other one, as for an int and a float. */
  const unsigned kinds = kinds_of(mp_obj_get_type(self)), other_kinds = kinds_of(mp_obj_get_type(other));
  if ((kinds & NUMBER && !(other_kinds & NUMBER)) || (kinds & INTEGER && !(other_kinds & INTEGER)) ||
      (kinds & SET && !(other_kinds & SET))) {
    return mp_const_notimplemented;
  }
  if (operation >= MP_BINARY_OP_REVERSE_OR)
    return mp_binary_op(operation - MP_BINARY_OP_REVERSE_OR + MP_BINARY_OP_OR, other, self);
  mp_obj_t result = mp_binary_op(operation, self, other);
  const bool is_equality = operation == MP_BINARY_OP_EQUAL || operation == MP_BINARY_OP_NOT_EQUAL;
  if (is_equality && result == mp_obj_new_bool(operation == MP_BINARY_OP_NOT_EQUAL) &&
      mp_obj_get_type(self) != mp_obj_get_type(other)) {
    return mp_const_notimplemented;
  }
  return result;
}

static bool derives(const mp_obj_type_t* type, const mp_obj_type_t* base) {
  return mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(type), MP_OBJ_FROM_PTR(base));
}

static mp_obj_t special_method_call(mp_obj_t method_in, size_t count, size_t keywords, const mp_obj_t* args) {
  const special_method* method = MP_OBJ_TO_PTR(method_in);
  const qstr name = method->name;
  if (count == 0)
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("descriptor '%q' needs an argument"), name);
  mp_obj_t self = args[0];
  const mp_obj_type_t* native_base = mp_obj_type_native_base(mp_obj_get_type(self));
  /* object.__repr__ does not ask what it is called for */
  const bool is_of_object_only = method->owner == &mp_type_object;
  if (mp_obj_is_instance_type(mp_obj_get_type(self)) && !is_of_object_only) {
    mp_obj_t native =
        native_base == NULL ? MP_OBJ_NULL : mp_obj_cast_to_native_base(self, MP_OBJ_FROM_PTR(native_base));
    if (native != MP_OBJ_NULL) self = native;
  }
  const bool is_plain = mp_obj_is_instance_type(mp_obj_get_type(self)) ||
                        mp_obj_is_type(self, &mp_type_type) || is_of_object_only;
  const bool is_owned =
      method->owner == NULL || is_of_object_only ||
      mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(self)), MP_OBJ_FROM_PTR(method->owner));
  const bool has_it = is_plain ? is_of_object(name) || name == MP_QSTR___call__ || name == MP_QSTR___or__
                               : language_has_special_method(self, name);
  if (!is_owned || !has_it) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("descriptor '%q' doesn't apply to a '%s' object"),
                      name, mp_obj_get_type_str(self));
  }
  if (name == MP_QSTR___call__) return mp_call_function_n_kw(self, count - 1, keywords, args + 1);
  const mp_unary_op_t unary = unary_operation(name);
  const bool takes_none = unary != MP_UNARY_OP_NUM_RUNTIME || name == MP_QSTR___repr__ ||
                          name == MP_QSTR___str__ || name == MP_QSTR___iter__ || name == MP_QSTR___next__;
  const size_t expected = takes_none ? 1 : name == MP_QSTR___setitem__ ? 3 : 2;
  mp_arg_check_num(count, keywords, expected, expected, false);
  if (is_plain && is_of_object(name)) return call_of_object(name, count, args);
  switch (name) {
    case MP_QSTR___getitem__:
      return mp_obj_subscr(self, args[1], MP_OBJ_SENTINEL);
    case MP_QSTR___setitem__:
    case MP_QSTR___delitem__:
      mp_obj_subscr(self, args[1], name == MP_QSTR___setitem__ ? args[2] : MP_OBJ_NULL);
      return mp_const_none;
    case MP_QSTR___iter__:
      return mp_getiter(self, NULL);
    case MP_QSTR___repr__: {
      if (self == args[0]) return text_of(self, PRINT_REPR);
      vstr_t text; /* with the name of the derived class */
      mp_print_t print;
      vstr_init_print(&text, 32, &print);
      if (mp_obj_is_exception_instance(self)) {
        mp_print_str(&print, mp_obj_get_type_str(args[0]));
        mp_obj_print_helper(&print, self, PRINT_REPR | PRINT_EXC_SUBCLASS);
      } else {
        mp_obj_instance_print_derived(&print, MP_OBJ_TO_PTR(args[0]), PRINT_REPR);
      }
      return mp_obj_new_str_from_vstr(&text);
    }
    case MP_QSTR___str__:
      if (method->owner != NULL && mp_obj_is_exception_instance(self) &&
          !derives(method->owner, &mp_type_KeyError) && derives(mp_obj_get_type(self), &mp_type_KeyError)) {
        /* KeyError has a __str__ of its own, which shows its argument as repr() */
        const mp_obj_t arguments = mp_load_attr(self, MP_QSTR_args);
        if (mp_obj_len(arguments) == MP_OBJ_NEW_SMALL_INT(1))
          return text_of(mp_obj_exception_get_value(self), PRINT_STR);
      }
      return text_of(self, PRINT_STR);
    case MP_QSTR___format__:
      return mp_call_function_2(MP_OBJ_FROM_PTR(&text_builtin_format_obj), self, args[1]);
    default:
      break;
  }
  if (unary != MP_UNARY_OP_NUM_RUNTIME) return call_unary(unary, self);
  const mp_binary_op_t operation = binary_operation(name);
  mp_obj_t result = call_binary(operation, self, args[1]);
  const bool is_in_place = operation >= MP_BINARY_OP_INPLACE_OR && operation <= MP_BINARY_OP_INPLACE_POWER;
  return is_in_place && result == self ? args[0] : result; /* changed in place, and still of its class */
}

static void special_method_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  mp_printf(print, "<slot wrapper '%q'>", ((special_method*)MP_OBJ_TO_PTR(self))->name);
}

static void special_method_attr(mp_obj_t self, qstr attr, mp_obj_t* dest) {
  if (dest[0] == MP_OBJ_NULL && (attr == MP_QSTR___name__ || attr == MP_QSTR___qualname__))
    dest[0] = MP_OBJ_NEW_QSTR(((special_method*)MP_OBJ_TO_PTR(self))->name);
}

static MP_DEFINE_CONST_OBJ_TYPE(special_method_type, MP_QSTR_wrapper_descriptor, MP_TYPE_FLAG_BINDS_SELF,
                                print, special_method_print, call, special_method_call, attr,
                                special_method_attr);

void language_load_special_method(mp_obj_t object, qstr name, mp_obj_t* dest) {
  const char* text = qstr_str(name);
  if (text[0] != '_' || text[1] != '_') return;
  mp_obj_t self = object;
  if (mp_obj_is_type(object, &mp_type_super)) self = mp_obj_super_object(object);
  const bool is_class = mp_obj_is_type(self, &mp_type_type);
  const mp_obj_t of_object = mp_obj_type_own_member(&mp_type_object, name);
  if (of_object != MP_OBJ_NULL && mp_obj_is_instance_type(mp_obj_get_type(self))) {
    mp_convert_member_lookup(self, &mp_type_object, of_object, dest);
    return;
  }
  if (!language_has_special_method(self, name) || name == MP_QSTR___init__ || name == MP_QSTR___new__ ||
      name == MP_QSTR___dir__ || name == MP_QSTR___next__)
    return;
  const mp_obj_type_t* type = mp_obj_type_native_base(is_class ? MP_OBJ_TO_PTR(self) : mp_obj_get_type(self));
  if (name == MP_QSTR___hash__ && (kinds_of(type) & (CHANGED | CHANGED_SET | DICT)) != 0) {
    dest[0] = mp_const_none;
    return;
  }
  const bool is_of_class = is_class && self == object && name != MP_QSTR___call__;
  const mp_obj_type_t* owner = NULL;
  if (is_of_class) {
    const mp_obj_type_t* class = MP_OBJ_TO_PTR(self);
    owner = mp_obj_is_native_type(class) ? class : type;
  }
  if (is_of_class && (owner == NULL || owner == &mp_type_object) && is_of_object(name)) {
    dest[0] = MP_OBJ_FROM_PTR(find_of_object(name));
    return;
  }
  special_method* method = mp_obj_malloc(special_method, &special_method_type);
  method->name = name;
  method->owner = owner;
  dest[0] = MP_OBJ_FROM_PTR(method);
  dest[1] = is_of_class ? MP_OBJ_NULL : self;
}
