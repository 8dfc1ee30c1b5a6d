#include "cli/console.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace vitrine::cli {
namespace {

// Writes all of it. Returns 0 or an errno.
int WriteFully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      // Somebody made the descriptor non-blocking; whoever reads decides how long this takes.
      pollfd ready{.fd = descriptor, .events = POLLOUT, .revents = 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

Console::Stream::Stream(int output, Escaping escaping)
    : descriptor(output),
      terminal(isatty(output) == 1),
      filtered(terminal && escaping == Escaping::kOnTerminals) {}

Console::Console(int stdout_descriptor, int stderr_descriptor, Escaping escaping)
    : streams_{Stream(stdout_descriptor, escaping), Stream(stderr_descriptor, escaping)} {}

void Console::WriteBytes(Stream& stream, std::string_view bytes) {
  if (bytes.empty() || stream.error != 0) return;
  stream.at_line_start = bytes.back() == '\n';
  stream.error = WriteFully(stream.descriptor, bytes);
  if (stream.error != 0 && &stream == &streams_[0] && on_output_failure_) on_output_failure_();
}

void Console::Write(OutputStream which, std::string_view text) {
  Stream& stream = streams_[Index(which)];
  if (!stream.filtered) {
    WriteBytes(stream, text);
    return;
  }
  filtered_.clear();
  stream.filter.Write(text, filtered_);
  WriteBytes(stream, filtered_);
}

void Console::EndLine(OutputStream which) {
  Stream& stream = streams_[Index(which)];
  if (stream.filtered) {
    filtered_.clear();
    stream.filter.Finish(filtered_);
    WriteBytes(stream, filtered_);
  }
  if (!stream.at_line_start) WriteBytes(stream, "\n");
}

void Console::Complain(std::string_view text) {
  EndLine(OutputStream::kStderr);
  Write(OutputStream::kStderr, fmt::format("vitrine: {}\n", text));
}

}  // namespace vitrine::cli
