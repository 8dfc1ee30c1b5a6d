/* Uses the corners of libc that end in WASI, as a guest does; linked and run by link_test.py.
 *
 * `check` returns 0, or the line of the check that failed. It holds with imports that do nothing and return
 * 0.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../imports.h"
#include "../vfs.h"

#define CHECK(condition)               \
  do {                                 \
    if (!(condition)) return __LINE__; \
  } while (0)

static int check_files(void) {
  char text[32] = {0};
  CHECK(chdir("/output") == 0);
  FILE* file = fopen("report.txt", "w");
  CHECK(file != NULL && fprintf(file, "%d rows\n", 42) == 8 && fclose(file) == 0);
  file = fopen("/output/report.txt", "r");
  CHECK(file != NULL && fgets(text, sizeof text, file) != NULL && strcmp(text, "42 rows\n") == 0);
  CHECK(fseek(file, 3, SEEK_SET) == 0 && fgetc(file) == 'r' && ftell(file) == 4 && fclose(file) == 0);
  CHECK(fopen("/input/x", "w") == NULL && errno == EROFS);
  CHECK(fopen("/none", "r") == NULL && errno == ENOENT);
  struct stat stat_buffer;
  CHECK(stat("report.txt", &stat_buffer) == 0 && S_ISREG(stat_buffer.st_mode) && stat_buffer.st_size == 8);
  CHECK(stat_buffer.st_ino != 0 && (stat_buffer.st_mtim.tv_sec > 0 || stat_buffer.st_mtim.tv_nsec > 0));
  CHECK(mkdir("folder", 0777) == 0 && rename("report.txt", "folder/moved.txt") == 0);
  CHECK(access("folder/moved.txt", R_OK) == 0 && access("report.txt", F_OK) < 0);
  CHECK(unlink("folder") < 0 && rmdir("folder") < 0 && errno == ENOTEMPTY);
  CHECK(symlink("a", "b") < 0 && errno == ENOTSUP);
  int fd = open("folder/moved.txt", O_RDWR | O_APPEND);
  CHECK(fd >= 4 && (fcntl(fd, F_GETFL) & O_APPEND) != 0 && write(fd, "more", 4) == 4);
  CHECK(pwrite(fd, "X", 1, 0) == 1 && pread(fd, text, 4, 8) == 4 && memcmp(text, "more", 4) == 0);
  CHECK(ftruncate(fd, 2) == 0 && fsync(fd) == 0 && lseek(fd, 0, SEEK_END) == 2 && close(fd) == 0);
  return 0;
}

static int check_folders(void) {
  for (int i = 0; i < 300; ++i) {
    char name[64];
    snprintf(name, sizeof name, "/tmp/a-rather-long-name-to-fill-the-buffer-of-readdir-%d", i);
    const int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
    CHECK(fd >= 0 && close(fd) == 0);
  }
  DIR* folder = opendir("/tmp");
  CHECK(folder != NULL);
  int count = 0;
  for (struct dirent* entry; (entry = readdir(folder)) != NULL; ++count) CHECK(entry->d_type == DT_REG);
  CHECK(count == 300 && closedir(folder) == 0);
  return 0;
}

static int check_modes(void) {
  struct stat stat_buffer;
  const int fd = open("mode.txt", O_RDWR | O_CREAT, 0600);
  CHECK(fd >= 0 && fstat(fd, &stat_buffer) == 0 && stat_buffer.st_mode == (S_IFREG | 0644));
  CHECK(fchmod(fd, 0755) == 0 && close(fd) == 0);
  CHECK(stat("/output/mode.txt", &stat_buffer) == 0 && stat_buffer.st_mode == (S_IFREG | 0755));
  CHECK(chmod("mode.txt", 0400) == 0 && lstat("mode.txt", &stat_buffer) == 0);
  CHECK(stat_buffer.st_mode == (S_IFREG | 0400) && stat_buffer.st_nlink == 1);
  CHECK(access("mode.txt", R_OK) == 0 && access("mode.txt", W_OK) < 0 && errno == EACCES);
  CHECK(access("/output", R_OK | W_OK | X_OK) == 0 && access("/input", W_OK) < 0);
  CHECK(chmod("/input", 0777) < 0 && errno == EROFS && chmod("none", 0777) < 0 && errno == ENOENT);
  CHECK(stat("/dev/null", &stat_buffer) == 0 && S_ISCHR(stat_buffer.st_mode));
  CHECK(stat("/output", &stat_buffer) == 0 && stat_buffer.st_mode == (S_IFDIR | 0755));
  CHECK(stat("none", &stat_buffer) < 0 && errno == ENOENT);
  return 0;
}

static int check_process(void) {
  CHECK(isatty(0) == 0 && isatty(1) == 0);
  CHECK(getchar() == EOF);
  const char* language = getenv("LANG");
  CHECK(language != NULL && strcmp(language, "C.UTF-8") == 0 && getenv("PATH") == NULL);
  struct timespec now;
  CHECK(clock_gettime(CLOCK_MONOTONIC, &now) == 0 && clock_getres(CLOCK_REALTIME, &now) == 0);
  const struct timespec moment = {.tv_nsec = 1000};
  CHECK(nanosleep(&moment, NULL) == 0);
  char bytes[8];
  CHECK(getentropy(bytes, sizeof bytes) == 0);
  CHECK(printf("printed\n") == 8 && fflush(stdout) == 0);
  CHECK(fputs("warned\n", stderr) >= 0);
  return 0;
}

VITRINE_EXPORT(check) int32_t check(void) {
  const vfs_limits limits = {.work_bytes_max = 1 << 20, .input_bytes_max = 1 << 20, .inodes_max = 1000};
  CHECK(vfs_init(&limits) == 0 && vfs_mount_pack("", 0) == -VFS_EINVAL);
  int line = check_files();
  if (line == 0) line = check_folders();
  if (line == 0) line = check_modes();
  return line == 0 ? check_process() : line;
}
