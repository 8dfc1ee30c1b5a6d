#include "wasi.h"

#include <stdbool.h>
#include <string.h>

#include "imports.h"
#include "vfs.h"

#ifdef __wasm__
#include <wasi/api.h>

_Static_assert(sizeof(wasi_iovec) == sizeof(__wasi_iovec_t), "iovec");
_Static_assert(sizeof(wasi_dirent) == sizeof(__wasi_dirent_t), "dirent");
_Static_assert(offsetof(wasi_dirent, type) == offsetof(__wasi_dirent_t, d_type), "dirent");
_Static_assert(sizeof(wasi_fdstat) == sizeof(__wasi_fdstat_t), "fdstat");
_Static_assert(offsetof(wasi_fdstat, flags) == offsetof(__wasi_fdstat_t, fs_flags), "fdstat");
_Static_assert(offsetof(wasi_fdstat, rights_base) == offsetof(__wasi_fdstat_t, fs_rights_base), "fdstat");
_Static_assert(sizeof(wasi_filestat) == sizeof(__wasi_filestat_t), "filestat");
_Static_assert(offsetof(wasi_filestat, links) == offsetof(__wasi_filestat_t, nlink), "filestat");
_Static_assert(offsetof(wasi_filestat, ctime_ns) == offsetof(__wasi_filestat_t, ctim), "filestat");
_Static_assert(sizeof(wasi_prestat) == sizeof(__wasi_prestat_t), "prestat");
_Static_assert(offsetof(wasi_prestat, name_bytes) == offsetof(__wasi_prestat_t, u.dir.pr_name_len),
               "prestat");
_Static_assert(sizeof(wasi_subscription) == sizeof(__wasi_subscription_t), "subscription");
_Static_assert(offsetof(wasi_subscription, what.clock) == offsetof(__wasi_subscription_t, u.u.clock),
               "subscription");
_Static_assert(offsetof(wasi_subscription, what.clock.flags) ==
                   offsetof(__wasi_subscription_t, u.u.clock.flags),
               "subscription");
_Static_assert(sizeof(wasi_event) == sizeof(__wasi_event_t), "event");
_Static_assert(offsetof(wasi_event, readwrite) == offsetof(__wasi_event_t, fd_readwrite), "event");
_Static_assert(WASI_RIGHTS_FD_READ == __WASI_RIGHTS_FD_READ && WASI_RIGHTS_FD_WRITE == __WASI_RIGHTS_FD_WRITE,
               "rights");
_Static_assert(VFS_EBADF == __WASI_ERRNO_BADF && VFS_EEXIST == __WASI_ERRNO_EXIST &&
                   VFS_EILSEQ == __WASI_ERRNO_ILSEQ && VFS_EINVAL == __WASI_ERRNO_INVAL &&
                   VFS_EIO == __WASI_ERRNO_IO && VFS_EISDIR == __WASI_ERRNO_ISDIR &&
                   VFS_EMFILE == __WASI_ERRNO_MFILE && VFS_ENAMETOOLONG == __WASI_ERRNO_NAMETOOLONG &&
                   VFS_ENOENT == __WASI_ERRNO_NOENT && VFS_ENOMEM == __WASI_ERRNO_NOMEM &&
                   VFS_ENOSPC == __WASI_ERRNO_NOSPC && VFS_ENOTDIR == __WASI_ERRNO_NOTDIR &&
                   VFS_ENOTEMPTY == __WASI_ERRNO_NOTEMPTY && VFS_ENOTSUP == __WASI_ERRNO_NOTSUP &&
                   VFS_EROFS == __WASI_ERRNO_ROFS && VFS_ESPIPE == __WASI_ERRNO_SPIPE,
               "error numbers");
#endif

/* How fine the clocks are said to be; the host's steps may be coarser. */
#define CLOCK_RESOLUTION_NS 1000u
#define NO_TIMEOUT INT64_MAX

static const char* const environment[] = {"HOME=/tmp", "LANG=C.UTF-8", "TMPDIR=/tmp", "TZ=UTC"};
#define ENVIRONMENT_COUNT (sizeof environment / sizeof environment[0])

