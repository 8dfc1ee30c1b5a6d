#include "session/archive.h"

#include <gtest/gtest.h>

#include <random>

#include "session/digest.h"

namespace vitrine::session {
namespace {

constexpr std::size_t kMemoryBytes = 4u << 20;

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() : store_(MakeMemorySessionStore()), image_(1u << 20, std::byte{9}) {}

  // In a transaction of its own.
  template <typename Do>
  void With(const Do& change) {
    const auto transaction = std::move(store_->Begin(SessionStore::Access::kWrite).value());
    Archive archive(*transaction, image_);
    change(archive);
    ASSERT_TRUE(transaction->Commit());
  }
  static SessionRecord NewSession(const HistoryLimits& history = {}) {
    return {.id = RandomId(), .image_id = "image", .history = history};
  }
  static runtime::SavedPage Page(std::uint32_t number, unsigned fill) {
    runtime::PageBytes bytes;
    bytes.fill(static_cast<std::byte>(fill));
    bytes[number % bytes.size()] = std::byte{77};
    return runtime::CopyPage(number, bytes);
  }
  // A turn after the last one; `states_` has the states of all turns.
  void Add(SessionRecord& session) {
    With([&](Archive& archive) {
      const bool is_first = states_.empty();
      const runtime::SavedState before = is_first ? runtime::SavedState() : states_.back();
      std::vector<runtime::SavedPage> pages;
      for (std::uint32_t number = 0; number < 600; ++number) {
        const bool changes = random_() % 10 == 0;
        if (changes) {
          pages.push_back(Page(number, static_cast<unsigned>(random_())));
        } else {
          for (const runtime::SavedPage& page : before.pages()) {
            if (page.number == number) pages.push_back(page);
          }
        }
      }
      states_.emplace_back(kMemoryBytes, std::vector<std::uint64_t>{states_.size()}, std::move(pages));
      TurnRecord added{.turn = {.number = is_first ? 0 : last_.turn.number + 1}};
      ASSERT_TRUE(archive.AddTurn(session, added, is_first ? nullptr : &last_, is_first ? nullptr : &before,
                                  states_.back(), {}));
      ASSERT_TRUE(archive.PutSession("", "a", session));
      last_ = added;
    });
  }
  std::size_t RecordsCount() {
    const auto transaction = std::move(store_->Begin(SessionStore::Access::kRead).value());
    return transaction->List("", "", 100'000)->size();
  }

  std::unique_ptr<SessionStore> store_;
  std::vector<std::byte> image_;
  std::vector<runtime::SavedState> states_;
  TurnRecord last_;
  std::mt19937 random_{4};  // NOLINT: the same every time
};

TEST_F(ArchiveTest, AnyTurnsStateComesBack) {
  SessionRecord session = NewSession();
  for (int i = 0; i < 80; ++i) Add(session);
  With([&](Archive& archive) {
    std::uint32_t longest = 0;
    for (std::uint32_t number = 0; number < 80; ++number) {
      const TurnRecord turn = archive.GetTurn(session, number).value();
      longest = std::max(longest, turn.chain_length);
      const auto state = archive.LoadState(turn, kMemoryBytes);
      ASSERT_TRUE(state) << state.error().what;
      EXPECT_EQ(DigestState(*state), DigestState(states_[number])) << number;
      // Never more than half as much again as it holds, and a little.
      EXPECT_LE(turn.chain_pages, state->pages().size() * 3 / 2 + 64);
    }
    EXPECT_GT(longest, 3u);
  });
}

TEST_F(ArchiveTest, OldTurnsGoAndTakeWhatNobodyNeeds) {
  SessionRecord session = NewSession({.turns_count_max = 3});
  std::size_t most = 0;
  for (int i = 0; i < 100; ++i) {
    Add(session);
    most = std::max(most, RecordsCount());
  }
  EXPECT_EQ(session.last_turn - session.first_turn, 2u);
  // A session, three turns and their journals, a chain of states with two references each.
  EXPECT_LT(most, 110u);
  With([&](Archive& archive) {
    for (std::uint32_t number = session.first_turn; number <= session.last_turn; ++number) {
      EXPECT_EQ(DigestState(*archive.LoadState(*archive.GetTurn(session, number), kMemoryBytes)),
                DigestState(states_[number]));
    }
    ASSERT_TRUE(archive.RemoveSession("", "a", session));
  });
  EXPECT_EQ(RecordsCount(), 0u);
}

TEST_F(ArchiveTest, SharedStatesStayAsLongAsOneNeedsThem) {
  SessionRecord session = NewSession();
  for (int i = 0; i < 5; ++i) Add(session);
  SessionRecord fork = NewSession();
  TurnRecord turn;
  With([&](Archive& archive) {
    ASSERT_TRUE(archive.AddTurnOfState(fork, turn, last_));
    ASSERT_TRUE(archive.PutSession("", "b", fork));
    ASSERT_TRUE(archive.RemoveSession("", "a", session));
  });
  With([&](Archive& archive) {
    EXPECT_EQ(DigestState(*archive.LoadState(turn, kMemoryBytes)), DigestState(states_.back()));
    ASSERT_TRUE(archive.RemoveSession("", "b", fork));
  });
  EXPECT_EQ(RecordsCount(), 0u);
}

TEST_F(ArchiveTest, TurnsAfterOneCanBeDropped) {
  SessionRecord session = NewSession();
  for (int i = 0; i < 50; ++i) Add(session);
  With([&](Archive& archive) {
    ASSERT_TRUE(archive.DropTurnsAfter(session, 7));
    EXPECT_EQ(session.last_turn, 7u);
    EXPECT_EQ(DigestState(*archive.LoadState(*archive.GetTurn(session, 7), kMemoryBytes)),
              DigestState(states_[7]));
    EXPECT_FALSE(archive.GetTurn(session, 8));
    ASSERT_TRUE(archive.RemoveSession("", "a", session));
  });
  EXPECT_EQ(RecordsCount(), 0u);
}

TEST_F(ArchiveTest, RecordsThatAreDamagedAreErrors) {
  SessionRecord session = NewSession();
  for (int i = 0; i < 3; ++i) Add(session);
  With([&](Archive& archive) { EXPECT_FALSE(archive.LoadState(last_, kMemoryBytes / 2)); });
  const auto transaction = std::move(store_->Begin(SessionStore::Access::kWrite).value());
  const std::vector<std::string> keys = transaction->List("", "", 1000).value();
  for (const std::string& key : keys) {
    ASSERT_TRUE(transaction->Put(key, "damaged"));
  }
  Archive archive(*transaction, image_);
  EXPECT_FALSE(archive.FindSession("", "a"));
  EXPECT_FALSE(archive.GetTurn(session, 1));
  EXPECT_FALSE(archive.GetJournal(session, 1));
  EXPECT_FALSE(archive.LoadState(last_, kMemoryBytes));
  EXPECT_FALSE(archive.GetParked(session));
}

}  // namespace
}  // namespace vitrine::session
