/* The module _functools: partial and the caches, which are called often. library/pack/functools.py is made
 * of it. */
#include <string.h>

#include "py/objtuple.h"
#include "py/runtime.h"

/* The map that a call's keywords come in. */
static void store_keywords(mp_obj_t dict, size_t count, const mp_obj_t* pairs) {
  for (size_t i = 0; i < count; i++) mp_obj_dict_store(dict, pairs[2 * i], pairs[2 * i + 1]);
}

/* ---- partial ---- */

typedef struct {
  mp_obj_base_t base;
  mp_obj_t function;
  mp_obj_tuple_t* args;
  mp_obj_t keywords;   /* a dict */
  mp_obj_t attributes; /* a dict, or MP_OBJ_NULL */
} partial;

static const mp_obj_type_t partial_type;

static mp_obj_t partial_make_new(const mp_obj_type_t* type, size_t count, size_t keywords,
                                 const mp_obj_t* args) {
  if (count == 0) {
    mp_raise_TypeError(MP_ERROR_TEXT("type 'partial' takes at least one argument"));
  }
  if (!mp_obj_is_callable(args[0])) mp_raise_TypeError(MP_ERROR_TEXT("the first argument must be callable"));
  partial* self = mp_obj_malloc(partial, type);
  self->function = args[0];
  self->keywords = mp_obj_new_dict(keywords);
  self->attributes = MP_OBJ_NULL;
  size_t before = 0;
  const mp_obj_t* earlier = NULL;
  const partial* inner = MP_OBJ_TO_PTR(args[0]);
  if (mp_obj_is_type(args[0], &partial_type) && inner->attributes == MP_OBJ_NULL) { /* one instead of two */
    self->function = inner->function;
    before = inner->args->len;
    earlier = inner->args->items;
    mp_map_t* map = mp_obj_dict_get_map(inner->keywords);
    for (size_t i = 0; i < map->alloc; i++) {
      if (mp_map_slot_is_filled(map, i))
        mp_obj_dict_store(self->keywords, map->table[i].key, map->table[i].value);
    }
  }
  self->args = MP_OBJ_TO_PTR(mp_obj_new_tuple(before + count - 1, NULL));
  if (before > 0) memcpy(self->args->items, earlier, before * sizeof *earlier);
  if (count > 1) memcpy(self->args->items + before, args + 1, (count - 1) * sizeof *args);
  store_keywords(self->keywords, keywords, args + count);
  return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t partial_call(mp_obj_t self_in, size_t count, size_t keywords, const mp_obj_t* args) {
  mp_cstack_check(); /* what is called may be one as well */
  const partial* self = MP_OBJ_TO_PTR(self_in);
  size_t own = self->args->len;
  mp_map_t* map = mp_obj_dict_get_map(self->keywords);
  mp_obj_t merged = MP_OBJ_NULL;
  if (map->used > 0 && keywords > 0) { /* what the call says goes before */
    merged = mp_obj_dict_copy(self->keywords);
    store_keywords(merged, keywords, args + count);
    map = mp_obj_dict_get_map(merged);
  }
  size_t pairs = map->used > 0 ? map->used : keywords;
  mp_obj_t* all = m_new(mp_obj_t, own + count + 2 * pairs + 1);
  if (own > 0) memcpy(all, self->args->items, own * sizeof *all);
  if (count > 0) memcpy(all + own, args, count * sizeof *all);
  mp_obj_t* next = all + own + count;
  if (map->used == 0) {
    memcpy(next, args + count, 2 * keywords * sizeof *all);
  } else {
    for (size_t i = 0; i < map->alloc; i++) {
      if (!mp_map_slot_is_filled(map, i)) continue;
      *next++ = map->table[i].key;
      *next++ = map->table[i].value;
    }
  }
  return mp_call_function_n_kw(self->function, own + count, pairs, all);
}

static void partial_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  partial* self = MP_OBJ_TO_PTR(self_in);
  const bool is_loaded = destination[0] == MP_OBJ_NULL;
  mp_obj_t own = MP_OBJ_NULL;
  if (attribute == MP_QSTR_func) own = self->function;
  if (attribute == MP_QSTR_args) own = MP_OBJ_FROM_PTR(self->args);
  if (attribute == MP_QSTR_keywords) own = self->keywords;
  if (own != MP_OBJ_NULL) {
    if (is_loaded) destination[0] = own;
    return; /* these cannot be set */
  }
  if (self->attributes == MP_OBJ_NULL && (attribute == MP_QSTR___dict__ || destination[1] != MP_OBJ_NULL))
    self->attributes = mp_obj_new_dict(1);
  if (attribute == MP_QSTR___dict__) {
    if (is_loaded) destination[0] = self->attributes;
    return;
  }
  if (self->attributes == MP_OBJ_NULL) return;
  const bool is_deleted = !is_loaded && destination[1] == MP_OBJ_NULL;
  mp_map_elem_t* found = mp_map_lookup(mp_obj_dict_get_map(self->attributes), MP_OBJ_NEW_QSTR(attribute),
                                       is_loaded    ? MP_MAP_LOOKUP
                                       : is_deleted ? MP_MAP_LOOKUP_REMOVE_IF_FOUND
                                                    : MP_MAP_LOOKUP_ADD_IF_NOT_FOUND);
  if (found == NULL) return;
  if (is_loaded) {
    destination[0] = found->value;
    return;
  }
  found->value = destination[1];
  destination[0] = MP_OBJ_NULL; /* done */
}

