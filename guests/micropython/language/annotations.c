#include "annotations.h"

#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"

/* Both are an origin and a tuple; a union has no origin. */
typedef struct {
  mp_obj_base_t base;
  mp_obj_t origin;
  mp_obj_t args;
} annotation_obj;

static mp_obj_t new_annotation(const mp_obj_type_t* type, mp_obj_t origin, mp_obj_t args) {
  annotation_obj* a = mp_obj_malloc(annotation_obj, type);
  a->origin = origin;
  a->args = args;
  return MP_OBJ_FROM_PTR(a);
}

static void print_part(const mp_print_t* print, mp_obj_t part) {
  if (part == MP_OBJ_FROM_PTR(&mp_type_NoneType) || part == mp_const_none) {
    mp_print_str(print, "None");
  } else if (part == MP_OBJ_FROM_PTR(&mp_const_ellipsis_obj)) {
    mp_print_str(print, "...");
  } else if (mp_obj_is_type(part, &mp_type_type)) {
    mp_obj_type_print_name(print, MP_OBJ_TO_PTR(part));
  } else {
    mp_obj_print_helper(print, part, PRINT_REPR);
  }
}

static void annotation_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  const annotation_obj* a = MP_OBJ_TO_PTR(self);
  const bool is_union = a->base.type == &language_type_union;
  size_t count;
  mp_obj_t* items;
  mp_obj_tuple_get(a->args, &count, &items);
  if (!is_union) {
    print_part(print, a->origin);
    mp_print_str(print, "[");
  }
  for (size_t i = 0; i < count; i++) {
    if (i > 0) mp_print_str(print, is_union ? " | " : ", ");
    print_part(print, items[i]);
  }
  if (count == 0) mp_print_str(print, "()");
  if (!is_union) mp_print_str(print, "]");
}

static mp_obj_t annotation_binary_op(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
  if (op == MP_BINARY_OP_OR) return language_new_union(left, right);
  if (op == MP_BINARY_OP_REVERSE_OR) return language_new_union(right, left);
  if (op != MP_BINARY_OP_EQUAL || mp_obj_get_type(left) != mp_obj_get_type(right)) return MP_OBJ_NULL;
  const annotation_obj* a = MP_OBJ_TO_PTR(left);
  const annotation_obj* b = MP_OBJ_TO_PTR(right);
  if (mp_obj_get_type(left) == &language_type_union) { /* without an order */
    const mp_obj_t sets[2] = {mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_frozenset), a->args),
                              mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_frozenset), b->args)};
    return mp_obj_new_bool(mp_obj_equal(sets[0], sets[1]));
  }
  return mp_obj_new_bool(a->origin == b->origin && mp_obj_equal(a->args, b->args));
}

static mp_obj_t annotation_unary_op(mp_unary_op_t op, mp_obj_t self) {
  const annotation_obj* a = MP_OBJ_TO_PTR(self);
  if (op != MP_UNARY_OP_HASH) return MP_OBJ_NULL;
  const bool is_union = a->base.type == &language_type_union;
  return mp_unary_op(op,
                     is_union ? mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_frozenset), a->args) : a->args);
}

/* A class that is derived from list[int] is one derived from list. */
static mp_obj_t generic_alias_bases(mp_obj_t self, mp_obj_t bases) {
  (void)bases;
  return mp_obj_new_tuple(1, &((annotation_obj*)MP_OBJ_TO_PTR(self))->origin);
}
static MP_DEFINE_CONST_FUN_OBJ_2(generic_alias_bases_obj, generic_alias_bases);

static void annotation_attr(mp_obj_t self, qstr attr, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  const annotation_obj* a = MP_OBJ_TO_PTR(self);
  if (attr == MP_QSTR___args__) {
    dest[0] = a->args;
  } else if (a->origin == MP_OBJ_NULL) {
    return;
  } else if (attr == MP_QSTR___origin__) {
    dest[0] = a->origin;
  } else if (attr == MP_QSTR___mro_entries__) {
    dest[0] = MP_OBJ_FROM_PTR(&generic_alias_bases_obj);
    dest[1] = self;
  } else {
    mp_load_method_maybe(a->origin, attr, dest);
  }
}

