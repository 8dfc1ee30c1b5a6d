#include "serve/event_stream.h"

#include "base/json.h"
#include "base/utf8.h"

namespace vitrine::serve {

EventStream::EventStream(http::Exchange& exchange) : exchange_(exchange) {
  exchange_.BeginStream({.status = 200,
                         .headers = {{"Content-Type", "text/event-stream"},
                                     {"Cache-Control", "no-store"},
                                     {"X-Accel-Buffering", "no"}},  // for proxies that collect answers
                         .body = {}},
                        ":\n\n");
}

void EventStream::Output(OutputStream from, std::string_view bytes) {
  std::string& held = held_.at(static_cast<std::size_t>(from));
  held += bytes;
  const std::size_t whole = held.size() - base::IncompleteUtf8Tail(held);
  if (whole == 0) return;
  Send(from, std::string_view(held).substr(0, whole));
  held.erase(0, whole);
}

void EventStream::Send(OutputStream from, std::string_view text) {
  std::string event = "event: output\ndata: ";
  base::JsonWriter writer(event);
  writer.Open('{');
  writer.Key("stream");
  writer.Text(from == OutputStream::kStdout ? "stdout" : "stderr");
  writer.Key("text");
  writer.Text(text);
  writer.Close('}');
  exchange_.Write(event += "\n\n");
}

void EventStream::Finish(std::string_view event, std::string_view json) {
  for (const OutputStream from : {OutputStream::kStdout, OutputStream::kStderr}) {
    const std::string& held = held_.at(static_cast<std::size_t>(from));
    if (!held.empty()) Send(from, held);
  }
  exchange_.Write(std::string("event: ").append(event).append("\ndata: ").append(json).append("\n\n"));
  exchange_.EndStream();
}

}  // namespace vitrine::serve
