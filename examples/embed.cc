// The library in ten lines: run Python that you do not trust, and look at what became of it.
#include <cstdio>

#include "vitrine/sandbox.h"

int main() {
  auto image = vitrine::Image::Load();
  if (!image) return std::fprintf(stderr, "%s\n", image.error().what.c_str()), 1;
  vitrine::Grants grants;  // nothing is granted
  auto sandbox = vitrine::Sandbox::Create(**image, grants);
  if (!sandbox) return std::fprintf(stderr, "%s\n", sandbox.error().what.c_str()), 1;
  auto outcome = (*sandbox)->Run("import math\nprint('hello from behind glass')\nmath.factorial(20)");
  if (!outcome) return std::fprintf(stderr, "%s\n", outcome.error().what.c_str()), 1;
  std::printf("%s= %s\n", outcome->stdout_text.c_str(), outcome->value_repr.value_or("None").c_str());
  return outcome->status == vitrine::Status::kOk ? 0 : 1;
}