static void partial_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  const partial* self = MP_OBJ_TO_PTR(self_in);
  mp_print_str(print, "functools.partial(");
  mp_obj_print_helper(print, self->function, PRINT_REPR);
  for (size_t i = 0; i < self->args->len; i++) {
    mp_print_str(print, ", ");
    mp_obj_print_helper(print, self->args->items[i], PRINT_REPR);
  }
  mp_map_t* map = mp_obj_dict_get_map(self->keywords);
  for (size_t i = 0; i < map->alloc; i++) {
    if (!mp_map_slot_is_filled(map, i)) continue;
    mp_print_str(print, ", ");
    mp_obj_print_helper(print, map->table[i].key, PRINT_STR);
    mp_print_str(print, "=");
    mp_obj_print_helper(print, map->table[i].value, PRINT_REPR);
  }
  mp_print_str(print, ")");
}

static MP_DEFINE_CONST_OBJ_TYPE(partial_type, MP_QSTR_partial, MP_TYPE_FLAG_NONE, make_new, partial_make_new,
                                print, partial_print, call, partial_call, attr, partial_attribute);

/* ---- caches ---- */

typedef struct {
  mp_obj_base_t base;
  mp_obj_t function;
  mp_obj_t results; /* a dict, the least recently used first when there is a bound */
  mp_obj_t members; /* what Python sets on it, and __wrapped__ */
  size_t size_max;  /* SIZE_MAX: no bound */
  size_t hits;
  size_t misses;
  bool is_typed;
} cached;

static const mp_obj_type_t cached_type;
static const mp_rom_obj_tuple_t mark = {{&mp_type_tuple}, 0, {}}; /* stands between arguments and keywords */

static mp_obj_t key_of(const cached* self, size_t count, size_t keywords, const mp_obj_t* args) {
  if (count == 1 && keywords == 0 && !self->is_typed &&
      (mp_obj_is_small_int(args[0]) || mp_obj_is_str(args[0]))) {
    return args[0];
  }
  size_t values = count + 2 * keywords, length = values + (keywords > 0);
  if (self->is_typed) length += count + keywords;
  mp_obj_tuple_t* key = MP_OBJ_TO_PTR(mp_obj_new_tuple(length, NULL));
  if (length == 0) return MP_OBJ_FROM_PTR(key);
  mp_obj_t* next = key->items;
  for (size_t i = 0; i < count; i++) *next++ = args[i];
  if (keywords > 0) {
    *next++ = MP_OBJ_FROM_PTR(&mark);
    for (size_t i = count; i < values; i++) *next++ = args[i];
  }
  if (self->is_typed) {
    for (size_t i = 0; i < count; i++) *next++ = MP_OBJ_FROM_PTR(mp_obj_get_type(args[i]));
    for (size_t i = 0; i < keywords; i++) *next++ = MP_OBJ_FROM_PTR(mp_obj_get_type(args[count + 2 * i + 1]));
  }
  return MP_OBJ_FROM_PTR(key);
}

static void drop_oldest(mp_map_t* map) {
  for (size_t i = 0; i < map->alloc; i++) {
    if (!mp_map_slot_is_filled(map, i)) continue;
    mp_map_lookup(map, map->table[i].key, MP_MAP_LOOKUP_REMOVE_IF_FOUND);
    return;
  }
}

