// Promise P15: a snapshot that is not ours, not whole or not of this build is refused with a sentence; one
// that was made to harm can at worst give a guest that misbehaves inside the glass.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "sandbox/image_impl.h"
#include "session/digest.h"
#include "session/snapshot.h"
#include "tests/conformance/provider.h"
#include "vitrine/session.h"

namespace vitrine::promises {
namespace {

using conformance::ProviderKind;

constexpr std::size_t kHeadBytes = 96;

class P15_Snapshots : public testing::TestWithParam<ProviderKind> {
 protected:
  P15_Snapshots() : store_(MakeMemorySessionStore()) {
    sessions_ = std::move(conformance::ProviderOf(GetParam()).MakeSessions(*store_, {}).value());
    image_ =
        std::move(Image::Load({.interpreter = GetParam().interpreter, .engine = GetParam().engine}).value());
    auto session = sessions_->Create("origin", grants_);
    EXPECT_TRUE(session) << session.error().what;
    EXPECT_TRUE((*session)->Run("x = [1, 2, 3]\ndef f(n): return n and f(n - 1)"));
    snapshot_ = (*session)->Snapshot().value();
  }

  std::span<const std::byte> memory() const { return image_->impl().memory().memory(); }
  // Why it was refused; empty: it was not.
  std::string Verdict(std::string_view snapshot) {
    auto session = sessions_->Restore("copy", snapshot, grants_);
    if (!session) {
      EXPECT_EQ(session.error().kind, ErrorKind::kInvalidArgument) << session.error().what;
      return session.error().what;
    }
    session->reset();
    EXPECT_TRUE(sessions_->Remove("copy"));
    return {};
  }
  static std::string WithDigest(std::string content) { return content + session::Digest(content); }

  Grants grants_;
  std::unique_ptr<SessionStore> store_;
  std::unique_ptr<Sessions> sessions_;
  std::unique_ptr<Image> image_;
  std::string snapshot_;
};

TEST_P(P15_Snapshots, TheWholeOneIsTaken) { EXPECT_EQ(Verdict(snapshot_), ""); }

TEST_P(P15_Snapshots, CutAnywhere) {
  for (std::size_t length = 0; length < snapshot_.size();
       length += length < 300 || length + 100 > snapshot_.size() ? 1 : 97) {
    EXPECT_NE(Verdict(snapshot_.substr(0, length)), "") << length;
  }
  EXPECT_NE(Verdict(snapshot_ + '\0'), "");
}

TEST_P(P15_Snapshots, EveryBitOfTheHeadAndManyOfTheRest) {
  for (std::size_t at = 0; at < snapshot_.size();
       at += at < kHeadBytes || at + session::kDigestBytes >= snapshot_.size() ? 1 : 61) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = snapshot_;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      EXPECT_NE(Verdict(changed), "") << at << ", bit " << bit;
    }
  }
}

TEST_P(P15_Snapshots, NotOurs) {
  EXPECT_NE(Verdict("").find("it is no snapshot"), std::string::npos);
  EXPECT_NE(Verdict("PK\x03\x04 something else").find("it is no snapshot"), std::string::npos);
  std::string foreign = snapshot_.substr(0, snapshot_.size() - session::kDigestBytes);
  foreign[32] = foreign[32] == '0' ? '1' : '0';
  EXPECT_NE(Verdict(WithDigest(foreign)).find("another image"), std::string::npos);
  std::string newer = snapshot_.substr(0, snapshot_.size() - session::kDigestBytes);
  newer[16] = 2;
  EXPECT_NE(Verdict(WithDigest(newer)).find("use a newer one"), std::string::npos);
}

