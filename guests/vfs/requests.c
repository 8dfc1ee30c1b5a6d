#include "requests.h"

#include <string.h>

#include "imports.h"
#include "vfs.h"

static int32_t status_from_error(int64_t error) {
  switch (-error) {
    case VFS_ENOENT:
      return VITRINE_STATUS_NOT_FOUND;
    case VFS_ENOSPC:
    case VFS_ENOMEM:
      return VITRINE_STATUS_NO_SPACE;
    default:
      return error < 0 ? VITRINE_STATUS_REFUSED : VITRINE_STATUS_OK;
  }
}

static int32_t file_put(const char* request, uint32_t bytes) {
  vitrine_file_put frame;
  if (bytes < sizeof frame) return VITRINE_STATUS_REFUSED;
  memcpy(&frame, request, sizeof frame);
  bytes -= (uint32_t)sizeof frame;
  if (frame.path_bytes > bytes || frame.flags != 0) return VITRINE_STATUS_REFUSED;
  const char* path = request + sizeof frame;
  return status_from_error(
      vfs_host_put(path, frame.path_bytes, frame.offset, path + frame.path_bytes, bytes - frame.path_bytes));
}

static int32_t file_read(const char* request, uint32_t bytes) {
  vitrine_file_read frame;
  if (bytes < sizeof frame) return VITRINE_STATUS_REFUSED;
  memcpy(&frame, request, sizeof frame);
  bytes -= (uint32_t)sizeof frame;
  if (frame.path_bytes > bytes) return VITRINE_STATUS_REFUSED;
  const char* path = request + sizeof frame;
  char piece[8192]; /* read and sent in pieces, so that the host may ask for a whole long file at once */
  uint64_t offset = frame.offset;
  uint32_t left = frame.bytes_max;
  for (;;) {
    int64_t got =
        vfs_host_read(path, frame.path_bytes, offset, piece, left < sizeof piece ? left : sizeof piece);
    if (got < 0) return status_from_error(got);
    if (got == 0) return VITRINE_STATUS_OK;
    vitrine_write(VITRINE_STREAM_REPLY, piece, (uint32_t)got);
    offset += (uint64_t)got;
    left -= (uint32_t)got;
  }
}

static int send_entry(void* context, const char* path, size_t path_bytes, int kind, uint64_t bytes) {
  (void)context;
  char record[sizeof(vitrine_file_entry) + VFS_PATH_BYTES_MAX];
  if (path_bytes > VFS_PATH_BYTES_MAX) return -VFS_ENAMETOOLONG;
  const vitrine_file_entry entry = {(uint32_t)path_bytes, kind == VFS_ENTRY_FOLDER ? 1 : 0, bytes};
  memcpy(record, &entry, sizeof entry);
  memcpy(record + sizeof entry, path, path_bytes);
  vitrine_write(VITRINE_STREAM_REPLY, record, (uint32_t)(sizeof entry + path_bytes));
  return 0;
}

int32_t vfs_answer_request(const char* request, uint32_t bytes, uint32_t mode) {
  switch (mode) {
    case VITRINE_RUN_FILE_PUT:
      return file_put(request, bytes);
    case VITRINE_RUN_FILE_READ:
      return file_read(request, bytes);
    case VITRINE_RUN_FILE_LIST:
      return status_from_error(vfs_host_list(request, bytes, send_entry, NULL));
    case VITRINE_RUN_FILE_REMOVE:
      return status_from_error(vfs_host_remove(request, bytes));
    default:
      return VITRINE_STATUS_REFUSED;
  }
}
