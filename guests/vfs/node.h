/* Nodes of the tree in memory: what they hold, how they hang together, what they are charged.
 *
 * Private to guests/vfs. Not thread-safe.
 *
 * A file's content is a first chunk that grows by doubling up to 64 KiB, then chunks of 64 KiB: nothing is
 * copied when a large file grows and at most 64 KiB are held in vain. Allocated bytes behind the end of a
 * file are zero.
 *
 * A folder has its children twice: in a hash table for look-ups, and in an array in the order of insertion,
 * each with a number that only rises (the cookie of readdir). A removed child leaves a gap in the array; the
 * array is closed up when more than half of it is gaps.
 */
#ifndef VITRINE_GUESTS_VFS_NODE_H_
#define VITRINE_GUESTS_VFS_NODE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vfs.h"

#define VFS_CHUNK_BYTES 65536u

typedef enum {
  VFS_NODE_FILE,
  VFS_NODE_DIRECTORY,
  VFS_NODE_PACK, /* a folder of the root that lies in the pack */
  VFS_NODE_NULL,
  VFS_NODE_ZERO,
  VFS_NODE_RANDOM,
  VFS_NODE_STREAM, /* stdout, stderr */
} vfs_node_kind;

/* Who may change a node, and which quota pays. */
typedef enum {
  VFS_ZONE_SYSTEM, /* nobody, none */
  VFS_ZONE_INPUT,  /* the host */
  VFS_ZONE_WORK,   /* host and guest */
} vfs_zone;

typedef struct vfs_node vfs_node;

typedef struct {
  uint8_t* first;       /* bytes [0, 64 KiB), of which first_bytes are allocated */
  uint8_t** rest;       /* bytes [64 KiB * (i + 1), 64 KiB * (i + 2)); NULL: all zero, charged all the same */
  uint32_t first_bytes; /* 64 KiB when there is a rest */
  uint32_t rest_count;  /* charged */
  uint32_t rest_capacity; /* length of the array */
  uint64_t bytes;         /* size of the file */
} vfs_content;

typedef struct {
  uint64_t cookie;
  vfs_node* child; /* NULL: a gap */
} vfs_slot;

typedef struct {
  vfs_node** buckets;    /* chained through bucket_next */
  uint32_t bucket_count; /* a power of two, or 0 */
  vfs_slot* slots;       /* by rising cookie */
  uint32_t slot_count;
  uint32_t slot_capacity;
  uint32_t child_count;
  uint64_t last_cookie;
} vfs_directory;

struct vfs_node {
  vfs_node* parent; /* NULL: the root, or unlinked */
  vfs_node* bucket_next;
  char* name;
  uint32_t name_hash;
  uint16_t name_bytes;
  uint16_t mode;
  uint8_t kind;  /* vfs_node_kind */
  uint8_t zone;  /* vfs_zone */
  bool linked;   /* false: gone from the tree, freed at the last close */
  bool modified; /* mtime is still to be taken */
  uint32_t opens;
  uint64_t inode;
  uint64_t cookie; /* in its parent */
  int64_t atime_ns, mtime_ns, ctime_ns;
  union {
    vfs_content content;
    vfs_directory directory;
    uint32_t pack_entry;
    uint32_t stream;
  };
};

/* What all nodes share. */
typedef struct {
  vfs_limits limits;
  uint64_t work_bytes;
  uint64_t input_bytes;
  uint64_t last_inode;
  uint32_t inode_count;
  int64_t start_time_ns; /* of nodes made before anything ran */
} vfs_ledger;

extern vfs_ledger vfs_books;

/* Makes a node and hangs it into `parent` (NULL: the root of all). Charges VFS_INODE_CHARGE to `zone`. Fails
 * with -VFS_ENOSPC. The name has been checked by the caller. */
int vfs_node_create(vfs_node* parent, const char* name, size_t name_bytes, vfs_node_kind kind, vfs_zone zone,
                    vfs_node** out);
/* Takes a node out of its folder and frees it unless it is open. A folder must be empty. */
void vfs_node_unlink(vfs_node* node);
/* Unlinks everything below a folder. */
void vfs_node_empty(vfs_node* directory);
/* Frees a node that is neither linked nor open. */
void vfs_node_release(vfs_node* node);
/* Moves a node to another folder or name. Fails with -VFS_ENOSPC before anything was changed; on success
 * `replaced` (may be NULL, a folder must be empty) has been unlinked. */
int vfs_node_move(vfs_node* node, vfs_node* parent, const char* name, size_t name_bytes, vfs_node* replaced);

vfs_node* vfs_directory_find(const vfs_node* directory, const char* name, size_t name_bytes);
/* The first child whose cookie is larger, or NULL. */
vfs_node* vfs_directory_after(const vfs_node* directory, uint64_t cookie);
/* Walks everything below `top`, folders before what they hold; NULL at the end. Starts with node == top. */
vfs_node* vfs_node_next(const vfs_node* top, const vfs_node* node);

/* Returns the bytes read. */
size_t vfs_content_read(const vfs_node* file, uint64_t offset, void* data, size_t bytes);
/* Writes all or nothing: -VFS_ENOSPC. */
int vfs_content_write(vfs_node* file, uint64_t offset, const void* data, size_t bytes);
int vfs_content_resize(vfs_node* file, uint64_t bytes);

/* Takes the time of a pending modification, here and in the folder that holds the node. */
void vfs_node_settle(vfs_node* node);

#endif /* VITRINE_GUESTS_VFS_NODE_H_ */
