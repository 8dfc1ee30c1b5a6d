// Where the program writes: standard output and standard error.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/terminal.h"
#include "vitrine/sandbox.h"

namespace vitrine::cli {

// Writes without a buffer of its own, so that output is seen when it is made. What goes to a terminal is made
// harmless first (Promise P19); what goes to a file or a pipe stays as it is. After the first failure nothing
// more is written to that stream. Single-thread; the descriptors are borrowed for its whole life.
class Console {
 public:
  // kAsItIs: the user wants the guest's control sequences on the terminal.
  enum class Escaping : std::uint8_t { kOnTerminals, kAsItIs };
  Console(int stdout_descriptor, int stderr_descriptor, Escaping escaping);
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  // Called once, when standard output has failed for the first time.
  void OnOutputFailure(std::function<void()> callback) { on_output_failure_ = std::move(callback); }

  // Text that may be the guest's. A code point may be split between two calls.
  void Write(OutputStream stream, std::string_view text);
  // Writes what the filter held back, and a new line when the last line has none.
  void EndLine(OutputStream stream);

  bool IsTerminal(OutputStream stream) const { return streams_[Index(stream)].terminal; }

  // "vitrine: TEXT" on standard error, on a line of its own.
  void Complain(std::string_view text);

  // The errno of the first failed write to standard output; 0 when all went well.
  int output_error() const { return streams_[0].error; }

 private:
  struct Stream {
    Stream(int output, Escaping escaping);

    int descriptor;
    bool terminal;
    bool filtered;
    base::TerminalFilter filter;
    bool at_line_start = true;
    int error = 0;
  };

  static std::size_t Index(OutputStream stream) { return stream == OutputStream::kStdout ? 0 : 1; }
  void WriteBytes(Stream& stream, std::string_view bytes);

  std::array<Stream, 2> streams_;
  std::function<void()> on_output_failure_;
  std::string filtered_;  // kept to reuse its memory
};

}  // namespace vitrine::cli
