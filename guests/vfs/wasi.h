/* WASI preview 1 over the file system inside the guest.
 *
 * wasi-libc imports its system calls under the names below. An object that defines them takes the place of
 * the imports at link time, so that the finished module imports nothing from wasi_snapshot_preview1. Layouts
 * and numbers are those of <wasi/api.h>; they are repeated here because that header cannot be compiled
 * natively, where the tests run, and wasi.c compares the two when it is compiled for wasm.
 *
 * There are no arguments; the environment is fixed. Descriptor 3 is the root, preopened as "/". Descriptors
 * are always ready. Sockets and links are not supported. Every function returns 0 or an error number (VFS_E
 * codes, vfs.h).
 */
#ifndef VITRINE_GUESTS_VFS_WASI_H_
#define VITRINE_GUESTS_VFS_WASI_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  WASI_CLOCK_REALTIME = 0,
  WASI_CLOCK_MONOTONIC = 1,
  WASI_CLOCK_PROCESS_CPU = 2,
  WASI_CLOCK_THREAD_CPU = 3,
};

enum { WASI_OFLAGS_CREAT = 1, WASI_OFLAGS_DIRECTORY = 2, WASI_OFLAGS_EXCL = 4, WASI_OFLAGS_TRUNC = 8 };
enum { WASI_FDFLAGS_APPEND = 1, WASI_FDFLAGS_NONBLOCK = 4 };
enum {
  WASI_FSTFLAGS_ATIM = 1,
  WASI_FSTFLAGS_ATIM_NOW = 2,
  WASI_FSTFLAGS_MTIM = 4,
  WASI_FSTFLAGS_MTIM_NOW = 8
};
enum { WASI_EVENT_CLOCK = 0, WASI_EVENT_FD_READ = 1, WASI_EVENT_FD_WRITE = 2 };
enum { WASI_SUBCLOCK_ABSTIME = 1 };

#define WASI_RIGHTS_FD_READ (UINT64_C(1) << 1)
#define WASI_RIGHTS_FD_WRITE (UINT64_C(1) << 6)
#define WASI_RIGHTS_ALL ((UINT64_C(1) << 30) - 1)

typedef struct {
  uint8_t* data;
  size_t bytes;
} wasi_iovec;

typedef struct {
  const uint8_t* data;
  size_t bytes;
} wasi_ciovec;

typedef struct {
  uint64_t next; /* cookie */
  uint64_t inode;
  uint32_t name_bytes;
  uint8_t type;
} wasi_dirent;

typedef struct {
  uint8_t type;
  uint16_t flags;
  uint64_t rights_base;
  uint64_t rights_inheriting;
} wasi_fdstat;

typedef struct {
  uint64_t device;
  uint64_t inode;
  uint8_t type;
  uint64_t links;
  uint64_t bytes;
  uint64_t atime_ns;
  uint64_t mtime_ns;
  uint64_t ctime_ns;
} wasi_filestat;

typedef struct {
  uint8_t tag; /* 0: a folder */
  size_t name_bytes;
} wasi_prestat;

typedef struct {
  uint32_t id;
  uint64_t timeout_ns;
  uint64_t precision_ns;
  uint16_t flags;
} wasi_subscription_clock;

typedef struct {
  uint64_t userdata;
  struct {
    uint8_t tag; /* WASI_EVENT_ */
    union {
      wasi_subscription_clock clock;
      int32_t fd;
    };
  } what;
} wasi_subscription;

typedef struct {
  uint64_t userdata;
  uint16_t error;
  uint8_t type;
  struct {
    uint64_t bytes;
    uint16_t flags;
  } readwrite;
} wasi_event;

#define WASI_NAME(name) __imported_wasi_snapshot_preview1_##name

int32_t WASI_NAME(args_get)(uint8_t** argv, uint8_t* buffer);
int32_t WASI_NAME(args_sizes_get)(size_t* count, size_t* bytes);
int32_t WASI_NAME(environ_get)(uint8_t** environment, uint8_t* buffer);
int32_t WASI_NAME(environ_sizes_get)(size_t* count, size_t* bytes);
int32_t WASI_NAME(clock_res_get)(uint32_t id, uint64_t* resolution_ns);
int32_t WASI_NAME(clock_time_get)(uint32_t id, uint64_t precision_ns, uint64_t* time_ns);
int32_t WASI_NAME(fd_advise)(int32_t fd, uint64_t offset, uint64_t bytes, uint32_t advice);
int32_t WASI_NAME(fd_allocate)(int32_t fd, uint64_t offset, uint64_t bytes);
int32_t WASI_NAME(fd_close)(int32_t fd);
int32_t WASI_NAME(fd_datasync)(int32_t fd);
int32_t WASI_NAME(fd_fdstat_get)(int32_t fd, wasi_fdstat* out);
int32_t WASI_NAME(fd_fdstat_set_flags)(int32_t fd, uint32_t flags);
int32_t WASI_NAME(fd_fdstat_set_rights)(int32_t fd, uint64_t base, uint64_t inheriting);
int32_t WASI_NAME(fd_filestat_get)(int32_t fd, wasi_filestat* out);
int32_t WASI_NAME(fd_filestat_set_size)(int32_t fd, uint64_t bytes);
int32_t WASI_NAME(fd_filestat_set_times)(int32_t fd, uint64_t atime_ns, uint64_t mtime_ns, uint32_t flags);
int32_t WASI_NAME(fd_pread)(int32_t fd, const wasi_iovec* vectors, size_t count, uint64_t offset,
                            size_t* moved);
