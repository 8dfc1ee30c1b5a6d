// Promise P19: output shown to people carries no control sequences of the guest.
//
// What the guest prints, raises and returns goes through the filter of the command line. tests/cli holds the
// same against the program on a terminal.
#include <gtest/gtest.h>

#include "base/terminal.h"
#include "base/utf8.h"
#include "tests/promises/promise.h"

namespace vitrine::promises {
namespace {

// One of each kind: colours, cursor, title, hyperlink (OSC 8), clipboard (OSC 52), device control, 8-bit
// controls, overstriking, bidirectional overrides, invisible tags.
constexpr const char* kSequences[] = {
    "\\x1b[31m",
    "\\x1b[2J\\x1b[H",
    "\\x1b]0;owned\\x07",
    "\\x1b]8;;http://evil.example\\x1b\\\\text\\x1b]8;;\\x1b\\\\",
    "\\x1b]52;c;ZXZpbA==\\x07",
    "\\x1bP1$r\\x1b\\\\",
    "\\x9b31m",
    "\\x9d0;x\\x9c",
    "safe\\b\\b\\b\\bevil",
    "safe\\revil",
    "\\x00\\x07\\x0b\\x0c\\x0e\\x7f",
    "\\u202eevil\\u202c",
    "\\u2066x\\u2069",
    "\\U000e0041\\U000e007f",
    "\\u2028\\u2029",
};

bool IsHarmless(std::string_view shown) {
  if (!base::IsUtf8(shown)) return false;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const auto byte = static_cast<unsigned char>(shown[at]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) return false;
    if (byte == 0xc2 && static_cast<unsigned char>(shown[at + 1]) < 0xa0) return false;  // C1 as UTF-8
  }
  for (const char* hidden : {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
                             "\u2069", "\u2028", "\u2029", "\U000e0041", "\U000e007f"}) {
    if (shown.find(hidden) != std::string_view::npos) return false;
  }
  return true;
}

class P19_NoControlSequencesAreShown : public GuestTest {};

TEST_P(P19_NoControlSequencesAreShown, WhateverTextCarriesThem) {
  const auto sandbox = Start(ImageOf(GetParam()), LimitsOf(std::chrono::milliseconds(20'000)));
  for (const std::string sequence : kSequences) {
    const std::string text = "'" + sequence + "'";
    for (const std::string& code : {
             "print(" + text + ")",
             "import sys\nprint(" + text + ", file=sys.stderr)",
             "raise ValueError(" + text + ")",
             "raise type(" + text + ".replace(chr(0), ''), (Exception,), {})(1)",
             "class A:\n    __repr__ = lambda self: " + text + "\nA()",
             "import os\nos.write(1, " + text + ".encode('latin-1', 'replace'))",
             "import sys\nsys.exit(" + text + ")",
             "import vitrine\nvitrine.call(" + text + ")",
             "open('/input/' + " + text + ")",
         }) {
      const Outcome outcome = RunIn(*sandbox, code);
      ASSERT_TRUE(outcome.sandbox_alive) << code;
      const Failure failure = outcome.failure.value_or(Failure{});
      for (const std::string& shown :
           {outcome.stdout_text, outcome.stderr_text, outcome.value_repr.value_or(""), failure.type,
            failure.message, failure.traceback, failure.hint}) {
        EXPECT_TRUE(IsHarmless(base::EscapeForTerminal(shown))) << code;
      }
    }
  }
}

// A sequence in pieces, as output arrives while it is written.
TEST_P(P19_NoControlSequencesAreShown, InPieces) {
  const auto sandbox = Start(ImageOf(GetParam()));
  base::TerminalFilter filter;
  std::string shown;
  RunOptions options;
  options.on_output = [&](OutputStream, std::string_view piece) { filter.Write(piece, shown); };
  const Result<Outcome> outcome = sandbox->Run(
      "import os\nfor byte in '\\x1b]52;c;AAAA\\x07\\u202e\\x9b31m'.encode():\n    os.write(1, "
      "bytes([byte]))",
      options);
  ASSERT_TRUE(outcome);
  filter.Finish(shown);
  EXPECT_TRUE(IsHarmless(shown)) << shown;
  EXPECT_NE(shown.find("]52;c;AAAA"), std::string::npos) << "it is shown, not swallowed";
}

VITRINE_FOR_ALL_GUESTS(P19_NoControlSequencesAreShown);

}  // namespace
}  // namespace vitrine::promises
