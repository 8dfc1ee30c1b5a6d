// What broker, zygote and workers say to each other. Promise P18: the broker takes every frame of a worker's
// for an attacker's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "os/channel.h"

namespace vitrine::worker {

// A channel between broker and worker is half duplex: who has sent a frame that wants an answer sends nothing
// until it has come, but for the worker's kOutput.
enum class FrameType : std::uint8_t {
  // Broker to worker. kStart and kEnd have no answer; what went wrong is told to the next request. Where the
  // start asks for the world, it waits for that request, too.
  kStart = 1,  // numbers: see StartFrame; body: the functions, as CBOR
  kRun,        // text: file name; numbers: RunSettings; body: code
  kWriteFile,  // text: path; body: content
  kReadFile,   // text: path; numbers: most bytes
  kListFiles,  // text: folder
  kRemoveFile,
  kEnd,          // the sandbox is over
  kReply,        // to kCall; numbers: CallVerdict; body: the reply of guests/abi.h
  kWorldAnswer,  // numbers: the answer; body: the random bytes
  kGoOn,         // to kOutputFull

  // Worker to broker.
  kDone,           // to a request. numbers: 0, or 1 and an ErrorKind with text; body: what was asked for
  kCall,           // body: a host call of the guest's
  kWorldQuestion,  // numbers: WorldQuestion, its argument
  kOutput,         // there is output in the ring; no answer
  kOutputFull,     // likewise, and no room for more

  // Both ways, for bodies longer than kInlineBytesMax.
  kTaken,  // the part in the window has been copied
  kPart,   // the next part is in the window

  // Broker to zygote, with channel and shared memory as descriptors; number: the worker's.
  kSpawn,
  kSignal,  // numbers: the worker's, the signal
  kAskEnd,  // has that worker ended, and how?
  // Zygote to broker.
  kHello,  // numbers: memory of the image, JailLevel; text: an error, or the image id; body: protections
  kEnded,  // numbers: the worker's, a WorkerState, its exit code or signal

  // Broker to worker again.
  kLoad,         // after a kStart that says so, no answer either; body: what sandbox/state_codec.h writes
  kFinishStart,  // what a kStart has left to the first request
  kResume,       // numbers: as in kRun; body: the reply that the run waits for
  kSave,         // the answer's body: what has changed since the last one or since kLoad
};

enum class WorkerState : std::uint8_t { kRuns, kExited, kSignalled, kNeverStarted };

// What becomes of a guest that has made a call.
enum class CallVerdict : std::uint8_t { kReply, kEndGuest, kPark };

enum class WorldQuestion : std::uint8_t { kRealtime, kMonotonic, kCpu, kEntropy, kSleepIsOver };

inline constexpr std::size_t kInlineBytesMax = 16u << 10;  // of a body inside the frame
inline constexpr std::size_t kTextBytesMax = 4u << 10;
inline constexpr std::size_t kNumbersMax = 20;

// A frame to send; borrows.
struct FrameView {
  FrameType type;
  std::string_view text = {};
  std::span<const std::uint64_t> numbers = {};
  std::string_view body = {};
};

// A frame that came. The views are into the buffer it was parsed from.
struct ParsedFrame {
  FrameType type;
  std::string_view text;
  std::array<std::uint64_t, kNumbersMax> numbers{};  // missing ones are 0
  std::size_t numbers_count = 0;
  // The body stands in the frame, or has so many bytes and comes in parts.
  std::string_view inline_body;
  std::optional<std::uint64_t> body_bytes_to_come;
};

// Writes the frame into `out` (kept to reuse its memory): a CBOR array of type, text, array of numbers, and
// the body: a byte string, or its length when it is longer than kInlineBytesMax. A text that is too long is
// cut.
void WriteFrame(const FrameView& frame, std::string& out);

// Null for whatever WriteFrame would not have written.
std::optional<ParsedFrame> ParseFrame(std::string_view bytes);

}  // namespace vitrine::worker
