#include "os/namespaces.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>

namespace vitrine::os {
namespace {

int Flag(Namespace which) {
  switch (which) {
    case Namespace::kMount:
      return CLONE_NEWNS;
    case Namespace::kNetwork:
      return CLONE_NEWNET;
    case Namespace::kIpc:
      return CLONE_NEWIPC;
    case Namespace::kHostName:
      return CLONE_NEWUTS;
    case Namespace::kProcess:
      return CLONE_NEWPID;
    case Namespace::kCgroup:
      return CLONE_NEWCGROUP;
  }
  return 0;
}

int WriteFile(const char* path, std::string_view text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  const int error = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : errno;
  close(file);
  return error;
}

}  // namespace

int EnterUserNamespace() {
  const std::string user = std::to_string(geteuid());
  const std::string group = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER) != 0) return errno;
  // setgroups must be given up first, or the kernel lets nobody but root write the map of groups.
  int error = WriteFile("/proc/self/setgroups", "deny");
  if (error == 0) error = WriteFile("/proc/self/uid_map", user + " " + user + " 1");
  if (error == 0) error = WriteFile("/proc/self/gid_map", group + " " + group + " 1");
  return error;
}

int EnterNamespace(Namespace which) { return unshare(Flag(which)) == 0 ? 0 : errno; }

int MountEmptyFolder(const char* path) {
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return errno;
  const unsigned long flags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC;
  return mount("vitrine-empty", path, "tmpfs", flags, "size=4k,nr_inodes=1,mode=0111") == 0 ? 0 : errno;
}

int EnterRoot(const char* path) {
  return chdir(path) == 0 && chroot(".") == 0 && chdir("/") == 0 ? 0 : errno;
}

int StartNamespaceInit(void (*lock_in)(const void* context), const void* context, int& init) {
  // The child says when it is ready, through a pipe whose reading end is held by this process alone: had we
  // died before the child asked to die with us, it would be killed by writing.
  std::array<int, 2> ready{};
  if (pipe2(ready.data(), O_CLOEXEC) != 0) return errno;
  const pid_t child = fork();
  if (child == 0) {
    close(ready[0]);
    const char byte = 0;
    if (signal(SIGPIPE, SIG_DFL) == SIG_ERR || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
        write(ready[1], &byte, 1) != 1)
      _exit(1);
    close_range(0, ~0u, 0);
    lock_in(context);
    for (;;) pause();
  }
  int error = child > 0 ? 0 : errno;
  close(ready[1]);
  char byte = 0;
  if (child > 0 && TEMP_FAILURE_RETRY(read(ready[0], &byte, 1)) != 1) {
    waitpid(child, nullptr, 0);
    error = ECHILD;
  }
  close(ready[0]);
  init = child;
  return error;
}

}  // namespace vitrine::os
