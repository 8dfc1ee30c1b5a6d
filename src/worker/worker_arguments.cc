#include "worker/worker_arguments.h"

#include <charconv>
#include <string_view>
#include <utility>

namespace vitrine::worker {
namespace {

template <typename Number>
bool ReadNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::vector<std::string> ToCommandLine(const WorkerArguments& arguments) {
  std::vector<std::string> line = {
      "vitrine-worker", kWorkerArgument, std::to_string(static_cast<int>(arguments.engine)),
      std::to_string(arguments.hash_seed), std::to_string(arguments.process_bytes_max)};
  for (const danger::WithoutProtection& without : arguments.without) line.push_back(without.name());
  return line;
}

std::optional<WorkerArguments> ReadCommandLine(std::span<char* const> argv) {
  WorkerArguments arguments;
  int engine = 0;
  if (argv.size() < 5 || std::string_view(argv[1]) != kWorkerArgument || !ReadNumber(argv[2], engine) ||
      engine < 0 || engine > static_cast<int>(Engine::kChecked) ||
      !ReadNumber(argv[3], arguments.hash_seed) || !ReadNumber(argv[4], arguments.process_bytes_max)) {
    return std::nullopt;
  }
  arguments.engine = static_cast<Engine>(engine);
  for (char* const name : argv.subspan(5)) {
    arguments.without.push_back(danger::WithoutProtection::Named(name));
  }
  return arguments;
}

}  // namespace vitrine::worker
