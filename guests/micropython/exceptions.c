#include "exceptions.h"

#include "py/mperrno.h"
#include "py/objexcept.h"
#include "py/runtime.h"

#define DEFINE_OWN_EXCEPTION(exception_name, base_type)                                              \
  MP_DEFINE_CONST_OBJ_TYPE(guest_type_##exception_name, MP_QSTR_##exception_name, MP_TYPE_FLAG_NONE, \
                           make_new, mp_obj_exception_make_new, print, mp_obj_exception_print, attr, \
                           mp_obj_exception_attr, parent, &base_type)

DEFINE_OWN_EXCEPTION(CallError, mp_type_Exception);
DEFINE_OWN_EXCEPTION(LimitExceeded, mp_type_BaseException);
DEFINE_OWN_EXCEPTION(TimeLimitExceeded, guest_type_LimitExceeded);
DEFINE_OWN_EXCEPTION(CpuLimitExceeded, guest_type_TimeLimitExceeded);
DEFINE_OWN_EXCEPTION(FuelLimitExceeded, guest_type_TimeLimitExceeded);

bool exceptions_is_instance(mp_obj_t exception, const mp_obj_type_t* type) {
  return mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(exception)), MP_OBJ_FROM_PTR(type));
}