// Files of earlier times, each with what has to be said to it.
TEST_P(P15_Snapshots, GoldenCorpus) {
  const std::filesystem::path folder = VITRINE_GOLDEN_FOLDER "/snapshots";
  std::ifstream verdicts(folder / "verdicts.txt");
  ASSERT_TRUE(verdicts);
  int count = 0;
  for (std::string name, verdict; verdicts >> name && std::getline(verdicts >> std::ws, verdict); ++count) {
    std::ifstream file(folder / name, std::ios::binary);
    ASSERT_TRUE(file) << name;
    std::stringstream bytes;
    bytes << file.rdbuf();
    EXPECT_NE(Verdict(bytes.str()).find(verdict), std::string::npos) << name << ": " << Verdict(bytes.str());
  }
  EXPECT_GE(count, 5);
}

// States that do not fit an interpreter are refused though their snapshot is in order.
TEST_P(P15_Snapshots, StatesThatDoNotFit) {
  const runtime::SavedState state =
      session::ReadSnapshot(snapshot_, image_->id(), memory(), 1u << 30).value();
  const std::vector<std::uint64_t> globals(state.globals().begin(), state.globals().end());
  const std::vector<runtime::SavedPage> pages(state.pages().begin(), state.pages().end());
  const auto verdict = [&](const runtime::SavedState& other) {
    return Verdict(session::WriteSnapshot(other, image_->id(), memory()));
  };
  EXPECT_EQ(verdict(state), "");
  EXPECT_NE(verdict(runtime::SavedState(state.memory_bytes(), {}, pages)), "");
  EXPECT_NE(verdict(runtime::SavedState(65536, globals, {})), "");
  EXPECT_NE(verdict(runtime::SavedState(std::size_t{1} << 31, globals, pages)), "");  // above the limit
}

// What can be done to a guest that way is what it can do to itself: none of these harms anybody else.
TEST_P(P15_Snapshots, ChangedMemoryStaysInsideOfTheGlass) {
  const runtime::SavedState state =
      session::ReadSnapshot(snapshot_, image_->id(), memory(), 1u << 30).value();
  std::mt19937 random(15);  // NOLINT: the same every time
  std::map<Status, int> ends;
  for (int round = 0; round < 150; ++round) {
    std::vector<std::uint64_t> globals(state.globals().begin(), state.globals().end());
    std::vector<runtime::SavedPage> pages;
    for (const runtime::SavedPage& page : state.pages()) {
      runtime::PageBytes bytes = *page.data;
      if (random() % 8 == 0) {
        for (int i = 0; i < 1 + round % 40; ++i) {
          const std::uint32_t word =
              random() % 4 == 0 ? static_cast<std::uint32_t>(random()) : random() % (64u << 20);
          std::memcpy(bytes.data() + random() % 1024 * 4, &word, sizeof(word));
        }
      }
      pages.push_back(runtime::CopyPage(page.number, bytes));
    }
    if (round % 5 == 0) globals[random() % globals.size()] ^= std::uint64_t{1} << random() % 32;
    const std::string hostile = session::WriteSnapshot(
        runtime::SavedState(state.memory_bytes(), globals, pages), image_->id(), memory());
    SessionOptions options;
    options.limits.wall_time_max = options.limits.cpu_time_max = std::chrono::milliseconds(300);
    options.limits.grace = std::chrono::milliseconds(50);
    auto session = sessions_->Restore("hostile", hostile, grants_, options);
    ASSERT_TRUE(session) << session.error().what;
    const auto outcome =
        (*session)->Run("print(x, f(20)); import json; json.dumps(x); [i for i in range(1000)][-1]");
    if (outcome) ++ends[outcome->status];
    session->reset();
    ASSERT_TRUE(sessions_->Remove("hostile"));
    // The next one is served.
    auto next = sessions_->Open("origin", grants_);
    ASSERT_TRUE(next) << next.error().what;
    const auto served = (*next)->Run("x");
    ASSERT_TRUE(served) << served.error().what;
    ASSERT_EQ(served->value_repr, "[1, 2, 3]");
  }
  EXPECT_GE(ends.size(), 2u);
}

INSTANTIATE_TEST_SUITE_P(By, P15_Snapshots, testing::ValuesIn(conformance::Providers()),
                         [](const auto& info) { return std::string(conformance::Name(info.param)); });

}  // namespace
}  // namespace vitrine::promises
