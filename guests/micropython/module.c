#include "module.h"

#include <string.h>

#include "abi.h"
#include "bounded_repr.h"
#include "cbor.h"
#include "exceptions.h"
#include "hal.h"
#include "py/builtin.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"

/* What one frame to the host may hold; the host's own limit is lower as a rule. */
#define FRAME_BYTES_MAX (256u << 20)
#define SHORT_REPLY_BYTES 256u
#define PARAMETERS_MAX 16u

static cbor_buffer request;

/* ---- host calls ---- */

static mp_obj_t open_reply(mp_obj_t reply) {
  if (!mp_obj_is_type(reply, &mp_type_list)) goto malformed;
  const mp_obj_list_t* parts = MP_OBJ_TO_PTR(reply);
  if (parts->len != 2 || !mp_obj_is_small_int(parts->items[0])) goto malformed;
  mp_obj_t value = parts->items[1];
  switch (MP_OBJ_SMALL_INT_VALUE(parts->items[0])) {
    case VITRINE_REPLY_VALUE:
      return value;
    case VITRINE_REPLY_BAD_REQUEST:
      mp_raise_type_arg(&mp_type_TypeError, value);
    case VITRINE_REPLY_DENIED:
      mp_raise_type_arg(&mp_type_PermissionError, value);
    case VITRINE_REPLY_LIMIT:
      mp_raise_type_arg(&guest_type_LimitExceeded, value);
    default:
      mp_raise_type_arg(&guest_type_CallError, value);
  }
malformed:
  mp_raise_ValueError(MP_ERROR_TEXT("malformed reply from the host: expected an array [kind, value]"));
}

static mp_obj_t take_reply(uint32_t bytes) {
  uint8_t short_reply[SHORT_REPLY_BYTES];
  uint8_t* data = bytes <= sizeof short_reply ? short_reply : m_new(uint8_t, bytes);
  if (vitrine_take(data, bytes) != bytes)
    mp_raise_ValueError(MP_ERROR_TEXT("the host's reply is not there any more"));
  mp_obj_t reply = cbor_decode(data, bytes);
  if (data != short_reply) m_del(uint8_t, data, bytes);
  return open_reply(reply);
}

/* The request's arguments are in `request`. */
static mp_obj_t send_request(void) {
  hal_flush();
  int32_t bytes = vitrine_call(request.data, (uint32_t)request.length);
  /* A limit met while the host worked is told here, before its answer. */
  if (bytes >= 0) return take_reply((uint32_t)bytes);
  mp_raise_msg_varg(
      &mp_type_ValueError,
      MP_ERROR_TEXT("the request of %u bytes is longer than the host accepts; send less in one call"),
      (unsigned)request.length);
}

static mp_obj_t call(mp_obj_t name, mp_obj_t arguments, mp_obj_t keywords) {
  if (!mp_obj_is_str(name) || !mp_obj_is_type(arguments, &mp_type_tuple) ||
      !mp_obj_is_type(keywords, &mp_type_dict)) {
    mp_raise_TypeError(MP_ERROR_TEXT("expected call(name: str, args: tuple, kwargs: dict)"));
  }
  cbor_buffer_reset(&request);
  cbor_put_head(&request, CBOR_ARRAY, 3);
  cbor_encode(&request, name, FRAME_BYTES_MAX);
  cbor_encode(&request, arguments, FRAME_BYTES_MAX);
  cbor_encode(&request, keywords, FRAME_BYTES_MAX);
  return send_request();
}
static MP_DEFINE_CONST_FUN_OBJ_3(call_obj, call);

/* ---- granted functions ---- */

typedef struct {
  mp_obj_base_t base;
  mp_obj_t name;
  mp_obj_t doc;
  mp_obj_t parameters; /* the tuple of their maps */
  size_t required;
  size_t count;
  mp_obj_t names[]; /* interned */
} host_function;

static const char* name_of(const host_function* self) { return mp_obj_str_get_str(self->name); }

_Noreturn static void raise_missing(const host_function* self, size_t index) {
  mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() missing 1 required positional argument: '%s'"),
                    name_of(self), mp_obj_str_get_str(self->names[index]));
}

