// Sessions that nothing can destroy: what is promised holds in this process and by workers alike.
#include "vitrine/session.h"

#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

// A store in a file of the test's own.
class StoreFile {
 public:
  StoreFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-sessions-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~StoreFile() { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/sessions.db"; }

 private:
  std::string folder_;
};

class SessionConformance : public Conformance {
 protected:
  SessionConformance() : store_(MakeMemorySessionStore()) {
    AddFunction("later", {{.name = "what"}},
                [](const CallContext&, std::span<const Value>) { return std::unexpected(NoValue(Later{})); });
    AddFunction("count", {},
                [this](const CallContext&, std::span<const Value>) -> std::expected<Value, NoValue> {
                  return static_cast<std::int64_t>(++calls_count_);
                });
  }

  // As if the process had ended: everything but the store is new. No session may be open.
  void Restart(const SessionsOptions& options = {}) {
    sessions_.reset();
    auto made = provider().MakeSessions(*store_, options);
    ASSERT_TRUE(made) << made.error().what;
    sessions_ = std::move(*made);
  }
  Sessions& sessions() {
    if (sessions_ == nullptr) Restart();
    return *sessions_;
  }
  std::unique_ptr<Session> New(std::string_view name, const SessionOptions& options = {}) {
    return Made(sessions().Create(name, grants_, options));
  }
  std::unique_ptr<Session> Open(std::string_view name) { return Made(sessions().Open(name, grants_)); }
  static std::unique_ptr<Session> Made(Result<std::unique_ptr<Session>> made) {
    EXPECT_TRUE(made) << made.error().what;
    return made ? std::move(*made) : nullptr;
  }
  static Outcome Do(Session& session, std::string_view code, const RunOptions& options = {}) {
    Result<Outcome> outcome = session.Run(code, options);
    EXPECT_TRUE(outcome) << outcome.error().what;
    return outcome ? std::move(*outcome) : Outcome{};
  }
  static Outcome Go(Session& session, const CallReply& reply) {
    Result<Outcome> outcome = session.Resume(reply);
    EXPECT_TRUE(outcome) << outcome.error().what;
    return outcome ? std::move(*outcome) : Outcome{};
  }
  static std::string Said(Session& session, std::string_view code) {
    const Outcome outcome = Do(session, code);
    return outcome.value_repr ? *outcome.value_repr : ToJson(outcome);
  }
  static std::uint32_t LastTurn(Session& session) {
    const auto history = session.History();
    EXPECT_TRUE(history) << history.error().what;
    return history && !history->empty() ? history->back().number : 0;
  }
  template <typename T>
  static ErrorKind KindOf(const Result<T>& result) {
    EXPECT_FALSE(result);
    return result ? ErrorKind::kHost : result.error().kind;
  }
  template <typename T>
  static std::string WhatOf(const Result<T>& result) {
    return result ? std::string() : result.error().what;
  }
  static constexpr char kState[] =
      "import collections, json\n"
      "d = collections.deque([1, 2], 5)\n"
      "def g():\n  n = 0\n  while True:\n    n += 1\n    yield n\n"
      "it = g(); next(it)\n"
      "f = open('/tmp/log', 'w'); f.write('half')\n"
      "words = {'b', 'a'}";
  static constexpr char kLook[] = "d, next(it), f.tell(), sorted(words), json.dumps([1])";

