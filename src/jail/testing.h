// For tests of the jail: this process plays the broker, a child the zygote, grandchildren the workers.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "jail/jail.h"

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

// Runs in the jail and returns the exit code. Must not return from a jail that allows it nothing else.
using Body = std::function<int(const WorkerDescriptors&)>;

struct Scene {
  std::vector<std::string> without;  // protections left out
  std::uint64_t data_bytes_max = 256u << 20;
  std::function<int()> in_zygote = [] { return 0; };  // once it is closed; other than 0 ends the scene
};

struct Played {
  int zygote_exit_code = -1;
  std::vector<Ending> endings;  // one for each body
  std::string received;         // what the workers sent through the channel
};
Played Play(const Scene& scene, const std::vector<Body>& bodies);

// One body.
Ending RunInWorker(const Scene& scene, const Body& body);

// What is in force on this machine for the user who runs the test.
const Protections& HereInForce();
bool InForceHere(std::string_view name);

}  // namespace vitrine::jail
