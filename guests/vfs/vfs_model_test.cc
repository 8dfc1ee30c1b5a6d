// Random sequences of operations against the simplest model there is: a map from paths to shared strings.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "test_imports.h"
#include "vfs.h"

namespace vitrine::guests {
namespace {

// Crosses the border of a chunk (64 KiB) several times.
constexpr std::uint32_t kFileBytesMax = 200'000;

struct ModelFile {
  std::string bytes;
};

struct ModelDescriptor {
  std::shared_ptr<ModelFile> file;  // shared, because an unlinked file lives on
  std::uint64_t offset = 0;
  bool append = false;
};

class Model {
 public:
  explicit Model(std::uint32_t seed) : random_(seed) {
    for (const std::string folder : {"/tmp", "/output"}) {
      folders_.insert(folder);
      for (const char* name : {"a", "b", "c", "d"}) {
        paths_.push_back(folder + "/" + name);
        for (const char* inner : {"x", "y"}) paths_.push_back(folder + "/" + name + "/" + inner);
      }
    }
  }

  void Step() {
    switch (random_() % 11) {
      case 0:
      case 1:
        return Open();
      case 2:
        return Close();
      case 3:
      case 4:
        return Write();
      case 5:
        return Read();
      case 6:
        return Seek();
      case 7:
        return Truncate();
      case 8:
        return Rename();
      case 9:
        return Remove();
      default:
        return MakeFolder();
    }
  }

  // Compares everything there is with the real tree, then closes and removes it all.
  void Finish() {
    for (const auto& [path, file] : files_)
      ASSERT_EQ(HostRead(path, file->bytes.size() + 1), file->bytes) << path;
    ASSERT_EQ(ListAll(), ExpectedList());
    while (!open_.empty()) Close();
    for (const std::string path : {"/tmp", "/output"})
      ASSERT_EQ(vfs_host_remove(path.data(), path.size()), 0);
  }

 private:
  const std::string& AnyPath() { return paths_[random_() % paths_.size()]; }
  static std::string Parent(const std::string& path) { return path.substr(0, path.rfind('/')); }

  auto AnyDescriptor() {
    return std::next(open_.begin(), static_cast<std::ptrdiff_t>(random_() % open_.size()));
  }

  // The error of reaching for a name, before it is looked at: its folder must be one.
  int ParentError(const std::string& path) const {
    if (folders_.contains(Parent(path))) return 0;
    return files_.contains(Parent(path)) ? -VFS_ENOTDIR : -VFS_ENOENT;
  }

  bool IsEmptyFolder(const std::string& folder) const {
    const auto inside = [&](const std::string& path) { return path.starts_with(folder + "/"); };
    return std::none_of(folders_.begin(), folders_.end(), inside) &&
           std::none_of(files_.begin(), files_.end(), [&](const auto& file) { return inside(file.first); });
  }

  int ExpectedOpenError(const std::string& path, std::uint32_t flags) const {
    if (const int error = ParentError(path); error != 0) return error;
    if (folders_.contains(path)) return flags & VFS_EXCLUSIVE ? -VFS_EEXIST : -VFS_EISDIR;
    if (files_.contains(path)) return flags & VFS_EXCLUSIVE ? -VFS_EEXIST : 0;
    return flags & VFS_CREATE ? 0 : -VFS_ENOENT;
  }

  void Open() {
    if (open_.size() >= 20) return;
    const std::string& path = AnyPath();
    std::uint32_t flags = VFS_READ | VFS_WRITE;
    if (random_() % 2) flags |= VFS_CREATE;
    if (random_() % 4 == 0) flags |= VFS_TRUNCATE;
    if (random_() % 4 == 0) flags |= VFS_APPEND;
    if ((flags & VFS_CREATE) && random_() % 4 == 0) flags |= VFS_EXCLUSIVE;
    const int fd = vfs_open(VFS_ROOT_FD, path.data(), path.size(), flags);
    const int error = ExpectedOpenError(path, flags);
    ASSERT_EQ(fd < 0 ? fd : 0, error) << path << " flags " << flags;
    if (fd < 0) return;
    std::shared_ptr<ModelFile>& file = files_[path];
    if (file == nullptr) file = std::make_shared<ModelFile>();
    if (flags & VFS_TRUNCATE) file->bytes.clear();
    ASSERT_FALSE(open_.contains(fd));
    open_[fd] = {.file = file, .append = (flags & VFS_APPEND) != 0};
  }

