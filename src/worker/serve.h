// The worker's side: one sandbox after the other, for one tenant, at the broker's word.
#pragma once

#include "vitrine/image.h"
#include "worker/link.h"

namespace vitrine::worker {

// Serves until the broker is gone, then ends the process. Runs in the jail; whoever has taken it over has no
// more than `link`.
[[noreturn]] void ServeSandboxes(Image& image, Link& link);

}  // namespace vitrine::worker
