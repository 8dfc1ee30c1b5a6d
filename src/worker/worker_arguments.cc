#include "worker/worker_arguments.h"

#include <charconv>
#include <string_view>
#include <utility>

#include "vitrine/version.h"

namespace vitrine::worker {
namespace {

template <typename Number>
bool ReadNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// Raised with each change of what broker, zygote and worker say to each other.
constexpr int kProtocol = 2;

std::string VersionAndProtocol() { return std::string(kVersion) + "/" + std::to_string(kProtocol); }

}  // namespace

std::vector<std::string> ToCommandLine(const WorkerArguments& arguments) {
  std::vector<std::string> line = {"vitrine-worker",
                                   kWorkerArgument,
                                   VersionAndProtocol(),
                                   Name(arguments.interpreter),
                                   std::to_string(static_cast<int>(arguments.engine)),
                                   std::to_string(arguments.hash_seed),
                                   std::to_string(arguments.process_bytes_max)};
  for (const danger::WithoutProtection& without : arguments.without) line.push_back(without.name());
  return line;
}

bool AsksForZygote(std::span<char* const> argv) {
  return argv.size() >= 2 && std::string_view(argv[1]) == kWorkerArgument;
}

Result<WorkerArguments> ReadCommandLine(std::span<char* const> argv) {
  const std::string_view version = argv.size() < 3 ? "" : argv[2];
  if (version != VersionAndProtocol()) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "the program for the workers is of version " + VersionAndProtocol() +
                                     ", the one that started it of version " +
                                     std::string(version.substr(0, 40)) + "; they must be the same"});
  }
  WorkerArguments arguments;
  int engine = 0;
  const auto interpreter = FindInterpreter(argv.size() < 7 ? "" : argv[3]);
  if (!interpreter || !ReadNumber(argv[4], engine) || engine < 0 ||
      engine > static_cast<int>(Engine::kChecked) || !ReadNumber(argv[5], arguments.hash_seed) ||
      !ReadNumber(argv[6], arguments.process_bytes_max)) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 "the program for the workers got arguments that it does not know"});
  }
  arguments.interpreter = *interpreter;
  arguments.engine = static_cast<Engine>(engine);
  for (char* const name : argv.subspan(7)) {
    arguments.without.push_back(danger::WithoutProtection::Named(name));
  }
  return arguments;
}

}  // namespace vitrine::worker
