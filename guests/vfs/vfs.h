/* The file system inside the guest.
 *
 * Purpose: everything Python knows as a file lives in guest memory, so that files are forked, rolled back and
 * snapshotted with the rest, and the host needs no path handling at all. wasi.c puts the WASI functions that
 * libc imports on top of this; requests.c uses the vfs_host_ functions for what the host asks.
 *
 *     /                    read-only
 *     /lib, /usr/share/... read-only, from the library pack (pack.h)
 *     /dev                 null, zero, random, urandom, stdin, stdout, stderr
 *     /input               read-only for the guest, filled by the host
 *     /output, /tmp        writable
 *
 * Quotas: one for /output and /tmp together, one for /input with /dev/stdin. Files count by the memory they
 * hold (64 byte steps up to 64 KiB, then whole 64 KiB chunks, holes included), each file or folder with
 * VFS_INODE_CHARGE more. What was unlinked counts until its last descriptor is closed.
 *
 * Nothing is enforced by user or mode: there is one user. Links of both kinds are not supported.
 *
 * Times: st_mtime moves at close, fsync or stat, whichever comes first after a write, so that a write costs
 * no clock call; it always grows by a microsecond at least, so that importlib sees a module written within
 * one step of a coarse clock. st_atime moves with it, never by reading.
 *
 * Deterministic: inode numbers count up and are never used twice; folders list in the order of insertion,
 * folders of the pack in the order of names. All state is plain memory. Not thread-safe.
 *
 * Paths are UTF-8 of given length (-VFS_EILSEQ otherwise), so that the host can show every name as
 * text. ".." at the root stays there. Unless stated otherwise a function returns 0 or more, or a negated
 * VFS_E code, and has then changed nothing.
 */
#ifndef VITRINE_GUESTS_VFS_VFS_H_
#define VITRINE_GUESTS_VFS_VFS_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VFS_NAME_BYTES_MAX 255u
#define VFS_PATH_BYTES_MAX 4096u /* of the whole path from the root: longer ones cannot come to exist */
#define VFS_DEPTH_MAX 128u       /* folders and file between the root and the end of a path */
#define VFS_OPEN_MAX 1024        /* descriptors, the first four included */
#define VFS_INODES_MAX 1000000u
#define VFS_INODE_CHARGE 512u /* bytes of quota that a file or folder costs, whatever it holds */

/* Error codes: the numbers of WASI preview 1, so that wasi.c hands them on as they are. */
enum {
  VFS_EBADF = 8,
  VFS_EEXIST = 20,
  VFS_EILSEQ = 25,
  VFS_EINVAL = 28,
  VFS_EIO = 29,
  VFS_EISDIR = 31,
  VFS_EMFILE = 33,
  VFS_ENAMETOOLONG = 37,
  VFS_ENOENT = 44,
  VFS_ENOMEM = 48,
  VFS_ENOSPC = 51,
  VFS_ENOTDIR = 54,
  VFS_ENOTEMPTY = 55,
  VFS_ENOTSUP = 58,
  VFS_EROFS = 69,
  VFS_ESPIPE = 70,
};

/* Limits that a start may narrow. */
typedef struct {
  uint64_t work_bytes_max;  /* /output and /tmp together */
  uint64_t input_bytes_max; /* /input and /dev/stdin */
  uint32_t inodes_max;      /* at most VFS_INODES_MAX */
} vfs_limits;

/* Makes the empty tree and opens descriptors 0 to 3 (stdin, stdout, stderr, the root). Drops all earlier
 * state. */
int vfs_init(const vfs_limits* limits);
/* Frees everything; only vfs_init may follow. The pack's memory is the caller's. */
void vfs_free(void);
/* Adds the folders of a library pack (pack.h) to the root. `pack` stays borrowed until vfs_free. Every offset
 * is checked here, once. -VFS_EINVAL: not a sound pack; -VFS_EEXIST: there is one already, or a name is
 * taken. */
int vfs_mount_pack(const void* pack, size_t bytes);
/* Sets both quotas. With more in use than `bytes` nothing is lost, but nothing grows any more. */
void vfs_set_quota(uint64_t bytes);

/* Bytes of the two quotas in use. */
uint64_t vfs_work_bytes(void);
uint64_t vfs_input_bytes(void);

/* ---- What the host asks for (through requests.c). Paths are absolute. ---- */

/* Writes into a file below /input, /output or /tmp, or /dev/stdin, and makes it with its folders when it is
 * not there. At offset 0 the file is emptied first (and stdin rewound), so a long file is put in rising
 * pieces. On -VFS_ENOSPC folders may have been made. */
int vfs_host_put(const char* path, size_t path_bytes, uint64_t offset, const void* data, size_t bytes);
/* Reads from any file; returns how much, 0 at the end. */
int64_t vfs_host_read(const char* path, size_t path_bytes, uint64_t offset, void* data, size_t bytes);
/* Removes a file, or a folder with all it holds, below /input, /output or /tmp; these three, and
 * /dev/stdin, are only emptied. */
