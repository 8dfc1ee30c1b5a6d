// Lines from a person or a pipe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cli/interrupts.h"

namespace vitrine::cli {

struct Line {
  enum class Kind : std::uint8_t {
    kText,         // `text` is the line, without its end
    kEnd,          // nothing more will come
    kInterrupted,  // Ctrl-C; what was typed is dropped
  };
  Kind kind;
  std::string text;
};

class LineReader {
 public:
  virtual ~LineReader() = default;
  virtual Line Read(const std::string& prompt) = 0;
  // True when a person sits at the other end.
  virtual bool is_interactive() const = 0;
};

// With line editing and history when standard input and output are a terminal; plain lines without a prompt
// otherwise. `interrupts` must outlive the reader.
std::unique_ptr<LineReader> MakeLineReader(Interrupts& interrupts);

// Plain lines from a descriptor, which is borrowed.
std::unique_ptr<LineReader> MakePlainLineReader(int descriptor, Interrupts& interrupts);

}  // namespace vitrine::cli