static mp_obj_t host_function_call(mp_obj_t self_in, size_t positional, size_t keywords,
                                   const mp_obj_t* arguments) {
  const host_function* self = MP_OBJ_TO_PTR(self_in);
  mp_obj_t values[PARAMETERS_MAX];
  memset(values, 0, sizeof values);
  if (positional > self->count) {
    mp_raise_msg_varg(&mp_type_TypeError,
                      MP_ERROR_TEXT("%s() takes %u positional arguments but %u were given"), name_of(self),
                      (unsigned)self->count, (unsigned)positional);
  }
  for (size_t i = 0; i < positional; i++) values[i] = arguments[i];
  for (size_t i = 0; i < keywords; i++) {
    mp_obj_t key = arguments[positional + 2 * i];
    size_t place = 0;
    while (place < self->count && !mp_obj_equal(self->names[place], key)) place++;
    if (place == self->count) {
      mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() got an unexpected keyword argument '%s'"),
                        name_of(self), mp_obj_str_get_str(key));
    }
    if (values[place] != MP_OBJ_NULL) {
      mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s() got multiple values for argument '%s'"),
                        name_of(self), mp_obj_str_get_str(key));
    }
    values[place] = arguments[positional + 2 * i + 1];
  }
  for (size_t i = 0; i < self->count; i++) {
    if (values[i] != MP_OBJ_NULL) continue;
    if (i < self->required) raise_missing(self, i);
    values[i] = mp_const_none;
  }
  cbor_buffer_reset(&request);
  cbor_put_head(&request, CBOR_ARRAY, 3);
  cbor_encode(&request, self->name, FRAME_BYTES_MAX);
  cbor_put_head(&request, CBOR_ARRAY, self->count);
  for (size_t i = 0; i < self->count; i++) cbor_encode(&request, values[i], FRAME_BYTES_MAX);
  cbor_put_head(&request, CBOR_MAP, 0);
  return send_request();
}

static void host_function_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind) {
  (void)kind;
  mp_printf(print, "<function %s at 0x%p>", name_of(MP_OBJ_TO_PTR(self_in)), MP_OBJ_TO_PTR(self_in));
}

static void host_function_attribute(mp_obj_t self_in, qstr attribute, mp_obj_t* destination) {
  if (destination[0] != MP_OBJ_NULL) return;
  const host_function* self = MP_OBJ_TO_PTR(self_in);
  if (attribute == MP_QSTR___name__ || attribute == MP_QSTR___qualname__) {
    destination[0] = self->name;
  } else if (attribute == MP_QSTR___doc__) {
    destination[0] = self->doc;
  } else if (attribute == MP_QSTR___module__) {
    destination[0] = MP_OBJ_NEW_QSTR(MP_QSTR_vitrine);
  } else if (attribute == MP_QSTR___parameters__) {
    destination[0] = self->parameters;
  }
}

static MP_DEFINE_CONST_OBJ_TYPE(host_function_type, MP_QSTR_function, MP_TYPE_FLAG_BINDS_SELF, print,
                                host_function_print, call, host_function_call, attr, host_function_attribute);

static mp_obj_t get_member(mp_obj_t map, qstr key) {
  mp_map_elem_t* found = mp_map_lookup(mp_obj_dict_get_map(map), MP_OBJ_NEW_QSTR(key), MP_MAP_LOOKUP);
  return found != NULL ? found->value : MP_OBJ_NULL;
}

static mp_obj_t get_text(mp_obj_t map, qstr key) {
  mp_obj_t text = get_member(map, key);
  return text != MP_OBJ_NULL ? text : MP_OBJ_NEW_QSTR(MP_QSTR_);
}

static mp_obj_t new_host_function(mp_obj_t description) {
  size_t count = 0;
  mp_obj_t* parameters = NULL;
  mp_obj_t all = get_member(description, MP_QSTR_parameters);
  if (all != MP_OBJ_NULL) mp_obj_get_array(all, &count, &parameters);
  if (count > PARAMETERS_MAX) mp_raise_ValueError(MP_ERROR_TEXT("too many parameters"));
  host_function* self = mp_obj_malloc_var(host_function, names, mp_obj_t, count, &host_function_type);
  self->name = mp_obj_str_intern(get_text(description, MP_QSTR_name));
  self->doc = get_text(description, MP_QSTR_doc);
  self->parameters = all != MP_OBJ_NULL ? all : mp_const_empty_tuple;
  self->count = count;
  self->required = 0;
  for (size_t i = 0; i < count; i++) {
    self->names[i] = mp_obj_str_intern(get_text(parameters[i], MP_QSTR_name));
    if (get_member(parameters[i], MP_QSTR_default) == MP_OBJ_NULL) self->required = i + 1;
  }
  return MP_OBJ_FROM_PTR(self);
}

MP_REGISTER_ROOT_POINTER(mp_obj_t guest_granted);

void module_grant(mp_obj_t settings) {
  MP_STATE_VM(guest_granted) = mp_obj_new_dict(0);
  mp_obj_t functions = get_member(settings, MP_QSTR_functions);
  if (functions == MP_OBJ_NULL) return;
  size_t count;
  mp_obj_t* descriptions;
  mp_obj_get_array(functions, &count, &descriptions);
  for (size_t i = 0; i < count; i++) {
    mp_obj_t function = new_host_function(descriptions[i]);
    mp_obj_t name = ((host_function*)MP_OBJ_TO_PTR(function))->name;
    mp_obj_dict_store(MP_STATE_VM(guest_granted), name, function);
    mp_store_attr(MP_OBJ_FROM_PTR(&mp_module_builtins), mp_obj_str_get_qstr(name), function);
  }
}

static mp_obj_t granted(void) {
  return MP_STATE_VM(guest_granted) != MP_OBJ_NULL ? MP_STATE_VM(guest_granted) : mp_obj_new_dict(0);
}
static MP_DEFINE_CONST_FUN_OBJ_0(granted_obj, granted);

