// The protocol over two streams: one message a line.
#pragma once

#include "mcp/peer.h"
#include "service/service.h"

namespace vitrine::mcp {

// Serves one client until `input` ends, or `stop_descriptor` becomes readable (-1: never); what runs then is
// cancelled. Nothing but messages is written to `output`. False: `output` cannot be written to.
bool ServeStdio(Peer& peer, int input, int output, int stop_descriptor);

}  // namespace vitrine::mcp
