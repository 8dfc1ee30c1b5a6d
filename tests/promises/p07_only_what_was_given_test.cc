// Promise P7: only capabilities that were given can act; what was not given is refused, however it is asked
// for.
//
// Each capability, given or not; asked for by its name, by a frame that did work for somebody else, and by
// frames that no interpreter writes; in process, and by a worker that was taken over.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/cbor_writer.h"
#include "base/value_cbor.h"
#include "capabilities/dispatcher.h"
#include "guests/abi.h"
#include "tests/promises/promise.h"
#include "vitrine/worker_pool.h"

namespace vitrine::promises {
namespace {

// How often each acted. Functions of this file's grants count here.
struct Acts {
  std::atomic<int> plain = 0;
  std::atomic<int> with_argument = 0;
};

enum Capability : std::uint8_t { kPlain, kWithArgument, kSql };
constexpr Capability kCapabilities[] = {kPlain, kWithArgument, kSql};

class P7_OnlyWhatWasGiven : public ProviderTest {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() / ("vitrine-p07-" + std::to_string(getpid()))).string();
    std::filesystem::remove(path_);
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, "CREATE TABLE t(a); INSERT INTO t VALUES ('secret-row');", nullptr,
                           nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(database);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  // All but `without`.
  Grants GrantsWithout(std::optional<Capability> without) {
    Grants grants;
    if (without != kPlain) {
      EXPECT_TRUE(grants.AddFunction(
          {.name = "plain", .doc = "Acts.", .call = [this](const CallContext&, std::span<const Value>) {
             ++acts_.plain;
             return Value("acted");
           }}));
    }
    if (without != kWithArgument) {
      EXPECT_TRUE(grants.AddFunction({.name = "with_argument",
                                      .doc = "Acts.",
                                      .parameters = {{.name = "value", .type = ParameterType::kText}},
                                      .call = [this](const CallContext&, std::span<const Value>) {
                                        ++acts_.with_argument;
                                        return Value("acted");
                                      }}));
    }
    if (without != kSql) {
      EXPECT_TRUE(grants.AddDatabase("shop", path_));
    }
    return grants;
  }
  static std::string Code(Capability capability) {
    switch (capability) {
      case kPlain:
        return "plain()";
      case kWithArgument:
        return "with_argument('x')";
      case kSql:
        return "read_only_sql_query('shop', 'SELECT a FROM t')";
    }
    return {};
  }
  // The same by the lower doors of the facade, without the function's own name in scope.
  static std::string LowerCode(Capability capability) {
    switch (capability) {
      case kPlain:
        return "import _vitrine\n_vitrine.call('plain', (), {})";
      case kWithArgument:
        return "import _vitrine\n_vitrine.call('with_argument', ('x',), {})";
      case kSql:
        return "import _vitrine\n_vitrine.call('read_only_sql_query', ('shop', 'SELECT a FROM t'), {})";
    }
    return {};
  }
  // The request that the facade sends.
  static std::string Frame(Capability capability) {
    std::string frame;
    base::CborWriter writer(frame);
    writer.Array(3);
    writer.Text(capability == kPlain          ? "plain"
                : capability == kWithArgument ? "with_argument"
                                              : "read_only_sql_query");
    if (capability == kPlain) {
      writer.Array(0);
    } else if (capability == kWithArgument) {
      writer.Array(1);
      writer.Text("x");
    } else {
      writer.Array(2);
      writer.Text("shop");
      writer.Text("SELECT a FROM t");
    }
    writer.Map(0);
    return frame;
  }
  int acts() const { return acts_.plain + acts_.with_argument; }

  Acts acts_;
  std::string path_;
};

class NoContext final : public CallContext {
 public:
  std::chrono::nanoseconds TimeLeft() const override { return std::chrono::seconds(5); }
  bool Stopped() const override { return false; }
};

bool Acted(std::string_view reply) {
  return reply.find("acted") != std::string_view::npos || reply.find("secret-row") != std::string_view::npos;
}

TEST_P(P7_OnlyWhatWasGiven, ByName) {
  for (const Capability capability : kCapabilities) {
    const Grants given = GrantsWithout(std::nullopt);
    const Grants not_given = GrantsWithout(capability);
    const Grants nothing;
    for (const std::string& code : {Code(capability), LowerCode(capability)}) {
      SCOPED_TRACE(code);
      EXPECT_TRUE(Acted(ToJson(RunCode(provider(), code, {}, &given))));
      const int before = acts();
      for (const Grants* grants : {&not_given, &nothing}) {
        const Outcome outcome = RunCode(provider(), code, {}, grants);
        EXPECT_EQ(outcome.status, Status::kException) << ToJson(outcome);
        EXPECT_FALSE(Acted(ToJson(outcome).substr(0, ToJson(outcome).find("\"traceback\""))));
      }
      EXPECT_EQ(acts(), before);
    }
  }
}

// A function object, or a name, that one sandbox has is of no use in another.
TEST_P(P7_OnlyWhatWasGiven, NotByAnotherSandboxAtTheSameTime) {
  const Grants given = GrantsWithout(std::nullopt);
  const Grants nothing;
  const auto rich = Start(provider(), {}, &given);
  const auto poor = Start(provider(), {}, &nothing);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(Acted(ToJson(RunIn(*rich, "plain()"))));
    const int before = acts();
    EXPECT_NE(RunIn(*poor, LowerCode(kPlain)).status, Status::kOk);
    EXPECT_EQ(acts(), before);
  }
}

