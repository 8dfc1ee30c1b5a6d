/* Exception classes that CPython has and MicroPython has not, and those of the module vitrine. */
#ifndef VITRINE_GUESTS_MICROPYTHON_EXCEPTIONS_H_
#define VITRINE_GUESTS_MICROPYTHON_EXCEPTIONS_H_

#include "py/obj.h"

extern const mp_obj_type_t mp_type_FileNotFoundError;
extern const mp_obj_type_t mp_type_FileExistsError;
extern const mp_obj_type_t mp_type_IsADirectoryError;
extern const mp_obj_type_t mp_type_NotADirectoryError;
extern const mp_obj_type_t mp_type_PermissionError;
extern const mp_obj_type_t mp_type_TimeoutError;

/* LimitExceeded is a BaseException; TimeLimitExceeded is a LimitExceeded; the two below are
 * TimeLimitExceeded. */
extern const mp_obj_type_t guest_type_CallError;
extern const mp_obj_type_t guest_type_LimitExceeded;
extern const mp_obj_type_t guest_type_TimeLimitExceeded;
extern const mp_obj_type_t guest_type_CpuLimitExceeded;
extern const mp_obj_type_t guest_type_FuelLimitExceeded;

/* The class of an OSError with this number of Linux. */
const mp_obj_type_t* exceptions_os_error_type(int number);
/* What the number means; never NULL. */
const char* exceptions_os_error_text(int number);
/* Whether `exception` (an exception instance) is of `type` or below it. */
bool exceptions_is_instance(mp_obj_t exception, const mp_obj_type_t* type);

#endif /* VITRINE_GUESTS_MICROPYTHON_EXCEPTIONS_H_ */
