#include "os/program_file.h"

#include <fcntl.h>
#include <link.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace vitrine::os {
namespace {

struct Search {
  std::uintptr_t begin;
  std::uintptr_t end;
  std::optional<std::size_t> offset;
};

// Called for the program first, which is the only one that is looked at.
int LookInProgram(dl_phdr_info* info, std::size_t /*bytes*/, void* context) {
  auto& search = *static_cast<Search*>(context);
  for (const ElfW(Phdr) & segment : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const std::uintptr_t segment_begin = info->dlpi_addr + segment.p_vaddr;
    if (search.begin >= segment_begin && search.end <= segment_begin + segment.p_filesz) {
      search.offset = segment.p_offset + (search.begin - segment_begin);
    }
  }
  return 1;
}

}  // namespace

std::optional<FilePart> FindInProgramFile(std::span<const std::byte> data) {
  const auto begin = reinterpret_cast<std::uintptr_t>(data.data());
  Search search = {.begin = begin, .end = begin + data.size(), .offset = std::nullopt};
  dl_iterate_phdr(LookInProgram, &search);
  if (!search.offset) return std::nullopt;
  Descriptor file(open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  if (!file) return std::nullopt;
  // That it is the same file is the system's word; a debugger or an emulator may have its own idea of it.
  std::array<std::byte, 4096> first{};
  const std::size_t compared = std::min(first.size(), data.size());
  if (pread(file.get(), first.data(), compared, static_cast<off_t>(*search.offset)) !=
          static_cast<ssize_t>(compared) ||
      std::memcmp(first.data(), data.data(), compared) != 0) {
    return std::nullopt;
  }
  return FilePart{std::move(file), *search.offset};
}

}  // namespace vitrine::os