/* Turns what vfs.h returns into a WASI error number. */
static int32_t to_error(int64_t result) { return result < 0 ? (int32_t)-result : 0; }

static uint32_t from_fdflags(uint32_t fdflags) {
  uint32_t flags = 0;
  if (fdflags & WASI_FDFLAGS_APPEND) flags |= VFS_APPEND;
  if (fdflags & WASI_FDFLAGS_NONBLOCK) flags |= VFS_NONBLOCK;
  return flags;
}

static uint16_t to_fdflags(uint32_t flags) {
  uint16_t fdflags = 0;
  if (flags & VFS_APPEND) fdflags |= WASI_FDFLAGS_APPEND;
  if (flags & VFS_NONBLOCK) fdflags |= WASI_FDFLAGS_NONBLOCK;
  return fdflags;
}

/* ---- process ---- */

int32_t WASI_NAME(args_sizes_get)(size_t* count, size_t* bytes) {
  *count = 0;
  *bytes = 0;
  return 0;
}

int32_t WASI_NAME(args_get)(uint8_t** argv, uint8_t* buffer) {
  (void)argv;
  (void)buffer;
  return 0;
}

int32_t WASI_NAME(environ_sizes_get)(size_t* count, size_t* bytes) {
  *count = ENVIRONMENT_COUNT;
  *bytes = 0;
  for (size_t i = 0; i < ENVIRONMENT_COUNT; ++i) *bytes += strlen(environment[i]) + 1;
  return 0;
}

int32_t WASI_NAME(environ_get)(uint8_t** variables, uint8_t* buffer) {
  for (size_t i = 0; i < ENVIRONMENT_COUNT; ++i) {
    const size_t bytes = strlen(environment[i]) + 1;
    variables[i] = buffer;
    memcpy(buffer, environment[i], bytes);
    buffer += bytes;
  }
  return 0;
}

void WASI_NAME(proc_exit)(uint32_t code) { vitrine_exit((int32_t)code); }

int32_t WASI_NAME(sched_yield)(void) { return 0; }

int32_t WASI_NAME(random_get)(uint8_t* buffer, size_t bytes) {
  while (bytes > 0) {
    const uint32_t piece = bytes < VITRINE_ENTROPY_BYTES_MAX ? (uint32_t)bytes : VITRINE_ENTROPY_BYTES_MAX;
    vitrine_entropy(buffer, piece);
    buffer += piece;
    bytes -= piece;
  }
  return 0;
}

/* ---- time ---- */

/* Returns a number of abi.h, or -1. A guest has one thread, so its CPU time is the process's. */
static int to_vitrine_clock(uint32_t id) {
  switch (id) {
    case WASI_CLOCK_REALTIME:
      return VITRINE_CLOCK_REALTIME;
    case WASI_CLOCK_MONOTONIC:
      return VITRINE_CLOCK_MONOTONIC;
    case WASI_CLOCK_PROCESS_CPU:
    case WASI_CLOCK_THREAD_CPU:
      return VITRINE_CLOCK_CPU;
    default:
      return -1;
  }
}

int32_t WASI_NAME(clock_res_get)(uint32_t id, uint64_t* resolution_ns) {
  if (to_vitrine_clock(id) < 0) return VFS_EINVAL;
  *resolution_ns = CLOCK_RESOLUTION_NS;
  return 0;
}

int32_t WASI_NAME(clock_time_get)(uint32_t id, uint64_t precision_ns, uint64_t* time_ns) {
  (void)precision_ns;
  const int clock = to_vitrine_clock(id);
  if (clock < 0) return VFS_EINVAL;
  *time_ns = (uint64_t)vitrine_clock((uint32_t)clock);
  return 0;
}

/* How long a clock subscription waits from now on. */
static int64_t remaining_ns(const wasi_subscription_clock* clock) {
  const int64_t timeout_ns = clock->timeout_ns > INT64_MAX ? INT64_MAX : (int64_t)clock->timeout_ns;
  if (!(clock->flags & WASI_SUBCLOCK_ABSTIME)) return timeout_ns;
  const int64_t now_ns = vitrine_clock((uint32_t)to_vitrine_clock(clock->id));
  return timeout_ns > now_ns ? timeout_ns - now_ns : 0;
}

