#include "tree.h"

#include <string.h>

#define DEVICE_MEMORY 1u
#define DEVICE_PACK 2u

vfs_places vfs_tree;

static vfs_ref node_ref(vfs_node* node) {
  /* A folder of the root that lies in the pack stands for its entry. */
  if (node->kind == VFS_NODE_PACK) return (vfs_ref){.node = NULL, .entry = node->pack_entry};
  return (vfs_ref){.node = node, .entry = VFS_PACK_NONE};
}

bool vfs_is_directory(vfs_ref ref) {
  if (ref.node != NULL) return ref.node->kind == VFS_NODE_DIRECTORY;
  return vfs_pack_get(ref.entry).kind == VFS_PACK_DIRECTORY;
}

bool vfs_is_file(vfs_ref ref) {
  return ref.node != NULL ? ref.node->kind == VFS_NODE_FILE : !vfs_is_directory(ref);
}

/* Steps to "..". Fails in a folder that has been removed. */
static bool step_up(vfs_ref* ref) {
  if (ref->node == NULL) {
    const uint32_t parent = vfs_pack_get(ref->entry).parent;
    *ref = parent == 0 ? node_ref(vfs_tree.root) : (vfs_ref){.node = NULL, .entry = parent};
    return true;
  }
  if (ref->node == vfs_tree.root) return true;
  if (ref->node->parent == NULL) return false;
  ref->node = ref->node->parent;
  return true;
}

static bool step_down(vfs_ref directory, const char* name, size_t name_bytes, vfs_ref* out) {
  if (directory.node != NULL) {
    vfs_node* child = vfs_directory_find(directory.node, name, name_bytes);
    if (child == NULL) return false;
    *out = node_ref(child);
    return true;
  }
  const uint32_t entry = vfs_pack_find(directory.entry, name, name_bytes);
  *out = (vfs_ref){.node = NULL, .entry = entry};
  return entry != VFS_PACK_NONE;
}

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
static bool is_utf8(const char* text, size_t bytes) {
  const uint8_t* at = (const uint8_t*)text;
  const uint8_t* end = at + bytes;
  while (at < end) {
    const uint8_t lead = *at++;
    if (lead < 0x80) continue;
    const int more = lead >= 0xc2 && lead < 0xe0   ? 1
                     : (lead & 0xf0) == 0xe0       ? 2
                     : lead >= 0xf0 && lead < 0xf5 ? 3
                                                   : 0;
    if (more == 0 || end - at < more) return false;
    const uint8_t least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const uint8_t most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (at[0] < least || at[0] > most) return false;
    for (int i = 1; i < more; ++i) {
      if ((at[i] & 0xc0) != 0x80) return false;
    }
    at += more;
  }
  return true;
}

int vfs_walk_path(vfs_ref base, const char* path, size_t path_bytes, vfs_walk* out) {
  if (path_bytes == 0) return -VFS_ENOENT;
  if (path_bytes > VFS_PATH_BYTES_MAX) return -VFS_ENAMETOOLONG;
  if (memchr(path, '\0', path_bytes) != NULL) return -VFS_EINVAL;
  if (!is_utf8(path, path_bytes)) return -VFS_EILSEQ;
  const char* end = path + path_bytes;
  vfs_ref here = path[0] == '/' ? node_ref(vfs_tree.root) : base;
  *out = (vfs_walk){.target = here, .found = true, .must_be_directory = true};
  while (path < end) {
    if (*path == '/') {
      ++path;
      out->must_be_directory = true;
      continue;
    }
    const char* slash = memchr(path, '/', (size_t)(end - path));
    const size_t bytes = (size_t)((slash != NULL ? slash : end) - path);
    if (!out->found) return -VFS_ENOENT;
    here = out->target;
    if (!vfs_is_directory(here)) return -VFS_ENOTDIR;
    if (path[0] == '.' && (bytes == 1 || (bytes == 2 && path[1] == '.'))) {
      if (bytes == 2 && !step_up(&here)) return -VFS_ENOENT;
      *out = (vfs_walk){.target = here, .found = true, .must_be_directory = true};
    } else {
      if (bytes > VFS_NAME_BYTES_MAX) return -VFS_ENAMETOOLONG;
      *out = (vfs_walk){.parent = here, .name = path, .name_bytes = bytes};
      out->found = step_down(here, path, bytes, &out->target);
    }
    path += bytes;
  }
  if (out->found && out->must_be_directory && !vfs_is_directory(out->target)) return -VFS_ENOTDIR;
  return 0;
}

int vfs_check_place(const vfs_node* parent, size_t name_bytes, uint32_t height, size_t longest_bytes) {
  size_t path_bytes = 1 + name_bytes + longest_bytes;
  uint32_t depth = 1 + height;
  for (; parent->parent != NULL; parent = parent->parent) {
    path_bytes += 1u + parent->name_bytes;
    ++depth;
  }
  return path_bytes > VFS_PATH_BYTES_MAX || depth > VFS_DEPTH_MAX ? -VFS_ENAMETOOLONG : 0;
}

static void fill_pack_stat(uint32_t index, vfs_stat* out) {
  const vfs_pack_entry entry = vfs_pack_get(index);
  const bool is_directory = entry.kind == VFS_PACK_DIRECTORY;
  const int64_t time_ns = vfs_pack_mtime_ns();
  *out = (vfs_stat){.device = DEVICE_PACK,
                    .inode = (uint64_t)index + 1,
                    .bytes = entry.bytes,
                    .atime_ns = time_ns,
                    .mtime_ns = time_ns,
                    .ctime_ns = time_ns,
                    .mode = is_directory ? 0555 : 0444,
                    .type = is_directory ? VFS_TYPE_DIRECTORY : VFS_TYPE_FILE};
}

void vfs_fill_stat(vfs_ref ref, vfs_stat* out) {
  if (ref.node == NULL) {
    fill_pack_stat(ref.entry, out);
    return;
  }
  vfs_node* node = ref.node;
  vfs_node_settle(node);
  const bool is_file = node->kind == VFS_NODE_FILE;
  *out = (vfs_stat){.device = DEVICE_MEMORY,
                    .inode = node->inode,
                    .bytes = is_file ? node->content.bytes : 0,
                    .atime_ns = node->atime_ns,
                    .mtime_ns = node->mtime_ns,
                    .ctime_ns = node->ctime_ns,
                    .mode = node->mode,
                    .type = is_file                            ? VFS_TYPE_FILE
                            : node->kind == VFS_NODE_DIRECTORY ? VFS_TYPE_DIRECTORY
                                                               : VFS_TYPE_DEVICE};
}
