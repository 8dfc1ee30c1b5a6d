/* SQLite's file layer for the guest: plain files of wasi-libc, locks in memory.
 *
 * All connections live in this one instance, so locks are counters instead of fcntl() locks, which WASI does
 * not have. There is no power to lose and no process to crash without the instance, so nothing is synced.
 * Built with SQLITE_OS_OTHER=1, SQLITE_THREADSAFE=0 and SQLITE_OMIT_WAL (no shared memory).
 *
 * Not thread-safe; the guest has one thread.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sqlite3.h"

#define PATH_BYTES_MAX 1024
#define SECTOR_BYTES 4096

/* The Julian day of 1970-01-01 in milliseconds, SQLite's unit of time. */
#define UNIX_EPOCH_JULIAN_MS INT64_C(210866760000000)

typedef struct guest_file guest_file;

/* The locks of one file that is open as a main database, shared by its connections. */
typedef struct file_locks {
  struct file_locks* next;
  unsigned opens;
  unsigned holders;         /* connections at SHARED or above */
  const guest_file* writer; /* the one above SHARED, or NULL */
  char path[];
} file_locks;

struct guest_file {
  sqlite3_file base; /* first: SQLite sees this */
  int descriptor;
  int level;         /* SQLITE_LOCK_ */
  file_locks* locks; /* NULL: a file only one connection knows (journals, temporary files) */
  char* doomed_path; /* to be deleted on close, or NULL */
};

static file_locks* all_locks;

static file_locks* acquire_locks(const char* path) {
  for (file_locks* locks = all_locks; locks; locks = locks->next) {
    if (strcmp(locks->path, path) == 0) {
      locks->opens++;
      return locks;
    }
  }
  size_t path_bytes = strlen(path) + 1;
  file_locks* locks = sqlite3_malloc64(sizeof(*locks) + path_bytes);
  if (!locks) return NULL;
  *locks = (file_locks){.next = all_locks, .opens = 1};
  memcpy(locks->path, path, path_bytes);
  all_locks = locks;
  return locks;
}

static void release_locks(file_locks* locks) {
  if (--locks->opens > 0) return;
  file_locks** link = &all_locks;
  while (*link != locks) link = &(*link)->next;
  *link = locks->next;
  sqlite3_free(locks);
}

/* --- Methods of an open file --- */

static int file_unlock(sqlite3_file* base, int level) {
  guest_file* file = (guest_file*)base;
  if (file->locks && file->level > level) {
    if (file->locks->writer == file) file->locks->writer = NULL;
    if (level == SQLITE_LOCK_NONE) file->locks->holders--;
  }
  if (file->level > level) file->level = level;
  return SQLITE_OK;
}

