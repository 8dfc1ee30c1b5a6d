// For tests of the jail: this process plays the broker, a child the zygote, grandchildren the workers.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "jail/jail.h"
#include "os/page_scan.h"

namespace vitrine::jail {

// How a worker ended.
struct Ending {
  int exit_code = -1;  // what the body returned
  int signal = 0;      // or what ended it
  bool operator==(const Ending&) const = default;
};
inline constexpr int kCouldNotEnter = 99;  // exit code of a worker whose EnterWorker failed
Ending Returned(int code);
Ending KilledBy(int signal);
std::ostream& operator<<(std::ostream& out, const Ending& ending);

// What a body finds.
struct Worker : WorkerDescriptors {
  const os::PageScanner& scanner;  // of the descriptor `pagemap`
};

// Runs in the jail; what it returns becomes the worker's exit code.
using Body = std::function<int(const Worker&)>;

struct Scene {
  std::vector<std::string> without;  // protections left out
  std::uint64_t data_bytes_max = 256u << 20;
  std::function<int(Jail&)> in_zygote = [](Jail&) { return 0; };  // once closed; not 0: ends the scene
  std::function<void()> before_entering = [] {};                  // in each worker
};

struct Played {
  int zygote_exit_code = -1;
  std::vector<Ending> endings;  // one for each body
  std::string received;         // what the workers sent through the channel
};
// Returns once every process that it started has ended.
Played Play(const Scene& scene, const std::vector<Body>& bodies);

// One body.
Ending RunInWorker(const Scene& scene, const Body& body);

// The zygote's report (without the meanings) on this machine, for the user who runs the test.
Protections ProtectionsWithout(const std::vector<std::string>& without);
// True in builds with the address sanitizer, whose tables make limits of memory mean nothing.
bool Sanitized();

bool InForceHere(std::string_view name);

}  // namespace vitrine::jail