static mp_obj_t cached_call(mp_obj_t self_in, size_t count, size_t keywords, const mp_obj_t* args) {
  cached* self = MP_OBJ_TO_PTR(self_in);
  if (self->size_max == 0) {
    self->misses++;
    return mp_call_function_n_kw(self->function, count, keywords, args);
  }
  mp_obj_t key = key_of(self, count, keywords, args);
  bool is_bound = self->size_max != SIZE_MAX;
  mp_map_t* map = mp_obj_dict_get_map(self->results);
  mp_map_elem_t* found = mp_map_lookup(map, key, MP_MAP_LOOKUP);
  if (found != NULL) {
    self->hits++;
    mp_obj_t result = found->value;
    if (is_bound && map->used > 1) { /* the most recent one is the last */
      mp_map_lookup(map, key, MP_MAP_LOOKUP_REMOVE_IF_FOUND);
      mp_map_lookup(map, key, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = result;
    }
    return result;
  }
  self->misses++;
  mp_obj_t result = mp_call_function_n_kw(self->function, count, keywords, args);
  map = mp_obj_dict_get_map(self->results);
  if (is_bound && mp_map_lookup(map, key, MP_MAP_LOOKUP) == NULL && map->used >= self->size_max)
    drop_oldest(map);
  mp_obj_dict_store(self->results, key, result);
  return result;
}

static mp_obj_t cached_cache_clear(mp_obj_t self_in) {
  cached* self = MP_OBJ_TO_PTR(self_in);
  self->results = mp_obj_new_dict(0);
  self->hits = self->misses = 0;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(cached_cache_clear_obj, cached_cache_clear);

/* counts(): (hits, misses, maxsize, currsize) */
static mp_obj_t cached_counts(mp_obj_t self_in) {
  const cached* self = MP_OBJ_TO_PTR(self_in);
  mp_obj_t counts[4] = {mp_obj_new_int_from_uint(self->hits), mp_obj_new_int_from_uint(self->misses),
                        self->size_max == SIZE_MAX ? mp_const_none : mp_obj_new_int_from_uint(self->size_max),
                        mp_obj_new_int_from_uint(mp_obj_dict_get_map(self->results)->used)};
  return mp_obj_new_tuple(4, counts);
}
static MP_DEFINE_CONST_FUN_OBJ_1(cached_counts_obj, cached_counts);

static const mp_rom_map_elem_t cached_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_cache_clear), MP_ROM_PTR(&cached_cache_clear_obj)},
    {MP_ROM_QSTR(MP_QSTR__counts), MP_ROM_PTR(&cached_counts_obj)},
};
static MP_DEFINE_CONST_DICT(cached_locals, cached_locals_table);

static void cached_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  cached* self = MP_OBJ_TO_PTR(self_in);
  mp_cstack_check(); /* the function may be a cached one as well */
  if (destination[0] == MP_OBJ_SENTINEL) {
    if (destination[1] == MP_OBJ_NULL) return;
    mp_obj_dict_store(self->members, MP_OBJ_NEW_QSTR(attribute), destination[1]);
    destination[0] = MP_OBJ_NULL;
    return;
  }
  mp_map_elem_t* member =
      mp_map_lookup(mp_obj_dict_get_map(self->members), MP_OBJ_NEW_QSTR(attribute), MP_MAP_LOOKUP);
  if (member != NULL) {
    destination[0] = member->value;
  } else if (attribute == MP_QSTR_cache_clear || attribute == MP_QSTR__counts) {
    destination[1] = MP_OBJ_SENTINEL; /* goes on with the methods */
  } else if (attribute == MP_QSTR___name__ || attribute == MP_QSTR___qualname__ ||
             attribute == MP_QSTR___doc__ || attribute == MP_QSTR___module__ ||
             attribute == MP_QSTR___annotations__ || attribute == MP_QSTR___defaults__) {
    mp_load_method_maybe(self->function, attribute, destination);
  }
}

/* cached(function, maxsize or None, typed) */
static mp_obj_t cached_make_new(const mp_obj_type_t* type, size_t count, size_t keywords,
                                const mp_obj_t* args) {
  mp_arg_check_num(count, keywords, 3, 3, false);
  cached* self = mp_obj_malloc(cached, type);
  self->function = args[0];
  self->results = mp_obj_new_dict(0);
  self->members = mp_obj_new_dict(0);
  self->size_max = args[1] == mp_const_none ? SIZE_MAX : (size_t)mp_obj_get_int(args[1]);
  self->hits = self->misses = 0;
  self->is_typed = mp_obj_is_true(args[2]);
  return MP_OBJ_FROM_PTR(self);
}

static void cached_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  mp_printf(print, "<functools._lru_cache_wrapper object at %p>", MP_OBJ_TO_PTR(self_in));
}

/* A cached method is bound to its instance, as a function is. */
static MP_DEFINE_CONST_OBJ_TYPE(cached_type, MP_QSTR__lru_cache_wrapper, MP_TYPE_FLAG_BINDS_SELF, make_new,
                                cached_make_new, print, cached_print, call, cached_call, attr,
                                cached_attribute, locals_dict, &cached_locals);

static const mp_rom_map_elem_t functools_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__functools)},
    {MP_ROM_QSTR(MP_QSTR_partial), MP_ROM_PTR(&partial_type)},
    {MP_ROM_QSTR(MP_QSTR_cached), MP_ROM_PTR(&cached_type)},
};
static MP_DEFINE_CONST_DICT(functools_globals, functools_globals_table);

const mp_obj_module_t functools_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&functools_globals,
};
MP_REGISTER_MODULE(MP_QSTR__functools, functools_module);
