// What every session store does, asked of each of them.
#include "vitrine/session_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "store/memory_session_store.h"
#include "store/sqlite_session_store.h"
#include "store/testing.h"

namespace vitrine::store {
namespace {

using std::chrono::milliseconds;
using std::string_literals::operator""s;
using Keys = std::vector<std::string>;

struct Kind {
  std::string name;
  std::function<std::unique_ptr<SessionStore>(const TemporaryFolder&, const StoreOptions&)> open;
};

class EachSessionStore : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<SessionStore> Open(const StoreOptions& options = {}) const {
    return GetParam().open(folder_, options);
  }

  TemporaryFolder folder_;
  std::unique_ptr<SessionStore> store_ = Open();
};

// The kind of error; of a success, none that a store gives.
template <typename T>
ErrorKind KindOf(const Result<T>& result) {
  return result ? ErrorKind::kEnded : result.error().kind;
}

Keys List(SessionStore& store, std::string_view prefix, std::string_view after = "",
          std::uint32_t count_max = 1000) {
  return Reader(store)->List(prefix, after, count_max).value();
}

TEST_P(EachSessionStore, KeepsWhatWasCommitted) {
  const auto writer = Writer(*store_);
  ASSERT_TRUE(writer->Put("key", "first"));
  ASSERT_TRUE(writer->Put("key", "second"));
  ASSERT_TRUE(writer->Put("empty", ""));
  EXPECT_EQ(writer->Get("key").value(), "second");
  ASSERT_TRUE(writer->Commit());
  EXPECT_EQ(GetOne(*store_, "key"), "second");
  EXPECT_EQ(GetOne(*store_, "empty"), "");
  EXPECT_EQ(GetOne(*store_, "none"), "-");
}

TEST_P(EachSessionStore, ForgetsWhatWasNot) {
  ASSERT_TRUE(PutOne(*store_, "kept", "1"));
  {
    const auto writer = Writer(*store_);
    ASSERT_TRUE(writer->Put("key", "1"));
    ASSERT_TRUE(writer->Put("kept", "2"));
    ASSERT_TRUE(writer->Remove("kept"));
    EXPECT_EQ(writer->Get("kept").value(), std::nullopt);
  }
  EXPECT_EQ(GetOne(*store_, "key"), "-");
  EXPECT_EQ(GetOne(*store_, "kept"), "1");
}

TEST_P(EachSessionStore, Removes) {
  ASSERT_TRUE(PutOne(*store_, "a", "1"));
  ASSERT_TRUE(PutOne(*store_, "b", "2"));
  const auto writer = Writer(*store_);
  ASSERT_TRUE(writer->Remove("a"));
  ASSERT_TRUE(writer->Remove("none"));
  EXPECT_EQ(writer->List("", "", 10).value(), (Keys{"b"}));
  ASSERT_TRUE(writer->Commit());
  EXPECT_EQ(List(*store_, ""), (Keys{"b"}));
}

TEST_P(EachSessionStore, AReaderSeesOneMoment) {
  ASSERT_TRUE(PutOne(*store_, "a", "1"));
  const auto reader = Reader(*store_);
  EXPECT_EQ(reader->Get("a").value(), "1");
  {
    const auto writer = Writer(*store_);
    ASSERT_TRUE(writer->Put("a", "2"));
    ASSERT_TRUE(writer->Put("b", "2"));
    EXPECT_EQ(GetOne(*store_, "a"), "1");
    ASSERT_TRUE(writer->Commit());
  }
  ASSERT_TRUE(PutOne(*store_, "c", "3"));
  EXPECT_EQ(reader->Get("a").value(), "1");
  EXPECT_EQ(reader->List("", "", 10).value(), (Keys{"a"}));
  EXPECT_EQ(GetOne(*store_, "a"), "2");
  EXPECT_EQ(List(*store_, ""), (Keys{"a", "b", "c"}));
  EXPECT_TRUE(reader->Commit());
}

TEST_P(EachSessionStore, AWriterSeesItsOwnChanges) {
  for (const char* key : {"a", "c", "e"}) ASSERT_TRUE(PutOne(*store_, key, "old"));
  const auto writer = Writer(*store_);
  ASSERT_TRUE(writer->Put("b", "new"));
  ASSERT_TRUE(writer->Put("c", "new"));
  ASSERT_TRUE(writer->Remove("e"));
  ASSERT_TRUE(writer->Put("f", "new"));
  EXPECT_EQ(writer->List("", "", 10).value(), (Keys{"a", "b", "c", "f"}));
  EXPECT_EQ(writer->List("", "a", 2).value(), (Keys{"b", "c"}));
  EXPECT_EQ(writer->Get("c").value(), "new");
}

TEST_P(EachSessionStore, OneWritesAtATime) {
  const auto impatient = Open({.wait_max = milliseconds(20)});
  auto writer = Writer(*impatient);
  EXPECT_EQ(KindOf(impatient->Begin(Access::kWrite)), ErrorKind::kBusy);
  EXPECT_TRUE(impatient->Begin(Access::kRead));
  writer.reset();
  EXPECT_TRUE(impatient->Begin(Access::kWrite));
}

TEST_P(EachSessionStore, WritersWaitForEachOther) {
  constexpr int kThreads = 4;
  constexpr int kTurns = 50;
  ASSERT_TRUE(PutOne(*store_, "count", "0"));
  std::atomic<int> failures_count = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < kTurns; ++turn) {
        auto writer = store_->Begin(Access::kWrite);
        const bool done =
            writer &&
            (*writer)->Put("count", std::to_string(std::stoi((*writer)->Get("count").value().value()) + 1)) &&
            (*writer)->Commit();
        if (!done) ++failures_count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures_count, 0);
  EXPECT_EQ(GetOne(*store_, "count"), std::to_string(kThreads * kTurns));
}

