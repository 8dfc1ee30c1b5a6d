#include "worker/worker_bytes.h"

#include <algorithm>

namespace vitrine::worker {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

}  // namespace

// RLIMIT_DATA counts what is mapped for writing, touched or not, so a bound that is too high costs nothing
// but what a worker that was taken over may take. One part is the guest's memory. The host's side of a worker
// holds, besides:
//   while code runs   the code and the request or reply of a host call, each once as it came and once as it
//   is
//                     handed on, and the output twice; what is not UTF-8 grows to three times its length
//   afterwards        output, displays, value and files: as collected, as a tree, and as the frame to send, a
//                     string that grows by doubling (so up to three times its length at once)
//   always            the guest's stack (32 MiB), the stack of the thread, the heap
//   in a session      the state as it was last saved, and the frame that tells it, each as large as the
//   guest's
//                     memory at most
// The last but one's figure is generous: a worker that lacks memory dies, and the user gets no MemoryError.
std::uint64_t WorkerBytesMax(const Limits& limits, std::uint64_t code_bytes_max, Holds holds) {
  const std::uint64_t output = 3 * limits.output_bytes_max;
  const std::uint64_t running =
      2 * (code_bytes_max + limits.request_bytes_max + limits.reply_bytes_max + output);
  const std::uint64_t results = limits.display_bytes_max + limits.value_bytes_max + limits.file_bytes_max;
  const std::uint64_t ended = 2 * code_bytes_max + output + 5 * results;
  const std::uint64_t states = holds == Holds::kState ? 2 * limits.memory_bytes_max : 0;
  return limits.memory_bytes_max + states + std::max(running, ended) + 128 * kMiB;
}

}  // namespace vitrine::worker