static int file_lock(sqlite3_file* base, int level) {
  guest_file* file = (guest_file*)base;
  file_locks* locks = file->locks;
  if (level <= file->level) return SQLITE_OK;
  if (!locks) {
    file->level = level;
    return SQLITE_OK;
  }
  bool other_writes = locks->writer && locks->writer != file;
  if (level == SQLITE_LOCK_SHARED) {
    /* A writer that waits for readers to leave lets no new ones in. */
    if (other_writes && locks->writer->level >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
    locks->holders++;
  } else {
    if (other_writes) return SQLITE_BUSY;
    locks->writer = file;
    if (level == SQLITE_LOCK_EXCLUSIVE && locks->holders > 1) {
      file->level = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
  }
  file->level = level;
  return SQLITE_OK;
}

static int file_check_reserved_lock(sqlite3_file* base, int* result) {
  const guest_file* file = (const guest_file*)base;
  *result = file->level >= SQLITE_LOCK_RESERVED || (file->locks && file->locks->writer);
  return SQLITE_OK;
}

static int file_close(sqlite3_file* base) {
  guest_file* file = (guest_file*)base;
  file_unlock(base, SQLITE_LOCK_NONE);
  if (file->locks) release_locks(file->locks);
  close(file->descriptor);
  if (file->doomed_path) {
    unlink(file->doomed_path);
    sqlite3_free(file->doomed_path);
  }
  return SQLITE_OK;
}

static int file_read(sqlite3_file* base, void* data, int bytes, sqlite3_int64 offset) {
  const guest_file* file = (const guest_file*)base;
  char* target = data;
  while (bytes > 0) {
    ssize_t count = pread(file->descriptor, target, (size_t)bytes, offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SQLITE_IOERR_READ;
    if (count == 0) {
      memset(target, 0, (size_t)bytes); /* SQLite relies on zeros behind the end */
      return SQLITE_IOERR_SHORT_READ;
    }
    target += count;
    bytes -= (int)count;
    offset += count;
  }
  return SQLITE_OK;
}

static int file_write(sqlite3_file* base, const void* data, int bytes, sqlite3_int64 offset) {
  const guest_file* file = (const guest_file*)base;
  const char* source = data;
  while (bytes > 0) {
    ssize_t count = pwrite(file->descriptor, source, (size_t)bytes, offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    if (count == 0) return SQLITE_FULL;
    source += count;
    bytes -= (int)count;
    offset += count;
  }
  return SQLITE_OK;
}

static int file_truncate(sqlite3_file* base, sqlite3_int64 bytes) {
  const guest_file* file = (const guest_file*)base;
  return ftruncate(file->descriptor, bytes) == 0 ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file* base, int flags) {
  (void)base, (void)flags;
  return SQLITE_OK;
}

static int file_size(sqlite3_file* base, sqlite3_int64* bytes) {
  const guest_file* file = (const guest_file*)base;
  struct stat status;
  if (fstat(file->descriptor, &status) != 0) return SQLITE_IOERR_FSTAT;
  *bytes = status.st_size;
  return SQLITE_OK;
}

static int file_control(sqlite3_file* base, int operation, void* argument) {
  if (operation != SQLITE_FCNTL_LOCKSTATE) return SQLITE_NOTFOUND;
  *(int*)argument = ((const guest_file*)base)->level;
  return SQLITE_OK;
}

static int file_sector_size(sqlite3_file* base) {
  (void)base;
  return SECTOR_BYTES;
}

static int file_device_characteristics(sqlite3_file* base) {
  (void)base;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL;
}

static const sqlite3_io_methods file_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_device_characteristics,
};

/* --- Methods of the file system --- */

static int vfs_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* base, int flags, int* out_flags) {
  (void)vfs;
  guest_file* file = (guest_file*)base;
  *file = (guest_file){.descriptor = -1}; /* without methods SQLite does not close it */

  char temporary[PATH_BYTES_MAX];
  if (!path) {
    uint64_t number;
    sqlite3_randomness(sizeof(number), &number);
    sqlite3_snprintf(sizeof(temporary), temporary, "/tmp/sqlite_%016llx", number);
    path = temporary;
  }
  int mode = flags & SQLITE_OPEN_READWRITE ? O_RDWR : O_RDONLY;
  if (flags & SQLITE_OPEN_CREATE) mode |= O_CREAT;
  if (flags & SQLITE_OPEN_EXCLUSIVE) mode |= O_EXCL;
  file->descriptor = open(path, mode, 0644);
  if (file->descriptor < 0 && (flags & SQLITE_OPEN_READWRITE) && errno != EISDIR && errno != ENOENT) {
    /* A file under /input, say: it can be read all the same, and SQLite is told. */
    file->descriptor = open(path, O_RDONLY);
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  }
  if (file->descriptor < 0) return SQLITE_CANTOPEN;
  if (flags & SQLITE_OPEN_MAIN_DB) file->locks = acquire_locks(path);
  if (flags & SQLITE_OPEN_DELETEONCLOSE) file->doomed_path = sqlite3_mprintf("%s", path);
  if (((flags & SQLITE_OPEN_MAIN_DB) && !file->locks) ||
      ((flags & SQLITE_OPEN_DELETEONCLOSE) && !file->doomed_path)) {
    if (file->locks) release_locks(file->locks);
    close(file->descriptor);
    return SQLITE_NOMEM;
  }
  if (out_flags) *out_flags = flags;
  file->base.pMethods = &file_methods;
  return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  (void)vfs, (void)sync_folder;
  if (unlink(path) == 0) return SQLITE_OK;
  return errno == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
}

static int vfs_access(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
  (void)vfs;
  if (flags == SQLITE_ACCESS_EXISTS) {
    /* An empty journal counts as none, as on other systems. */
    struct stat status;
    *result = stat(path, &status) == 0 && (!S_ISREG(status.st_mode) || status.st_size > 0);
  } else {
    *result = access(path, flags == SQLITE_ACCESS_READWRITE ? R_OK | W_OK : R_OK) == 0;
  }
  return SQLITE_OK;
}

/* Makes a path absolute and takes out ".", ".." and double slashes, so that one file has one name (locks are
 * found by name). There are no symbolic links in the guest, so the text alone decides. */
static int vfs_full_pathname(sqlite3_vfs* vfs, const char* path, int capacity, char* out) {
  (void)vfs;
  char joined[2 * PATH_BYTES_MAX];
  size_t used = 0;
  if (path[0] != '/') {
    if (!getcwd(joined, PATH_BYTES_MAX)) return SQLITE_CANTOPEN;
    used = strlen(joined);
    joined[used++] = '/';
  }
  if (strlen(path) >= PATH_BYTES_MAX) return SQLITE_CANTOPEN;
  strcpy(joined + used, path);

  int length = 0;
  for (const char* part = joined; *part;) {
    size_t part_bytes = strcspn(part, "/");
    if (part_bytes == 2 && part[0] == '.' && part[1] == '.') {
      while (length > 0 && out[--length] != '/') {
      }
    } else if (part_bytes > 0 && !(part_bytes == 1 && part[0] == '.')) {
      if (length + 1 + (int)part_bytes + 1 > capacity) return SQLITE_CANTOPEN;
      out[length++] = '/';
      memcpy(out + length, part, part_bytes);
      length += (int)part_bytes;
    }
    part += part_bytes;
    part += *part == '/';
  }
  if (length == 0) out[length++] = '/';
  out[length] = '\0';
  return SQLITE_OK;
}

static int vfs_randomness(sqlite3_vfs* vfs, int bytes, char* out) {
  (void)vfs;
  int done = 0;
  while (done < bytes) {
    int step = bytes - done < 256 ? bytes - done : 256; /* the most getentropy() gives */
    if (getentropy(out + done, (size_t)step) != 0) break;
    done += step;
  }
  return done;
}

static int vfs_sleep(sqlite3_vfs* vfs, int microseconds) {
  (void)vfs;
  struct timespec wait = {.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000L};
  nanosleep(&wait, NULL);
  return microseconds;
}

static int vfs_current_time_ms(sqlite3_vfs* vfs, sqlite3_int64* julian_ms) {
  (void)vfs;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return SQLITE_ERROR;
  *julian_ms = UNIX_EPOCH_JULIAN_MS + (sqlite3_int64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
  return SQLITE_OK;
}

static int vfs_current_time(sqlite3_vfs* vfs, double* julian_days) {
  sqlite3_int64 julian_ms;
  int status = vfs_current_time_ms(vfs, &julian_ms);
  if (status == SQLITE_OK) *julian_days = (double)julian_ms / 86400000.0;
  return status;
}

static int vfs_last_error(sqlite3_vfs* vfs, int capacity, char* out) {
  (void)vfs, (void)capacity, (void)out;
  return errno;
}

int sqlite3_os_init(void) {
  static sqlite3_vfs guest_vfs = {
      .iVersion = 2,
      .szOsFile = sizeof(guest_file),
      .mxPathname = PATH_BYTES_MAX,
      .zName = "guest",
      .xOpen = vfs_open,
      .xDelete = vfs_delete,
      .xAccess = vfs_access,
      .xFullPathname = vfs_full_pathname,
      .xRandomness = vfs_randomness,
      .xSleep = vfs_sleep,
      .xCurrentTime = vfs_current_time,
      .xGetLastError = vfs_last_error,
      .xCurrentTimeInt64 = vfs_current_time_ms,
  };
  return sqlite3_vfs_register(&guest_vfs, 1);
}

int sqlite3_os_end(void) { return SQLITE_OK; }
