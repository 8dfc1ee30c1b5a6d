// A worker program with an attacker in the runtime's place: zygote, jail and channel are the product's, and
// what runs in the jail does what the code of each run says. See commands.h.
#include <cstdio>
#include <span>

#include "tests/hostile_worker/commands.h"
#include "worker/zygote.h"

int main(int argc, char** argv) {
  const auto code = vitrine::worker::RunZygoteIfAsked(std::span(argv, static_cast<std::size_t>(argc)),
                                                      vitrine::hostile::ServeHostile);
  if (code) return *code;
  std::fputs("hostile-worker: this program is started by tests\n", stderr);
  return 2;
}
