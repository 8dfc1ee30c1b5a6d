/* What the host asks for: files in, files out. The host is trusted, the tree it meets is the guest's work. */
#include <stdlib.h>
#include <string.h>

#include "tree.h"

static int walk_from_root(const char* path, size_t path_bytes, vfs_walk* out) {
  if (path_bytes == 0 || path[0] != '/') return -VFS_EINVAL;
  return vfs_walk_path((vfs_ref){.node = vfs_tree.root, .entry = VFS_PACK_NONE}, path, path_bytes, out);
}

static int check_parent_open_to_host(vfs_ref parent) {
  return parent.node != NULL && parent.node->zone != VFS_ZONE_SYSTEM ? 0 : -VFS_EROFS;
}

static int create_for_host(const vfs_walk* walk, vfs_node_kind kind, vfs_node** out) {
  int error = check_parent_open_to_host(walk->parent);
  if (error != 0) return error;
  vfs_node* parent = walk->parent.node;
  error = vfs_check_place(parent, walk->name_bytes, 0, 0);
  if (error != 0) return error;
  error = vfs_node_create(parent, walk->name, walk->name_bytes, kind, (vfs_zone)parent->zone, out);
  if (error == 0) (*out)->modified = true;
  return error;
}

/* Makes the folders that hold the last name of a path. */
static int make_parents(const char* path, size_t path_bytes) {
  for (size_t i = 1; i < path_bytes; ++i) {
    if (path[i] != '/') continue;
    vfs_walk walk;
    int error = walk_from_root(path, i, &walk);
    if (error == 0 && !walk.found) {
      vfs_node* folder = NULL;
      error = create_for_host(&walk, VFS_NODE_DIRECTORY, &folder);
      if (error == 0) vfs_node_settle(folder);
    }
    if (error != 0) return error;
  }
  return 0;
}

static int find_or_create(const char* path, size_t path_bytes, vfs_node** out) {
  vfs_walk walk;
  int error = walk_from_root(path, path_bytes, &walk);
  if (error == -VFS_ENOENT) {
    error = make_parents(path, path_bytes);
    if (error == 0) error = walk_from_root(path, path_bytes, &walk);
  }
  if (error != 0) return error;
  if (!walk.found) return walk.must_be_directory ? -VFS_EISDIR : create_for_host(&walk, VFS_NODE_FILE, out);
  if (vfs_is_directory(walk.target)) return -VFS_EISDIR;
  vfs_node* node = walk.target.node;
  if (node == NULL || node->zone == VFS_ZONE_SYSTEM) return -VFS_EROFS;
  *out = node;
  return 0;
}

int vfs_host_put(const char* path, size_t path_bytes, uint64_t offset, const void* data, size_t bytes) {
  vfs_node* file = NULL;
  int error = find_or_create(path, path_bytes, &file);
  if (error != 0) return error;
  if (offset == 0) {
    vfs_content_resize(file, 0);
    if (file == vfs_tree.standard_input) vfs_rewind_standard_input();
  }
  error = vfs_content_write(file, offset, data, bytes);
  vfs_node_settle(file);
  return error;
}

int64_t vfs_host_read(const char* path, size_t path_bytes, uint64_t offset, void* data, size_t bytes) {
  vfs_walk walk;
  const int error = walk_from_root(path, path_bytes, &walk);
  if (error != 0) return error;
  if (!walk.found) return -VFS_ENOENT;
  if (vfs_is_directory(walk.target)) return -VFS_EISDIR;
  if (!vfs_is_file(walk.target)) return -VFS_EINVAL;
  if (walk.target.node != NULL) return (int64_t)vfs_content_read(walk.target.node, offset, data, bytes);
  vfs_pack_content* content = vfs_pack_acquire(walk.target.entry);
  if (content == NULL) return -VFS_ENOMEM;
  const int64_t count = vfs_pack_read(content, offset, data, bytes);
  vfs_pack_release(content);
  return count;
}