static mp_obj_t generic_alias_call(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t* args) {
  return mp_call_function_n_kw(((annotation_obj*)MP_OBJ_TO_PTR(self))->origin, n_args, n_kw, args);
}

/* *tuple[int, ...] stands for itself. */
static mp_obj_t generic_alias_iter(mp_obj_t self, mp_obj_iter_buf_t* buffer) {
  return mp_getiter(mp_obj_new_tuple(1, &self), buffer);
}

MP_DEFINE_CONST_OBJ_TYPE(language_type_union, MP_QSTR_types_dot_UnionType, MP_TYPE_FLAG_NONE, print,
                         annotation_print, unary_op, annotation_unary_op, binary_op, annotation_binary_op,
                         attr, annotation_attr);

MP_DEFINE_CONST_OBJ_TYPE(language_type_generic_alias, MP_QSTR_types_dot_GenericAlias, MP_TYPE_FLAG_NONE,
                         print, annotation_print, unary_op, annotation_unary_op, binary_op,
                         annotation_binary_op, attr, annotation_attr, call, generic_alias_call, iter,
                         generic_alias_iter);

static mp_obj_t new_generic_alias(mp_obj_t origin, mp_obj_t parameters) {
  const bool are_many = mp_obj_is_type(parameters, &mp_type_tuple);
  return new_annotation(&language_type_generic_alias, origin,
                        are_many ? parameters : mp_obj_new_tuple(1, &parameters));
}

/* ---- type variables and aliases ---- */

typedef struct {
  mp_obj_base_t base;
  mp_obj_t name;
  mp_obj_t compute; /* what returns the value of an alias; MP_OBJ_NULL when it was asked */
  mp_obj_t value;
} named_type;

static void named_type_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind) {
  (void)kind;
  mp_obj_print_helper(print, ((named_type*)MP_OBJ_TO_PTR(self))->name, PRINT_STR);
}

static mp_obj_t named_type_binary_op(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
  if (op == MP_BINARY_OP_OR) return language_new_union(left, right);
  if (op == MP_BINARY_OP_REVERSE_OR) return language_new_union(right, left);
  return MP_OBJ_NULL;
}

static void named_type_attr(mp_obj_t self_in, qstr attr, mp_obj_t* dest) {
  if (dest[0] != MP_OBJ_NULL) return;
  named_type* self = MP_OBJ_TO_PTR(self_in);
  if (attr == MP_QSTR___name__) {
    dest[0] = self->name;
  } else if (attr == MP_QSTR___value__ && self->base.type != &language_type_type_variable) {
    if (self->compute != MP_OBJ_NULL) {
      self->value = mp_call_function_0(self->compute);
      self->compute = MP_OBJ_NULL;
    }
    dest[0] = self->value;
  }
}

static mp_obj_t alias_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value) {
  return value == MP_OBJ_SENTINEL ? new_generic_alias(self, index) : MP_OBJ_NULL;
}

MP_DEFINE_CONST_OBJ_TYPE(language_type_type_variable, MP_QSTR_TypeVar, MP_TYPE_FLAG_NONE, print,
                         named_type_print, binary_op, named_type_binary_op, attr, named_type_attr);

static MP_DEFINE_CONST_OBJ_TYPE(type_alias_type, MP_QSTR_TypeAliasType, MP_TYPE_FLAG_NONE, print,
                                named_type_print, binary_op, named_type_binary_op, attr, named_type_attr,
                                subscr, alias_subscr);

static mp_obj_t new_named_type(const mp_obj_type_t* type, mp_obj_t name, mp_obj_t compute) {
  named_type* made = mp_obj_malloc(named_type, type);
  made->name = name;
  made->compute = compute;
  made->value = MP_OBJ_NULL;
  return MP_OBJ_FROM_PTR(made);
}

static mp_obj_t new_type_variable(mp_obj_t name) {
  return new_named_type(&language_type_type_variable, name, MP_OBJ_NULL);
}
MP_DEFINE_CONST_FUN_OBJ_1(language_new_type_variable_obj, new_type_variable);