static uint16_t check_subscription(const wasi_subscription* subscription) {
  if (subscription->what.tag == WASI_EVENT_CLOCK) {
    return to_vitrine_clock(subscription->what.clock.id) < 0 ? VFS_EINVAL : 0;
  }
  return vfs_get_flags(subscription->what.fd) < 0 ? VFS_EBADF : 0;
}

int32_t WASI_NAME(poll_oneoff)(const wasi_subscription* in, wasi_event* out, size_t count, size_t* events) {
  if (count == 0) return VFS_EINVAL;
  /* First what is ready at once: descriptors always are, and so is an error. */
  size_t ready = 0;
  int64_t shortest_ns = NO_TIMEOUT;
  uint64_t shortest_userdata = 0;
  for (size_t i = 0; i < count; ++i) {
    const wasi_subscription subscription = in[i];
    if (subscription.what.tag > WASI_EVENT_FD_WRITE) return VFS_EINVAL;
    const uint16_t error = check_subscription(&subscription);
    if (subscription.what.tag == WASI_EVENT_CLOCK && error == 0) {
      const int64_t timeout_ns = remaining_ns(&subscription.what.clock);
      if (timeout_ns <= shortest_ns) {
        shortest_ns = timeout_ns;
        shortest_userdata = subscription.userdata;
      }
      continue;
    }
    out[ready] =
        (wasi_event){.userdata = subscription.userdata, .error = error, .type = subscription.what.tag};
    if (error == 0) out[ready].readwrite.bytes = 1;
    ++ready;
  }
  if (ready == 0) {
    /* An interrupt may end the wait early; whoever waits looks at the clock, or at the signal, itself. */
    if (shortest_ns > 0) vitrine_sleep(shortest_ns);
    out[ready++] = (wasi_event){.userdata = shortest_userdata, .type = WASI_EVENT_CLOCK};
  }
  *events = ready;
  return 0;
}

/* ---- descriptors ---- */

int32_t WASI_NAME(fd_advise)(int32_t fd, uint64_t offset, uint64_t bytes, uint32_t advice) {
  (void)offset;
  (void)bytes;
  (void)advice;
  return to_error(vfs_get_flags(fd) < 0 ? -VFS_EBADF : 0);
}

int32_t WASI_NAME(fd_allocate)(int32_t fd, uint64_t offset, uint64_t bytes) {
  return to_error(vfs_allocate(fd, offset, bytes));
}

int32_t WASI_NAME(fd_close)(int32_t fd) { return to_error(vfs_close(fd)); }

int32_t WASI_NAME(fd_datasync)(int32_t fd) { return to_error(vfs_sync(fd)); }

int32_t WASI_NAME(fd_sync)(int32_t fd) { return to_error(vfs_sync(fd)); }

int32_t WASI_NAME(fd_renumber)(int32_t from, int32_t to) { return to_error(vfs_renumber(from, to)); }

int32_t WASI_NAME(fd_fdstat_get)(int32_t fd, wasi_fdstat* out) {
  const int flags = vfs_get_flags(fd);
  if (flags < 0) return to_error(flags);
  vfs_stat stat;
  const int error = vfs_stat_fd(fd, &stat);
  if (error != 0) return to_error(error);
  uint64_t rights = WASI_RIGHTS_ALL & ~(WASI_RIGHTS_FD_READ | WASI_RIGHTS_FD_WRITE);
  if (flags & VFS_READ) rights |= WASI_RIGHTS_FD_READ;
  if (flags & VFS_WRITE) rights |= WASI_RIGHTS_FD_WRITE;
  /* A device that can be sought in is no terminal to libc's isatty: output is never taken for one. */
  *out = (wasi_fdstat){.type = (uint8_t)stat.type,
                       .flags = to_fdflags((uint32_t)flags),
                       .rights_base = rights,
                       .rights_inheriting = WASI_RIGHTS_ALL};
  return 0;
}

