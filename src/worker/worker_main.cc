// The program `vitrine-worker`: what a WorkerPool starts. Nobody calls it by hand.
#include <cstdio>

#include "vitrine/worker_pool.h"

int main(int argc, char** argv) {
  if (const auto code = vitrine::RunWorkerIfAsked(argc, argv)) return *code;
  std::fputs("vitrine-worker: this program is started by vitrine and by programs that use its library\n",
             stderr);
  return 2;
}
