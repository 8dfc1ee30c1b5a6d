// Promise P3: a slot given to another holds nothing of the former, however the former ended.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/page_scan.h"
#include "runtime/slot_pool.h"
#include "sandbox/image_impl.h"
#include "tests/processes.h"
#include "tests/promises/promise.h"
#include "vitrine/session.h"
#include "vitrine/worker_pool.h"

namespace vitrine::promises {
namespace {

// Written by the guest in two halves, so that it stands nowhere but in what the guest has made of it.
constexpr char kMarker[] = "MARKER-7d1f-OF-THE-LAST-TENANT";
constexpr char kFill[] =
    "marker = (b'MARKER-7d1f-' + b'OF-THE-LAST-TENANT') * 1000\n"
    "kept = [bytearray(marker) for _ in range(500)]\n"  // 15 MB: the memory grows beyond the image
    "text = [marker.decode() + str(i) for i in range(20)]\n"
    "open('/tmp/marker', 'wb').write(marker)\n"
    "open('/output/marker', 'wb').write(marker)\n"
    "import os\n"
    "def deep(n):\n"
    "    local = marker * 2\n"
    "    return deep(n - 1) if n else 0\n"
    "deep(50)\n";

struct Ending {
  const char* name;
  const char* code;
  Status status;
};

constexpr Ending kEndings[] = {
    {"returned", "1", Status::kOk},
    {"raised", "raise ValueError(text)", Status::kException},
    {"aborted", "os.abort()", Status::kTrap},
    {"left", "os._exit(3)", Status::kException},
    {"soft deadline", "while True: pass", Status::kLimit},
    {"hard deadline", "import collections, itertools\ncollections.deque(itertools.repeat(marker), maxlen=3)",
     Status::kLimit},
    {"memory limit", "while True: kept.append(bytearray(marker))", Status::kLimit},
    {"recursion", "def f(x): return f(x)\nf(marker)", Status::kException},
};

// Both leave the bytes to libc: a hundred megabytes are looked at each time, by debug builds and under
// sanitizers too (AddressSanitizer has a slow memmem of its own).
bool Contains(std::span<const std::byte> memory, std::string_view text) {
  return std::string_view(reinterpret_cast<const char*>(memory.data()), memory.size()).contains(text);
}

bool IsZero(std::span<const std::byte> memory) {
  if (memory.empty()) return true;
  return memory[0] == std::byte{0} && std::memcmp(memory.data(), memory.data() + 1, memory.size() - 1) == 0;
}

// The next slot of the pool equals the image, and what it grows into is empty.
void ExpectNothingLeft(const Image& image, const char* what) {
  Result<std::unique_ptr<runtime::Slot>> slot = image.impl().slots().Take();
  ASSERT_TRUE(slot) << what;
  EXPECT_TRUE((*slot)->EqualsImage()) << what;
  ASSERT_TRUE((*slot)->Grow(128u << 20));
  EXPECT_FALSE(Contains((*slot)->memory(), kMarker)) << what;
  const auto grown = (*slot)->memory().subspan(image.memory_bytes());
  EXPECT_TRUE(IsZero(grown)) << what;
  image.impl().slots().Give(std::move(*slot), runtime::SlotEnding::kClean);
}

void TryAllEndings(const Image& image) {
  for (const Ending& ending : kEndings) {
    {
      const auto sandbox = Start(image, LimitsOf(std::chrono::milliseconds(10'000)));
      const Outcome filled = RunIn(*sandbox, kFill);
      ASSERT_EQ(filled.status, Status::kOk) << ToJson(filled);
    }
    ExpectNothingLeft(image, "after the filling alone");
    {
      // Fast deadlines only where one is wanted; the filling has had its time before.
      const bool is_deadline = std::string_view(ending.name).ends_with("deadline");
      const Limits limits =
          LimitsOf(std::chrono::milliseconds(is_deadline ? 700 : 10'000), std::chrono::milliseconds(100));
      const auto sandbox = Start(image, limits);
      const Outcome outcome = RunIn(*sandbox, std::string(kFill) + ending.code);
      EXPECT_EQ(outcome.status, ending.status) << ending.name << ": " << ToJson(outcome).substr(0, 1000);
    }
    ExpectNothingLeft(image, ending.name);
    // And as the next tenant sees it.
    const Outcome next =
        RunIn(*Start(image, LimitsOf(std::chrono::milliseconds(10'000))),
              "import os\nprint('marker' in globals(), os.listdir('/tmp'), os.listdir('/output'))");
    EXPECT_EQ(next.stdout_text, "False [] []\n") << ending.name;
  }
}

// In what this process shares with others.
int CountMarkersInSharedMemory() {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  std::string line;
  while (std::getline(maps, line)) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::array<char, 5> mode{};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, mode.data()) != 3) continue;
    if (std::string_view(mode.data()) != "rw-s") continue;
    const std::string_view bytes(reinterpret_cast<const char*>(begin), end - begin);
    for (std::size_t at = 0; (at = bytes.find(kMarker, at)) != std::string_view::npos; ++at) ++count;
  }
  return count;
}

std::unique_ptr<Image> LoadWithOneSlot(const Guest& guest) {
  Result<std::unique_ptr<Image>> image = Image::Load(
      {.interpreter = guest.interpreter, .engine = guest.engine, .slots_count_max = 1, .slots_ready_max = 1});
  EXPECT_TRUE(image) << image.error().what;
  return std::move(*image);
}

// The kernel's answer to which pages were written is not to be had while this lives: no more descriptors than
// `spare`.
class FewDescriptors {
 public:
  explicit FewDescriptors(int spare) {
    const int lowest_free = dup(STDERR_FILENO);
    close(lowest_free);
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit few{static_cast<rlim_t>(lowest_free + spare), before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

class P3_NothingLeftBehind : public GuestTest {};

TEST_P(P3_NothingLeftBehind, WhateverEndedTheRun) { TryAllEndings(*LoadWithOneSlot(GetParam())); }

// Kernels without the scan: every page is given back.
TEST_P(P3_NothingLeftBehind, WhateverEndedTheRunWithoutTheScan) {
  std::unique_ptr<Image> image;
  {
    const FewDescriptors few(1);  // for the image's memory; nothing is left for the page map
    image = LoadWithOneSlot(GetParam());
    ASSERT_FALSE(os::PageScanner().available());
  }
  TryAllEndings(*image);
}

// A session that leaves memory, is rolled back, forked, or waits for a reply that never comes.
TEST_P(P3_NothingLeftBehind, HoweverASessionLeft) {
  const auto image = LoadWithOneSlot(GetParam());
  Grants grants;
  ASSERT_TRUE(grants.AddFunction({.name = "later", .call = [](const CallContext&, std::span<const Value>) {
                                    return std::expected<Value, NoValue>(std::unexpected(NoValue(Later{})));
                                  }}));
  const auto store = MakeMemorySessionStore();
  const auto sessions = std::move(Sessions::Make(*image, *store, {.live_count_max = 1}).value());
  const SessionOptions options = {.limits = LimitsOf(std::chrono::milliseconds(10'000))};
  for (const char* ending : {"pass", "os.abort()", "later()"}) {
    auto session = std::move(sessions->Create("a", grants, options).value());
    ASSERT_TRUE(session->Run(kFill));
    ASSERT_TRUE(session->Run(ending));
    sessions->EvictIdle(std::chrono::milliseconds(0));
    ExpectNothingLeft(*image, ending);
    // Back in memory as a fork, and out again.
    auto fork = std::move(session->Fork("b").value());
    EXPECT_EQ(fork->Run("len(kept)")->value_repr, "500") << ending;
    sessions->EvictIdle(std::chrono::milliseconds(0));
    ExpectNothingLeft(*image, ending);
    auto other = std::move(sessions->Create("c", grants, options).value());
    EXPECT_EQ(other->Run("import os\n'marker' in globals(), os.listdir('/tmp')")->value_repr, "(False, [])");
    session.reset();
    fork.reset();
    other.reset();
    sessions->EvictIdle(std::chrono::milliseconds(0));
    for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(sessions->Remove(name));
  }
}

// Each way that a page can go back: copied, given back for it is over the resident budget, without the scan,
// asked to be swapped out before.
TEST_P(P3_NothingLeftBehind, EveryPageOfASlot) {
  const auto image = LoadWithOneSlot(GetParam());
  const os::PageScanner with_scan;
  std::unique_ptr<os::PageScanner> without_scan;
  {
    const FewDescriptors none(0);
    without_scan = std::make_unique<os::PageScanner>();
  }
  ASSERT_FALSE(without_scan->available());
  Result<std::unique_ptr<runtime::Slot>> taken = image->impl().slots().Take();
  ASSERT_TRUE(taken);
  runtime::Slot& slot = **taken;
  const std::size_t image_bytes = slot.size();
  for (const os::PageScanner* scanner :
       {&with_scan, static_cast<const os::PageScanner*>(without_scan.get())}) {
    for (const std::size_t resident_pages_max : {std::size_t{0}, std::size_t{10}, std::size_t{1} << 20}) {
      for (const int step : {1, 2, 7}) {  // every page; every other one: many ranges; scattered
        ASSERT_TRUE(slot.Grow(image_bytes + (4u << 20)));
        for (std::size_t at = 0; at < slot.size(); at += 4096 * static_cast<std::size_t>(step)) {
          std::memcpy(slot.base() + at + 100, kMarker, sizeof(kMarker));
        }
#ifdef MADV_PAGEOUT
        madvise(slot.base(), slot.size(), MADV_PAGEOUT);  // where there is swap, the pages go there
#endif
        slot.Recycle(*scanner, resident_pages_max);
        ASSERT_EQ(slot.size(), image_bytes);
        ASSERT_TRUE(slot.EqualsImage()) << scanner->available() << " " << resident_pages_max << " " << step;
        ASSERT_TRUE(slot.Grow(image_bytes + (4u << 20)));
        ASSERT_FALSE(Contains(slot.memory(), kMarker));
        slot.Remap();
        ASSERT_TRUE(slot.EqualsImage());
      }
    }
  }
  image->impl().slots().Give(std::move(*taken), runtime::SlotEnding::kClean);
}

// How often the marker stands in memory that a process can write; nullopt when this user may not look, or
// when what was freed is kept on purpose.
std::optional<int> CountMarkers(pid_t pid) {
  if (tests::kHasAddressSanitizer) return std::nullopt;
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  const int memory = open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  if (memory < 0) return std::nullopt;
  int count = 0;
  bool has_read = false;
  std::string line;
  while (std::getline(maps, line)) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::array<char, 5> mode{};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, mode.data()) != 3 || mode[1] != 'w') continue;
    std::string bytes(end - begin, '\0');
    const ssize_t got = pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(begin));
    if (got <= 0) continue;
    has_read = true;
    bytes.resize(static_cast<std::size_t>(got));
    for (std::size_t at = 0; (at = bytes.find(kMarker, at)) != std::string::npos; ++at) ++count;
  }
  close(memory);
  return has_read ? std::optional(count) : std::nullopt;
}

// By a worker: nothing of the last sandbox's memory is left in the whole process.
TEST_P(P3_NothingLeftBehind, InAWorkerWhateverEndedTheRun) {
  WorkerPoolOptions options;
  options.interpreter = GetParam().interpreter;
  options.engine = GetParam().engine;
  options.worker_program = VITRINE_WORKER_PROGRAM;
  options.spares_count = 0;
  options.workers_count_max = 1;
  const auto pool = std::move(WorkerPool::Create(options).value());
  const Grants grants;
  const auto worker = [] { return tests::TheWorkerOf(tests::TheZygote()); };
  bool may_look = true;
  for (const Ending& ending : kEndings) {
    SCOPED_TRACE(ending.name);
    const bool is_deadline = std::string_view(ending.name).ends_with("deadline");
    // Here the guest tells the host the marker in so many words; what the host makes of that is not its
    // memory.
    const bool is_told = std::string_view(ending.name) == "raised";
    const Limits limits =
        LimitsOf(std::chrono::milliseconds(is_deadline ? 700 : 10'000), std::chrono::milliseconds(100));
    {
      const auto sandbox = std::move(pool->CreateSandbox(grants, {.limits = limits}).value());
      EXPECT_EQ(RunIn(*sandbox, kFill).status, Status::kOk);
      const std::optional<int> markers = CountMarkers(worker());
      may_look = markers.has_value();
      if (may_look) {
        EXPECT_GT(*markers, 1000);
      }
      const Outcome outcome = RunIn(*sandbox, ending.code);
      EXPECT_EQ(outcome.status, ending.status) << ToJson(outcome).substr(0, 1000);
    }
    const auto next =
        std::move(pool->CreateSandbox(grants, {.limits = LimitsOf(std::chrono::seconds(10))}).value());
    EXPECT_EQ(
        RunIn(*next, "import os\nprint('marker' in globals(), os.listdir('/tmp'), os.listdir('/output'))")
            .stdout_text,
        "False [] []\n");
    if (may_look && !is_told) {
      EXPECT_EQ(CountMarkers(worker()), 0);
    }
  }
  // The rest has been tested.
  if (tests::kHasAddressSanitizer) GTEST_SKIP() << "AddressSanitizer keeps freed memory";
  if (!may_look) GTEST_SKIP() << "this user may not look into a worker's memory";
}

// Windows and ring are memory that broker and worker share; of the windows nothing is left.
TEST_P(P3_NothingLeftBehind, InSharedMemory) {
  WorkerPoolOptions options;
  options.interpreter = GetParam().interpreter;
  options.engine = GetParam().engine;
  options.worker_program = VITRINE_WORKER_PROGRAM;
  options.workers_count_max = 1;
  const auto pool = std::move(WorkerPool::Create(options).value());
  const Grants grants;
  {
    const auto sandbox = std::move(pool->CreateSandbox(grants).value());
    ASSERT_EQ(RunIn(*sandbox, std::string(kFill) + "marker").status, Status::kOk);
    ASSERT_TRUE(sandbox->ReadFile("/tmp/marker", 1u << 20));
    EXPECT_GT(CountMarkersInSharedMemory(), 100);
  }
  EXPECT_EQ(CountMarkersInSharedMemory(), 0);
}

// A start that fails gives its slot back, whole.
TEST_P(P3_NothingLeftBehind, AfterAFailedStart) {
  const auto image = LoadWithOneSlot(GetParam());
  const Grants grants;
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(Sandbox::Create(*image, grants, {.limits = {.memory_bytes_max = 1 << 20}}));
  }
  ExpectNothingLeft(*image, "failed start");
  ExpectCleanRun(*image);
}

VITRINE_FOR_ALL_GUESTS(P3_NothingLeftBehind);

}  // namespace
}  // namespace vitrine::promises
