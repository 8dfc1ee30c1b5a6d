#include "store/sqlite_session_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <string>
#include <thread>

#include "store/sqlite_connection.h"
#include "store/testing.h"

namespace vitrine::store {
namespace {

using std::chrono::milliseconds;

Error ErrorOf(const std::string& path, const StoreOptions& options = {}) {
  const auto store = OpenSqliteSessionStore(path, options);
  return store ? Error{ErrorKind::kEnded, "it was opened"} : store.error();
}

unsigned ModeOf(const std::string& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

// What `body` says in a forked child: SQLite, limits and users are the child's own. "" is success.
std::string InChild(const std::function<std::string()>& body) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return "no pipe";
  const pid_t pid = fork();
  if (pid == 0) {
    const std::string said = body();
    (void)!write(ends[1], said.data(), said.size());
    _exit(0);
  }
  close(ends[1]);
  std::string said;
  std::array<char, 500> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    said.append(buffer.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? said : said + " and was killed";
}

// Permissions mean nothing to root.
bool BecomeNobody() { return geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0); }

class SqliteSessionStore : public testing::Test {
 protected:
  std::unique_ptr<SessionStore> Open(const StoreOptions& options = {}) const {
    auto store = OpenSqliteSessionStore(path_, options);
    EXPECT_TRUE(store) << store.error().what;
    return std::move(*store);
  }
  // As another program would.
  void Run(const std::string& sql) const {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
  // Refused with a sentence that holds `words`, and not a byte of it or beside it is different.
  void ExpectRefused(const std::string& words) const {
    const std::string before = folder_.Get("store");
    const Error error = ErrorOf(path_);
    EXPECT_EQ(error.kind, ErrorKind::kInvalidArgument);
    EXPECT_NE(error.what.find(words), std::string::npos) << error.what;
    EXPECT_EQ(folder_.Get("store"), before);
    EXPECT_FALSE(std::filesystem::exists(path_ + "-locks"));
    EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store");
};

TEST_F(SqliteSessionStore, IsThereWhenItIsOpenedAgain) {
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  EXPECT_EQ(GetOne(*Open(), "key"), "value");
}

TEST_F(SqliteSessionStore, IsOneForAllWhoOpenIt) {
  const auto first = Open();
  const auto second = Open({.wait_max = milliseconds(20)});
  ASSERT_TRUE(PutOne(*first, "key", "1"));
  EXPECT_EQ(GetOne(*second, "key"), "1");
  const auto writer = Writer(*first);
  const auto refused = second->Begin(Access::kWrite);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kBusy);
  const auto held = first->TryLock("name");
  ASSERT_TRUE(held);
  EXPECT_EQ(second->TryLock("name").error().kind, ErrorKind::kBusy);
}

TEST_F(SqliteSessionStore, IsTheSameByEachOfItsNames) {
  const auto first = Open();
  std::filesystem::create_symlink(path_, folder_.Path("link"));
  const auto second = std::move(vitrine::OpenSqliteSessionStore(folder_.Path("link")).value());
  const auto held = first->TryLock("name");
  ASSERT_TRUE(held);
  EXPECT_FALSE(second->TryLock("name"));
}

TEST_F(SqliteSessionStore, IsForThisUserOnly) {
  for (const mode_t mask : {0U, 0277U}) {
    const mode_t before = umask(mask);
    const std::string path = folder_.Path(fmt::format("store{}", mask));
    const auto store = std::move(vitrine::OpenSqliteSessionStore(path).value());
    EXPECT_TRUE(PutOne(*store, "key", "value"));
    umask(before);
    for (const char* companion : {"", "-wal", "-shm", "-locks"}) {
      EXPECT_EQ(ModeOf(path + companion), 0600U) << companion;
    }
  }
}

TEST_F(SqliteSessionStore, LeavesTwoFilesWhenItIsClosed) {
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  EXPECT_TRUE(std::filesystem::exists(path_));
  EXPECT_TRUE(std::filesystem::exists(path_ + "-locks"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-shm"));
}

TEST_F(SqliteSessionStore, IsMadeOfAnEmptyFile) {
  folder_.Put("store", "");
  EXPECT_TRUE(PutOne(*Open(), "key", "value"));
}

TEST_F(SqliteSessionStore, IsMadeOnceByManyAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] { EXPECT_TRUE(PutOne(*Open(), std::to_string(i), "value")); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Reader(*Open())->List("", "", 10).value().size(), 4U);
}

TEST_F(SqliteSessionStore, NeedsItsFolder) {
  const Error error = ErrorOf(folder_.Path("missing/store"));
  EXPECT_EQ(error.kind, ErrorKind::kNotFound);
  EXPECT_NE(error.what.find("no such folder"), std::string::npos) << error.what;
}

TEST_F(SqliteSessionStore, NeedsAFile) {
  EXPECT_EQ(ErrorOf(folder_.Path("")).kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ErrorOf("").kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ErrorOf(path_ + '\0' + "more").kind, ErrorKind::kInvalidArgument);
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(ErrorOf(path_).kind, ErrorKind::kInvalidArgument);
}

TEST_F(SqliteSessionStore, RefusesAFileOfAnotherKind) {
  folder_.Put("store", "Dear diary,");
  ExpectRefused("another kind");
  folder_.Put("store", std::string(10'000, 'x'));
  ExpectRefused("another kind");
}

TEST_F(SqliteSessionStore, RefusesTheFileOfAnotherProgram) {
  Run("CREATE TABLE records (key, value)");
  ExpectRefused("another program");
}

TEST_F(SqliteSessionStore, RefusesAnEmptyFileOfAnotherProgram) {
  Run("PRAGMA auto_vacuum=NONE; PRAGMA user_version=0; CREATE TABLE t (x); DROP TABLE t");
  ExpectRefused("another program");
}

TEST_F(SqliteSessionStore, IsMadeByTheNextOneWhenItsMakerWasKilled) {
  Run("PRAGMA auto_vacuum=INCREMENTAL");
  ASSERT_GT(std::filesystem::file_size(path_), 0U);
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  EXPECT_EQ(GetOne(*Open(), "key"), "value");
}

TEST_F(SqliteSessionStore, RefusesANewerVersion) {
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  std::filesystem::remove(path_ + "-locks");
  Run("PRAGMA user_version=2");
  ExpectRefused("version 2");
}

TEST_F(SqliteSessionStore, RefusesANewerVersionThatOnlyTheLogKnowsOf) {
  const auto store = Open();
  ASSERT_TRUE(PutOne(*store, "key", "value"));
  Run("PRAGMA user_version=2");
  const Error error = ErrorOf(path_);
  EXPECT_NE(error.what.find("version 2"), std::string::npos) << error.what;
}

TEST_F(SqliteSessionStore, RefusesATableThatIsNotItsOwn) {
  Run(fmt::format("PRAGMA application_id={}; PRAGMA user_version=1; CREATE TABLE records (key, value)",
                  SqliteConnection::kApplicationId));
  EXPECT_EQ(ErrorOf(path_).kind, ErrorKind::kInvalidArgument);
}

TEST_F(SqliteSessionStore, RunsNoTriggerOfTheFile) {
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  Run("CREATE TRIGGER t AFTER INSERT ON records BEGIN DELETE FROM records; END");
  const auto store = Open();
  ASSERT_TRUE(PutOne(*store, "key2", "value"));
  EXPECT_EQ(GetOne(*store, "key"), "value");
}

TEST_F(SqliteSessionStore, SaysThatTheFileIsDamaged) {
  ASSERT_TRUE(PutOne(*Open(), "key", std::string(100'000, 'v')));
  std::string bytes = folder_.Get("store");
  for (std::size_t i = 4096; i < bytes.size(); ++i) bytes[i] = '\x5a';
  folder_.Put("store", bytes);
  const auto store = vitrine::OpenSqliteSessionStore(path_);
  const std::string said =
      store ? Reader(**store)->Get("key").error().what : store.error().what;  // either will do
  EXPECT_NE(said.find("damaged"), std::string::npos) << said;
}

TEST_F(SqliteSessionStore, StopsWhenItsFileIsAnotherOne) {
  const auto store = Open();
  ASSERT_TRUE(PutOne(*store, "key", "value"));
  std::filesystem::rename(path_, folder_.Path("elsewhere"));
  const auto begun = store->Begin(Access::kWrite);
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().kind, ErrorKind::kHost);
  std::filesystem::rename(folder_.Path("elsewhere"), path_);
  EXPECT_EQ(GetOne(*store, "key"), "value");
}

TEST_F(SqliteSessionStore, IsNotForAForkedChild) {
  const auto store = Open();
  EXPECT_EQ(InChild([&]() -> std::string {
              const auto begun = store->Begin(Access::kRead);
              const auto held = store->TryLock("name");
              return begun || held ? "it was let in" : "";
            }),
            "");
}

TEST_F(SqliteSessionStore, NeedsAFileThatMayBeWrittenTo) {
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  ASSERT_EQ(chmod(path_.c_str(), 0444), 0);
  ASSERT_EQ(chmod(folder_.Path("").c_str(), 0777), 0);
  const std::string before = folder_.Get("store");
  EXPECT_EQ(InChild([&]() -> std::string {
              if (!BecomeNobody()) return "still root";
              const Error error = ErrorOf(path_);
              return error.kind == ErrorKind::kInvalidArgument && error.what.contains("may not write")
                         ? ""
                         : error.what;
            }),
            "");
  EXPECT_EQ(folder_.Get("store"), before);
}

TEST_F(SqliteSessionStore, NeedsAFolderThatMayBeWrittenTo) {
  ASSERT_TRUE(PutOne(*Open(), "key", "value"));
  ASSERT_EQ(chmod(path_.c_str(), 0666), 0);
  ASSERT_EQ(chmod(folder_.Path("").c_str(), 0555), 0);
  EXPECT_EQ(InChild([&]() -> std::string {
              if (!BecomeNobody()) return "still root";
              for (const std::string& path : {path_, folder_.Path("new")}) {
                const Error error = ErrorOf(path);
                if (error.kind != ErrorKind::kInvalidArgument) return "wrong kind: " + error.what;
              }
              return "";
            }),
            "");
  ASSERT_EQ(chmod(folder_.Path("").c_str(), 0755), 0);
}

// Puts a value that finds no room, then one that does.
std::string FillDisk(const std::string& path, const std::function<void()>& make_room) {
  auto store = vitrine::OpenSqliteSessionStore(path);
  if (!store) return store.error().what;
  if (!PutOne(**store, "before", "value")) return "not even a small one";
  {
    const auto writer = Writer(**store);
    if (!writer->Put("first", "half")) return "not even a small one";
    const Result<void> put = writer->Put("large", std::string(8 << 20, 'v'));
    const Result<void> committed = writer->Commit();
    if (committed) return "it was committed";
    const Error& error = put ? committed.error() : put.error();
    if (error.kind != ErrorKind::kHost || !error.what.contains("full")) return error.what;
    if (writer->Put("second", "half") || writer->Commit()) return "it went on";
  }
  make_room();
  if (GetOne(**store, "first") != "-" || GetOne(**store, "large") != "-") return "half of it is there";
  if (GetOne(**store, "before") != "value") return "what was there is gone";
  if (!PutOne(**store, "after", "value")) return "it does not go on";
  return "";
}

TEST_F(SqliteSessionStore, RollsBackWhenAFileMayNotGrow) {
  EXPECT_EQ(InChild([&] {
              signal(SIGXFSZ, SIG_IGN);
              rlimit limit{};
              getrlimit(RLIMIT_FSIZE, &limit);
              limit.rlim_cur = 4 << 20;
              setrlimit(RLIMIT_FSIZE, &limit);
              return FillDisk(path_, [limit]() mutable {
                limit.rlim_cur = limit.rlim_max;
                setrlimit(RLIMIT_FSIZE, &limit);
              });
            }),
            "");
}

TEST_F(SqliteSessionStore, RollsBackWhenTheDiskIsFull) {
  const std::string said = InChild([&]() -> std::string {
    if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0 ||
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("none", folder_.Path("").c_str(), "tmpfs", 0, "size=4m") != 0) {
      return "skip";
    }
    return FillDisk(path_, [] {});
  });
  if (said == "skip") GTEST_SKIP() << "no file system of our own here";
  EXPECT_EQ(said, "");
}

TEST_F(SqliteSessionStore, BecomesSmallAgain) {
  const auto store = Open();
  const auto files_bytes = [&] {
    return std::filesystem::file_size(path_) + std::filesystem::file_size(path_ + "-wal");
  };
  {
    const auto writer = Writer(*store);
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(writer->Put(std::to_string(i), std::string(1 << 20, 'v')));
    ASSERT_TRUE(writer->Commit());
  }
  ASSERT_TRUE(PutOne(*store, "kept", std::string(1 << 20, 'k')));
  EXPECT_GT(files_bytes(), 40U << 20);
  {
    const auto writer = Writer(*store);
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(writer->Remove(std::to_string(i)));
    ASSERT_TRUE(writer->Commit());
  }
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(PutOne(*store, "small", std::to_string(i)));
  // One value, 4 MiB of free pages, 4 MiB of log, and what a checkpoint is behind.
  EXPECT_LT(files_bytes(), 16U << 20);
  EXPECT_EQ(GetOne(*store, "kept"), std::string(1 << 20, 'k'));
}

// A child that holds the lock and has a writing transaction open, until it is killed.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    pid_ = fork();
    if (pid_ == 0) {
      const auto store = vitrine::OpenSqliteSessionStore(path);
      const auto held = (*store)->TryLock("name");
      const auto writer = (*store)->Begin(Access::kWrite);
      const bool holds = held && writer && (*writer)->Put("key", "value");
      (void)!write(ends[1], holds ? "y" : "n", 1);
      for (;;) pause();
    }
    close(ends[1]);
    char byte = 0;
    EXPECT_TRUE(read(ends[0], &byte, 1) == 1 && byte == 'y');
    close(ends[0]);
  }
  ~Holder() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

 private:
  pid_t pid_ = -1;
};

TEST_F(SqliteSessionStore, AKilledProcessGivesUpWhatItHeld) {
  // Forked before this process has used SQLite on the file.
  auto holder = std::make_unique<Holder>(path_);
  const auto store = Open({.wait_max = milliseconds(20)});
  EXPECT_EQ(store->TryLock("name").error().kind, ErrorKind::kBusy);
  EXPECT_EQ(store->Begin(Access::kWrite).error().kind, ErrorKind::kBusy);
  EXPECT_EQ(GetOne(*store, "key"), "-");
  EXPECT_TRUE(store->TryLock("name2"));
  holder.reset();
  EXPECT_TRUE(store->TryLock("name"));
  EXPECT_TRUE(PutOne(*store, "key2", "value"));
  EXPECT_EQ(GetOne(*store, "key"), "-");
}

}  // namespace
}  // namespace vitrine::store
