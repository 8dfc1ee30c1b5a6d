// Which walls of the operating system stand around a worker on this machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {

// The levels that `vitrine doctor` reports. Serving several tenants needs kL2 or a danger token.
enum class JailLevel : std::uint8_t {
  kL0,  // nothing holds a worker that was taken over
  kL1,  // system calls are filtered, nothing else is sure
  kL2,  // everything but namespaces: what a default container allows
  kL3,  // everything
};
const char* Name(JailLevel level);  // "L0" to "L3"

// One protection of the worker process.
struct Protection {
  std::string name;  // "seccomp", "landlock", ...
  bool in_force = false;
  std::string detail;   // in force: in which form; otherwise why not
  std::string meaning;  // what it keeps a worker from that was taken over
};

struct Protections {
  JailLevel level = JailLevel::kL0;
  std::vector<Protection> list;
};

}  // namespace vitrine