int vfs_host_remove(const char* path, size_t path_bytes);

enum { VFS_ENTRY_FILE = 0, VFS_ENTRY_FOLDER = 1 };
/* `path` is relative to the folder asked for, not terminated, valid during the call. Other than 0 ends the
 * list. */
typedef int (*vfs_entry_callback)(void* context, const char* path, size_t path_bytes, int kind,
                                  uint64_t bytes);
/* Calls back for everything below a folder, folders before what they hold; devices are left out. Returns 0,
 * what the callback ended with, or an error. The callback must not change files. */
int vfs_host_list(const char* path, size_t path_bytes, vfs_entry_callback callback, void* context);

/* ---- What the guest's libc asks for. ---- */

/* Where relative paths may start: the descriptor of the root, open for ever. */
#define VFS_ROOT_FD 3

enum {
  VFS_READ = 1 << 0,
  VFS_WRITE = 1 << 1,
  VFS_CREATE = 1 << 2,
  VFS_EXCLUSIVE = 1 << 3,
  VFS_TRUNCATE = 1 << 4,
  VFS_APPEND = 1 << 5,
  VFS_DIRECTORY = 1 << 6,
  VFS_NONBLOCK = 1 << 7, /* remembered, without effect */
};

enum { VFS_SEEK_SET = 0, VFS_SEEK_CUR = 1, VFS_SEEK_END = 2 };

enum { VFS_TYPE_DEVICE = 2, VFS_TYPE_DIRECTORY = 3, VFS_TYPE_FILE = 4 }; /* as in WASI */

typedef struct {
  uint64_t device;
  uint64_t inode; /* with `device` unique and stable; never 0 */
  uint64_t bytes;
  int64_t atime_ns, mtime_ns, ctime_ns;
  uint32_t mode; /* permission bits only */
  uint32_t type; /* VFS_TYPE_ */
} vfs_stat;

typedef struct {
  const char* name; /* not terminated; valid until the folder changes */
  size_t name_bytes;
  uint64_t inode;
  uint64_t cookie; /* goes on behind this entry, whatever was added or removed meanwhile */
  uint32_t type;
} vfs_dirent;

/* Returns the lowest free descriptor. VFS_READ and VFS_WRITE say what it may be used for. */
int vfs_open(int dir_fd, const char* path, size_t path_bytes, uint32_t flags);
/* The root's descriptor stays open: -VFS_EBADF. */
int vfs_close(int fd);
/* Moves `from` to the number `to`, which is closed first. */
int vfs_renumber(int from, int to);
/* The flags of vfs_open that still matter: VFS_READ, VFS_WRITE, VFS_APPEND, VFS_NONBLOCK. */
int vfs_get_flags(int fd);
/* Sets VFS_APPEND and VFS_NONBLOCK; other flags stay as they are. */
int vfs_set_flags(int fd, uint32_t flags);

/* Return the bytes moved. A write that does not fit the quota writes nothing: -VFS_ENOSPC. */
int64_t vfs_read(int fd, void* data, size_t bytes);
int64_t vfs_write(int fd, const void* data, size_t bytes);
int64_t vfs_pread(int fd, void* data, size_t bytes, uint64_t offset);
int64_t vfs_pwrite(int fd, const void* data, size_t bytes, uint64_t offset);
/* Returns the new offset. */
int64_t vfs_seek(int fd, int64_t offset, int whence);
int vfs_truncate(int fd, uint64_t bytes);
/* Makes the file `offset + bytes` long if it is shorter. */
int vfs_allocate(int fd, uint64_t offset, uint64_t bytes);
int vfs_sync(int fd);

int vfs_stat_fd(int fd, vfs_stat* out);
int vfs_stat_path(int dir_fd, const char* path, size_t path_bytes, vfs_stat* out);

/* A time that is to stay as it is. */
#define VFS_TIME_OMIT INT64_MIN
/* The present. */
#define VFS_TIME_NOW (INT64_MIN + 1)
int vfs_set_times_fd(int fd, int64_t atime_ns, int64_t mtime_ns);
int vfs_set_times_path(int dir_fd, const char* path, size_t path_bytes, int64_t atime_ns, int64_t mtime_ns);
int vfs_chmod_fd(int fd, uint32_t mode);
int vfs_chmod_path(int dir_fd, const char* path, size_t path_bytes, uint32_t mode);

int vfs_mkdir(int dir_fd, const char* path, size_t path_bytes);
int vfs_rmdir(int dir_fd, const char* path, size_t path_bytes);
int vfs_unlink(int dir_fd, const char* path, size_t path_bytes);
int vfs_rename(int from_fd, const char* from, size_t from_bytes, int to_fd, const char* to, size_t to_bytes);
/* Gives the first entry behind `cookie` (0: from the start). Returns 1, or 0 at the end. No "." and "..". */
int vfs_readdir(int fd, uint64_t cookie, vfs_dirent* out);

#ifdef __cplusplus
}
#endif

#endif /* VITRINE_GUESTS_VFS_VFS_H_ */
