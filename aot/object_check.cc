#include "aot/object_check.h"

#include <elf.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine::aot {
namespace {

constexpr std::string_view kGuestText = "vitrine_guest_text";

constexpr auto kMayCall = std::to_array<std::string_view>({
    "memchr",
    "memcmp",
    "memcpy",
    "memmove",
    "memset",
    "wasm_rt_trap",
    "wasm_rt_allocate_memory",
    "wasm_rt_grow_memory",
    "wasm_rt_free_memory",
    "wasm_rt_allocate_funcref_table",
    "wasm_rt_free_funcref_table",
    "vitrine_guest_out_of_fuel",
    "__start_vitrine_guest_text",
    "__stop_vitrine_guest_text",
    "_GLOBAL_OFFSET_TABLE_",
});

// Reads tables out of an ELF file, whose bytes are our own compiler's but may be cut short by a full disk.
class ElfReader {
 public:
  explicit ElfReader(std::vector<char> bytes) : bytes_(std::move(bytes)) {}

  template <typename T>
  bool Read(std::uint64_t offset, T& value) const {
    if (offset > bytes_.size() || sizeof(T) > bytes_.size() - offset) return false;
    std::memcpy(&value, bytes_.data() + offset, sizeof(T));
    return true;
  }

  std::string Text(std::uint64_t offset) const {
    std::string text;
    while (offset < bytes_.size() && bytes_[offset] != '\0') text += bytes_[offset++];
    return text;
  }

 private:
  std::vector<char> bytes_;
};

bool MayCall(std::string_view symbol) {
  return symbol.starts_with("Z_") || std::ranges::find(kMayCall, symbol) != kMayCall.end();
}

Result<void> CheckSymbols(const ElfReader& elf, const Elf64_Shdr& symbols, const Elf64_Shdr& strings) {
  for (std::uint64_t at = sizeof(Elf64_Sym); at + sizeof(Elf64_Sym) <= symbols.sh_size;
       at += sizeof(Elf64_Sym)) {
    Elf64_Sym symbol;
    if (!elf.Read(symbols.sh_offset + at, symbol)) return Fail("the object's symbol table is cut short");
    if (symbol.st_shndx != SHN_UNDEF) continue;
    const std::string name = elf.Text(strings.sh_offset + symbol.st_name);
    if (!MayCall(name))
      return Fail("guest code calls '{}', which is none of the functions that it may call", name);
  }
  return {};
}

}  // namespace

Result<void> CheckObject(const std::filesystem::path& object) {
  std::ifstream stream(object, std::ios::binary);
  if (!stream) return Fail("cannot read the object '{}'", object.string());
  const ElfReader elf(std::vector<char>(std::istreambuf_iterator<char>(stream), {}));

  Elf64_Ehdr header;
  if (!elf.Read(0, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != EM_X86_64) {
    return Fail("'{}' is no ELF object for x86-64", object.string());
  }
  const auto section = [&](std::size_t index, Elf64_Shdr& read) {
    return elf.Read(header.e_shoff + index * sizeof(Elf64_Shdr), read);
  };
  Elf64_Shdr names;
  if (!section(header.e_shstrndx, names)) return Fail("the object's section table is cut short");
  for (std::size_t i = 1; i < header.e_shnum; ++i) {
    Elf64_Shdr current;
    if (!section(i, current)) return Fail("the object's section table is cut short");
    const std::string name = elf.Text(names.sh_offset + current.sh_name);
    if ((current.sh_flags & SHF_EXECINSTR) != 0 && current.sh_size != 0 && name != kGuestText) {
      return Fail("{} bytes of code lie in section {}; expected all of it in {}", current.sh_size, name,
                  kGuestText);
    }
    if (current.sh_type == SHT_SYMTAB) {
      Elf64_Shdr strings;
      if (!section(current.sh_link, strings)) return Fail("the object's section table is cut short");
      if (const auto checked = CheckSymbols(elf, current, strings); !checked) return checked;
    }
  }
  return {};
}

}  // namespace vitrine::aot
