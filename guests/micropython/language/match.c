#include "match.h"

#include "py/builtin.h"
#include "py/objlist.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"

typedef struct {
  const mp_obj_t* at; /* the next word of the program */
  const mp_obj_t* values;
  size_t captures_count;
  mp_obj_tuple_t* captures; /* NULL until there is one */
} matching;

static bool matches(matching* self, mp_obj_t subject);

static mp_int_t next_number(matching* self) { return MP_OBJ_SMALL_INT_VALUE(*self->at++); }

static void capture(matching* self, mp_int_t place, mp_obj_t value) {
  if (place < 0) return;
  if (self->captures == NULL) self->captures = MP_OBJ_TO_PTR(mp_obj_new_tuple(self->captures_count, NULL));
  self->captures->items[place] = value;
}

static bool is_instance(mp_obj_t object, mp_obj_t class_) {
  return MP_OBJ_FROM_PTR(mp_obj_get_type(object)) == class_ ||
         mp_call_function_2(MP_OBJ_FROM_PTR(&mp_builtin_isinstance_obj), object, class_) == mp_const_true;
}

static bool derives_from(mp_obj_t object, const mp_obj_type_t* const* types, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(object)), MP_OBJ_FROM_PTR(types[i])))
      return true;
  }
  return false;
}

/* An instance of a class of collections.abc, which is none as long as nobody imported that. */
static bool is_abstract(mp_obj_t object, qstr name) {
  static const char module_name[] = "collections.abc";
  const qstr module = qstr_find_strn(module_name, sizeof module_name - 1);
  if (module == MP_QSTRnull || mp_obj_is_small_int(object)) return false;
  const mp_map_elem_t* loaded =
      mp_map_lookup(&MP_STATE_VM(mp_loaded_modules_dict).map, MP_OBJ_NEW_QSTR(module), MP_MAP_LOOKUP);
  return loaded != NULL && is_instance(object, mp_load_attr(loaded->value, name));
}

static bool is_sequence(mp_obj_t object) {
  static const mp_obj_type_t* const sequences[] = {&mp_type_list, &mp_type_tuple, &mp_type_range,
                                                   &mp_type_array, &mp_type_memoryview};
  static const mp_obj_type_t* const texts[] = {&mp_type_str, &mp_type_bytes, &mp_type_bytearray};
  if (derives_from(object, sequences, MP_ARRAY_SIZE(sequences))) return true;
  if (derives_from(object, texts, MP_ARRAY_SIZE(texts))) return false;
  return mp_obj_get_type(object)->name == MP_QSTR_deque || is_abstract(object, MP_QSTR_Sequence);
}

/* Looked up each time: comparing items runs code of the program, which may change the sequence. */
static mp_obj_t item_of(mp_obj_t sequence, size_t i) {
  if (mp_obj_is_type(sequence, &mp_type_tuple)) return ((mp_obj_tuple_t*)MP_OBJ_TO_PTR(sequence))->items[i];
  return mp_obj_subscr(sequence, MP_OBJ_NEW_SMALL_INT(i), MP_OBJ_SENTINEL);
}

static bool matches_sequence(matching* self, mp_obj_t subject) {
  const size_t count = next_number(self);
  const mp_int_t star = next_number(self);
  const mp_int_t star_place = next_number(self);
  if (!is_sequence(subject)) return false;
  const size_t length = MP_OBJ_SMALL_INT_VALUE(mp_obj_len(subject));
  const size_t fixed = star < 0 ? count : count - 1;
  if (star < 0 ? length != fixed : length < fixed) return false;
  for (size_t i = 0; i < fixed; i++) {
    const bool is_behind = star >= 0 && i >= (size_t)star;
    if (!matches(self, item_of(subject, is_behind ? length - fixed + i : i))) return false;
  }
  if (star_place >= 0) {
    const mp_obj_t rest = mp_obj_new_list(0, NULL);
    for (size_t i = star; i < length - fixed + star; i++) mp_obj_list_append(rest, item_of(subject, i));
    capture(self, star_place, rest);
  }
  return true;
}

