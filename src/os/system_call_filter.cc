#include "os/system_call_filter.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <system_error>

namespace vitrine::os {
namespace {

std::unexpected<Error> Failure(const std::string& what, int error) {
  return std::unexpected(Error{ErrorKind::kHost, what + ": " + std::generic_category().message(error)});
}

struct ReleaseContext {
  void operator()(void* context) const { seccomp_release(context); }
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

Result<SystemCallFilter> SystemCallFilter::Compile(std::span<const FilterRow> rows, OtherCalls other) {
  const std::unique_ptr<void, ReleaseContext> context(
      seccomp_init(other == OtherCalls::kKill ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(ENOSYS)));
  if (context == nullptr) return Failure("cannot start a system call filter", ENOMEM);
  // Calls in the 32-bit and x32 ways have other numbers and must not pass as what they are not.
  int failed = seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  // A binary tree of the numbers instead of a chain.
  if (failed == 0) failed = seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  if (failed != 0) return Failure("cannot set up a system call filter", -failed);

  for (const FilterRow& row : rows) {
    std::array<scmp_arg_cmp, 4> conditions{};
    unsigned count = 0;
    for (const ArgumentCondition& condition : row.conditions) {
      if (condition.mask == 0) continue;
      conditions[count++] = {condition.argument, SCMP_CMP_MASKED_EQ, condition.mask, condition.value};
    }
    const std::uint32_t action = row.answer == Answer::kAllow ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOSYS);
    failed = seccomp_rule_add_exact_array(context.get(), action, row.number, count, conditions.data());
    if (failed != 0) return Failure(std::string("cannot put ") + row.name + " into a filter", -failed);
  }

  // This libseccomp (2.5) writes the program to a descriptor only.
  const Descriptor file(memfd_create("vitrine-filter", MFD_CLOEXEC));
  if (file.number() < 0) return Failure("cannot make a file for a filter", errno);
  failed = seccomp_export_bpf(context.get(), file.number());
  if (failed != 0) return Failure("cannot translate a filter", -failed);
  struct stat status{};
  if (fstat(file.number(), &status) != 0) return Failure("cannot measure a filter", errno);
  SystemCallFilter filter;
  filter.instructions_.resize(static_cast<std::size_t>(status.st_size) / sizeof(Instruction));
  const std::size_t bytes = filter.instructions_.size() * sizeof(Instruction);
  if (pread(file.number(), filter.instructions_.data(), bytes, 0) != static_cast<ssize_t>(bytes))
    return Failure("cannot read a filter back", EIO);
  return filter;
}

int SystemCallFilter::Replace(std::uint32_t placeholder, std::uint32_t value) {
  int places = 0;
  for (Instruction& instruction : instructions_) {
    if (instruction.code != (BPF_JMP | BPF_JEQ | BPF_K) || instruction.operand != placeholder) continue;
    instruction.operand = value;
    ++places;
  }
  return places;
}

int SystemCallFilter::Install() const {
  static_assert(sizeof(Instruction) == sizeof(sock_filter) && alignof(Instruction) == alignof(sock_filter));
  // The kernel only reads the program, but its header has no const.
  sock_fprog program{
      .len = static_cast<unsigned short>(instructions_.size()),
      .filter = reinterpret_cast<sock_filter*>(const_cast<Instruction*>(instructions_.data())),
  };
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

int SystemCallFiltersAvailable() {
  std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
  return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0 ? 0 : errno;
}

}  // namespace vitrine::os
