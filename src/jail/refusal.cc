#include "jail/refusal.h"

#include <cerrno>
#include <system_error>

namespace vitrine::jail {

std::string WhyRefused(int error, const char* since) {
  switch (error) {
    case EPERM:
    case EACCES:
      return "this container or system does not allow it (EPERM); Docker's default profile does not";
    case ENOSPC:
    case EUSERS:
      return "the system's limit for it is reached or zero (see /proc/sys/user)";
    case ENOSYS:
    case EINVAL:
      return std::string("this kernel does not have it (needs ") + since + ")";
    case EOPNOTSUPP:
      return "it was switched off when the system started (see the kernel's parameter lsm=)";
    default:
      return "the kernel refused: " + std::generic_category().message(error);
  }
}

}  // namespace vitrine::jail
