#include "jail/testing.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <sstream>

#include "base/check.h"
#include "os/mapping.h"
#include "os/memory_file.h"

namespace vitrine::jail {
namespace {

constexpr int kZygoteFailed = 98;

class Pipe {
 public:
  Pipe() { VITRINE_CHECK(pipe2(ends_.data(), O_CLOEXEC) == 0, "a test can make a pipe"); }
  ~Pipe() {
    CloseEnd(0);
    CloseEnd(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void CloseEnd(int end) {
    if (ends_[static_cast<std::size_t>(end)] >= 0) close(ends_[static_cast<std::size_t>(end)]);
    ends_[static_cast<std::size_t>(end)] = -1;
  }
  std::string ReadAll() {
    CloseEnd(1);
    std::string all;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; (got = read(reading(), buffer.data(), buffer.size())) > 0;)
      all.append(buffer.data(), static_cast<std::size_t>(got));
    return all;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

JailPlan PlanOf(const Scene& scene) {
  JailPlan plan{
      .data_bytes_max = scene.data_bytes_max, .address_bytes_max = std::uint64_t{64} << 30, .without = {}};
  for (const std::string& name : scene.without)
    plan.without.push_back(danger::WithoutProtection::Named(name));
  return plan;
}

[[noreturn]] void Say(const char* who, const Error& error, int exit_code) {
  std::fprintf(stderr, "%s: %s\n", who, error.what.c_str());
  _exit(exit_code);
}

[[noreturn]] void BeWorker(Jail& jail, const Scene& scene, const Body& body, int channel, int image) {
  if (const auto started = jail.StartWorker(); !started) Say("worker", started.error(), kCouldNotEnter);
  scene.before_entering();
  const os::PageScanner scanner;
  const Worker worker{{.channel = channel, .image = image, .pagemap = scanner.descriptor()}, scanner};
  if (const auto entered = jail.EnterWorker(worker); !entered) Say("worker", entered.error(), kCouldNotEnter);
  _exit(body(worker));
}

[[noreturn]] void BeZygote(const Scene& scene, const std::vector<Body>& bodies, int report, int channel,
                           int image) {
  auto jail = Jail::Prepare(PlanOf(scene));
  if (!jail) Say("zygote", jail.error(), kZygoteFailed);
  if (const auto closed = jail->CloseZygote(); !closed) Say("zygote", closed.error(), kZygoteFailed);
  if (const int code = scene.in_zygote(*jail); code != 0) _exit(code);
  for (const Body& body : bodies) {
    const pid_t worker = fork();
    if (worker < 0) _exit(kZygoteFailed);
    if (worker == 0) BeWorker(*jail, scene, body, channel, image);
    int status = 0;
    waitpid(worker, &status, 0);
    if (write(report, &status, sizeof(status)) != sizeof(status)) _exit(kZygoteFailed);
  }
  _exit(0);
}

// Whatever a zygote leaves behind becomes our child, and must end by itself.
void WaitForLeftovers() {
  while (waitpid(-1, nullptr, 0) > 0) {
  }
}

}  // namespace

Ending Returned(int code) { return {.exit_code = code, .signal = 0}; }
Ending KilledBy(int signal) { return {.exit_code = -1, .signal = signal}; }

std::ostream& operator<<(std::ostream& out, const Ending& ending) {
  if (ending.signal != 0) return out << "killed by signal " << ending.signal;
  return out << "returned " << ending.exit_code;
}

Played Play(const Scene& scene, const std::vector<Body>& bodies) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  std::array<int, 2> channel{};
  VITRINE_CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel.data()) == 0,
                "a test can make a channel");
  Pipe report;
  std::fflush(nullptr);
  const pid_t zygote = fork();
  VITRINE_CHECK(zygote >= 0, "a test can fork");
  if (zygote == 0) {
    close(channel[0]);
    report.CloseEnd(0);
    const auto image = os::MemoryFile::Sealed(4 * os::kPageBytes, {});
    if (!image) Say("zygote", image.error(), kZygoteFailed);
    BeZygote(scene, bodies, report.writing(), channel[1], image->descriptor());
  }
  close(channel[1]);
  const std::string statuses = report.ReadAll();
  Played played;
  int status = 0;
  waitpid(zygote, &status, 0);
  played.zygote_exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  for (std::size_t at = 0; at + sizeof(status) <= statuses.size(); at += sizeof(status)) {
    std::copy_n(statuses.data() + at, sizeof(status), reinterpret_cast<char*>(&status));
    played.endings.push_back(WIFEXITED(status) ? Returned(WEXITSTATUS(status)) : KilledBy(WTERMSIG(status)));
  }
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = recv(channel[0], buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0;)
    played.received.append(buffer.data(), static_cast<std::size_t>(got));
  close(channel[0]);
  WaitForLeftovers();
  return played;
}

Ending RunInWorker(const Scene& scene, const Body& body) {
  const Played played = Play(scene, {body});
  if (played.endings.size() != 1) return {.exit_code = played.zygote_exit_code, .signal = -1};
  return played.endings[0];
}

Protections ProtectionsWithout(const std::vector<std::string>& without) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  Pipe pipe;
  const pid_t zygote = fork();
  if (zygote == 0) {
    auto jail = Jail::Prepare(PlanOf({.without = without}));
    if (!jail) Say("zygote", jail.error(), kZygoteFailed);
    if (const auto closed = jail->CloseZygote(); !closed) Say("zygote", closed.error(), kZygoteFailed);
    std::string text;
    for (const Protection& one : jail->protections().list)
      text += (one.in_force ? "1" : "0") + one.name + "\t" + one.detail + "\n";
    const ssize_t written = write(pipe.writing(), text.data(), text.size());
    _exit(written == static_cast<ssize_t>(text.size()) ? static_cast<int>(jail->protections().level)
                                                       : kZygoteFailed);
  }
  Protections read;
  std::istringstream lines(pipe.ReadAll());
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    read.list.push_back({line.substr(1, tab - 1), line[0] == '1', line.substr(tab + 1), ""});
  }
  int status = 0;
  waitpid(zygote, &status, 0);
  VITRINE_CHECK(WIFEXITED(status) && WEXITSTATUS(status) <= 3, "a zygote can report");
  read.level = static_cast<JailLevel>(WEXITSTATUS(status));
  WaitForLeftovers();
  return read;
}

bool Sanitized() {
#ifdef __SANITIZE_ADDRESS__
  return true;
#else
  return false;
#endif
}

bool InForceHere(std::string_view name) {
  static const Protections here = ProtectionsWithout({});
  return std::ranges::any_of(here.list,
                             [&](const Protection& one) { return one.name == name && one.in_force; });
}

}  // namespace vitrine::jail
