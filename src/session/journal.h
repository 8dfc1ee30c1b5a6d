// What a session was told, so that it can be told the same again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vitrine/value.h"

namespace vitrine::session {

// The answers of one clock in their order. A clock in coarse steps gives the same number many times.
class ClockTrack {
 public:
  // Returns by how many bytes it has grown.
  std::uint64_t Append(std::int64_t ns);
  // The answer with that index; null beyond the last one. Indices must not go back, but to 0.
  std::optional<std::int64_t> At(std::uint64_t index);
  std::uint64_t count() const { return count_; }
  std::uint64_t bytes() const { return steps_.size() * sizeof(Step); }

  Value ToValue() const;
  static std::optional<ClockTrack> FromValue(Value& value);

 private:
  struct Step {
    std::int64_t ns;
    std::uint64_t times;
  };
  std::vector<Step> steps_;
  std::uint64_t count_ = 0;
  // Where At was last: a step, and the index of its first answer.
  std::size_t place_ = 0;
  std::uint64_t place_index_ = 0;
};

struct RecordedCall {
  enum class End : std::uint8_t {
    kReplied,
    kGuestEnded,
    kOpen,  // the run waits for the reply; the last call of a run only
  };
  std::string request;
  End end = End::kReplied;
  std::string reply;  // a frame of guests/abi.h
};

// One thing that was done with the interpreter. Everything that the guest could see of the world is in it.
struct Operation {
  enum class Kind : std::uint8_t {
    kWake,  // number: WakeFlags; body: the functions as CBOR
    kRun,   // text: file name; body: code; number: 1 when artifacts were collected
    kWriteFile,
    kRemoveFile,
    kReadFile,  // number: most bytes
    kListFiles,
  };
  static constexpr std::uint64_t kReseeds = 1;
  static constexpr std::uint64_t kConfigures = 2;
  static constexpr std::size_t kSeedBytes = 32;
  enum Clock : std::uint8_t { kRealtime, kMonotonic, kCpu };

  Kind kind = Kind::kRun;
  std::string text;  // UTF-8
  std::string body;
  std::uint64_t number = 0;
  std::string seed;  // all randomness that the guest drew comes from these 32 bytes
  std::array<ClockTrack, 3> clocks;
  std::vector<RecordedCall> calls;
  std::string result;  // of a run: its outcome as JSON, without what it used

  // What it takes in memory, about.
  std::uint64_t bytes() const;
};

// What led from one checkpoint to the next.
struct TurnJournal {
  std::vector<Operation> operations;
  std::string gap;  // why it cannot be told again, as a sentence; then there are no operations
};

// Of one turn, at most; and what reading one may take of memory.
inline constexpr std::uint64_t kJournalBytesMost = 256u << 20;

// As CBOR. Reading takes an attacker's bytes: null for whatever writing would not have written.
std::string EncodeJournal(const TurnJournal& journal);
std::optional<TurnJournal> DecodeJournal(std::string_view bytes);

}  // namespace vitrine::session
