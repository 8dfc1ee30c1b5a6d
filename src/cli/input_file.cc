#include "cli/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "base/units.h"
#include "base/utf8.h"

namespace vitrine::cli {
namespace {

std::string Reason(int error) { return std::generic_category().message(error); }

// Reads to the end. `name` stands in the error.
Result<std::string> ReadToEnd(int descriptor, std::string_view name, std::uint64_t bytes_max) {
  std::string content;
  std::array<char, 65536> chunk;
  while (true) {
    const ssize_t count = read(descriptor, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return std::unexpected(
          Error{ErrorKind::kHost, fmt::format("{} cannot be read: {}", name, Reason(errno))});
    }
    if (count == 0) return content;
    if (content.size() + static_cast<std::size_t>(count) > bytes_max) {
      return std::unexpected(Error{ErrorKind::kLimit, fmt::format("{} is larger than the limit of {}", name,
                                                                  base::FormatSize(bytes_max))});
    }
    content.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

// Closes a descriptor at the end of a scope.
class Closer {
 public:
  explicit Closer(int descriptor) : descriptor_(descriptor) {}
  ~Closer() { close(descriptor_); }
  Closer(const Closer&) = delete;
  Closer& operator=(const Closer&) = delete;

 private:
  int descriptor_;
};

}  // namespace

Result<std::string> ReadWholeFile(const std::string& path, std::string_view what, std::uint64_t bytes_max) {
  const std::string name = fmt::format("{} '{}'", what, path);
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    const int error = errno;
    if (error == ENOENT) {
      return std::unexpected(Error{ErrorKind::kNotFound, fmt::format("{} does not exist", name)});
    }
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, fmt::format("{} cannot be opened: {}", name, Reason(error))});
  }
  const Closer closer(descriptor);
  struct stat status{};
  if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, fmt::format("{} is a folder, not a file", name)});
  }
  return ReadToEnd(descriptor, name, bytes_max);
}

Result<std::string> ReadStandardInput(std::uint64_t bytes_max) {
  return ReadToEnd(STDIN_FILENO, "standard input", bytes_max);
}

Result<std::string> CheckSource(std::string text, std::string_view name) {
  static constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  std::size_t at = 0;
  std::size_t line = 1;
  while (at < text.size()) {
    const base::Utf8Head head = base::ReadUtf8(std::string_view(text).substr(at));
    if (head.kind != base::Utf8Head::Kind::kCodePoint) {
      return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                   fmt::format("{} is not UTF-8: byte 0x{:02x} in line {} (save it as UTF-8)",
                                               name, static_cast<unsigned char>(text[at]), line)});
    }
    if (head.value == U'\n') ++line;
    at += head.bytes;
  }
  return text;
}

}  // namespace vitrine::cli
