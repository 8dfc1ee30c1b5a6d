#include "pack.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST /* next_in may point into the pack */
#include <zlib.h>

#include "vfs.h"

_Static_assert(sizeof(vfs_pack_head) == 40, "the head is read as it lies");
_Static_assert(sizeof(vfs_pack_entry) == 24, "entries are read as they lie");

struct vfs_pack_content {
  vfs_pack_content* next; /* in open_contents */
  uint32_t file;
  uint32_t opens;
  const uint8_t* data; /* in the pack, or `inflated`, or NULL */
  uint8_t* inflated;
};

static const uint8_t* pack; /* NULL: none in use */
static vfs_pack_head head;
/* Few: one for each file of the pack that is open. */
static vfs_pack_content* open_contents;

/* ---- checks ---- */

static bool range_is_inside(uint64_t offset, uint64_t bytes, uint64_t whole) {
  return offset <= whole && bytes <= whole - offset;
}

static bool name_is_sound(const vfs_pack_entry* entry) {
  if (entry->name_bytes == 0 || entry->name_bytes > VFS_NAME_BYTES_MAX) return false;
  if (!range_is_inside(entry->name_offset, entry->name_bytes, head.names_bytes)) return false;
  const char* name = vfs_pack_name(entry);
  if (memchr(name, '/', entry->name_bytes) != NULL || memchr(name, '\0', entry->name_bytes) != NULL)
    return false;
  const bool is_dots =
      name[0] == '.' && (entry->name_bytes == 1 || (entry->name_bytes == 2 && name[1] == '.'));
  return !is_dots;
}

static int compare_names(const char* a, size_t a_bytes, const char* b, size_t b_bytes) {
  const int order = memcmp(a, b, a_bytes < b_bytes ? a_bytes : b_bytes);
  if (order != 0) return order;
  return (a_bytes > b_bytes) - (a_bytes < b_bytes);
}

/* The chain of parents must be short and end at the root; parents have smaller indices, so it cannot go in
 * circles. */
static bool place_is_sound(uint32_t index) {
  uint64_t path_bytes = 0;
  uint32_t depth = 0;
  while (index != 0) {
    const vfs_pack_entry entry = vfs_pack_get(index);
    if (entry.parent >= index) return false;
    path_bytes += 1u + entry.name_bytes;
    if (++depth > VFS_DEPTH_MAX || path_bytes > VFS_PATH_BYTES_MAX) return false;
    index = entry.parent;
  }
  return true;
}

static bool folder_is_sound(uint32_t index, const vfs_pack_entry* folder) {
  if (folder->bytes != 0) return false;
  if (folder->stored_bytes == 0) return true;
  if (folder->offset <= index || !range_is_inside(folder->offset, folder->stored_bytes, head.entry_count))
    return false;
  for (uint32_t i = 0; i < folder->stored_bytes; ++i) {
    const vfs_pack_entry child = vfs_pack_get(folder->offset + i);
    if (child.parent != index || !name_is_sound(&child)) return false;
    if (i == 0) continue;
    const vfs_pack_entry before = vfs_pack_get(folder->offset + i - 1);
    if (compare_names(vfs_pack_name(&before), before.name_bytes, vfs_pack_name(&child), child.name_bytes) >=
        0) {
      return false;
    }
  }
  return true;
}

/* Every entry but the root must be a child of the folder it names as its parent. */
static bool is_child_of_parent(uint32_t index, const vfs_pack_entry* entry) {
  if (entry->parent >= index) return false;
  const vfs_pack_entry parent = vfs_pack_get(entry->parent);
  return parent.kind == VFS_PACK_DIRECTORY && index >= parent.offset &&
         index - parent.offset < parent.stored_bytes;
}

static bool file_is_sound(const vfs_pack_entry* file) {
  if (file->kind != VFS_PACK_RAW && file->kind != VFS_PACK_DEFLATED) return false;
  if (file->kind == VFS_PACK_RAW && file->stored_bytes != file->bytes) return false;
  return range_is_inside(file->offset, file->stored_bytes, head.pack_bytes);
}

static bool entry_is_sound(uint32_t index) {
  const vfs_pack_entry entry = vfs_pack_get(index);
  if (entry.zero != 0) return false;
  if (index == 0) {
    if (entry.kind != VFS_PACK_DIRECTORY || entry.parent != 0 || entry.name_bytes != 0) return false;
  } else if (!is_child_of_parent(index, &entry) || !name_is_sound(&entry) || !place_is_sound(index)) {
    return false;
  }
  return entry.kind == VFS_PACK_DIRECTORY ? folder_is_sound(index, &entry) : file_is_sound(&entry);
}

