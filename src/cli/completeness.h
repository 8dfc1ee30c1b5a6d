// Is what was typed so far a whole statement?
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "cli/sandbox_source.h"
#include "vitrine/grants.h"
#include "vitrine/sandbox.h"

namespace vitrine::cli {

// Asks Python itself (codeop), in a sandbox of its own, so that the user's names are not touched and no
// second grammar has to be kept. Started when it is first needed, and again when it was lost. Single-thread.
class Completeness {
 public:
  // `source` must outlive this.
  explicit Completeness(SandboxSource& source) : source_(source) {}

  // True when more lines have to come. Text that can become no statement is whole: running it shows the
  // error. So is any text when the asking fails.
  bool NeedsMore(std::string_view source);

 private:
  bool Start();
  std::optional<bool> Ask(std::string_view source);

  SandboxSource& source_;
  const Grants grants_;  // none
  std::unique_ptr<Sandbox> sandbox_;
};

}  // namespace vitrine::cli