int32_t WASI_NAME(fd_prestat_dir_name)(int32_t fd, uint8_t* path, size_t path_bytes);
int32_t WASI_NAME(fd_prestat_get)(int32_t fd, wasi_prestat* out);
int32_t WASI_NAME(fd_pwrite)(int32_t fd, const wasi_ciovec* vectors, size_t count, uint64_t offset,
                             size_t* moved);
int32_t WASI_NAME(fd_read)(int32_t fd, const wasi_iovec* vectors, size_t count, size_t* moved);
int32_t WASI_NAME(fd_readdir)(int32_t fd, uint8_t* buffer, size_t buffer_bytes, uint64_t cookie,
                              size_t* used);
int32_t WASI_NAME(fd_renumber)(int32_t from, int32_t to);
int32_t WASI_NAME(fd_seek)(int32_t fd, int64_t offset, uint32_t whence, uint64_t* result);
int32_t WASI_NAME(fd_sync)(int32_t fd);
int32_t WASI_NAME(fd_tell)(int32_t fd, uint64_t* offset);
int32_t WASI_NAME(fd_write)(int32_t fd, const wasi_ciovec* vectors, size_t count, size_t* moved);
int32_t WASI_NAME(path_create_directory)(int32_t fd, const char* path, size_t path_bytes);
int32_t WASI_NAME(path_filestat_get)(int32_t fd, uint32_t flags, const char* path, size_t path_bytes,
                                     wasi_filestat* out);
int32_t WASI_NAME(path_filestat_set_times)(int32_t fd, uint32_t lookup, const char* path, size_t path_bytes,
                                           uint64_t atime_ns, uint64_t mtime_ns, uint32_t flags);
int32_t WASI_NAME(path_link)(int32_t old_fd, uint32_t flags, const char* old_path, size_t old_bytes,
                             int32_t new_fd, const char* new_path, size_t new_bytes);
int32_t WASI_NAME(path_open)(int32_t fd, uint32_t lookup, const char* path, size_t path_bytes,
                             uint32_t oflags, uint64_t rights_base, uint64_t rights_inheriting,
                             uint32_t fdflags, int32_t* opened);
int32_t WASI_NAME(path_readlink)(int32_t fd, const char* path, size_t path_bytes, uint8_t* buffer,
                                 size_t buffer_bytes, size_t* used);
int32_t WASI_NAME(path_remove_directory)(int32_t fd, const char* path, size_t path_bytes);
int32_t WASI_NAME(path_rename)(int32_t fd, const char* old_path, size_t old_bytes, int32_t new_fd,
                               const char* new_path, size_t new_bytes);
int32_t WASI_NAME(path_symlink)(const char* old_path, size_t old_bytes, int32_t fd, const char* new_path,
                                size_t new_bytes);
int32_t WASI_NAME(path_unlink_file)(int32_t fd, const char* path, size_t path_bytes);
int32_t WASI_NAME(poll_oneoff)(const wasi_subscription* in, wasi_event* out, size_t count, size_t* events);
void WASI_NAME(proc_exit)(uint32_t code);
int32_t WASI_NAME(random_get)(uint8_t* buffer, size_t bytes);
int32_t WASI_NAME(sched_yield)(void);
int32_t WASI_NAME(sock_accept)(int32_t fd, uint32_t flags, int32_t* accepted);
int32_t WASI_NAME(sock_recv)(int32_t fd, const wasi_iovec* vectors, size_t count, uint32_t in_flags,
                             size_t* moved, uint16_t* out_flags);
int32_t WASI_NAME(sock_send)(int32_t fd, const wasi_ciovec* vectors, size_t count, uint32_t flags,
                             size_t* moved);
int32_t WASI_NAME(sock_shutdown)(int32_t fd, uint32_t how);

#ifdef __cplusplus
}
#endif

#endif /* VITRINE_GUESTS_VFS_WASI_H_ */
