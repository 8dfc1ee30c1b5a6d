#include "os/file_locks.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::os {
namespace {

ErrorKind KindOf(const Result<FileLocks::Held>& result) {
  EXPECT_FALSE(result);
  return result ? ErrorKind::kEnded : result.error().kind;
}

class FileLocksTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(mkdtemp(folder_.data()), nullptr); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Path() const { return folder_ + "/locks"; }
  std::unique_ptr<FileLocks> Open() const {
    auto locks = FileLocks::Open(Path());
    EXPECT_TRUE(locks) << locks.error().what;
    return std::move(*locks);
  }

  std::string folder_ = std::filesystem::temp_directory_path() / "vitrine-test-XXXXXX";
};

// A child that holds byte 7 until it is killed, or told to go on by Release.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    EXPECT_EQ(pipe(ready_.data()), 0);
    EXPECT_EQ(pipe(release_.data()), 0);
    pid_ = fork();
    if (pid_ == 0) {
      close(release_[1]);
      auto locks = FileLocks::Open(path);
      char byte = 0;
      if (locks) {
        std::optional<Result<FileLocks::Held>> held((*locks)->TryLock(7));
        byte = *held ? 'y' : 'n';
        (void)!write(ready_[1], &byte, 1);
        (void)!read(release_[0], &byte, 1);
        held.reset();
        (void)!write(ready_[1], &byte, 1);
      }
      // Held open: it is the unlocking that counts, not the end of the process.
      for (;;) pause();
    }
    close(ready_[1]);
    close(release_[0]);
    EXPECT_EQ(Next(), 'y');
  }
  ~Holder() {
    Kill();
    close(ready_[0]);
    close(release_[1]);
  }
  void Release() const {
    EXPECT_EQ(write(release_[1], "r", 1), 1);
    EXPECT_EQ(Next(), 'r');
  }
  void Kill() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  char Next() const {
    char byte = 0;
    return read(ready_[0], &byte, 1) == 1 ? byte : '-';
  }

  std::array<int, 2> ready_{};
  std::array<int, 2> release_{};
  pid_t pid_ = -1;
};

// What `body` says in a forked child.
bool InChild(const std::function<bool()>& body) {
  const pid_t pid = fork();
  if (pid == 0) _exit(body() ? 0 : 1);
  int status = 0;
  return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(FileLocksTest, AreForOneHolderInAProcess) {
  const auto locks = Open();
  const auto other = Open();
  {
    const auto held = locks->TryLock(3);
    ASSERT_TRUE(held);
    EXPECT_EQ(KindOf(locks->TryLock(3)), ErrorKind::kBusy);
    EXPECT_EQ(KindOf(other->TryLock(3)), ErrorKind::kBusy);
    EXPECT_TRUE(locks->TryLock(2));
    EXPECT_TRUE(other->TryLock(4));
    EXPECT_TRUE(locks->TryLock(FileLocks::kByteMax));
    EXPECT_EQ(KindOf(other->TryLock(3)), ErrorKind::kBusy);
  }
  EXPECT_TRUE(other->TryLock(3));
  EXPECT_TRUE(locks->TryLock(3));
}

TEST_F(FileLocksTest, AnotherOneThatClosesTheFileDropsNothing) {
  const auto locks = Open();
  const auto held = locks->TryLock(3);
  ASSERT_TRUE(held);
  Open().reset();
  EXPECT_EQ(KindOf(Open()->TryLock(3)), ErrorKind::kBusy);
}

TEST_F(FileLocksTest, HoldBetweenProcesses) {
  const Holder holder(Path());
  const auto locks = Open();
  EXPECT_EQ(KindOf(locks->TryLock(7)), ErrorKind::kBusy);
  EXPECT_TRUE(locks->TryLock(8));
  holder.Release();
  EXPECT_TRUE(locks->TryLock(7));
}

TEST_F(FileLocksTest, EndWithAKilledProcess) {
  Holder holder(Path());
  const auto locks = Open();
  EXPECT_EQ(KindOf(locks->TryLock(7)), ErrorKind::kBusy);
  holder.Kill();
  EXPECT_TRUE(locks->TryLock(7));
}

TEST_F(FileLocksTest, AForkedChildNeitherTakesNorGivesBack) {
  const auto locks = Open();
  std::optional<Result<FileLocks::Held>> held(locks->TryLock(3));
  ASSERT_TRUE(*held);
  EXPECT_TRUE(InChild([&] {
    const bool refused = KindOf(locks->TryLock(5)) == ErrorKind::kInvalidArgument;
    held.reset();
    return refused && !locks->IsOfThisProcess();
  }));
  EXPECT_EQ(KindOf(Open()->TryLock(3)), ErrorKind::kBusy);
}

TEST_F(FileLocksTest, AreRefusedOnceTheFileIsAnotherOne) {
  const auto locks = Open();
  ASSERT_TRUE(std::filesystem::remove(Path()));
  EXPECT_EQ(KindOf(locks->TryLock(3)), ErrorKind::kHost);
  const auto other = Open();
  EXPECT_EQ(KindOf(locks->TryLock(3)), ErrorKind::kHost);
  EXPECT_TRUE(other->TryLock(3));
}

TEST_F(FileLocksTest, AreBounded) {
  const auto locks = Open();
  std::vector<FileLocks::Held> held;
  for (std::uint64_t byte = 0; byte < FileLocks::kHeldMax; ++byte) {
    // Neighbours become one lock for the kernel.
    held.push_back(std::move(locks->TryLock(byte).value()));
  }
  EXPECT_EQ(KindOf(locks->TryLock(FileLocks::kHeldMax)), ErrorKind::kLimit);
  held.pop_back();
  EXPECT_TRUE(locks->TryLock(FileLocks::kHeldMax));
}

TEST_F(FileLocksTest, TheFileIsForThisUserOnly) {
  const mode_t before = umask(0);
  const auto locks = Open();
  umask(before);
  struct stat status{};
  ASSERT_EQ(stat(Path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(FileLocksTest, NeedARegularFile) {
  ASSERT_EQ(mkfifo(Path().c_str(), 0600), 0);
  const auto fifo = FileLocks::Open(Path());
  ASSERT_FALSE(fifo);
  EXPECT_EQ(fifo.error().kind, ErrorKind::kInvalidArgument);
  std::filesystem::remove(Path());
  std::filesystem::create_symlink("elsewhere", Path());
  const auto link = FileLocks::Open(Path());
  ASSERT_FALSE(link);
  EXPECT_EQ(link.error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine::os