int32_t WASI_NAME(fd_fdstat_set_flags)(int32_t fd, uint32_t flags) {
  return to_error(vfs_set_flags(fd, from_fdflags(flags)));
}

int32_t WASI_NAME(fd_fdstat_set_rights)(int32_t fd, uint64_t base, uint64_t inheriting) {
  (void)base;
  (void)inheriting;
  return to_error(vfs_get_flags(fd) < 0 ? -VFS_EBADF : 0);
}

static wasi_filestat to_filestat(const vfs_stat* stat) {
  return (wasi_filestat){.device = stat->device,
                         .inode = stat->inode,
                         .type = (uint8_t)stat->type,
                         .links = 1,
                         .bytes = stat->bytes,
                         .atime_ns = (uint64_t)stat->atime_ns,
                         .mtime_ns = (uint64_t)stat->mtime_ns,
                         .ctime_ns = (uint64_t)stat->ctime_ns};
}

int32_t WASI_NAME(fd_filestat_get)(int32_t fd, wasi_filestat* out) {
  vfs_stat stat;
  const int error = vfs_stat_fd(fd, &stat);
  if (error == 0) *out = to_filestat(&stat);
  return to_error(error);
}

int32_t WASI_NAME(fd_filestat_set_size)(int32_t fd, uint64_t bytes) {
  return to_error(vfs_truncate(fd, bytes));
}

static int64_t to_wanted_time(uint64_t time_ns, bool is_given, bool is_now) {
  return is_now ? VFS_TIME_NOW : is_given ? (int64_t)time_ns : VFS_TIME_OMIT;
}

static int64_t wanted_atime(uint64_t time_ns, uint32_t flags) {
  return to_wanted_time(time_ns, flags & WASI_FSTFLAGS_ATIM, flags & WASI_FSTFLAGS_ATIM_NOW);
}

static int64_t wanted_mtime(uint64_t time_ns, uint32_t flags) {
  return to_wanted_time(time_ns, flags & WASI_FSTFLAGS_MTIM, flags & WASI_FSTFLAGS_MTIM_NOW);
}

int32_t WASI_NAME(fd_filestat_set_times)(int32_t fd, uint64_t atime_ns, uint64_t mtime_ns, uint32_t flags) {
  return to_error(vfs_set_times_fd(fd, wanted_atime(atime_ns, flags), wanted_mtime(mtime_ns, flags)));
}

/* Ends a vector of reads or writes: what was moved before an error counts as success. */
static int32_t finish_vector(int64_t last_result, size_t total, size_t* moved) {
  if (last_result < 0 && total == 0) return to_error(last_result);
  *moved = total;
  return 0;
}

int32_t WASI_NAME(fd_read)(int32_t fd, const wasi_iovec* vectors, size_t count, size_t* moved) {
  size_t total = 0;
  int64_t result = count == 0 ? vfs_get_flags(fd) : 0;
  for (size_t i = 0; i < count; ++i) {
    result = vfs_read(fd, vectors[i].data, vectors[i].bytes);
    if (result < 0) break;
    total += (size_t)result;
    if ((size_t)result < vectors[i].bytes) break;
  }
  return finish_vector(result, total, moved);
}

int32_t WASI_NAME(fd_pread)(int32_t fd, const wasi_iovec* vectors, size_t count, uint64_t offset,
                            size_t* moved) {
  size_t total = 0;
  int64_t result = count == 0 ? vfs_get_flags(fd) : 0;
  for (size_t i = 0; i < count; ++i) {
    result = vfs_pread(fd, vectors[i].data, vectors[i].bytes, offset + total);
    if (result < 0) break;
    total += (size_t)result;
    if ((size_t)result < vectors[i].bytes) break;
  }
  return finish_vector(result, total, moved);
}

int32_t WASI_NAME(fd_write)(int32_t fd, const wasi_ciovec* vectors, size_t count, size_t* moved) {
  size_t total = 0;
  int64_t result = count == 0 ? vfs_get_flags(fd) : 0;
  for (size_t i = 0; i < count; ++i) {
    /* libc hands an empty first buffer along with what it could not buffer. */
    if (vectors[i].bytes == 0 && i + 1 < count) continue;
    result = vfs_write(fd, vectors[i].data, vectors[i].bytes);
    if (result < 0) break;
    total += (size_t)result;
  }
  return finish_vector(result, total, moved);
}

