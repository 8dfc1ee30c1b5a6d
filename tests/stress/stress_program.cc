// MicroPython as the library runs it, but collecting garbage at every allocation and overwriting what is
// freed: what an object lost too early would be found by.
//
//   vitrine_micropython_stress --freeze LIBRARY_PACK IMAGE_FILE
//   vitrine_micropython_stress IMAGE_FILE SECONDS PROGRAM.py
//
// The second runs a program as `vitrine run --guest micropython` does, in process, and ends with 0, with 1
// after an exception, or with 2 when the sandbox did not survive or could not be made.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "guest_link/image_file.h"
#include "sandbox/freeze.h"
#include "sandbox/image_impl.h"
#include "vitrine/sandbox.h"

extern "C" const vitrine_guest_module vitrine_guest_micropython_stress_gs;

namespace {

constexpr int kException = 1;
constexpr int kFailure = 2;

const vitrine_guest_module& kModule = vitrine_guest_micropython_stress_gs;

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "vitrine_micropython_stress: %s\n", what.c_str());
  std::exit(kFailure);
}

template <typename T>
T Must(vitrine::Result<T> result) {
  if (!result) Die(result.error().what);
  return std::move(*result);
}

std::string ReadFile(const char* path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) Die(std::string("cannot read ") + path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void Freeze(const char* pack_path, const char* image_path) {
  const auto write = [&](const vitrine::guest_link::FrozenGuest& guest) -> vitrine::Result<void> {
    const std::string file = vitrine::guest_link::WriteImageFile(kModule, guest);
    std::ofstream out(image_path, std::ios::binary | std::ios::trunc);
    out.write(file.data(), static_cast<std::streamsize>(file.size()));
    out.close();
    if (!out) Die(std::string("cannot write ") + image_path);
    return {};
  };
  const auto frozen = vitrine::sandbox::FreezeGuest(kModule, ReadFile(pack_path), 0, write);
  if (!frozen) Die(frozen.error().what);
}

vitrine::Image ReadImage(const std::string& file) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(file));
  vitrine::guest_link::FrozenGuest guest = Must(vitrine::guest_link::ReadImageFile(kModule, bytes));
  guest.state.pieces = vitrine::runtime::FilledPieces(guest.state.pieces.front().data);
  auto memory = Must(vitrine::runtime::MemoryImage::Make(kModule, guest.state, guest.interrupts));
  return vitrine::Image(std::make_unique<vitrine::Image::Impl>(
      std::move(memory), vitrine::runtime::SlotPoolOptions{}, std::string(64, '0')));
}

int Run(const vitrine::Image& image, std::chrono::seconds time_max, const char* program) {
  const vitrine::Grants grants;
  vitrine::SandboxOptions options;
  options.limits.wall_time_max = time_max;
  options.limits.cpu_time_max = time_max;
  const auto sandbox = Must(vitrine::Sandbox::Create(image, grants, options));
  vitrine::RunOptions run;
  run.file_name = program;
  run.on_output = [](vitrine::OutputStream stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream == vitrine::OutputStream::kStdout ? stdout : stderr);
  };
  const vitrine::Outcome outcome = Must(sandbox->Run(ReadFile(program), run));
  if (outcome.failure) {
    const vitrine::Failure& failure = *outcome.failure;
    std::fprintf(stderr, "%s%s: %s\n", failure.traceback.c_str(), failure.type.c_str(),
                 failure.message.c_str());
  }
  switch (outcome.status) {
    case vitrine::Status::kOk:
      return 0;
    case vitrine::Status::kException:
      return kException;
    default:
      std::fprintf(stderr, "%s\n", vitrine::Name(outcome.status));
      return kFailure;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) Die("usage: --freeze LIBRARY_PACK IMAGE_FILE, or IMAGE_FILE SECONDS PROGRAM.py");
  if (argv[1] == std::string_view("--freeze")) {
    Freeze(argv[2], argv[3]);
    return 0;
  }
  const long seconds = std::strtol(argv[2], nullptr, 10);
  if (seconds <= 0) Die("the seconds must be above zero");
  const std::string file = ReadFile(argv[1]);
  return Run(ReadImage(file), std::chrono::seconds(seconds), argv[3]);
}
