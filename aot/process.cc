#include "aot/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace vitrine::aot {
namespace {

constexpr std::size_t kOutputBytesMax = 1 << 20;

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

std::vector<std::string> CLocaleEnvironment() {
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!text.starts_with("LC_") && !text.starts_with("LANG")) variables.emplace_back(text);
  }
  variables.emplace_back("LC_ALL=C");
  return variables;
}

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (const std::string& string : strings) pointers.push_back(const_cast<char*>(string.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

std::string ReadToEnd(int descriptor) {
  std::string output;
  char buffer[4096];
  for (;;) {
    const ssize_t got = read(descriptor, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return output;
    const std::size_t room = kOutputBytesMax - output.size();
    output.append(buffer, std::min(static_cast<std::size_t>(got), room));
  }
}

}  // namespace

Result<ProcessOutcome> RunProcess(const std::vector<std::string>& arguments, const std::string& folder) {
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) return Fail("cannot make a pipe: {}", std::strerror(errno));

  FileActions actions;
  posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(actions.get(), pipe_ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(actions.get(), pipe_ends[1], STDERR_FILENO);
  if (!folder.empty()) posix_spawn_file_actions_addchdir_np(actions.get(), folder.c_str());

  const std::vector<std::string> environment = CLocaleEnvironment();
  pid_t child = 0;
  const int error = posix_spawnp(&child, arguments[0].c_str(), actions.get(), nullptr,
                                 Pointers(arguments).data(), Pointers(environment).data());
  close(pipe_ends[1]);
  if (error != 0) {
    close(pipe_ends[0]);
    return Fail("cannot start '{}': {}", arguments[0], std::strerror(error));
  }
  ProcessOutcome outcome;
  outcome.output = ReadToEnd(pipe_ends[0]);
  close(pipe_ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return Fail("lost track of '{}': {}", arguments[0], std::strerror(errno));
  }
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace vitrine::aot
