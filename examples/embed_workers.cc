// The library with two panes: the same, in a jailed process that is this program started again.
#include <cstdio>

#include "vitrine/worker_pool.h"

int main(int argc, char** argv) {
  if (auto code = vitrine::RunWorkerIfAsked(argc, argv)) return *code;  // this process is a worker
  auto pool = vitrine::WorkerPool::Create({.worker_program = "/proc/self/exe"});
  if (!pool) return std::fprintf(stderr, "%s\n", pool.error().what.c_str()), 1;
  vitrine::Grants grants;  // nothing is granted
  auto sandbox = (*pool)->CreateSandbox(grants);
  if (!sandbox) return std::fprintf(stderr, "%s\n", sandbox.error().what.c_str()), 1;
  auto outcome = (*sandbox)->Run("import math\nprint('hello from behind two panes')\nmath.factorial(20)");
  if (!outcome) return std::fprintf(stderr, "%s\n", outcome.error().what.c_str()), 1;
  std::printf("%s= %s\n", outcome->stdout_text.c_str(), outcome->value_repr.value_or("None").c_str());
  return outcome->status == vitrine::Status::kOk ? 0 : 1;
}