int vfs_host_remove(const char* path, size_t path_bytes) {
  vfs_walk walk;
  int error = walk_from_root(path, path_bytes, &walk);
  if (error != 0) return error;
  if (!walk.found) return -VFS_ENOENT;
  vfs_node* node = walk.target.node;
  if (node == NULL || node->zone == VFS_ZONE_SYSTEM) return -VFS_EROFS;
  if (node == vfs_tree.standard_input) return vfs_host_put(path, path_bytes, 0, "", 0);
  if (node->kind == VFS_NODE_DIRECTORY) vfs_node_empty(node);
  if (node == vfs_tree.input || node == vfs_tree.output || node == vfs_tree.temporary) {
    vfs_node_settle(node);
    return 0;
  }
  vfs_node* parent = node->parent;
  vfs_node_unlink(node);
  vfs_node_settle(parent);
  return 0;
}

/* ---- lists ---- */

typedef struct {
  vfs_entry_callback callback;
  void* context;
  char path[VFS_PATH_BYTES_MAX + 1];
} listing;

static int list_pack_below(listing* list, uint32_t folder, size_t prefix_bytes);

/* Appends a name to the path so far and reports the entry; returns the path's new length in `path_bytes`. */
static int report(listing* list, size_t prefix_bytes, const char* name, size_t name_bytes, int kind,
                  uint64_t bytes, size_t* path_bytes) {
  size_t at = prefix_bytes;
  if (at > 0) list->path[at++] = '/';
  memcpy(list->path + at, name, name_bytes);
  *path_bytes = at + name_bytes;
  return list->callback(list->context, list->path, *path_bytes, kind, bytes);
}

static int list_pack_entry(listing* list, uint32_t index, size_t prefix_bytes) {
  const vfs_pack_entry entry = vfs_pack_get(index);
  const bool is_folder = entry.kind == VFS_PACK_DIRECTORY;
  size_t path_bytes = 0;
  const int result = report(list, prefix_bytes, vfs_pack_name(&entry), entry.name_bytes,
                            is_folder ? VFS_ENTRY_FOLDER : VFS_ENTRY_FILE, entry.bytes, &path_bytes);
  if (result != 0 || !is_folder) return result;
  return list_pack_below(list, index, path_bytes);
}

/* Recursion is bounded: a pack deeper than VFS_DEPTH_MAX is refused. */
static int list_pack_below(listing* list, uint32_t folder, size_t prefix_bytes) {
  const vfs_pack_entry entry = vfs_pack_get(folder);
  for (uint32_t i = 0; i < entry.stored_bytes; ++i) {
    const int result = list_pack_entry(list, entry.offset + i, prefix_bytes);
    if (result != 0) return result;
  }
  return 0;
}

/* Recursion is bounded: the tree is never deeper than VFS_DEPTH_MAX. */
static int list_below(listing* list, const vfs_node* folder, size_t prefix_bytes) {
  uint64_t cookie = 0;
  for (const vfs_node* node; (node = vfs_directory_after(folder, cookie)) != NULL; cookie = node->cookie) {
    int result = 0;
    if (node->kind == VFS_NODE_PACK) {
      result = list_pack_entry(list, node->pack_entry, prefix_bytes);
    } else if (node->kind == VFS_NODE_FILE || node->kind == VFS_NODE_DIRECTORY) {
      const bool is_folder = node->kind == VFS_NODE_DIRECTORY;
      size_t path_bytes = 0;
      result = report(list, prefix_bytes, node->name, node->name_bytes,
                      is_folder ? VFS_ENTRY_FOLDER : VFS_ENTRY_FILE, is_folder ? 0 : node->content.bytes,
                      &path_bytes);
      if (result == 0 && is_folder) result = list_below(list, node, path_bytes);
    }
    if (result != 0) return result;
  }
  return 0;
}

int vfs_host_list(const char* path, size_t path_bytes, vfs_entry_callback callback, void* context) {
  vfs_walk walk;
  const int error = walk_from_root(path, path_bytes, &walk);
  if (error != 0) return error;
  if (!walk.found) return -VFS_ENOENT;
  if (!vfs_is_directory(walk.target)) return -VFS_ENOTDIR;
  listing* list = malloc(sizeof *list);
  if (list == NULL) return -VFS_ENOMEM;
  list->callback = callback;
  list->context = context;
  const int result = walk.target.node != NULL ? list_below(list, walk.target.node, 0)
                                              : list_pack_below(list, walk.target.entry, 0);
  free(list);
  return result;
}
