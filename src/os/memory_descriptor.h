// A descriptor of a new file in memory, to be sealed.
#pragma once

#include <sys/mman.h>

#include <cerrno>
#include <utility>

#include "os/descriptor.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U  // Linux 6.3; younger than this libc's headers
#endif

namespace vitrine::os {

// Closed on exec, empty, never executable where the kernel can say so; never 0, 1 or 2. Holds nothing, with
// errno set, when there is none to be had.
inline Descriptor MakeMemoryDescriptor(const char* name) {
  Descriptor made(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL));
  if (!made && errno == EINVAL) {  // a kernel before 6.3
    made = Descriptor(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  }
  return AboveStandard(std::move(made));
}

}  // namespace vitrine::os
