// What a hostile worker does at the word of a test, which is the code of a run: a command, then numbers.
#pragma once

#include "vitrine/image.h"
#include "worker/link.h"

namespace vitrine::hostile {

// Serves like worker::ServeSandboxes, but each run as its code says. Commands are rows of commands.cc.
[[noreturn]] void ServeHostile(Image& image, worker::Link& link);

}  // namespace vitrine::hostile
