#include "cli/completeness.h"

#include <string>

namespace vitrine::cli {
namespace {

// The text travels as a file, so no quoting is needed.
constexpr std::string_view kPrelude = R"(
import codeop
def needs_more():
    with open('/input/source', encoding='utf-8', newline='') as file:
        source = file.read()
    try:
        return codeop.compile_command(source, '<input>', 'single') is None
    except Exception:
        return False
)";

}  // namespace

bool Completeness::Start() {
  if (sandbox_ != nullptr && sandbox_->alive()) return true;
  sandbox_.reset();
  auto sandbox = source_.Make(grants_, {});
  if (!sandbox) return false;
  const auto prepared = (*sandbox)->Run(kPrelude);
  if (!prepared || prepared->status != Status::kOk) return false;
  sandbox_ = std::move(*sandbox);
  return true;
}

std::optional<bool> Completeness::Ask(std::string_view source) {
  if (!sandbox_->WriteFile("/input/source", source)) return std::nullopt;
  const auto outcome = sandbox_->Run("needs_more()");
  if (!outcome || !outcome->value) return std::nullopt;
  const bool* answer = outcome->value->As<bool>();
  return answer != nullptr ? std::optional(*answer) : std::nullopt;
}

bool Completeness::NeedsMore(std::string_view source) {
  // A worker may have died while nobody looked.
  constexpr int kAttemptsMax = 2;
  for (int attempt = 0; attempt < kAttemptsMax && Start(); ++attempt) {
    if (const auto answer = Ask(source)) return *answer;
    if (sandbox_->alive()) return false;
  }
  return false;
}

}  // namespace vitrine::cli
