#include "os/sealed_program.h"

#include <link.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string>

#include "os/mapping.h"

namespace vitrine::os {
namespace {

constexpr long kMseal = 462;  // <sys/syscall.h> of this Debian is older

int SealSegments(dl_phdr_info* object, std::size_t, void*) {
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    const std::uintptr_t begin = (object->dlpi_addr + segment.p_vaddr) & ~(std::uintptr_t{kPageBytes} - 1);
    const std::uintptr_t end = (object->dlpi_addr + segment.p_vaddr + segment.p_memsz + kPageBytes - 1) &
                               ~(std::uintptr_t{kPageBytes} - 1);
    if (syscall(kMseal, begin, end - begin, 0UL) != 0) return errno;
  }
  return 0;
}

struct StackRange {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};

StackRange FindStack() {
  std::ifstream maps("/proc/self/maps");
  StackRange range;
  for (std::string line; std::getline(maps, line);) {
    if (!line.ends_with("[stack]")) continue;
    range.begin = std::stoull(line, nullptr, 16);
    range.end = std::stoull(line.substr(line.find('-') + 1), nullptr, 16);
  }
  return range;
}

}  // namespace

int SealStack() {
  // Only a stack that is sealed whole goes on growing sealed: the first look makes it as deep as the second
  // one needs it.
  FindStack();
  const StackRange stack = FindStack();
  if (stack.begin == 0) return ENOENT;
  return syscall(kMseal, stack.begin, stack.end - stack.begin, 0UL) == 0 ? 0 : errno;
}

int SealProgram() { return dl_iterate_phdr(SealSegments, nullptr); }

}  // namespace vitrine::os
