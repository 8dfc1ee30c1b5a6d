/* The library pack: a read-only tree in one block of bytes, made by pack.py, read in place.
 *
 *     head      40 bytes, vfs_pack_head
 *     entries   24 bytes each, vfs_pack_entry; entry 0 is the root
 *     names     bytes, without separators
 *     data      contents of files, each once however many files share it
 *
 * All numbers are little-endian, all offsets count from the start of the pack. The entries stand breadth
 * first: the children of a folder follow one another, sorted by the bytes of their names, and come after the
 * folder itself. So a look-up is a binary search, a listing is a range, and nothing has to be built in memory
 * at a start.
 *
 * A file is stored as it is and then read in place, or as a raw deflate stream (RFC 1951) and then inflated
 * at the first read into a buffer that all its descriptors share and the last one frees.
 *
 * The same inputs give the same pack: one time for all files, no owners, no modes.
 */
#ifndef VITRINE_GUESTS_VFS_PACK_H_
#define VITRINE_GUESTS_VFS_PACK_H_

#include <stddef.h>
#include <stdint.h>

#define VFS_PACK_MAGIC "VTRNPACK"
#define VFS_PACK_VERSION 1u
#define VFS_PACK_ENTRIES_MAX 1000000u

enum { VFS_PACK_DIRECTORY = 0, VFS_PACK_RAW = 1, VFS_PACK_DEFLATED = 2 };

typedef struct {
  char magic[8];
  uint32_t version;
  uint32_t entry_count;
  uint64_t mtime_ns; /* of everything in the pack */
  uint32_t entries_offset;
  uint32_t names_offset;
  uint32_t names_bytes;
  uint32_t pack_bytes;
} vfs_pack_head;

typedef struct {
  uint32_t name_offset; /* from names_offset */
  uint16_t name_bytes;
  uint8_t kind; /* VFS_PACK_ */
  uint8_t zero;
  uint32_t parent;       /* entry; the root names itself */
  uint32_t offset;       /* of the data; of a folder: its first child's entry */
  uint32_t stored_bytes; /* in the pack; of a folder: how many children */
  uint32_t bytes;        /* of the file; of a folder: 0 */
} vfs_pack_entry;

/* A file's content while it is open; NULL data until the first read of a deflated one. */
typedef struct vfs_pack_content vfs_pack_content;

#define VFS_PACK_NONE UINT32_MAX

/* Checks a whole pack and takes it into use, borrowing its memory. -VFS_EINVAL when anything in it is
 * unsound; -VFS_EEXIST when one is in use. */
int vfs_pack_open(const void* pack, size_t bytes);
/* Forgets the pack and what was inflated. */
void vfs_pack_close(void);

int64_t vfs_pack_mtime_ns(void);
/* `index` must be less than the count of entries of a pack in use, here and below. */
vfs_pack_entry vfs_pack_get(uint32_t index);
/* Not terminated; lives as long as the pack. */
const char* vfs_pack_name(const vfs_pack_entry* entry);
/* Looks a name up in a folder; VFS_PACK_NONE when it is not there. */
uint32_t vfs_pack_find(uint32_t directory, const char* name, size_t name_bytes);

/* Opens a file's content; NULL when memory is short. */
vfs_pack_content* vfs_pack_acquire(uint32_t file);
void vfs_pack_release(vfs_pack_content* content);
/* Returns the bytes read, -VFS_ENOMEM or -VFS_EIO (the deflated data is damaged). */
int64_t vfs_pack_read(vfs_pack_content* content, uint64_t offset, void* data, size_t bytes);

#endif /* VITRINE_GUESTS_VFS_PACK_H_ */