/* ---- the rest ---- */

static mp_obj_t display(mp_obj_t bundle) {
  if (!mp_obj_is_dict_or_ordereddict(bundle)) {
    mp_raise_msg_varg(&mp_type_TypeError,
                      MP_ERROR_TEXT("expected a dict from MIME types to str or bytes, got '%s'"),
                      mp_obj_get_type_str(bundle));
  }
  const mp_map_t* map = mp_obj_dict_get_map(bundle);
  for (size_t i = 0; i < map->alloc; i++) {
    if (!mp_map_slot_is_filled(map, i)) continue;
    if (!mp_obj_is_str(map->table[i].key) || !mp_obj_is_str_or_bytes(map->table[i].value)) {
      mp_raise_msg_varg(
          &mp_type_TypeError,
          MP_ERROR_TEXT("display: expected str or bytes for a MIME type given as str, got '%s'"),
          mp_obj_get_type_str(map->table[i].value));
    }
  }
  cbor_buffer_reset(&request);
  cbor_encode(&request, bundle, FRAME_BYTES_MAX);
  hal_flush();
  vitrine_write(VITRINE_STREAM_DISPLAY, request.data, (uint32_t)request.length);
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(display_obj, display);

static mp_obj_t short_repr(mp_obj_t value, mp_obj_t characters_max) {
  mp_int_t characters = mp_obj_get_int(characters_max);
  if (characters < 0) mp_raise_TypeError(MP_ERROR_TEXT("expected repr(value, characters_max: int >= 0)"));
  vstr_t text;
  vstr_init(&text, 64);
  bounded_repr(&text, value, (size_t)characters);
  return mp_obj_new_str_from_vstr(&text);
}
static MP_DEFINE_CONST_FUN_OBJ_2(short_repr_obj, short_repr);

static mp_obj_t encode(mp_obj_t value) {
  cbor_buffer_reset(&request);
  cbor_encode(&request, value, FRAME_BYTES_MAX);
  return mp_obj_new_bytes(request.data, request.length);
}
static MP_DEFINE_CONST_FUN_OBJ_1(encode_obj, encode);

static mp_obj_t decode(mp_obj_t data) {
  if (!mp_obj_is_type(data, &mp_type_bytes)) {
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("expected bytes, got '%s'"),
                      mp_obj_get_type_str(data));
  }
  size_t bytes;
  const char* text = mp_obj_str_get_data(data, &bytes);
  return cbor_decode((const uint8_t*)text, bytes);
}
static MP_DEFINE_CONST_FUN_OBJ_1(decode_obj, decode);

/* on_value(function): it is called with every last value that may be more than its repr (driver.c). */
MP_REGISTER_ROOT_POINTER(mp_obj_t guest_show_value);
static mp_obj_t on_value(mp_obj_t function) {
  MP_STATE_VM(guest_show_value) = function;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(on_value_obj, on_value);

/* on_error(function): it is called with an exception and its message, and returns a hint (report.c). */
MP_REGISTER_ROOT_POINTER(mp_obj_t guest_hint_for);
static mp_obj_t on_error(mp_obj_t function) {
  MP_STATE_VM(guest_hint_for) = function;
  return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(on_error_obj, on_error);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__vitrine)},
    {MP_ROM_QSTR(MP_QSTR_call), MP_ROM_PTR(&call_obj)},
    {MP_ROM_QSTR(MP_QSTR_granted), MP_ROM_PTR(&granted_obj)},
    {MP_ROM_QSTR(MP_QSTR_display), MP_ROM_PTR(&display_obj)},
    {MP_ROM_QSTR(MP_QSTR_repr), MP_ROM_PTR(&short_repr_obj)},
    {MP_ROM_QSTR(MP_QSTR_encode), MP_ROM_PTR(&encode_obj)},
    {MP_ROM_QSTR(MP_QSTR_decode), MP_ROM_PTR(&decode_obj)},
    {MP_ROM_QSTR(MP_QSTR_on_value), MP_ROM_PTR(&on_value_obj)},
    {MP_ROM_QSTR(MP_QSTR_on_error), MP_ROM_PTR(&on_error_obj)},
    {MP_ROM_QSTR(MP_QSTR_CallError), MP_ROM_PTR(&guest_type_CallError)},
    {MP_ROM_QSTR(MP_QSTR_LimitExceeded), MP_ROM_PTR(&guest_type_LimitExceeded)},
    {MP_ROM_QSTR(MP_QSTR_TimeLimitExceeded), MP_ROM_PTR(&guest_type_TimeLimitExceeded)},
    {MP_ROM_QSTR(MP_QSTR_CpuLimitExceeded), MP_ROM_PTR(&guest_type_CpuLimitExceeded)},
    {MP_ROM_QSTR(MP_QSTR_FuelLimitExceeded), MP_ROM_PTR(&guest_type_FuelLimitExceeded)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);

const mp_obj_module_t guest_module_vitrine = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t*)&globals};
MP_REGISTER_MODULE(MP_QSTR__vitrine, guest_module_vitrine);
