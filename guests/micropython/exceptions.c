#include "exceptions.h"

#include "py/mperrno.h"
#include "py/objexcept.h"
#include "py/runtime.h"

MP_DEFINE_EXCEPTION(FileNotFoundError, OSError)
MP_DEFINE_EXCEPTION(FileExistsError, OSError)
MP_DEFINE_EXCEPTION(IsADirectoryError, OSError)
MP_DEFINE_EXCEPTION(NotADirectoryError, OSError)
MP_DEFINE_EXCEPTION(PermissionError, OSError)
MP_DEFINE_EXCEPTION(TimeoutError, OSError)

#define DEFINE_OWN_EXCEPTION(exception_name, base_type)                                                   \
  MP_DEFINE_CONST_OBJ_TYPE(guest_type_##exception_name, MP_QSTR_##exception_name, MP_TYPE_FLAG_NONE,      \
                           make_new, mp_obj_exception_make_new, print, mp_obj_exception_print, attr,      \
                           mp_obj_exception_attr, parent, &base_type)

DEFINE_OWN_EXCEPTION(CallError, mp_type_Exception);
DEFINE_OWN_EXCEPTION(LimitExceeded, mp_type_BaseException);
DEFINE_OWN_EXCEPTION(TimeLimitExceeded, guest_type_LimitExceeded);
DEFINE_OWN_EXCEPTION(CpuLimitExceeded, guest_type_TimeLimitExceeded);
DEFINE_OWN_EXCEPTION(FuelLimitExceeded, guest_type_TimeLimitExceeded);

const mp_obj_type_t* exceptions_os_error_type(int number) {
  switch (number) {
    case MP_ENOENT:
      return &mp_type_FileNotFoundError;
    case MP_EEXIST:
      return &mp_type_FileExistsError;
    case MP_EISDIR:
      return &mp_type_IsADirectoryError;
    case MP_ENOTDIR:
      return &mp_type_NotADirectoryError;
    case MP_EACCES:
    case MP_EPERM:
      return &mp_type_PermissionError;
    case MP_ETIMEDOUT:
      return &mp_type_TimeoutError;
    default:
      return &mp_type_OSError;
  }
}

const char* exceptions_os_error_text(int number) {
  switch (number) {
    case MP_EPERM:
      return "Operation not permitted";
    case MP_ENOENT:
      return "No such file or directory";
    case MP_EIO:
      return "I/O error";
    case MP_EBADF:
      return "Bad file descriptor";
    case MP_ENOMEM:
      return "Cannot allocate memory";
    case MP_EACCES:
      return "Permission denied";
    case MP_EEXIST:
      return "File exists";
    case MP_ENOTDIR:
      return "Not a directory";
    case MP_EISDIR:
      return "Is a directory";
    case MP_EINVAL:
      return "Invalid argument";
    case MP_EMFILE:
      return "Too many open files";
    case MP_EFBIG:
      return "File too large";
    case MP_ENOSPC:
      return "No space left on device";
    case MP_ESPIPE:
      return "Illegal seek";
    case MP_EROFS:
      return "Read-only file system";
    case 36: /* ENAMETOOLONG */
      return "File name too long";
    case 39: /* ENOTEMPTY */
      return "Directory not empty";
    case 84: /* EILSEQ */
      return "Invalid or incomplete multibyte or wide character";
    case MP_EOPNOTSUPP:
      return "Operation not supported";
    case MP_ETIMEDOUT:
      return "Connection timed out";
    default:
      return "Unknown error";
  }
}

bool exceptions_is_instance(mp_obj_t exception, const mp_obj_type_t* type) {
  return mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(exception)), MP_OBJ_FROM_PTR(type));
}