static mp_obj_t new_type_alias(mp_obj_t name, mp_obj_t compute) {
  return new_named_type(&type_alias_type, name, compute);
}
MP_DEFINE_CONST_FUN_OBJ_2(language_new_type_alias_obj, new_type_alias);

/* ---- unions ---- */

static bool is_union_part(mp_obj_t object) {
  return object == mp_const_none || mp_obj_is_type(object, &mp_type_type) ||
         mp_obj_is_type(object, &language_type_type_variable) || mp_obj_is_type(object, &type_alias_type) ||
         mp_obj_is_type(object, &language_type_generic_alias) || mp_obj_is_type(object, &language_type_union);
}

void language_get_union(mp_obj_t object, size_t* count, mp_obj_t** members) {
  mp_obj_tuple_get(((annotation_obj*)MP_OBJ_TO_PTR(object))->args, count, members);
}

mp_obj_t language_new_union(mp_obj_t left, mp_obj_t right) {
  if (!is_union_part(left) || !is_union_part(right)) return MP_OBJ_NULL;
  mp_obj_t sides[] = {left, right};
  mp_obj_t args = mp_const_empty_tuple;
  for (size_t i = 0; i < 2; i++) {
    size_t count = 1;
    mp_obj_t* items = &sides[i];
    if (sides[i] == mp_const_none) sides[i] = MP_OBJ_FROM_PTR(&mp_type_NoneType);
    if (mp_obj_is_type(sides[i], &language_type_union)) language_get_union(sides[i], &count, &items);
    for (size_t j = 0; j < count; j++) { /* each once */
      if (!mp_obj_is_true(mp_binary_op(MP_BINARY_OP_CONTAINS, args, items[j]))) {
        args = mp_binary_op(MP_BINARY_OP_ADD, args, mp_obj_new_tuple(1, &items[j]));
      }
    }
  }
  size_t parts_count;
  mp_obj_t* parts;
  mp_obj_tuple_get(args, &parts_count, &parts);
  if (parts_count == 1) return parts[0];
  return new_annotation(&language_type_union, MP_OBJ_NULL, args);
}

/* ---- the annotations of a module or a class ---- */

static mp_obj_t annotate(mp_obj_t name, mp_obj_t annotation) {
  mp_map_elem_t* all = mp_map_lookup(&mp_locals_get()->map, MP_OBJ_NEW_QSTR(MP_QSTR___annotations__),
                                     MP_MAP_LOOKUP_ADD_IF_NOT_FOUND);
  if (all->value == MP_OBJ_NULL) all->value = mp_obj_new_dict(1);
  return mp_obj_subscr(all->value, name, annotation);
}
MP_DEFINE_CONST_FUN_OBJ_2(language_annotate_obj, annotate);

/* ---- subscripts ---- */

mp_obj_t language_subscript_type(mp_obj_t type, mp_obj_t parameters) {
  mp_obj_t method[3];
  mp_load_method_maybe(type, MP_QSTR___class_getitem__, method);
  if (method[0] != MP_OBJ_NULL) {
    /* It is a class method whether or not it says so. */
    method[1] = type;
    method[2] = parameters;
    return mp_call_method_n_kw(1, 0, method);
  }
  const mp_obj_type_t* class = MP_OBJ_TO_PTR(type);
  /* Of its own: a class that is derived from G[int] has none. */
  if ((mp_obj_is_instance_type(class) &&
       mp_obj_type_own_member(class, MP_QSTR___type_params__) == MP_OBJ_NULL) ||
      type == MP_OBJ_FROM_PTR(&mp_type_int) || type == MP_OBJ_FROM_PTR(&mp_type_str) ||
      type == MP_OBJ_FROM_PTR(&mp_type_float) || type == MP_OBJ_FROM_PTR(&mp_type_bool) ||
      type == MP_OBJ_FROM_PTR(&mp_type_bytes)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("type '%q' is not subscriptable"),
                      (qstr)((mp_obj_type_t*)MP_OBJ_TO_PTR(type))->name);
  }
  return new_generic_alias(type, parameters);
}