TEST_P(EachSessionStore, ReadersSeeWholeTransactions) {
  std::atomic<bool> done = false;
  std::atomic<int> torn_count = 0;
  ASSERT_TRUE(PutOne(*store_, "a", "0"));
  ASSERT_TRUE(PutOne(*store_, "b", "0"));
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto reader = Reader(*store_);
        if (reader->Get("a").value() != reader->Get("b").value()) ++torn_count;
      }
    });
  }
  for (int turn = 0; turn < 200; ++turn) {
    const auto writer = Writer(*store_);
    EXPECT_TRUE(writer->Put("a", std::to_string(turn)) && writer->Put("b", std::to_string(turn)) &&
                writer->Commit());
  }
  done = true;
  for (std::thread& thread : readers) thread.join();
  EXPECT_EQ(torn_count, 0);
}

TEST_P(EachSessionStore, AReaderMayNotWrite) {
  const auto reader = Reader(*store_);
  EXPECT_EQ(KindOf(reader->Put("a", "1")), ErrorKind::kInvalidArgument);
  EXPECT_EQ(KindOf(reader->Remove("a")), ErrorKind::kInvalidArgument);
  EXPECT_TRUE(reader->Get("a"));
}

TEST_P(EachSessionStore, ATransactionEndsWithItsCommit) {
  for (const Access access : {Access::kRead, Access::kWrite}) {
    const auto transaction = std::move(store_->Begin(access).value());
    ASSERT_TRUE(transaction->Commit());
    EXPECT_EQ(KindOf(transaction->Get("a")), ErrorKind::kInvalidArgument);
    EXPECT_EQ(KindOf(transaction->List("", "", 1)), ErrorKind::kInvalidArgument);
    EXPECT_EQ(KindOf(transaction->Put("a", "1")), ErrorKind::kInvalidArgument);
    EXPECT_EQ(KindOf(transaction->Commit()), ErrorKind::kInvalidArgument);
    // It has let others in, though it is still there.
    EXPECT_TRUE(PutOne(*store_, "b", "1"));
  }
}

TEST_P(EachSessionStore, BoundsKeysAndValues) {
  const auto writer = Writer(*store_);
  const std::string longest(SessionStore::kKeyBytesMax, 'k');
  const std::string too_long = longest + 'k';
  EXPECT_TRUE(writer->Put(longest, "1"));
  EXPECT_EQ(KindOf(writer->Put(too_long, "1")), ErrorKind::kLimit);
  EXPECT_EQ(KindOf(writer->Get(too_long)), ErrorKind::kLimit);
  EXPECT_EQ(KindOf(writer->Remove(too_long)), ErrorKind::kLimit);
  EXPECT_EQ(KindOf(writer->List(too_long, "", 1)), ErrorKind::kLimit);
  EXPECT_EQ(KindOf(writer->List("", too_long, 1)), ErrorKind::kLimit);
  EXPECT_EQ(KindOf(writer->Put("", "1")), ErrorKind::kInvalidArgument);
  EXPECT_EQ(KindOf(writer->Get("")), ErrorKind::kInvalidArgument);
  EXPECT_EQ(KindOf(writer->Remove("")), ErrorKind::kInvalidArgument);
  // Nobody may look at these bytes, for there is one of them only.
  EXPECT_EQ(KindOf(writer->Put("k", std::string_view("1", SessionStore::kValueBytesMax + 1))),
            ErrorKind::kLimit);
  // What is refused has not ended the transaction.
  EXPECT_TRUE(writer->Commit());
  EXPECT_EQ(List(*store_, ""), (Keys{longest}));
}

TEST_P(EachSessionStore, KeysAndValuesAreBytes) {
  const Keys keys = {"\0"s,      "\0\0"s,  "\0a"s,   "a"s,    "a\0"s,
                     "a\0\xff"s, "a\x7f"s, "a\x80"s, "\xff"s, "\xff\xff"s};
  const auto writer = Writer(*store_);
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) ASSERT_TRUE(writer->Put(*key, *key + "\0\xff"s));
  ASSERT_TRUE(writer->Commit());
  EXPECT_EQ(List(*store_, ""), keys);
  for (const std::string& key : keys) EXPECT_EQ(GetOne(*store_, key), key + "\0\xff"s);
}

