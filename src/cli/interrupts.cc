#include "cli/interrupts.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "cli/exit_code.h"

namespace vitrine::cli {
namespace {

// Summed in the eventfd: a stop is seen however many cancels came before.
constexpr std::uint64_t kCancel = 1;
constexpr std::uint64_t kStop = std::uint64_t{1} << 32;

void Add(int descriptor, std::uint64_t value) {
  // Fails only when the counter would overflow; then the reader has been told anyway.
  [[maybe_unused]] const ssize_t written = write(descriptor, &value, sizeof value);
}

std::uint64_t Drain(int descriptor) {
  std::uint64_t value = 0;
  return read(descriptor, &value, sizeof value) == sizeof value ? value : 0;
}

}  // namespace

Result<std::unique_ptr<Interrupts>> Interrupts::Start(Mode mode) {
  std::unique_ptr<Interrupts> interrupts(new Interrupts(mode));
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  interrupts->signals_ = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  interrupts->wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  interrupts->requests_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (interrupts->signals_ < 0 || interrupts->wake_ < 0 || interrupts->requests_ < 0) {
    return std::unexpected(
        Error{ErrorKind::kHost, "Ctrl-C cannot be watched: " + std::generic_category().message(errno)});
  }
  interrupts->thread_ = std::thread([watcher = interrupts.get()] { watcher->Watch(); });
  return interrupts;
}

Interrupts::~Interrupts() {
  if (thread_.joinable()) {
    Add(requests_, kStop);
    thread_.join();
  }
  for (const int descriptor : {signals_, wake_, requests_}) {
    if (descriptor >= 0) close(descriptor);
  }
}

void Interrupts::Watch() {
  while (true) {
    std::array<pollfd, 2> watched = {pollfd{.fd = signals_, .events = POLLIN, .revents = 0},
                                     pollfd{.fd = requests_, .events = POLLIN, .revents = 0}};
    if (poll(watched.data(), watched.size(), -1) < 0) continue;  // EINTR
    const std::uint64_t requests = Drain(requests_);
    if (requests >= kStop) return;
    if (requests >= kCancel) {
      const std::lock_guard lock(mutex_);
      if (cancel_) cancel_();
    }
    signalfd_siginfo info{};
    while (read(signals_, &info, sizeof info) == sizeof info) HandleSignal();
  }
}

void Interrupts::HandleSignal() {
  const std::lock_guard lock(mutex_);
  const bool is_last_word = !cancel_ || cancelled_;
  if (mode_ == Mode::kExit && is_last_word && !asks_) _exit(kExitCancelled);
  if (!cancel_) {
    Add(wake_, 1);
    return;
  }
  cancelled_ = true;
  cancel_();
}

void Interrupts::CancelRun() { Add(requests_, kCancel); }

void Interrupts::ClearWake() { Drain(wake_); }

Interrupts::Run::Run(Interrupts& interrupts, std::function<void()> cancel) : interrupts_(interrupts) {
  const std::lock_guard lock(interrupts_.mutex_);
  interrupts_.cancel_ = std::move(cancel);
  interrupts_.cancelled_ = false;
}

Interrupts::Run::~Run() {
  const std::lock_guard lock(interrupts_.mutex_);
  interrupts_.cancel_ = nullptr;
}

Interrupts::Question::Question(Interrupts& interrupts) : interrupts_(interrupts) {
  const std::lock_guard lock(interrupts_.mutex_);
  interrupts_.asks_ = true;
}

Interrupts::Question::~Question() {
  const std::lock_guard lock(interrupts_.mutex_);
  interrupts_.asks_ = false;
}

}  // namespace vitrine::cli