int32_t WASI_NAME(fd_pwrite)(int32_t fd, const wasi_ciovec* vectors, size_t count, uint64_t offset,
                             size_t* moved) {
  size_t total = 0;
  int64_t result = count == 0 ? vfs_get_flags(fd) : 0;
  for (size_t i = 0; i < count; ++i) {
    result = vfs_pwrite(fd, vectors[i].data, vectors[i].bytes, offset + total);
    if (result < 0) break;
    total += (size_t)result;
  }
  return finish_vector(result, total, moved);
}

int32_t WASI_NAME(fd_seek)(int32_t fd, int64_t offset, uint32_t whence, uint64_t* result) {
  const int64_t position = vfs_seek(fd, offset, (int)whence);
  if (position >= 0) *result = (uint64_t)position;
  return to_error(position);
}

int32_t WASI_NAME(fd_tell)(int32_t fd, uint64_t* offset) {
  return WASI_NAME(fd_seek)(fd, 0, VFS_SEEK_CUR, offset);
}

/* Copies as much of an entry as still fits; WASI wants the last one cut off rather than left out. */
static size_t put_cut(uint8_t* buffer, size_t used, size_t buffer_bytes, const void* data, size_t bytes) {
  const size_t piece = bytes < buffer_bytes - used ? bytes : buffer_bytes - used;
  memcpy(buffer + used, data, piece);
  return used + piece;
}

int32_t WASI_NAME(fd_readdir)(int32_t fd, uint8_t* buffer, size_t buffer_bytes, uint64_t cookie,
                              size_t* used) {
  size_t filled = 0;
  while (filled < buffer_bytes) {
    vfs_dirent entry;
    const int result = vfs_readdir(fd, cookie, &entry);
    if (result < 0) return to_error(result);
    if (result == 0) break;
    wasi_dirent head;
    memset(&head, 0, sizeof head);
    head.next = entry.cookie;
    head.inode = entry.inode;
    head.name_bytes = (uint32_t)entry.name_bytes;
    head.type = (uint8_t)entry.type;
    filled = put_cut(buffer, filled, buffer_bytes, &head, sizeof head);
    filled = put_cut(buffer, filled, buffer_bytes, entry.name, entry.name_bytes);
    cookie = entry.cookie;
  }
  *used = filled;
  return 0;
}

int32_t WASI_NAME(fd_prestat_get)(int32_t fd, wasi_prestat* out) {
  if (fd != VFS_ROOT_FD) return VFS_EBADF;
  *out = (wasi_prestat){.name_bytes = 1};
  return 0;
}

int32_t WASI_NAME(fd_prestat_dir_name)(int32_t fd, uint8_t* path, size_t path_bytes) {
  if (fd != VFS_ROOT_FD) return VFS_EBADF;
  if (path_bytes < 1) return VFS_ENAMETOOLONG;
  path[0] = '/';
  return 0;
}

/* ---- paths ---- */

int32_t WASI_NAME(path_open)(int32_t fd, uint32_t lookup, const char* path, size_t path_bytes,
                             uint32_t oflags, uint64_t rights_base, uint64_t rights_inheriting,
                             uint32_t fdflags, int32_t* opened) {
  (void)lookup;
  (void)rights_inheriting;
  uint32_t flags = from_fdflags(fdflags);
  if (rights_base & WASI_RIGHTS_FD_READ) flags |= VFS_READ;
  if (rights_base & WASI_RIGHTS_FD_WRITE) flags |= VFS_WRITE;
  if (oflags & WASI_OFLAGS_CREAT) flags |= VFS_CREATE;
  if (oflags & WASI_OFLAGS_EXCL) flags |= VFS_EXCLUSIVE;
  if (oflags & WASI_OFLAGS_TRUNC) flags |= VFS_TRUNCATE;
  if (oflags & WASI_OFLAGS_DIRECTORY) flags |= VFS_DIRECTORY;
  const int result = vfs_open(fd, path, path_bytes, flags);
  if (result >= 0) *opened = result;
  return to_error(result);
}