  std::unique_ptr<SessionStore> store_;
  std::unique_ptr<Sessions> sessions_;
  std::atomic<int> calls_count_ = 0;
};

// ---- What stays ------------------------------------------------------------------------------------------

TEST_P(SessionConformance, KeepsEverythingFromRunToRun) {
  const auto session = New("a");
  EXPECT_EQ(Do(*session, kState).status, Status::kOk);
  EXPECT_EQ(Said(*session, kLook), "(deque([1, 2], maxlen=5), 2, 4, ['a', 'b'], '[1]')");
  EXPECT_EQ(Said(*session, kLook), "(deque([1, 2], maxlen=5), 3, 4, ['a', 'b'], '[1]')");
}

TEST_P(SessionConformance, ComesBackInAnotherProcess) {
  const StoreFile file;
  store_ = *OpenSqliteSessionStore(file.path());
  std::string id;
  {
    const auto session = New("a");
    Do(*session, kState);
    id = session->id();
    EXPECT_EQ(id.size(), 32u);
  }
  sessions_.reset();
  store_ = *OpenSqliteSessionStore(file.path());
  Restart();
  const auto session = Open("a");
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(session->id(), id);
  EXPECT_EQ(Said(*session, kLook), "(deque([1, 2], maxlen=5), 2, 4, ['a', 'b'], '[1]')");
}

TEST_P(SessionConformance, FilesAreTurnsOfTheirOwn) {
  const auto session = New("a");
  ASSERT_TRUE(session->WriteFile("/input/data.csv", "1,2"));
  EXPECT_EQ(Said(*session, "open('/input/data.csv').read()"), "'1,2'");
  Do(*session, "open('/output/x', 'w').write('y')");
  EXPECT_EQ(*session->ReadFile("/output/x", 100), "y");
  EXPECT_EQ(session->ListFiles("/output")->at(0).path, "x");
  ASSERT_TRUE(session->RemoveFile("/output/x"));
  const auto history = session->History();
  ASSERT_TRUE(history);
  std::string kinds;
  for (const Turn& turn : *history) kinds += std::string(Name(turn.kind)) + " ";
  EXPECT_EQ(kinds, "start write_file code code remove_file ");
}

// ---- What is rolled back, and what is not ----------------------------------------------------------------

TEST_P(SessionConformance, ExceptionsAndSoftLimitsKeepWhatWasDone) {
  auto session = New("a", {.limits = {.wall_time_max = 300ms, .grace = 10s}});
  EXPECT_EQ(Do(*session, "x = 1\n1/0").status, Status::kException);
  const Outcome limit = Do(*session, "y = 2\nwhile True: pass");
  EXPECT_EQ(limit.status, Status::kLimit);
  EXPECT_FALSE(limit.rolled_back);
  EXPECT_EQ(Do(*session, "import sys\nz = 3\nsys.exit(4)").exit_code, 4);
  session.reset();
  Restart();
  EXPECT_EQ(Said(*Open("a"), "x, y, z"), "(1, 2, 3)");
}

TEST_P(SessionConformance, TrapsHardLimitsAndExitsAreRolledBack) {
  const auto session = New("a", {.limits = {.wall_time_max = 300ms, .cpu_time_max = 10s, .grace = 200ms}});
  Do(*session, "x = 1");
  // Interrupts repeat: one that comes while another is swallowed would get past a single try.
  for (const char* code :
       {"x = 2\nimport os; os.abort()", "x = 2\nimport os; os._exit(0)",
        "x = 2\nwhile True:\n  try:\n    while True:\n      try:\n        while True: pass\n"
        "      except BaseException: pass\n  except BaseException: pass"}) {
    const Outcome outcome = Do(*session, code);
    EXPECT_TRUE(outcome.rolled_back) << code << ToJson(outcome);
    EXPECT_NE(outcome.undone.find("after turn 1"), std::string::npos) << outcome.undone;
    EXPECT_TRUE(outcome.sandbox_alive);
    EXPECT_EQ(Said(*session, "x"), "1") << code;
    ASSERT_TRUE(session->Undo());
  }
}

TEST_P(SessionConformance, ACancelIsRolledBack) {
  const auto session = New("a", {.limits = {.wall_time_max = 60s, .cpu_time_max = 60s}});
  Do(*session, "x = 1");
  std::atomic<bool> is_running = false;
  std::thread canceller([&] {
    while (!is_running) std::this_thread::yield();
    session->Cancel();
  });
  const Outcome outcome = Do(*session, "x = 2\nprint('go', flush=True)\nwhile True: pass",
                             {.on_output = [&](OutputStream, std::string_view) { is_running = true; }});
  is_running = true;
  canceller.join();
  EXPECT_EQ(outcome.status, Status::kCancelled);
  EXPECT_TRUE(outcome.rolled_back);
  EXPECT_EQ(Said(*session, "x"), "1");
}

TEST_P(SessionConformance, AFunctionThatThrowsLeavesTheLastCheckpoint) {
  const auto session = New("a");
  Do(*session, "x = 1");
  EXPECT_THROW(
      static_cast<void>(session->Run(
          "x = 2\nprint('out', flush=True)\nx = 3",
          {.on_output = [](OutputStream, std::string_view) { throw std::runtime_error("thrown"); }})),
      std::runtime_error);
  EXPECT_EQ(Said(*session, "x"), "1");
}

TEST_P(SessionConformance, AFileThatDoesNotFitChangesNothing) {
  const auto session = New("a", {.limits = {.file_bytes_max = 20'000}});
  ASSERT_TRUE(session->WriteFile("/tmp/a", "kept"));
  EXPECT_EQ(KindOf(session->WriteFile("/tmp/a", std::string(50'000, 'x'))), ErrorKind::kLimit);
  EXPECT_EQ(*session->ReadFile("/tmp/a", 100), "kept");
  EXPECT_EQ(LastTurn(*session), 1u);
}

// ---- Forks -----------------------------------------------------------------------------------------------

TEST_P(SessionConformance, ForksAreIndependent) {
  auto first = New("a");
  Do(*first, kState);
  auto second = Made(first->Fork("b"));
  ASSERT_NE(second, nullptr);
  EXPECT_NE(first->id(), second->id());
  Do(*first, "d.append('first')");
  Do(*second, "d.append('second'); f.write('!')");
  EXPECT_EQ(Said(*first, "d, f.tell()"), "(deque([1, 2, 'first'], maxlen=5), 4)");
  EXPECT_EQ(Said(*second, "d, f.tell()"), "(deque([1, 2, 'second'], maxlen=5), 5)");
  EXPECT_EQ(second->History()->front().text, "a at turn 1");
  first.reset();
  second.reset();
  Restart();
  EXPECT_EQ(Said(*Open("b"), "d"), "deque([1, 2, 'second'], maxlen=5)");
}

TEST_P(SessionConformance, AForkLivesOnWithoutItsOrigin) {
  auto first = New("a");
  Do(*first, "x = list(range(100_000))");
  auto second = Made(first->Fork("b"));
  Do(*second, "x[0] = 'mine'");
  first.reset();
  second.reset();
  Restart();
  ASSERT_TRUE(sessions().Remove("a"));
  EXPECT_EQ(Said(*Open("b"), "x[0], len(x)"), "('mine', 100000)");
  EXPECT_EQ(KindOf(sessions().Open("a", grants_)), ErrorKind::kNotFound);
}

// Promise P16.
TEST_P(SessionConformance, ForksDrawOtherRandomNumbers) {
  const auto first = New("a");
  Do(*first, "import random, os, uuid, secrets, tempfile");
  std::set<std::string> drawn;
  for (int i = 0; i < 5; ++i) {
    const auto fork = Made(first->Fork("fork" + std::to_string(i)));
    EXPECT_TRUE(drawn.insert(Said(*fork, "random.random()")).second);
    EXPECT_TRUE(drawn.insert(Said(*fork, "os.urandom(8)")).second);
    EXPECT_TRUE(drawn.insert(Said(*fork, "uuid.uuid4()")).second);
  }
  EXPECT_TRUE(drawn.insert(Said(*first, "random.random()")).second);
}

// ---- The past --------------------------------------------------------------------------------------------

TEST_P(SessionConformance, UndoGoesBack) {
  auto session = New("a");
  for (int i = 1; i <= 5; ++i) Do(*session, "x = " + std::to_string(i));
  EXPECT_EQ(session->Undo()->number, 4u);
  EXPECT_EQ(Said(*session, "x"), "4");
  EXPECT_EQ(session->Undo(3)->number, 2u);
  EXPECT_EQ(Said(*session, "x"), "2");
  EXPECT_EQ(KindOf(session->Undo(9)), ErrorKind::kInvalidArgument);
  session.reset();
  Restart();
  EXPECT_EQ(Said(*Open("a"), "x"), "2");
}

TEST_P(SessionConformance, AnyTurnThatIsKeptCanBeOpened) {
  const auto session = New("a");
  for (int i = 1; i <= 40; ++i) Do(*session, "x = " + std::to_string(i) + "; y = [x] * 20_000");
  for (const std::uint32_t turn : {1u, 7u, 33u, 40u}) {
    const auto then = Made(session->At(turn));
    ASSERT_NE(then, nullptr);
    EXPECT_EQ(Said(*then, "x, len(y)"), "(" + std::to_string(turn) + ", 20000)");
    Do(*then, "x = 'tried'");
    EXPECT_EQ(Said(*then, "x"), "'tried'");
  }
  const auto then = Made(session->At(7));
  Do(*then, "z = x");
  const auto fork = Made(then->Fork("b"));
  EXPECT_EQ(Said(*fork, "x, z"), "(7, 7)");
  EXPECT_EQ(Said(*session, "x"), "40");
  EXPECT_EQ(KindOf(session->At(99)), ErrorKind::kNotFound);
}

TEST_P(SessionConformance, OldTurnsAreDropped) {
  auto session = New("a", {.history = {.turns_count_max = 5}});
  for (int i = 1; i <= 100; ++i) Do(*session, "x = " + std::to_string(i));
  const auto history = session->History();
  ASSERT_TRUE(history);
  EXPECT_EQ(history->size(), 5u);
  EXPECT_EQ(history->front().number, 96u);
  EXPECT_EQ(history->back().text, "x = 100");
  EXPECT_EQ(Said(*Made(session->At(97)), "x"), "97");
  session.reset();
  Restart();
  EXPECT_EQ(Said(*Open("a"), "x"), "100");
  const std::vector<SessionInfo> list = *sessions().List();
  EXPECT_LT(list.at(0).bytes, 4u << 20);
}

TEST_P(SessionConformance, HistoryKeepsToItsBytes) {
  const auto session = New("a", {.history = {.bytes_max = 2u << 20}});
  for (int i = 1; i <= 20; ++i) Do(*session, "import os\nx = os.urandom(300_000)");
  const auto history = session->History();
  ASSERT_TRUE(history);
  EXPECT_LT(history->size(), 10u);
  EXPECT_EQ(Said(*session, "len(x)"), "300000");
}

TEST_P(SessionConformance, NothingIsLeftOfASessionThatWasRemoved) {
  for (int round = 0; round < 2; ++round) {
    auto session = New("a");
    for (int i = 0; i < 40; ++i) Do(*session, "x = [" + std::to_string(i) + "] * 50_000");
    Made(session->Fork("b"));
    static_cast<void>(session->Undo(3));
    Do(*session, "later(1)");
    session.reset();
    Restart();
    ASSERT_TRUE(sessions().Remove("a"));
    ASSERT_TRUE(sessions().Remove("b"));
    const auto transaction = store_->Begin(SessionStore::Access::kRead);
    EXPECT_TRUE((*transaction)->List("", "", 10)->empty());
  }
}

// ---- Memory ----------------------------------------------------------------------------------------------

TEST_P(SessionConformance, SessionsThatDoNotFitTakeTurns) {
  Restart({.live_count_max = 2});
  std::vector<std::unique_ptr<Session>> all;
  for (int i = 0; i < 6; ++i) {
    all.push_back(New("s" + std::to_string(i)));
    Do(*all.back(), "n = " + std::to_string(i * 100));
    EXPECT_LE(sessions().live_count(), 2u);
  }
  for (int round = 1; round <= 3; ++round) {
    for (int i = 0; i < 6; ++i) {
      EXPECT_EQ(Said(*all[static_cast<std::size_t>(i)], "(n := n + 1)"), std::to_string(i * 100 + round));
    }
  }
  sessions().EvictIdle(0ms);
  EXPECT_EQ(sessions().live_count(), 0u);
  EXPECT_EQ(Said(*all[3], "n"), "303");
}

TEST_P(SessionConformance, NothingHasBeenIdleForEver) {
  const auto session = New("a");
  sessions().EvictIdle(std::chrono::milliseconds::max());
  EXPECT_EQ(sessions().live_count(), 1u);
}

TEST_P(SessionConformance, MemoryThatGrewComesBack) {
  const auto session = New("a");
  Do(*session, "data = bytearray(b'ab') * 15_000_000");
  sessions().EvictIdle(0ms);
  EXPECT_EQ(Said(*session, "len(data), data.count(b'b')"), "(30000000, 15000000)");
}

// ---- Runs that wait --------------------------------------------------------------------------------------

TEST_P(SessionConformance, ARunWaitsAndGoesOn) {
  const auto session = New("a");
  const Outcome outcome = Do(*session, "print('before')\nx = [later(i) for i in range(2)]\nx");
  EXPECT_EQ(outcome.status, Status::kParked);
  EXPECT_EQ((*session->Parked())->function, "later");
  EXPECT_EQ(KindOf(session->Run("1")), ErrorKind::kBusy);
  EXPECT_EQ(KindOf(session->WriteFile("/tmp/a", "b")), ErrorKind::kBusy);
  EXPECT_EQ(Go(*session, "first").status, Status::kParked);
  const Outcome end = Go(*session, "second");
  EXPECT_EQ(end.value_repr, "['first', 'second']");
  EXPECT_EQ(end.stdout_text, "before\n");
  EXPECT_FALSE(*session->Parked());
  EXPECT_EQ(LastTurn(*session), 1u);
}

TEST_P(SessionConformance, ARunThatWaitsComesBackAfterARestart) {
  const StoreFile file;
  store_ = *OpenSqliteSessionStore(file.path());
  auto session = New("a");
  Do(*session, "import time, random, os\ntotal = 0");
  ASSERT_TRUE(session->WriteFile("/input/x", "7"));
  const Outcome outcome = Do(*session,
                             "start = time.time(), time.monotonic()\n"
                             "token = os.urandom(8), random.random(), count()\n"
                             "print('once')\n"
                             "time.sleep(0.05)\n"
                             "total = sum(later({'n': n}) + count() for n in range(3))\n"
                             "total, token == (token[0], token[1], 1), time.time() > start[0]");
  EXPECT_EQ(outcome.status, Status::kParked);
  EXPECT_EQ(calls_count_, 1);
  for (int i = 0; i < 3; ++i) {
    session.reset();
    sessions_.reset();
    store_ = *OpenSqliteSessionStore(file.path());
    Restart();
    session = Open("a");
    EXPECT_EQ(sessions().List()->at(0).parked, true);
    const auto parked = session->Parked();
    ASSERT_TRUE(parked && *parked);
    EXPECT_EQ(ToJson((*parked)->arguments.at(0).second), "{\"n\":" + std::to_string(i) + "}");
    const Outcome next = Go(*session, 10 * (i + 1));
    if (i < 2) {
      EXPECT_EQ(next.status, Status::kParked) << ToJson(next);
    } else {
      // Replies that it had got are not asked for again.
      EXPECT_EQ(next.value_repr, "(69, True, True)") << ToJson(next);
      EXPECT_EQ(next.stdout_text, "once\n");
    }
  }
  EXPECT_EQ(calls_count_, 4);
  EXPECT_EQ(Said(*session, "total"), "69");
}

// What it was told before it left is what it goes on with; then it is told what is granted now.
TEST_P(SessionConformance, ARunThatComesBackGetsNewGrantsAfterwards) {
  {
    const auto session = New("a");
    Do(*session, "x = later(1)");
  }
  Grants more;
  const auto later = [](const CallContext&, std::span<const Value>) -> std::expected<Value, NoValue> {
    return std::unexpected(NoValue(Later{}));
  };
  ASSERT_TRUE(more.AddFunction({.name = "later", .parameters = {{.name = "what"}}, .call = later}));
  ASSERT_TRUE(more.AddFunction({.name = "added", .call = [](const CallContext&, std::span<const Value>) {
                                  return std::expected<Value, NoValue>("new");
                                }}));
  Restart();
  const auto session = Made(sessions().Open("a", more));
  EXPECT_EQ(Go(*session, 5).status, Status::kOk);
  EXPECT_EQ(Said(*session, "x, added()"), "(5, 'new')");
}

TEST_P(SessionConformance, CallsCountOnWhenARunComesBack) {
  ASSERT_TRUE(grants_.AddFunction(
      {.name = "twice",
       .call = [](const CallContext&, std::span<const Value>) { return std::expected<Value, NoValue>(1); },
       .calls_count_max = 2}));
  auto session = New("a");
  Do(*session, "twice(); later(1); twice(); twice()");
  session.reset();
  Restart();
  session = Open("a");
  const Outcome outcome = Go(*session, 5);
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->type, "PermissionError") << ToJson(outcome);
  EXPECT_EQ(outcome.usage.host_calls, 4u);
}

TEST_P(SessionConformance, ASessionThatIsClosedIsFreeForOthers) {
  {
    const auto session = New("a");
    Do(*session, "x = 1");
  }
  sessions().EvictIdle(0ms);
  const auto others = std::move(provider().MakeSessions(*store_, {}).value());
  const auto session = Made(others->Open("a", grants_));
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(Said(*session, "x"), "1");
}

TEST_P(SessionConformance, ARunThatWaitsCanLeaveMemory) {
  Restart({.live_count_max = 1});
  const auto waits = New("a");
  EXPECT_EQ(Do(*waits, "sorted([3, 1, 2], key=later)").status, Status::kParked);
  const auto other = New("b");
  EXPECT_EQ(Said(*other, "1"), "1");
  EXPECT_EQ(Go(*waits, 3).status, Status::kParked);
  EXPECT_EQ(Said(*other, "2"), "2");
  EXPECT_EQ(Go(*waits, 1).status, Status::kParked);
  EXPECT_EQ(Go(*waits, 2).value_repr, "[1, 2, 3]");
}

TEST_P(SessionConformance, ARunThatWaitsCanBeGivenUp) {
  const auto session = New("a");
  Do(*session, "x = 1");
  Do(*session, "x = 2; later(1)");
  ASSERT_TRUE(session->Abandon());
  EXPECT_EQ(Said(*session, "x"), "1");
  EXPECT_EQ(KindOf(session->Abandon()), ErrorKind::kInvalidArgument);
  Do(*session, "x = 3; later(1)");
  EXPECT_EQ(session->Undo()->number, 1u);
  EXPECT_EQ(Said(*session, "x"), "1");
}

TEST_P(SessionConformance, AForkOfASessionThatWaitsBeginsAtTheCheckpoint) {
  const auto session = New("a");
  Do(*session, "x = 1");
  Do(*session, "x = 2; x = later(1)");
  const auto fork = Made(session->Fork("b"));
  EXPECT_EQ(Said(*fork, "x"), "1");
  EXPECT_EQ(Go(*session, 5).status, Status::kOk);
  EXPECT_EQ(Said(*session, "x"), "5");
}

// ---- Snapshots and journals ------------------------------------------------------------------------------

TEST_P(SessionConformance, RestoresFromBytesAlone) {
  std::string bytes;
  {
    const auto session = New("a");
    Do(*session, kState);
    bytes = session->Snapshot().value();
  }
  sessions_.reset();
  store_ = MakeMemorySessionStore();
  const auto session = Made(sessions().Restore("other", bytes, grants_));
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(Said(*session, kLook), "(deque([1, 2], maxlen=5), 2, 4, ['a', 'b'], '[1]')");
  EXPECT_EQ(Said(*session, "count()"), "1");
  EXPECT_EQ(Name(session->History()->front().kind), std::string("restore"));
}

// What was granted where it came from is not granted here, and what is granted here can be called.
TEST_P(SessionConformance, ARestoredSessionHasTheGrantsOfItsNewPlace) {
  auto session = New("a");
  const std::string bytes = session->Snapshot().value();
  Grants other;
  ASSERT_TRUE(other.AddFunction({.name = "hello", .call = [](const CallContext&, std::span<const Value>) {
                                   return std::expected<Value, NoValue>("hi");
                                 }}));
  session.reset();
  Restart();
  const auto restored = Made(sessions().Restore("b", bytes, other));
  EXPECT_EQ(Said(*restored, "hello()"), "'hi'");
  EXPECT_EQ(Do(*restored, "count()").failure->type, "PermissionError");
  EXPECT_EQ(calls_count_, 0);
}

TEST_P(SessionConformance, AReplayIsTheSameBitForBit) {
  const auto session = New("a");
  Do(*session, "import time, random, os, datetime\nx = [random.random(), os.urandom(4), time.time_ns()]");
  ASSERT_TRUE(session->WriteFile("/input/a.txt", "some text"));
  Do(*session,
     "print(open('/input/a.txt').read(), count(), id(x))\ntime.sleep(0.01)\ndatetime.datetime.now()");
  static_cast<void>(session->ReadFile("/input/a.txt", 100));
  static_cast<void>(session->ListFiles("/input"));
  Do(*session, "1/0");
  Do(*session, "y = later(5); y", {.artifacts = RunOptions::Artifacts::kCollect});
  Go(*session, 17);
  Do(*session, "open('/output/r', 'w').write(str(set('abcdef')))",
     {.artifacts = RunOptions::Artifacts::kCollect});
  const int calls_before = calls_count_;
  const Result<std::string> journal = session->Journal();
  ASSERT_TRUE(journal) << journal.error().what;
  const Result<ReplayReport> report = provider().Replay(*journal);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->same) << report->turn << ": " << report->difference;
  EXPECT_EQ(report->turns_count, 7u);
  EXPECT_TRUE(report->skipped.empty());
  EXPECT_EQ(calls_count_, calls_before);
}

TEST_P(SessionConformance, AReplayKnowsReadsWithoutABound) {
  const auto session = New("a");
  ASSERT_TRUE(session->WriteFile("/input/a.txt", "some text"));
  EXPECT_EQ(session->ReadFile("/input/a.txt", ~std::uint64_t{0}), "some text");
  Do(*session, "1");
  const Result<std::string> journal = session->Journal();
  ASSERT_TRUE(journal) << journal.error().what;
  const Result<ReplayReport> report = provider().Replay(*journal);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->same) << report->difference;
}

TEST_P(SessionConformance, AReplayReadsNothingThatWasRefused) {
  const auto session = New("a");
  EXPECT_EQ(KindOf(session->ReadFile("/input/\xff", 100)), ErrorKind::kInvalidArgument);
  EXPECT_EQ(KindOf(session->ListFiles("/\xff")), ErrorKind::kInvalidArgument);
  Do(*session, "1");
  const Result<ReplayReport> report = provider().Replay(session->Journal().value());
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->same) << report->difference;
}

TEST_P(SessionConformance, AReplayMayTakeAnyTime) {
  const auto session = New("a");
  Do(*session, "1");
  const std::string journal = session->Journal().value();
  const Result<ReplayReport> report = provider().Replay(journal, std::chrono::milliseconds::max());
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->same) << report->difference;
  EXPECT_EQ(KindOf(provider().Replay(journal, std::chrono::milliseconds::min())), ErrorKind::kLimit);
}

TEST_P(SessionConformance, AReplayGoesOnAfterWhatCannotBeTold) {
  const auto session =
      New("a", {.limits = {.wall_time_max = 200ms, .grace = 10s}, .history = {.journal_bytes_max = 100'000}});
  Do(*session, "x = 1\nwhile True: pass");
  ASSERT_TRUE(session->WriteFile("/input/big", std::string(200'000, 'x')));
  Do(*session, "y = x + len(open('/input/big').read()); y");
  const Result<ReplayReport> report = provider().Replay(session->Journal().value());
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->same) << report->difference;
  EXPECT_EQ(report->skipped.size(), 2u);
  EXPECT_EQ(report->turns_count, 2u);
}

TEST_P(SessionConformance, AForksJournalBeginsWithItsState) {
  const auto session = New("a");
  Do(*session, "x = 1");
  const auto fork = Made(session->Fork("b"));
  Do(*fork, "import random\nx += random.random()");
  Do(*fork, "x");
  const Result<ReplayReport> report = provider().Replay(fork->Journal().value());
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->same) << report->difference;
  EXPECT_EQ(report->turns_count, 2u);
}

// ---- Names and mistakes ----------------------------------------------------------------------------------

TEST_P(SessionConformance, NamesAreOneTenantsOwn) {
  const auto first = New("a", {.tenant = "one"});
  Do(*first, "x = 'one'");
  EXPECT_EQ(KindOf(sessions().Create("a", grants_, {.tenant = "one"})), ErrorKind::kInvalidArgument);
  EXPECT_EQ(KindOf(sessions().Open("a", grants_, {.tenant = "two"})), ErrorKind::kNotFound);
  EXPECT_EQ(sessions().List("one")->size(), 1u);
  EXPECT_TRUE(sessions().List("two")->empty());
}

TEST_P(SessionConformance, BadNamesAreRefused) {
  const std::string long_name(101, 'x');
  for (const std::string_view name : {"", "a/b", ".hidden", "new\nline", "\xff", long_name.c_str()}) {
    EXPECT_EQ(KindOf(sessions().Create(name, grants_)), ErrorKind::kInvalidArgument) << name;
  }
  EXPECT_NE(New("Müller & Söhne, 2026"), nullptr);
}

TEST_P(SessionConformance, TwoHandlesAreOneSession) {
  const auto first = New("a");
  const auto second = Open("a");
  Do(*first, "x = 1");
  EXPECT_EQ(Said(*second, "x"), "1");
  EXPECT_EQ(KindOf(sessions().Remove("a")), ErrorKind::kBusy);
}

TEST_P(SessionConformance, WhoComesSecondGetsBusy) {
  const auto session = New("a", {.limits = {.wall_time_max = 60s, .cpu_time_max = 60s}});
  std::atomic<bool> is_running = false;
  std::thread other([&] {
    while (!is_running) std::this_thread::yield();
    EXPECT_EQ(KindOf(Open("a")->Run("1")), ErrorKind::kBusy);
    session->Cancel();
  });
  Do(*session, "print('go', flush=True)\nwhile True: pass",
     {.on_output = [&](OutputStream, std::string_view) { is_running = true; }});
  is_running = true;
  other.join();
}

TEST_P(SessionConformance, AnotherUserOfTheStoreGetsBusy) {
  const auto session = New("a");
  const auto others = std::move(provider().MakeSessions(*store_, {}).value());
  EXPECT_EQ(KindOf(others->Open("a", grants_)), ErrorKind::kBusy);
  EXPECT_EQ(KindOf(others->Create("a", grants_)), ErrorKind::kBusy);
  EXPECT_EQ(KindOf(others->Remove("a")), ErrorKind::kBusy);
}

VITRINE_CONFORMS(SessionConformance);

}  // namespace
}  // namespace vitrine::conformance