/* MP_OBJ_NULL when the key is not there. Never asks __missing__. */
static mp_obj_t value_of(mp_obj_t mapping, mp_obj_t key) {
  if (mp_obj_is_type(mapping, &mp_type_dict)) {
    const mp_map_elem_t* element = mp_map_lookup(mp_obj_dict_get_map(mapping), key, MP_MAP_LOOKUP);
    return element == NULL ? MP_OBJ_NULL : element->value;
  }
  const mp_obj_t nothing = MP_OBJ_FROM_PTR(&language_match_obj);
  mp_obj_t call[4];
  mp_load_method(mapping, MP_QSTR_get, call);
  call[2] = key;
  call[3] = nothing;
  const mp_obj_t value = mp_call_method_n_kw(2, 0, call);
  return value == nothing ? MP_OBJ_NULL : value;
}

static mp_obj_t next_key(matching* self, const mp_obj_t** keys) {
  const bool is_value = *(*keys)++ == MP_OBJ_NEW_SMALL_INT(LANGUAGE_MATCH_VALUE);
  const mp_obj_t operand = *(*keys)++;
  return is_value ? self->values[MP_OBJ_SMALL_INT_VALUE(operand)] : operand;
}

static bool matches_mapping(matching* self, mp_obj_t subject) {
  static const mp_obj_type_t* const dicts[] = {&mp_type_dict};
  const size_t count = next_number(self);
  const mp_int_t rest_place = next_number(self);
  if (!derives_from(subject, dicts, 1) && !is_abstract(subject, MP_QSTR_Mapping)) return false;
  const mp_obj_t* const first_key = self->at;
  const mp_obj_t* keys = first_key;
  self->at += 2 * count;
  for (size_t i = 0; i < count; i++) {
    const mp_obj_t value = value_of(subject, next_key(self, &keys));
    if (value == MP_OBJ_NULL || !matches(self, value)) return false;
  }
  if (rest_place >= 0) {
    const mp_obj_t rest = mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_dict), subject);
    keys = first_key;
    for (size_t i = 0; i < count; i++) {
      mp_map_lookup(mp_obj_dict_get_map(rest), next_key(self, &keys), MP_MAP_LOOKUP_REMOVE_IF_FOUND);
    }
    capture(self, rest_place, rest);
  }
  return true;
}

/* int(x) and its kind: the one positional pattern is for the object itself. */
static bool stands_for_itself(mp_obj_t class_) {
  static const mp_obj_type_t* const types[] = {
      &mp_type_int,  &mp_type_str,   &mp_type_float, &mp_type_list,      &mp_type_tuple,     &mp_type_dict,
      &mp_type_bool, &mp_type_bytes, &mp_type_set,   &mp_type_frozenset, &mp_type_bytearray,
  };
  for (size_t i = 0; i < MP_ARRAY_SIZE(types); i++) {
    if (mp_obj_is_subclass_fast(class_, MP_OBJ_FROM_PTR(types[i]))) return true;
  }
  return false;
}

static mp_obj_t attribute_of(mp_obj_t object, qstr name) {
  mp_obj_t found[2];
  mp_load_method_protected(object, name, found, false);
  if (found[0] == MP_OBJ_NULL || found[1] == MP_OBJ_NULL) return found[0];
  return mp_obj_new_bound_meth(found[0], found[1]);
}

static bool is_tuple(mp_obj_t object) {
  return mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(object)), MP_OBJ_FROM_PTR(&mp_type_tuple));
}

