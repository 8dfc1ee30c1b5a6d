#include "classes.h"

#include <string.h>

#include "py/builtin.h"
#include "py/objfun.h"
#include "py/objmodule.h"
#include "py/objtype.h"
#include "py/runtime.h"

/* Classes that no object has as its type. */
static MP_DEFINE_CONST_OBJ_TYPE(builtin_type, MP_QSTR_builtin_function_or_method, MP_TYPE_FLAG_NONE);

static bool is_builtin(mp_const_obj_t function) {
  return (mp_obj_get_type(function)->flags & MP_TYPE_FLAG_BUILTIN_FUN) != 0;
}

const mp_obj_type_t* language_class_of(mp_const_obj_t object) {
  const mp_obj_type_t* type = mp_obj_get_type(object);
  if (type == &mp_type_closure || type == &mp_type_gen_wrap) return &mp_type_fun_bc;
  if (type->flags & MP_TYPE_FLAG_BUILTIN_FUN) return &builtin_type;
  if (type == &mp_type_bound_meth && is_builtin(mp_obj_bound_meth_function(object))) return &builtin_type;
  if (type == &mp_type_dict_view) return mp_obj_dict_view_class(object);
  return type;
}

static bool is_or_wraps(mp_const_obj_t found, mp_const_obj_t value) {
  if (mp_obj_is_type(found, &mp_type_classmethod) || mp_obj_is_type(found, &mp_type_staticmethod)) {
    found = ((const mp_obj_static_class_method_t*)MP_OBJ_TO_PTR(found))->fun;
  }
  return found == value;
}

static qstr name_in(const mp_map_t* map, mp_const_obj_t value) {
  for (size_t i = 0; i < map->alloc; i++) {
    if (mp_map_slot_is_filled(map, i) && is_or_wraps(map->table[i].value, value)) {
      return mp_obj_str_get_qstr(map->table[i].key);
    }
  }
  return MP_QSTRnull;
}

static qstr name_in_class(const mp_obj_type_t* type, mp_const_obj_t value) {
  return MP_OBJ_TYPE_HAS_SLOT(type, locals_dict)
             ? name_in(&MP_OBJ_TYPE_GET_SLOT(type, locals_dict)->map, value)
             : MP_QSTRnull;
}

static qstr name_in_modules(const mp_map_t* modules, mp_const_obj_t value) {
  for (size_t i = 0; i < modules->alloc; i++) {
    const qstr name = name_in(&mp_obj_module_get_globals(modules->table[i].value)->map, value);
    if (name != MP_QSTRnull) return name;
  }
  return MP_QSTRnull;
}

qstr language_builtin_name(mp_const_obj_t function, const mp_obj_type_t* owner) {
  const mp_map_t* builtins = &mp_module_builtins_globals.map;
  qstr name = owner == NULL ? MP_QSTRnull : name_in_class(owner, function);
  if (name == MP_QSTRnull) name = name_in(builtins, function);
  if (name == MP_QSTRnull) name = name_in_modules(&mp_builtin_module_map, function);
  if (name == MP_QSTRnull) name = name_in_modules(&mp_builtin_extensible_module_map, function);
  for (size_t i = 0; i < builtins->alloc && name == MP_QSTRnull; i++) {
    if (mp_obj_is_type(builtins->table[i].value, &mp_type_type)) {
      name = name_in_class(MP_OBJ_TO_PTR(builtins->table[i].value), function);
    }
  }
  return name;
}

static qstr shown_name(mp_const_obj_t function, const mp_obj_type_t* owner) {
  const qstr name = language_builtin_name(function, owner);
  return name == MP_QSTRnull ? MP_QSTR__question_ : name;
}

/* ---- functions ---- */

void language_builtin_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  mp_printf(print, "<built-in function %q>", shown_name(self, NULL));
}

static void load_name(mp_obj_t function, const mp_obj_type_t* owner, qstr attr, mp_obj_t* dest) {
  const qstr name = language_builtin_name(function, owner);
  if (name == MP_QSTRnull) return;
  if (attr == MP_QSTR___qualname__ && owner != NULL) {
    vstr_t text;
    vstr_init(&text, 32);
    vstr_add_str(&text, qstr_str(owner->name));
    vstr_add_byte(&text, '.');
    vstr_add_str(&text, qstr_str(name));
    dest[0] = mp_obj_new_str_from_vstr(&text);
  } else if (attr == MP_QSTR___name__ || attr == MP_QSTR___qualname__) {
    dest[0] = MP_OBJ_NEW_QSTR(name);
  }
}

void language_builtin_attr(mp_obj_t self, qstr attr, mp_obj_t* dest) {
  if (dest[0] == MP_OBJ_NULL) load_name(self, NULL, attr, dest);
}

/* ---- methods ---- */

void language_method_print(const mp_print_t* print, mp_obj_t self, mp_obj_t function) {
  mp_cstack_check();
  if (is_builtin(function)) {
    mp_printf(print, "<built-in method %q of %s object at 0x%p>", shown_name(function, mp_obj_get_type(self)),
              mp_obj_get_type_str(self), MP_OBJ_TO_PTR(self));
    return;
  }
  mp_obj_t name[2];
  mp_load_method_protected(function, MP_QSTR___qualname__, name, false);
  mp_print_str(print, "<bound method ");
  if (name[0] == MP_OBJ_NULL) {
    mp_print_str(print, "?");
  } else {
    mp_obj_print_helper(print, name[0], PRINT_STR);
  }
  mp_print_str(print, " of ");
  mp_obj_print_helper(print, self, PRINT_REPR);
  mp_print_str(print, ">");
}

void language_method_attr(mp_obj_t self, mp_obj_t function, qstr attr, mp_obj_t* dest) {
  mp_cstack_check(); /* the function may be a method as well */
  if (attr == MP_QSTR___self__) {
    dest[0] = self;
  } else if (is_builtin(function)) {
    load_name(function, mp_obj_get_type(self), attr, dest);
  } else if (attr == MP_QSTR___func__) {
    dest[0] = function;
  }
}

void language_descriptor_print(const mp_print_t* print, const mp_obj_type_t* type, mp_obj_t function) {
  mp_printf(print, "<method '%q' of '%q' objects>", shown_name(function, type), (qstr)type->name);
}

void language_descriptor_attr(const mp_obj_type_t* type, mp_obj_t function, qstr attr, mp_obj_t* dest) {
  if (attr == MP_QSTR___objclass__) {
    dest[0] = MP_OBJ_FROM_PTR(type);
  } else {
    load_name(function, type, attr, dest);
  }
}

/* ---- classes ---- */

qstr language_class_name(const mp_obj_type_t* type) {
  const char* dot = strrchr(qstr_str(type->name), '.');
  return dot == NULL ? type->name : qstr_from_str(dot + 1);
}

qstr language_class_module(const mp_obj_type_t* type) {
  const char* text = qstr_str(type->name);
  const char* dot = strrchr(text, '.');
  return dot == NULL ? MP_QSTR_builtins : qstr_from_strn(text, (size_t)(dot - text));
}
