// What a sandbox is made of, besides its image and its limits.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/saved_state.h"
#include "sandbox/call_server.h"

namespace vitrine::sandbox {

struct SandboxParts {
  std::unique_ptr<CallServer> calls;
  // The CBOR array that stands under "functions" in the configuration of guests/abi.h. Borrowed until the
  // sandbox has been made.
  std::string_view functions;

  // Null: starts as the image is. Otherwise the interpreter goes on from there; a state of the same image.
  // Borrowed likewise.
  const runtime::SavedState* from = nullptr;
  // Draws fresh randomness first, and tells the interpreter its functions and quotas; without a state both
  // must be.
  bool reseeds = true;
  bool configures = true;
};

}  // namespace vitrine::sandbox