TEST_P(EachSessionStore, ListsWhatBeginsAlike) {
  for (const auto& key : {"a"s, "a\xff"s, "a\xff\xff"s, "b"s, "ba"s, "\xff"s, "\xff\xff"s, "\xff\xffz"s}) {
    ASSERT_TRUE(PutOne(*store_, key, ""));
  }
  EXPECT_EQ(List(*store_, "a"), (Keys{"a", "a\xff", "a\xff\xff"}));
  EXPECT_EQ(List(*store_, "a\xff"), (Keys{"a\xff", "a\xff\xff"}));
  EXPECT_EQ(List(*store_, "b"), (Keys{"b", "ba"}));
  EXPECT_EQ(List(*store_, "\xff"), (Keys{"\xff", "\xff\xff", "\xff\xffz"}));
  EXPECT_EQ(List(*store_, "c"), Keys{});
  EXPECT_EQ(List(*store_, "a", "a"), (Keys{"a\xff", "a\xff\xff"}));
  EXPECT_EQ(List(*store_, "a", "a\xff\xff"), Keys{});
  EXPECT_EQ(List(*store_, "b", "a"), (Keys{"b", "ba"}));
  EXPECT_EQ(List(*store_, "a", "b"), Keys{});
  EXPECT_EQ(List(*store_, "", "ba", 1), (Keys{"\xff"}));
  EXPECT_EQ(List(*store_, "", "", 0), Keys{});
}

TEST_P(EachSessionStore, ListsInPages) {
  constexpr int kRecords = 10'000;
  Keys all;
  {
    const auto writer = Writer(*store_);
    for (int i = 0; i < kRecords; ++i) {
      all.push_back(fmt::format("page/{:05}", i));
      ASSERT_TRUE(writer->Put(all.back(), "value"));
    }
    ASSERT_TRUE(writer->Put("pagf", ""));
    ASSERT_TRUE(writer->Commit());
  }
  const auto reader = Reader(*store_);
  Keys listed;
  for (;;) {
    const Keys page = reader->List("page/", listed.empty() ? "" : listed.back(), 333).value();
    if (page.empty()) break;
    ASSERT_LE(page.size(), 333U);
    listed.insert(listed.end(), page.begin(), page.end());
  }
  EXPECT_EQ(listed, all);
}

TEST_P(EachSessionStore, KeepsLargeValues) {
  std::string value(3'000'000, '\0');
  for (std::size_t i = 0; i < value.size(); ++i) value[i] = static_cast<char>(i * 7 + i / 251);
  ASSERT_TRUE(PutOne(*store_, "large", value));
  EXPECT_TRUE(GetOne(*store_, "large") == value);
}

TEST_P(EachSessionStore, ALockHasOneHolder) {
  auto held = store_->TryLock("name");
  ASSERT_TRUE(held);
  EXPECT_EQ(KindOf(store_->TryLock("name")), ErrorKind::kBusy);
  EXPECT_TRUE(store_->TryLock("name2"));
  EXPECT_TRUE(store_->TryLock("name\0"s));
  // Locks and writers have nothing to do with each other.
  EXPECT_TRUE(PutOne(*store_, "name", ""));
  held->reset();
  EXPECT_TRUE(store_->TryLock("name"));
}

TEST_P(EachSessionStore, BoundsTheNamesOfLocks) {
  EXPECT_EQ(KindOf(store_->TryLock("")), ErrorKind::kInvalidArgument);
  EXPECT_TRUE(store_->TryLock(std::string(SessionStore::kKeyBytesMax, 'n')));
  EXPECT_EQ(KindOf(store_->TryLock(std::string(SessionStore::kKeyBytesMax + 1, 'n'))), ErrorKind::kLimit);
}

TEST_P(EachSessionStore, ThreadsContendForALock) {
  int turns_count = 0;  // what the lock guards
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turns_left = 100; turns_left > 0;) {
        const auto held = store_->TryLock("turns");
        if (!held) {
          std::this_thread::yield();
          continue;
        }
        ++turns_count;
        --turns_left;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(turns_count, 400);
}

INSTANTIATE_TEST_SUITE_P(, EachSessionStore,
                         testing::Values(Kind{"Memory",
                                              [](const TemporaryFolder&, const StoreOptions& options) {
                                                return MakeMemorySessionStore(options);
                                              }},
                                         Kind{"Sqlite",
                                              [](const TemporaryFolder& folder, const StoreOptions& options) {
                                                auto store =
                                                    OpenSqliteSessionStore(folder.Path("store"), options);
                                                EXPECT_TRUE(store) << store.error().what;
                                                return std::move(*store);
                                              }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace vitrine::store