  void Close() {
    if (open_.empty()) return;
    const auto descriptor = AnyDescriptor();
    ASSERT_EQ(vfs_close(descriptor->first), 0);
    open_.erase(descriptor);
  }

  void Write() {
    if (open_.empty()) return;
    auto& [fd, descriptor] = *AnyDescriptor();
    const std::string data(random_() % (random_() % 8 ? 300 : 70'000),
                           static_cast<char>('a' + random_() % 26));
    std::string& bytes = descriptor.file->bytes;
    const std::uint64_t offset = descriptor.append ? bytes.size() : descriptor.offset;
    if (offset + data.size() > kFileBytesMax) return;
    ASSERT_EQ(vfs_write(fd, data.data(), data.size()), static_cast<std::int64_t>(data.size()));
    if (!data.empty()) {
      if (bytes.size() < offset + data.size()) bytes.resize(offset + data.size());
      bytes.replace(offset, data.size(), data);
    }
    descriptor.offset = offset + data.size();
  }

  void Read() {
    if (open_.empty()) return;
    auto& [fd, descriptor] = *AnyDescriptor();
    std::string data(random_() % 100'000, '?');
    const std::int64_t count = vfs_read(fd, data.data(), data.size());
    ASSERT_GE(count, 0);
    data.resize(static_cast<std::size_t>(count));
    const std::string& bytes = descriptor.file->bytes;
    const std::uint64_t start = std::min<std::uint64_t>(descriptor.offset, bytes.size());
    const std::string expected = bytes.substr(start, data.size());
    ASSERT_EQ(data, expected);
    ASSERT_TRUE(count > 0 || descriptor.offset >= bytes.size() || data.empty());
    descriptor.offset += static_cast<std::uint64_t>(count);
  }

  void Seek() {
    if (open_.empty()) return;
    auto& [fd, descriptor] = *AnyDescriptor();
    const std::uint64_t target = random_() % kFileBytesMax;
    const auto size = static_cast<std::int64_t>(descriptor.file->bytes.size());
    const bool from_end = random_() % 2;
    const std::int64_t offset = static_cast<std::int64_t>(target) - (from_end ? size : 0);
    ASSERT_EQ(vfs_seek(fd, offset, from_end ? VFS_SEEK_END : VFS_SEEK_SET),
              static_cast<std::int64_t>(target));
    descriptor.offset = target;
  }

  void Truncate() {
    if (open_.empty()) return;
    auto& [fd, descriptor] = *AnyDescriptor();
    const std::uint64_t bytes = random_() % 3 ? random_() % kFileBytesMax : random_() % 3 * 65'536;
    ASSERT_EQ(vfs_truncate(fd, bytes), 0);
    descriptor.file->bytes.resize(bytes);
  }

  int ExpectedRenameError(const std::string& from, const std::string& to) const {
    if (const int error = ParentError(from); error != 0) return error;
    const bool is_folder = folders_.contains(from);
    if (!is_folder && !files_.contains(from)) return -VFS_ENOENT;
    if (const int error = ParentError(to); error != 0) return error;
    if (from == to) return 0;
    if (is_folder && to.starts_with(from + "/")) return -VFS_EINVAL;
    if (folders_.contains(to)) return !is_folder ? -VFS_EISDIR : IsEmptyFolder(to) ? 0 : -VFS_ENOTEMPTY;
    return files_.contains(to) && is_folder ? -VFS_ENOTDIR : 0;
  }

  void Rename() {
    const std::string from = AnyPath();
    const std::string to = AnyPath();
    const int error = vfs_rename(VFS_ROOT_FD, from.data(), from.size(), VFS_ROOT_FD, to.data(), to.size());
    ASSERT_EQ(error, ExpectedRenameError(from, to)) << from << " -> " << to;
    if (error != 0 || from == to) return;
    std::map<std::string, std::shared_ptr<ModelFile>> files;
    files_.erase(to);
    for (auto& [path, file] : files_) files[Moved(path, from, to)] = file;
    files_ = files;
    std::set<std::string> folders;
    for (const std::string& path : folders_) folders.insert(Moved(path, from, to));
    folders_ = folders;
  }

  static std::string Moved(const std::string& path, const std::string& from, const std::string& to) {
    return path == from || path.starts_with(from + "/") ? to + path.substr(from.size()) : path;
  }

  void Remove() {
    const std::string& path = AnyPath();
    int expected = ParentError(path);
    if (folders_.contains(path)) {
      expected = IsEmptyFolder(path) ? 0 : -VFS_ENOTEMPTY;
      ASSERT_EQ(vfs_unlink(VFS_ROOT_FD, path.data(), path.size()), -VFS_EISDIR);
      ASSERT_EQ(vfs_rmdir(VFS_ROOT_FD, path.data(), path.size()), expected);
      if (expected == 0) folders_.erase(path);
      return;
    }
    if (expected == 0 && files_.erase(path) == 0) expected = -VFS_ENOENT;
    ASSERT_EQ(vfs_unlink(VFS_ROOT_FD, path.data(), path.size()), expected) << path;
  }

  void MakeFolder() {
    const std::string& path = AnyPath();
    int expected = ParentError(path);
    if (expected == 0 && (folders_.contains(path) || files_.contains(path))) expected = -VFS_EEXIST;
    ASSERT_EQ(vfs_mkdir(VFS_ROOT_FD, path.data(), path.size()), expected) << path;
    if (expected == 0) folders_.insert(path);
  }

  static std::string HostRead(const std::string& path, std::size_t bytes) {
    std::string data(bytes, '?');
    const std::int64_t count = vfs_host_read(path.data(), path.size(), 0, data.data(), data.size());
    EXPECT_GE(count, 0) << path;
    data.resize(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
    return data;
  }

  static std::set<std::string> ListAll() {
    std::set<std::string> listed;
    const auto add = [](void* context, const char* name, std::size_t name_bytes, int kind, std::uint64_t) {
      const std::string path = "/" + std::string(name, name_bytes) + (kind == VFS_ENTRY_FOLDER ? "/" : "");
      if (!path.starts_with("/dev") && path != "/input/")
        static_cast<std::set<std::string>*>(context)->insert(path);
      return 0;
    };
    EXPECT_EQ(vfs_host_list("/", 1, add, &listed), 0);
    return listed;
  }

  std::set<std::string> ExpectedList() const {
    std::set<std::string> expected;
    for (const auto& [path, file] : files_) expected.insert(path);
    for (const std::string& path : folders_) expected.insert(path + "/");
    return expected;
  }

  std::mt19937 random_;
  std::vector<std::string> paths_;
  std::set<std::string> folders_;
  std::map<std::string, std::shared_ptr<ModelFile>> files_;
  std::map<int, ModelDescriptor> open_;
};

TEST(VfsModel, BehavesLikeAMapOfStrings) {
  Host() = FakeHost{};
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const vfs_limits limits = {.work_bytes_max = 1 << 28, .input_bytes_max = 1 << 20, .inodes_max = 1000};
    ASSERT_EQ(vfs_init(&limits), 0);
    const std::uint64_t empty_bytes = vfs_work_bytes();
    Model model(seed);
    for (int step = 0; step < 3000; ++step) {
      model.Step();
      ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << " step " << step;
    }
    model.Finish();
    ASSERT_FALSE(HasFatalFailure()) << "seed " << seed;
    EXPECT_EQ(vfs_work_bytes(), empty_bytes) << "seed " << seed;
  }
  vfs_free();
}

}  // namespace
}  // namespace vitrine::guests
