// Server-sent events: what a run writes, as it writes it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "http/server.h"
#include "vitrine/sandbox.h"

namespace vitrine::serve {

// Begins the answer. Single-thread.
class EventStream {
 public:
  explicit EventStream(http::Exchange& exchange);

  // An event `output`. Bytes of a code point that is not whole yet wait for the rest of it.
  void Output(OutputStream from, std::string_view bytes);
  // What is left of the output, then this event, then the end. `json` holds no line end.
  void Finish(std::string_view event, std::string_view json);

 private:
  void Send(OutputStream from, std::string_view text);

  http::Exchange& exchange_;
  std::array<std::string, 2> held_;  // by stream
};

}  // namespace vitrine::serve
