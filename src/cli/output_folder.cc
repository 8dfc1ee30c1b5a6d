#include "cli/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <random>
#include <system_error>
#include <utility>
#include <vector>

#include "base/terminal.h"

namespace vitrine::cli {
namespace {

constexpr std::size_t kNameBytesMax = 255;
constexpr std::size_t kDepthMax = 32;

std::string Reason(int error) { return std::generic_category().message(error); }

// A descriptor that is closed with its scope.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { Reset(-1); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return value_; }
  void Reset(int value) {
    if (value_ >= 0) close(value_);
    value_ = value;
  }

 private:
  int value_;
};

std::unexpected<Error> Failed(std::string_view name, std::string_view why) {
  return std::unexpected(
      Error{ErrorKind::kHost, fmt::format("the output file '{}' cannot be written: {}",
                                          base::EscapeForTerminal(name, base::NewLines::kEscape), why)});
}

// The names between the slashes; an error for whatever could lead out of the folder.
Result<std::vector<std::string>> Components(std::string_view relative) {
  std::vector<std::string> names;
  std::string_view rest = relative;
  while (true) {
    const std::size_t slash = rest.find('/');
    const std::string_view name = rest.substr(0, slash);
    if (name.empty() || name == "." || name == ".." || name.find('\0') != std::string_view::npos) {
      return Failed(relative, "it is not a plain path below the folder");
    }
    if (name.size() > kNameBytesMax) return Failed(relative, "a name in it is longer than 255 bytes");
    names.emplace_back(name);
    if (names.size() > kDepthMax) return Failed(relative, "it lies more than 32 folders deep");
    if (slash == std::string_view::npos) return names;
    rest.remove_prefix(slash + 1);
  }
}

// Unlikely to exist; O_EXCL and a second try take care of the rest.
std::string TemporaryName() {
  std::random_device random;
  return fmt::format(".vitrine-{:08x}{:08x}.tmp", random(), random());
}

struct TemporaryFile {
  std::string name;
  int descriptor;  // owned by whoever made it; -1 on failure, errno says why
};

TemporaryFile MakeTemporaryFile(int folder) {
  TemporaryFile file{"", -1};
  for (int attempt = 0; attempt < 16 && file.descriptor < 0; ++attempt) {
    file.name = TemporaryName();
    file.descriptor =
        openat(folder, file.name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file.descriptor < 0 && errno != EEXIST) break;
  }
  return file;
}

// Returns 0 or an errno.
int WriteFully(int descriptor, std::string_view data) {
  while (!data.empty()) {
    const ssize_t written = write(descriptor, data.data(), data.size());
    if (written >= 0) {
      data.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

Result<OutputFolder> OutputFolder::Open(const std::string& path) {
  const auto bad = [&](std::string_view why) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 fmt::format("the output folder '{}' cannot be used: {}", path, why)});
  };
  std::error_code error;
  std::filesystem::create_directories(path, error);
  // An existing folder behind a symbolic link is an error of create_directories only; open() decides.
  const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    const int open_error = errno;
    if (open_error == ENOTDIR) return bad("it, or a part of its path, is a file");
    return bad(error ? error.message() : Reason(open_error));
  }
  OutputFolder folder(path, descriptor);
  const TemporaryFile probe = MakeTemporaryFile(descriptor);
  if (probe.descriptor < 0) return bad(fmt::format("no file can be made in it: {}", Reason(errno)));
  close(probe.descriptor);
  unlinkat(descriptor, probe.name.c_str(), 0);
  return folder;
}

OutputFolder::~OutputFolder() {
  if (descriptor_ >= 0) close(descriptor_);
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

Result<void> OutputFolder::Write(std::string_view relative, std::string_view data) {
  auto names = Components(relative);
  if (!names) return std::unexpected(names.error());
  const std::string file_name = std::move(names->back());
  names->pop_back();

  Descriptor folder(fcntl(descriptor_, F_DUPFD_CLOEXEC, 0));
  if (folder.get() < 0) return Failed(relative, Reason(errno));
  for (const std::string& name : *names) {
    if (mkdirat(folder.get(), name.c_str(), 0777) != 0 && errno != EEXIST)
      return Failed(relative, Reason(errno));
    const int next = openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next < 0) {
      // O_NOFOLLOW | O_DIRECTORY says ENOTDIR for a link as well as for a file.
      const bool is_other = errno == ENOTDIR || errno == ELOOP;
      return Failed(relative, is_other ? fmt::format("'{}' on the way is a file or a symbolic link",
                                                     base::EscapeForTerminal(name, base::NewLines::kEscape))
                                       : Reason(errno));
    }
    folder.Reset(next);
  }

  const TemporaryFile temporary = MakeTemporaryFile(folder.get());
  if (temporary.descriptor < 0) return Failed(relative, Reason(errno));
  int error = WriteFully(temporary.descriptor, data);
  // Some file systems report a full disk here only.
  if (close(temporary.descriptor) != 0 && error == 0) error = errno;
  if (error == 0 && renameat(folder.get(), temporary.name.c_str(), folder.get(), file_name.c_str()) != 0) {
    error = errno;
  }
  if (error != 0) {
    unlinkat(folder.get(), temporary.name.c_str(), 0);
    return Failed(relative, error == EISDIR ? "a folder of that name exists" : Reason(error));
  }
  return {};
}

}  // namespace vitrine::cli
