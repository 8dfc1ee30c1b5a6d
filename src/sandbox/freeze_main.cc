// Build tool: makes the image file that the library carries.
//
//   vitrine-freeze cpython|micropython LIBRARY_PACK IMAGE_FILE
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "guest_link/image_file.h"
#include "sandbox/engine.h"
#include "sandbox/freeze.h"

namespace {

int Fail(const std::string& what) {
  std::fprintf(stderr, "vitrine-freeze: %s\n", what.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto interpreter = vitrine::FindInterpreter(argc == 4 ? argv[1] : "");
  if (!interpreter) return Fail("usage: vitrine-freeze cpython|micropython LIBRARY_PACK IMAGE_FILE");
  std::ifstream in(argv[2], std::ios::binary);
  if (!in) return Fail(std::string("cannot read ") + argv[2]);
  const std::string pack{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};

  const vitrine_guest_module& module = vitrine::sandbox::GuestModule(*interpreter, vitrine::kDefaultEngine);
  const auto frozen = vitrine::sandbox::FreezeGuest(
      module, pack, 0, [&](const vitrine::guest_link::FrozenGuest& guest) -> vitrine::Result<void> {
        std::ofstream out(argv[3], std::ios::binary | std::ios::trunc);
        const std::string file = vitrine::guest_link::WriteImageFile(module, guest);
        out.write(file.data(), static_cast<std::streamsize>(file.size()));
        out.close();
        if (!out) {
          return std::unexpected(
              vitrine::Error{vitrine::ErrorKind::kHost, std::string("cannot write ") + argv[3]});
        }
        return {};
      });
  if (!frozen) return Fail(frozen.error().what);
  return 0;
}
