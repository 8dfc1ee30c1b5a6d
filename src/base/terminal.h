// Makes text of a guest harmless for a terminal and for logs. Promise P19.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::base {

enum class NewLines : std::uint8_t { kKeep, kEscape };

// Rewrites a stream of bytes so that nothing in it acts on a terminal or hides from a reader:
//   - C0 controls other than \n and \t, DEL and C1 controls (a raw byte or as UTF-8) become "\x1b", "\x9b"
//   and so on,
//     so an escape sequence is seen, not obeyed; "\r\n" becomes "\n", a lone "\r" is shown as "\r";
//   - bidirectional embeddings, overrides and isolates (U+202A-202E, U+2066-2069), line and paragraph
//   separators,
//     interlinear annotations and the invisible tag characters become "\u202e" and so on;
//   - whatever is not UTF-8 becomes U+FFFD.
// Zero-width joiners, non-joiners and spaces and the marks U+200E and U+200F pass: scripts and emoji need
// them, they move no cursor and override no order.
//
// Chunks may split a code point or "\r\n"; the filter keeps at most four bytes between them. Single-thread.
class TerminalFilter {
 public:
  explicit TerminalFilter(NewLines new_lines = NewLines::kKeep) : new_lines_(new_lines) {}

  // Appends the harmless form of what is complete to `out`.
  void Write(std::string_view chunk, std::string& out);
  // Appends what is still held back; the filter is then as new.
  void Finish(std::string& out);

 private:
  void WriteWhole(std::string_view text, std::string& out);

  NewLines new_lines_;
  bool after_cr_ = false;
  std::string held_;  // the head of a code point, at most three bytes
};

// The whole text at once.
std::string EscapeForTerminal(std::string_view text, NewLines new_lines = NewLines::kKeep);

// True for what TerminalFilter shows as an escape ("\n", "\t" and "\r" not among them).
bool IsHiddenControl(char32_t code_point);

}  // namespace vitrine::base
