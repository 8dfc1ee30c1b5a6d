/* The exception classes of the module vitrine. */
#ifndef VITRINE_GUESTS_MICROPYTHON_EXCEPTIONS_H_
#define VITRINE_GUESTS_MICROPYTHON_EXCEPTIONS_H_

#include "py/obj.h"

/* LimitExceeded is a BaseException; TimeLimitExceeded is a LimitExceeded; the two below are
 * TimeLimitExceeded. */
extern const mp_obj_type_t guest_type_CallError;
extern const mp_obj_type_t guest_type_LimitExceeded;
extern const mp_obj_type_t guest_type_TimeLimitExceeded;
extern const mp_obj_type_t guest_type_CpuLimitExceeded;
extern const mp_obj_type_t guest_type_FuelLimitExceeded;

/* Whether `exception` (an exception instance) is of `type` or below it. */
bool exceptions_is_instance(mp_obj_t exception, const mp_obj_type_t* type);

#endif /* VITRINE_GUESTS_MICROPYTHON_EXCEPTIONS_H_ */
