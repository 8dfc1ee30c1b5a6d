/* Paths and open descriptors over both kinds of nodes: those in memory and those in the pack.
 *
 * Private to guests/vfs. Not thread-safe.
 */
#ifndef VITRINE_GUESTS_VFS_TREE_H_
#define VITRINE_GUESTS_VFS_TREE_H_

#include "node.h"
#include "pack.h"

/* A file, folder or device: a node in memory, or an entry of the pack when `node` is NULL. */
typedef struct {
  vfs_node* node;
  uint32_t entry;
} vfs_ref;

/* Where a path leads. */
typedef struct {
  vfs_ref parent;    /* the folder with the last name in it; meaningless when name_bytes is 0 */
  vfs_ref target;    /* when `found` */
  const char* name;  /* the last name, in the caller's path */
  size_t name_bytes; /* 0: the path ends in ".", ".." or is "/" */
  bool found;
  bool must_be_directory; /* the path ends in a slash or a dot */
} vfs_walk;

/* The root and the places below it that other code names. */
typedef struct {
  vfs_node* root;
  vfs_node* standard_input;
  vfs_node* input;
  vfs_node* output;
  vfs_node* temporary;
} vfs_places;

extern vfs_places vfs_tree;

bool vfs_is_directory(vfs_ref ref);
bool vfs_is_file(vfs_ref ref);
/* Follows a path from a folder. Fails when anything but the last name is missing. */
int vfs_walk_path(vfs_ref base, const char* path, size_t path_bytes, vfs_walk* out);
/* Whether a new child of `parent` may have a name this long and carry a subtree of this height (0: none)
 * whose longest path, from the child on, has this many bytes. -VFS_ENAMETOOLONG otherwise. */
int vfs_check_place(const vfs_node* parent, size_t name_bytes, uint32_t height, size_t longest_bytes);
void vfs_fill_stat(vfs_ref ref, vfs_stat* out);
/* Puts the offset of descriptors of stdin back to the start. */
void vfs_rewind_standard_input(void);

#endif /* VITRINE_GUESTS_VFS_TREE_H_ */