static bool matches_class(matching* self, mp_obj_t subject) {
  const mp_obj_t class_ = self->values[next_number(self)];
  const size_t positional = next_number(self);
  const size_t named = next_number(self);
  const mp_obj_t* const names = self->at;
  self->at += named;
  if (!mp_obj_is_type(class_, &mp_type_type)) {
    mp_raise_TypeError(MP_ERROR_TEXT("called match pattern must be a class"));
  }
  if (!is_instance(subject, class_)) return false;
  size_t allowed = 0;
  mp_obj_t* attributes = NULL; /* of the positional ones; none for int(x) and its kind */
  if (positional > 0) {
    const qstr class_name = ((mp_obj_type_t*)MP_OBJ_TO_PTR(class_))->name;
    const mp_obj_t match_args = attribute_of(class_, MP_QSTR___match_args__);
    if (match_args == MP_OBJ_NULL) {
      allowed = stands_for_itself(class_) ? 1 : 0;
    } else if (!is_tuple(match_args)) {
      mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%q.__match_args__ must be a tuple (got %s)"),
                        class_name, mp_obj_get_type_str(match_args));
    } else {
      mp_obj_tuple_get(match_args, &allowed, &attributes);
    }
    if (positional > allowed) {
      mp_raise_msg_varg(&mp_type_TypeError,
                        MP_ERROR_TEXT("%q() accepts %d positional sub-pattern%s (%d given)"), class_name,
                        (int)allowed, allowed == 1 ? "" : "s", (int)positional);
    }
    for (size_t i = 0; i < positional && attributes != NULL; i++) {
      if (!mp_obj_is_str(attributes[i])) {
        mp_raise_msg_varg(&mp_type_TypeError,
                          MP_ERROR_TEXT("__match_args__ elements must be strings (got %s)"),
                          mp_obj_get_type_str(attributes[i]));
      }
      for (size_t j = 0; j < i; j++) {
        if (mp_obj_equal(attributes[i], attributes[j])) {
          mp_raise_msg_varg(&mp_type_TypeError,
                            MP_ERROR_TEXT("%q() got multiple sub-patterns for attribute '%s'"), class_name,
                            mp_obj_str_get_str(attributes[i]));
        }
      }
      for (size_t j = 0; j < named; j++) {
        if (mp_obj_equal(attributes[i], names[j])) {
          mp_raise_msg_varg(&mp_type_TypeError,
                            MP_ERROR_TEXT("%q() got multiple sub-patterns for attribute '%q'"), class_name,
                            MP_OBJ_QSTR_VALUE(names[j]));
        }
      }
    }
  }
  for (size_t i = 0; i < positional + named; i++) {
    mp_obj_t value = subject;
    if (i >= positional || attributes != NULL) {
      value =
          attribute_of(subject, mp_obj_str_get_qstr(i < positional ? attributes[i] : names[i - positional]));
    }
    if (value == MP_OBJ_NULL || !matches(self, value)) return false;
  }
  return true;
}

static bool matches_or(matching* self, mp_obj_t subject) {
  bool is_found = false;
  for (size_t left = next_number(self); left > 0; left--) {
    const mp_int_t length = next_number(self);
    const mp_obj_t* const end = self->at + length;
    is_found = is_found || matches(self, subject);
    self->at = end;
  }
  return is_found;
}

static bool equals(mp_obj_t subject, mp_obj_t value) {
  return mp_obj_is_true(mp_binary_op(MP_BINARY_OP_EQUAL, subject, value));
}

/* Runs the pattern at self->at. Leaves self->at behind it when the subject matches, and somewhere when not.
 */
static bool matches(matching* self, mp_obj_t subject) {
  mp_cstack_check();
  switch (next_number(self)) {
    case LANGUAGE_MATCH_CAPTURE:
      capture(self, next_number(self), subject);
      return true;
    case LANGUAGE_MATCH_AS:
      if (!matches(self, subject)) return false;
      capture(self, next_number(self), subject);
      return true;
    case LANGUAGE_MATCH_IS:
      return *self->at++ == subject;
    case LANGUAGE_MATCH_EQUAL:
      return equals(subject, *self->at++);
    case LANGUAGE_MATCH_VALUE:
      return equals(subject, self->values[next_number(self)]);
    case LANGUAGE_MATCH_OR:
      return matches_or(self, subject);
    case LANGUAGE_MATCH_SEQUENCE:
      return matches_sequence(self, subject);
    case LANGUAGE_MATCH_MAPPING:
      return matches_mapping(self, subject);
    default:
      return matches_class(self, subject);
  }
}

static mp_obj_t language_match(size_t count, const mp_obj_t* arguments) {
  const mp_obj_tuple_t* program = MP_OBJ_TO_PTR(arguments[count - 1]);
  matching self = {
      .at = program->items + 1,
      .values = arguments + 1,
      .captures_count = MP_OBJ_SMALL_INT_VALUE(program->items[0]),
      .captures = NULL,
  };
  if (!matches(&self, arguments[0])) return mp_const_false;
  return self.captures_count == 0 ? mp_const_true : MP_OBJ_FROM_PTR(self.captures);
}
MP_DEFINE_CONST_FUN_OBJ_VAR(language_match_obj, 2, language_match);
