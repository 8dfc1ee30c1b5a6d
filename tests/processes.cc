#include "tests/processes.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace vitrine::tests {
namespace {

struct Stat {
  char state = '?';
  pid_t parent = 0;
  std::uint64_t started = 0;  // in ticks since the machine was
};

Stat StatOf(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(in, text);  // unlike an iterator it takes a process that goes away meanwhile for the end
  Stat stat;
  // After the name, which may hold anything.
  if (const std::size_t end = text.rfind(')'); end != std::string::npos) {
    std::istringstream rest(text.substr(end + 1));
    rest >> stat.state >> stat.parent;
    std::string skipped;
    for (int field = 5; field < 22; ++field) rest >> skipped;
    rest >> stat.started;
  }
  return stat;
}

// The line after "NAME:".
std::string StatusLine(pid_t pid, const std::string& name) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with(name + ":")) return line.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

std::vector<pid_t> ChildrenOf(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename().string();
    pid_t number = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), number).ec != std::errc()) continue;
    if (StatOf(number).parent == pid) children.push_back(number);
  }
  return children;
}

bool IsZombie(pid_t pid) { return StatOf(pid).state == 'Z'; }

std::string NameOf(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(in, name);
  return name;
}

pid_t TheZygote() {
  pid_t youngest = 0;
  std::uint64_t started = 0;
  for (const pid_t child : ChildrenOf(getpid())) {
    const Stat stat = StatOf(child);
    if (stat.state == 'Z' || stat.started < started) continue;
    youngest = child;
    started = stat.started;
  }
  EXPECT_NE(youngest, 0);
  return youngest;
}

std::vector<pid_t> WorkersOf(pid_t zygote) {
  std::vector<pid_t> workers;
  for (const pid_t child : ChildrenOf(zygote)) {
    const std::string inner = StatusLine(child, "NSpid");
    if (!inner.ends_with("\t1") && !IsZombie(child)) workers.push_back(child);
  }
  return workers;
}

pid_t TheWorkerOf(pid_t zygote) {
  std::vector<pid_t> workers;
  EXPECT_TRUE(Eventually([&] {
    workers = WorkersOf(zygote);
    return workers.size() == 1;
  }));
  return workers.size() == 1 ? workers[0] : 0;
}

std::uint64_t MemoryOf(pid_t pid, const std::string& name) {
  const std::string line = StatusLine(pid, name);
  return line.empty() ? 0 : std::stoull(line) << 10;
}

std::size_t CountDescriptors() {
  const std::filesystem::directory_iterator folder("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
}

bool Eventually(const std::function<bool()>& is_true, int seconds_max) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds_max);
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace vitrine::tests
