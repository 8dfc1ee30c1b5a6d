// The limits of one sandbox.
#pragma once

#include <chrono>
#include <cstdint>

namespace vitrine {

// Every field is a hard limit and there is no "unlimited": zero forbids. Time, calls, output and fuel count
// anew for each run; memory and files belong to the sandbox.
struct Limits {
  // Guest memory, the image (about 40 MiB of addresses) included. Python raises MemoryError at the limit; a
  // run that does not survive it ends with status kLimit. Rounded down to 64 KiB; at most 2 GiB.
  std::uint64_t memory_bytes_max = 256u << 20;

  // Wall-clock time of one run. Python raises TimeLimitExceeded (state is kept); a run that is still going
  // after `grace` is stopped and its instance ended.
  std::chrono::milliseconds wall_time_max{5000};
  // Processor time of the thread that runs the guest, handled alike.
  std::chrono::milliseconds cpu_time_max{5000};
  std::chrono::milliseconds grace{250};

  // Deterministic budget: function entries and loop turns of the guest's machine code, the same on every
  // machine. Counted only on an image whose engine counts (Engine::kChecked); 0 = not counted. At the budget
  // Python raises FuelLimitExceeded; an eighth of the budget more is the grace.
  std::uint64_t fuel_max = 0;

  // Standard output and standard error together; what is over is counted and cut, the run goes on.
  std::uint64_t output_bytes_max = 1u << 20;
  // Displays: bytes of all MIME bundles together, and how many; what is over is dropped and counted.
  std::uint64_t display_bytes_max = 8u << 20;
  std::uint32_t displays_count_max = 100;
  // The last expression's value (repr, and data); longer ones are cut or left out, which the outcome says.
  std::uint32_t value_bytes_max = 1u << 20;

  // Host calls of one run, refused ones included. The next one raises LimitExceeded; a run that goes on
  // calling is stopped after as many again.
  std::uint32_t host_calls_max = 10'000;
  std::uint32_t request_bytes_max = 16u << 20;  // of one host call
  std::uint32_t reply_bytes_max = 64u << 20;    // of one host call; the host holds at most one at a time

  // Content of the files under /output and /tmp, and of /input. Python raises OSError (no space).
  std::uint64_t file_bytes_max = 64u << 20;
  std::uint32_t artifacts_count_max = 1000;  // files collected from /output after a run
};

}  // namespace vitrine