static bool head_is_sound(size_t bytes) {
  return memcmp(head.magic, VFS_PACK_MAGIC, sizeof head.magic) == 0 && head.version == VFS_PACK_VERSION &&
         head.pack_bytes <= bytes && head.entry_count >= 1 && head.entry_count <= VFS_PACK_ENTRIES_MAX &&
         head.mtime_ns <= INT64_MAX &&
         range_is_inside(head.names_offset, head.names_bytes, head.pack_bytes) &&
         range_is_inside(head.entries_offset, (uint64_t)head.entry_count * sizeof(vfs_pack_entry),
                         head.pack_bytes);
}

int vfs_pack_open(const void* bytes, size_t count) {
  if (pack != NULL) return -VFS_EEXIST;
  if (count < sizeof head) return -VFS_EINVAL;
  memcpy(&head, bytes, sizeof head);
  if (!head_is_sound(count)) return -VFS_EINVAL;
  pack = bytes;
  for (uint32_t i = 0; i < head.entry_count; ++i) {
    if (!entry_is_sound(i)) {
      pack = NULL;
      return -VFS_EINVAL;
    }
  }
  return 0;
}

void vfs_pack_close(void) {
  while (open_contents != NULL) {
    open_contents->opens = 1;
    vfs_pack_release(open_contents);
  }
  pack = NULL;
}

/* ---- the index ---- */

int64_t vfs_pack_mtime_ns(void) { return (int64_t)head.mtime_ns; }

vfs_pack_entry vfs_pack_get(uint32_t index) {
  vfs_pack_entry entry;
  /* Copied, because nothing aligns the pack. */
  memcpy(&entry, pack + head.entries_offset + (size_t)index * sizeof entry, sizeof entry);
  return entry;
}

const char* vfs_pack_name(const vfs_pack_entry* entry) {
  return (const char*)pack + head.names_offset + entry->name_offset;
}

uint32_t vfs_pack_find(uint32_t directory, const char* name, size_t name_bytes) {
  const vfs_pack_entry folder = vfs_pack_get(directory);
  uint32_t low = folder.offset;
  uint32_t high = folder.offset + folder.stored_bytes;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const vfs_pack_entry entry = vfs_pack_get(middle);
    const int order = compare_names(vfs_pack_name(&entry), entry.name_bytes, name, name_bytes);
    if (order == 0) return middle;
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return VFS_PACK_NONE;
}

/* ---- contents ---- */

vfs_pack_content* vfs_pack_acquire(uint32_t file) {
  for (vfs_pack_content* content = open_contents; content != NULL; content = content->next) {
    if (content->file == file) {
      ++content->opens;
      return content;
    }
  }
  vfs_pack_content* content = calloc(1, sizeof *content);
  if (content == NULL) return NULL;
  const vfs_pack_entry entry = vfs_pack_get(file);
  if (entry.kind == VFS_PACK_RAW) content->data = pack + entry.offset;
  content->file = file;
  content->opens = 1;
  content->next = open_contents;
  open_contents = content;
  return content;
}

void vfs_pack_release(vfs_pack_content* content) {
  if (--content->opens > 0) return;
  vfs_pack_content** link = &open_contents;
  while (*link != content) link = &(*link)->next;
  *link = content->next;
  free(content->inflated);
  free(content);
}

/* Inflates in one step into a buffer of the stated size, so that zlib needs no window. */
static int inflate_content(vfs_pack_content* content, const vfs_pack_entry* entry) {
  /* A byte at least, so that an empty file has an address. */
  uint8_t* data = malloc(entry->bytes > 0 ? entry->bytes : 1);
  if (data == NULL) return -VFS_ENOMEM;
  z_stream stream = {.next_in = pack + entry->offset,
                     .avail_in = entry->stored_bytes,
                     .next_out = data,
                     .avail_out = entry->bytes};
  int status = inflateInit2(&stream, -MAX_WBITS);
  if (status != Z_OK) {
    free(data);
    return -VFS_ENOMEM;
  }
  status = inflate(&stream, Z_FINISH);
  const bool is_whole = status == Z_STREAM_END && stream.avail_out == 0;
  inflateEnd(&stream);
  if (!is_whole) {
    free(data);
    return -VFS_EIO;
  }
  content->data = content->inflated = data;
  return 0;
}

int64_t vfs_pack_read(vfs_pack_content* content, uint64_t offset, void* data, size_t bytes) {
  const vfs_pack_entry entry = vfs_pack_get(content->file);
  if (offset >= entry.bytes) return 0;
  if (content->data == NULL) {
    const int error = inflate_content(content, &entry);
    if (error != 0) return error;
  }
  if (bytes > entry.bytes - offset) bytes = (size_t)(entry.bytes - offset);
  memcpy(data, content->data + offset, bytes);
  return (int64_t)bytes;
}