// What is denied stays denied: limits of calls, in spite of what Python code does to its facade.
TEST_P(P7_OnlyWhatWasGiven, NotMoreOftenThanGiven) {
  Grants grants;
  ASSERT_TRUE(grants.AddFunction({.name = "once",
                                  .doc = "Acts.",
                                  .call =
                                      [this](const CallContext&, std::span<const Value>) {
                                        ++acts_.plain;
                                        return Value();
                                      },
                                  .calls_count_max = 1}));
  RunCode(
      provider(),
      "import _vitrine\nfor i in range(100):\n  try: _vitrine.call('once', (), {})\n  except Exception: pass",
      {}, &grants);
  EXPECT_EQ(acts(), 1);
}

// Frames as a guest's machine code could write them: mangled at every byte, in every way that is one byte.
TEST_P(P7_OnlyWhatWasGiven, NotByForgedFrames) {
  if (GetParam().is_by_workers) GTEST_SKIP() << "see NotByAWorkerThatWasTakenOver";
  const Grants nothing;
  const Limits limits = {.host_calls_max = 4'000'000'000};
  for (const Capability capability : kCapabilities) {
    const Grants not_given = GrantsWithout(capability);
    for (const Grants* grants : {&not_given, &nothing}) {
      capabilities::Dispatcher dispatcher(grants->impl(), limits);
      const std::string frame = Frame(capability);
      const int before = acts();
      EXPECT_FALSE(Acted(dispatcher.Call(frame, NoContext())));
      for (std::size_t at = 0; at < frame.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
          std::string forged = frame;
          forged[at] = static_cast<char>(byte);
          const std::string reply(dispatcher.Call(forged, NoContext()));
          EXPECT_FALSE(Acted(reply));
        }
        EXPECT_FALSE(Acted(dispatcher.Call(frame.substr(0, at), NoContext())));
        EXPECT_FALSE(Acted(dispatcher.Call(frame + frame.substr(at), NoContext())));
      }
      EXPECT_EQ(acts(), before);
    }
    // The frame itself is a good one.
    const Grants given = GrantsWithout(std::nullopt);
    capabilities::Dispatcher dispatcher(given.impl(), limits);
    EXPECT_TRUE(Acted(dispatcher.Call(Frame(capability), NoContext())));
  }
}

std::string Hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    hex += kDigits[static_cast<unsigned char>(byte) >> 4];
    hex += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return hex;
}

// The worker sends requests as they stand: one that was answered in the sandbox before, in the very same
// process, and forged ones. What was given to that sandbox is not given to this one.
TEST_P(P7_OnlyWhatWasGiven, NotByAWorkerThatWasTakenOver) {
  if (!GetParam().is_by_workers) GTEST_SKIP() << "there is no worker";
  WorkerPoolOptions options;
  options.interpreter = GetParam().interpreter;
  options.engine = GetParam().engine;
  options.worker_program = VITRINE_HOSTILE_WORKER;
  options.workers_count_max = 1;
  options.spares_count = 0;
  const auto pool = std::move(WorkerPool::Create(options).value());
  const auto ask = [&](const Grants& grants, const std::string& frame) {
    const auto sandbox = std::move(pool->CreateSandbox(grants, {}).value());
    const Outcome outcome = RunIn(*sandbox, "call " + Hex(frame));
    const auto* reply = outcome.value ? outcome.value->As<Bytes>() : nullptr;
    return reply != nullptr ? reply->data : "lost: " + ToJson(outcome);
  };
  const Grants nothing;
  for (const Capability capability : kCapabilities) {
    const Grants given = GrantsWithout(std::nullopt);
    const Grants not_given = GrantsWithout(capability);
    const std::string frame = Frame(capability);
    EXPECT_TRUE(Acted(ask(given, frame)));
    const int before = acts();
    for (const Grants* grants : {&not_given, &nothing}) {
      const std::string reply = ask(*grants, frame);
      ASSERT_GT(reply.size(), 2u);
      EXPECT_EQ(reply[0], '\x82') << reply;  // [kind, message]
      EXPECT_EQ(reply[1], VITRINE_REPLY_DENIED) << reply;
      EXPECT_FALSE(Acted(reply));
      for (std::size_t at = 0; at < frame.size(); ++at) {
        std::string forged = frame;
        forged[at] = static_cast<char>(forged[at] ^ 0x20);
        EXPECT_FALSE(Acted(ask(*grants, forged)));
      }
    }
    EXPECT_EQ(acts(), before);
  }
  // All in one process, that nobody had to replace.
  EXPECT_EQ(pool->statistics().started, 1u);
}

VITRINE_FOR_ALL_PROVIDERS(P7_OnlyWhatWasGiven);

}  // namespace
}  // namespace vitrine::promises
