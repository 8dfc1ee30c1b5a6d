/* What WASI cannot say: permission bits and blocks.
 *
 * WASI's file status has no mode, so wasi-libc reports 0 for every file, grants every access and ignores
 * chmod; an archive that Python writes would then unpack as files nobody may read. These definitions take the
 * place of wasi-libc's own (each is alone in its member of libc.a). chmod and its kin share a member with
 * open, so the guest is linked with --wrap for them: -Wl,--wrap=chmod -Wl,--wrap=fchmod -Wl,--wrap=fchmodat.
 *
 * Only for the guest: natively there is nothing to replace. Tested by link_test/.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vfs.h"

#define BLOCK_BYTES 512
#define PREFERRED_BYTES 4096
#define NS_PER_S 1000000000

int __wasilibc_nocwd_fstatat(int fd, const char* path, struct stat* out, int flags);
int __wasilibc_nocwd_faccessat(int fd, const char* path, int wanted, int flags);
int __wrap_chmod(const char* path, mode_t mode);
int __wrap_fchmod(int fd, mode_t mode);
int __wrap_fchmodat(int fd, const char* path, mode_t mode, int flags);

/* Sets errno as libc does: WASI's numbers are its own. */
static int finish(int result) {
  if (result >= 0) return 0;
  errno = -result;
  return -1;
}

static struct timespec to_timespec(int64_t time_ns) {
  int64_t seconds = time_ns / NS_PER_S;
  int64_t rest_ns = time_ns % NS_PER_S;
  if (rest_ns < 0) {
    rest_ns += NS_PER_S;
    --seconds;
  }
  return (struct timespec){.tv_sec = seconds, .tv_nsec = (long)rest_ns};
}

static void fill(const vfs_stat* from, struct stat* out) {
  memset(out, 0, sizeof *out);
  out->st_dev = from->device;
  out->st_ino = from->inode;
  out->st_nlink = 1;
  out->st_mode = (mode_t)from->mode | (from->type == VFS_TYPE_FILE        ? S_IFREG
                                       : from->type == VFS_TYPE_DIRECTORY ? S_IFDIR
                                                                          : S_IFCHR);
  out->st_size = (off_t)from->bytes;
  out->st_blksize = PREFERRED_BYTES;
  out->st_blocks = (blkcnt_t)((from->bytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
  out->st_atim = to_timespec(from->atime_ns);
  out->st_mtim = to_timespec(from->mtime_ns);
  out->st_ctim = to_timespec(from->ctime_ns);
}

int fstat(int fd, struct stat* out) {
  vfs_stat stat;
  const int error = vfs_stat_fd(fd, &stat);
  if (error == 0) fill(&stat, out);
  return finish(error);
}

/* libc has turned the path into one that starts at `fd`. */
int __wasilibc_nocwd_fstatat(int fd, const char* path, struct stat* out, int flags) {
  (void)flags;
  vfs_stat stat;
  const int error = vfs_stat_path(fd, path, strlen(path), &stat);
  if (error == 0) fill(&stat, out);
  return finish(error);
}

/* There is one user, so any of the three bits will do. */
static int check_access(uint32_t mode, int wanted) {
  if ((wanted & W_OK) && !(mode & 0222)) return -EACCES;
  if ((wanted & R_OK) && !(mode & 0444)) return -EACCES;
  if ((wanted & X_OK) && !(mode & 0111)) return -EACCES;
  return 0;
}

int __wasilibc_nocwd_faccessat(int fd, const char* path, int wanted, int flags) {
  (void)flags;
  vfs_stat stat;
  const int error = vfs_stat_path(fd, path, strlen(path), &stat);
  return finish(error != 0 ? error : check_access(stat.mode, wanted));
}

int __wrap_fchmod(int fd, mode_t mode) { return finish(vfs_chmod_fd(fd, mode)); }

/* Through a descriptor, so that libc finds its way from the current folder. Opening a file does not change
 * it. */
int __wrap_fchmodat(int dir_fd, const char* path, mode_t mode, int flags) {
  (void)flags;
  const int fd = openat(dir_fd, path, O_RDONLY);
  if (fd < 0) return -1;
  const int result = __wrap_fchmod(fd, mode);
  const int saved_errno = errno;
  close(fd);
  errno = saved_errno;
  return result;
}

int __wrap_chmod(const char* path, mode_t mode) { return __wrap_fchmodat(AT_FDCWD, path, mode, 0); }