int32_t WASI_NAME(path_filestat_get)(int32_t fd, uint32_t flags, const char* path, size_t path_bytes,
                                     wasi_filestat* out) {
  (void)flags;
  vfs_stat stat;
  const int error = vfs_stat_path(fd, path, path_bytes, &stat);
  if (error == 0) *out = to_filestat(&stat);
  return to_error(error);
}

int32_t WASI_NAME(path_filestat_set_times)(int32_t fd, uint32_t lookup, const char* path, size_t path_bytes,
                                           uint64_t atime_ns, uint64_t mtime_ns, uint32_t flags) {
  (void)lookup;
  return to_error(
      vfs_set_times_path(fd, path, path_bytes, wanted_atime(atime_ns, flags), wanted_mtime(mtime_ns, flags)));
}

int32_t WASI_NAME(path_create_directory)(int32_t fd, const char* path, size_t path_bytes) {
  return to_error(vfs_mkdir(fd, path, path_bytes));
}

int32_t WASI_NAME(path_remove_directory)(int32_t fd, const char* path, size_t path_bytes) {
  return to_error(vfs_rmdir(fd, path, path_bytes));
}

int32_t WASI_NAME(path_unlink_file)(int32_t fd, const char* path, size_t path_bytes) {
  return to_error(vfs_unlink(fd, path, path_bytes));
}

int32_t WASI_NAME(path_rename)(int32_t fd, const char* old_path, size_t old_bytes, int32_t new_fd,
                               const char* new_path, size_t new_bytes) {
  return to_error(vfs_rename(fd, old_path, old_bytes, new_fd, new_path, new_bytes));
}

/* ---- what there is not ---- */

int32_t WASI_NAME(path_link)(int32_t old_fd, uint32_t flags, const char* old_path, size_t old_bytes,
                             int32_t new_fd, const char* new_path, size_t new_bytes) {
  (void)old_fd;
  (void)flags;
  (void)old_path;
  (void)old_bytes;
  (void)new_fd;
  (void)new_path;
  (void)new_bytes;
  return VFS_ENOTSUP;
}

int32_t WASI_NAME(path_symlink)(const char* old_path, size_t old_bytes, int32_t fd, const char* new_path,
                                size_t new_bytes) {
  (void)old_path;
  (void)old_bytes;
  (void)fd;
  (void)new_path;
  (void)new_bytes;
  return VFS_ENOTSUP;
}

/* Nothing is a link: a file that is there is the wrong kind, as POSIX has it. */
int32_t WASI_NAME(path_readlink)(int32_t fd, const char* path, size_t path_bytes, uint8_t* buffer,
                                 size_t buffer_bytes, size_t* used) {
  (void)buffer;
  (void)buffer_bytes;
  (void)used;
  vfs_stat stat;
  const int error = vfs_stat_path(fd, path, path_bytes, &stat);
  return error != 0 ? to_error(error) : VFS_EINVAL;
}

int32_t WASI_NAME(sock_accept)(int32_t fd, uint32_t flags, int32_t* accepted) {
  (void)fd;
  (void)flags;
  (void)accepted;
  return VFS_ENOTSUP;
}

int32_t WASI_NAME(sock_recv)(int32_t fd, const wasi_iovec* vectors, size_t count, uint32_t in_flags,
                             size_t* moved, uint16_t* out_flags) {
  (void)fd;
  (void)vectors;
  (void)count;
  (void)in_flags;
  (void)moved;
  (void)out_flags;
  return VFS_ENOTSUP;
}

int32_t WASI_NAME(sock_send)(int32_t fd, const wasi_ciovec* vectors, size_t count, uint32_t flags,
                             size_t* moved) {
  (void)fd;
  (void)vectors;
  (void)count;
  (void)flags;
  (void)moved;
  return VFS_ENOTSUP;
}

int32_t WASI_NAME(sock_shutdown)(int32_t fd, uint32_t how) {
  (void)fd;
  (void)how;
  return VFS_ENOTSUP;
}
