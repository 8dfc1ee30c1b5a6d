#include "test_imports.h"

#include <cstring>

#include "imports.h"

namespace vitrine::guests {

FakeHost& Host() {
  static FakeHost host;
  return host;
}

}  // namespace vitrine::guests

using vitrine::guests::Host;

extern "C" {

void vitrine_write(std::uint32_t stream, const void* data, std::uint32_t bytes) {
  ++Host().write_calls;
  Host().streams[stream].append(static_cast<const char*>(data), bytes);
}

std::int64_t vitrine_clock(std::uint32_t which) {
  ++Host().clock_calls;
  return Host().now_ns + which;
}

void vitrine_entropy(void* data, std::uint32_t bytes) {
  Host().entropy_bytes.push_back(bytes);
  std::memset(data, 0x5a, bytes);
}

void vitrine_sleep(std::int64_t nanoseconds) { Host().sleeps_ns.push_back(nanoseconds); }

void vitrine_exit(std::int32_t code) { Host().exit_codes.push_back(code); }

}  // extern "C"
