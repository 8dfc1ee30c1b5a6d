// What became of one run.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vitrine/value.h"

namespace vitrine {

enum class Status : std::uint8_t {
  kOk,         // ran to its end, or left by sys.exit(0)
  kException,  // an uncaught Python exception, or sys.exit with another code
  kLimit,      // a limit ended it; see Outcome::limit
  kTrap,       // the guest's machine code failed (abort, out of bounds, stack overflow); the instance is gone
  kCancelled,  // Cancel() was called
  kRefused,    // nothing was run; the failure says why
  kParked,     // waits for the reply to a host call; see Outcome::parked and Sandbox::Resume
};

enum class LimitKind : std::uint8_t { kNone, kWallTime, kCpuTime, kFuel, kMemory, kHostCalls };

// Names as they stand in JSON: "ok", "exception", "limit", ... and "wall_time", ...; "none".
const char* Name(Status status);
const char* Name(LimitKind kind);

// Why a run failed, in words for people and models. All text is the guest's or safe to show to it.
struct Failure {
  std::string type;  // "ZeroDivisionError", "TimeLimitExceeded", "Trap", ...
  std::string message;
  std::string traceback;   // CPython's own, with source lines; empty when there is none
  std::uint32_t line = 0;  // in the code of this run; 0 when not known
  std::string hint;        // what to do about it; may be empty
};

// One MIME type of a display, e.g. "text/plain" or "image/png" (then `data` is binary).
struct MimeData {
  std::string mime;
  std::string data;
  bool is_binary = false;
};
using Display = std::vector<MimeData>;

// A file that the code left in /output.
struct Artifact {
  std::string path;  // relative to /output, '/' between folders; checked: no "..", not absolute, no NUL
  std::string data;
};

// The host call that a run waits in.
struct ParkedCall {
  std::string function;
  Value::Map arguments;  // by parameter name (text); null for optional ones that were left out
};

struct Usage {
  std::chrono::nanoseconds wall{0};
  std::chrono::nanoseconds cpu{0};
  std::uint64_t fuel = 0;               // 0 on an engine that does not count
  std::uint64_t memory_bytes_peak = 0;  // guest memory in use at its highest, image included
  std::uint64_t output_bytes = 0;       // written by the guest, cut or not
  std::uint32_t host_calls = 0;
};

struct Outcome {
  Status status = Status::kRefused;
  LimitKind limit = LimitKind::kNone;
  int exit_code = 0;  // of sys.exit or os._exit; 0 otherwise

  std::string stdout_text;  // UTF-8; whatever the guest wrote that is not becomes U+FFFD
  std::string stderr_text;
  std::uint64_t stdout_bytes_cut = 0;
  std::uint64_t stderr_bytes_cut = 0;

  std::optional<std::string> value_repr;  // of the last expression; none when there is none or it is None
  std::optional<Value> value;             // the same as data, when it can be and is not too long

  std::vector<Display> displays;
  std::uint32_t displays_dropped = 0;
  std::vector<Artifact> artifacts;  // only with RunOptions::Artifacts::kCollect
  std::uint32_t artifacts_dropped = 0;

  std::optional<Failure> failure;    // present unless status is kOk
  std::optional<ParkedCall> parked;  // exactly with kParked; the outcome of Resume tells the whole run
  Usage usage;

  // False when the sandbox's instance is gone and Run would fail with kEnded. Always true in a session.
  bool sandbox_alive = true;

  // The session is back at its last checkpoint: nothing that this run has done to its state is left.
  bool rolled_back = false;
  std::string undone;  // what that was, as one sentence; with rolled_back
};

// The whole outcome as one JSON object (documented in docs/outcome.md).
std::string ToJson(const Outcome& outcome);

}  // namespace vitrine
