#include "vfs.h"

#include <string.h>

#include "imports.h"
#include "tree.h"

#define CHANGEABLE_FLAGS ((uint32_t)(VFS_APPEND | VFS_NONBLOCK))
#define KEPT_FLAGS (VFS_READ | VFS_WRITE | CHANGEABLE_FLAGS)

typedef struct {
  vfs_ref ref;
  vfs_pack_content* content; /* of a file in the pack */
  uint64_t offset;
  uint32_t flags; /* KEPT_FLAGS */
  bool is_open;
} vfs_descriptor;

static vfs_descriptor descriptors[VFS_OPEN_MAX];
/* No descriptor below is free. */
static int lowest_free;

/* ---- start ---- */

static int make_device(vfs_node* folder, const char* name, vfs_node_kind kind, vfs_node** out) {
  return vfs_node_create(folder, name, strlen(name), kind, VFS_ZONE_SYSTEM, out);
}

static int make_devices(void) {
  vfs_node* folder = NULL;
  vfs_node* node = NULL;
  int error = vfs_node_create(vfs_tree.root, "dev", 3, VFS_NODE_DIRECTORY, VFS_ZONE_SYSTEM, &folder);
  if (error == 0) error = make_device(folder, "null", VFS_NODE_NULL, &node);
  if (error == 0) error = make_device(folder, "zero", VFS_NODE_ZERO, &node);
  if (error == 0) error = make_device(folder, "random", VFS_NODE_RANDOM, &node);
  if (error == 0) error = make_device(folder, "urandom", VFS_NODE_RANDOM, &node);
  if (error == 0)
    error = vfs_node_create(folder, "stdin", 5, VFS_NODE_FILE, VFS_ZONE_INPUT, &vfs_tree.standard_input);
  if (error == 0) error = make_device(folder, "stdout", VFS_NODE_STREAM, &node);
  if (error != 0) return error;
  node->stream = VITRINE_STREAM_STDOUT;
  error = make_device(folder, "stderr", VFS_NODE_STREAM, &node);
  if (error != 0) return error;
  node->stream = VITRINE_STREAM_STDERR;
  return 0;
}

static int open_at_start(const char* path, uint32_t flags) {
  const int fd = vfs_open(VFS_ROOT_FD, path, strlen(path), flags);
  return fd < 0 ? fd : 0;
}

int vfs_init(const vfs_limits* limits) {
  vfs_free();
  /* The tree itself is made whatever the quotas are. */
  vfs_books = (vfs_ledger){.limits = {UINT64_MAX, UINT64_MAX, VFS_INODES_MAX}};
  int error = vfs_node_create(NULL, "", 0, VFS_NODE_DIRECTORY, VFS_ZONE_SYSTEM, &vfs_tree.root);
  if (error != 0) return error;
  vfs_node* root = vfs_tree.root;
  error = make_devices();
  if (error == 0)
    error = vfs_node_create(root, "input", 5, VFS_NODE_DIRECTORY, VFS_ZONE_INPUT, &vfs_tree.input);
  if (error == 0)
    error = vfs_node_create(root, "output", 6, VFS_NODE_DIRECTORY, VFS_ZONE_WORK, &vfs_tree.output);
  if (error == 0)
    error = vfs_node_create(root, "tmp", 3, VFS_NODE_DIRECTORY, VFS_ZONE_WORK, &vfs_tree.temporary);
  if (error != 0) return error;
  /* What a start makes has no time of its own, so that two images are equal. */
  for (vfs_node* node = root; node != NULL; node = vfs_node_next(root, node)) node->modified = false;
  vfs_books.limits = *limits;
  if (vfs_books.limits.inodes_max > VFS_INODES_MAX) vfs_books.limits.inodes_max = VFS_INODES_MAX;
  error = open_at_start("/dev/stdin", VFS_READ);
  if (error == 0) error = open_at_start("/dev/stdout", VFS_WRITE);
  if (error == 0) error = open_at_start("/dev/stderr", VFS_WRITE);
  if (error == 0) error = open_at_start("/", VFS_READ | VFS_DIRECTORY);
  return error;
}

void vfs_free(void) {
  for (int fd = 0; fd < VFS_OPEN_MAX; ++fd) {
    if (descriptors[fd].is_open && descriptors[fd].ref.node != NULL) {
      vfs_node* node = descriptors[fd].ref.node;
      --node->opens;
      vfs_node_release(node);
    }
  }
  memset(descriptors, 0, sizeof descriptors);
  lowest_free = 0;
  vfs_pack_close();
  if (vfs_tree.root != NULL) {
    vfs_node_empty(vfs_tree.root);
    vfs_node_unlink(vfs_tree.root);
  }
  vfs_tree = (vfs_places){0};
}

/* Gives everything made at the start the time of the pack, so that no file seems to come from 1970. */
static void date_tree(int64_t time_ns) {
  vfs_books.start_time_ns = time_ns;
  for (vfs_node* node = vfs_tree.root; node != NULL; node = vfs_node_next(vfs_tree.root, node)) {
    if (node->mtime_ns != 0 || node->modified) continue;
    node->atime_ns = node->mtime_ns = node->ctime_ns = time_ns;
  }
}

int vfs_mount_pack(const void* pack, size_t bytes) {
  int error = vfs_pack_open(pack, bytes);
  if (error != 0) return error;
  date_tree(vfs_pack_mtime_ns());
  const vfs_pack_entry top = vfs_pack_get(0);
  for (uint32_t i = 0; i < top.stored_bytes; ++i) {
    const vfs_pack_entry entry = vfs_pack_get(top.offset + i);
    if (vfs_directory_find(vfs_tree.root, vfs_pack_name(&entry), entry.name_bytes) != NULL)
      error = -VFS_EEXIST;
  }
  for (uint32_t i = 0; error == 0 && i < top.stored_bytes; ++i) {
    const vfs_pack_entry entry = vfs_pack_get(top.offset + i);
    vfs_node* node = NULL;
    error = vfs_node_create(vfs_tree.root, vfs_pack_name(&entry), entry.name_bytes, VFS_NODE_PACK,
                            VFS_ZONE_SYSTEM, &node);
    if (error == 0) node->pack_entry = top.offset + i;
  }
  vfs_tree.root->modified = false;
  if (error != 0) {
    for (vfs_node* node = vfs_directory_after(vfs_tree.root, 0); node != NULL;) {
      vfs_node* next = vfs_directory_after(vfs_tree.root, node->cookie);
      if (node->kind == VFS_NODE_PACK) vfs_node_unlink(node);
      node = next;
    }
    vfs_pack_close();
  }
  return error;
}

void vfs_set_quota(uint64_t bytes) {
  vfs_books.limits.work_bytes_max = bytes;
  vfs_books.limits.input_bytes_max = bytes;
}

uint64_t vfs_work_bytes(void) { return vfs_books.work_bytes; }

uint64_t vfs_input_bytes(void) { return vfs_books.input_bytes; }

/* ---- descriptors ---- */

static vfs_descriptor* get_descriptor(int fd) {
  if (fd < 0 || fd >= VFS_OPEN_MAX || !descriptors[fd].is_open) return NULL;
  return &descriptors[fd];
}

static int find_free(void) {
  while (lowest_free < VFS_OPEN_MAX && descriptors[lowest_free].is_open) ++lowest_free;
  return lowest_free < VFS_OPEN_MAX ? lowest_free : -VFS_EMFILE;
}

/* Finds the folder that a relative path starts from. */
static int get_base(int dir_fd, const char* path, size_t path_bytes, vfs_ref* out) {
  if (path_bytes > 0 && path[0] == '/') {
    *out = (vfs_ref){.node = vfs_tree.root, .entry = VFS_PACK_NONE};
    return 0;
  }
  const vfs_descriptor* descriptor = get_descriptor(dir_fd);
  if (descriptor == NULL) return -VFS_EBADF;
  *out = descriptor->ref;
  return 0;
}

static int walk_from(int dir_fd, const char* path, size_t path_bytes, vfs_walk* out) {
  vfs_ref base;
  const int error = get_base(dir_fd, path, path_bytes, &base);
  return error != 0 ? error : vfs_walk_path(base, path, path_bytes, out);
}

static int walk_to_existing(int dir_fd, const char* path, size_t path_bytes, vfs_walk* out) {
  const int error = walk_from(dir_fd, path, path_bytes, out);
  if (error != 0) return error;
  return out->found ? 0 : -VFS_ENOENT;
}

/* Whether the guest may add to, remove from or rename in the folder. */
static int check_folder_writable(vfs_ref folder) {
  if (folder.node == NULL || folder.node->zone != VFS_ZONE_WORK) return -VFS_EROFS;
  return folder.node->linked ? 0 : -VFS_ENOENT;
}

static int create_for_guest(const vfs_walk* walk, vfs_node_kind kind, vfs_node** out) {
  int error = check_folder_writable(walk->parent);
  if (error != 0) return error;
  vfs_node* parent = walk->parent.node;
  error = vfs_check_place(parent, walk->name_bytes, 0, 0);
  if (error != 0) return error;
  error = vfs_node_create(parent, walk->name, walk->name_bytes, kind, VFS_ZONE_WORK, out);
  if (error == 0) (*out)->modified = true;
  return error;
}

static int check_open_existing(vfs_ref target, uint32_t flags) {
  if ((flags & VFS_CREATE) && (flags & VFS_EXCLUSIVE)) return -VFS_EEXIST;
  if (vfs_is_directory(target)) return flags & (VFS_WRITE | VFS_CREATE | VFS_TRUNCATE) ? -VFS_EISDIR : 0;
  if (flags & VFS_DIRECTORY) return -VFS_ENOTDIR;
  const bool is_writable =
      target.node != NULL && (!vfs_is_file(target) || target.node->zone == VFS_ZONE_WORK);
  return (flags & (VFS_WRITE | VFS_TRUNCATE)) && !is_writable ? -VFS_EROFS : 0;
}

static int open_target(const vfs_walk* walk, uint32_t flags, vfs_ref* out) {
  if (walk->found) {
    *out = walk->target;
    return check_open_existing(walk->target, flags);
  }
  if (!(flags & VFS_CREATE)) return -VFS_ENOENT;
  if (flags & VFS_DIRECTORY) return -VFS_EINVAL;
  if (walk->must_be_directory) return -VFS_EISDIR;
  *out = (vfs_ref){.entry = VFS_PACK_NONE};
  return create_for_guest(walk, VFS_NODE_FILE, &out->node);
}

int vfs_open(int dir_fd, const char* path, size_t path_bytes, uint32_t flags) {
  vfs_walk walk;
  int error = walk_from(dir_fd, path, path_bytes, &walk);
  if (error != 0) return error;
  const int fd = find_free();
  if (fd < 0) return fd;
  vfs_ref target;
  error = open_target(&walk, flags, &target);
  if (error != 0) return error;
  vfs_descriptor opened = {.ref = target, .flags = flags & KEPT_FLAGS, .is_open = true};
  if (target.node != NULL) {
    if ((flags & VFS_TRUNCATE) && walk.found && target.node->kind == VFS_NODE_FILE)
      vfs_content_resize(target.node, 0);
    ++target.node->opens;
  } else if (vfs_is_file(target)) {
    opened.content = vfs_pack_acquire(target.entry);
    if (opened.content == NULL) return -VFS_ENOMEM;
  }
  descriptors[fd] = opened;
  return fd;
}

int vfs_close(int fd) {
  vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL || fd == VFS_ROOT_FD) return -VFS_EBADF;
  vfs_node* node = descriptor->ref.node;
  if (node != NULL) {
    if (descriptor->flags & VFS_WRITE) vfs_node_settle(node);
    --node->opens;
    vfs_node_release(node);
  } else if (descriptor->content != NULL) {
    vfs_pack_release(descriptor->content);
  }
  *descriptor = (vfs_descriptor){0};
  if (fd < lowest_free) lowest_free = fd;
  return 0;
}

int vfs_renumber(int from, int to) {
  const vfs_descriptor* source = get_descriptor(from);
  if (source == NULL || to < 0 || to >= VFS_OPEN_MAX) return -VFS_EBADF;
  if (from == VFS_ROOT_FD || to == VFS_ROOT_FD) return -VFS_EBADF;
  if (from == to) return 0;
  if (descriptors[to].is_open) vfs_close(to);
  descriptors[to] = *source;
  descriptors[from] = (vfs_descriptor){0};
  if (from < lowest_free) lowest_free = from;
  return 0;
}

int vfs_get_flags(int fd) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  return descriptor == NULL ? -VFS_EBADF : (int)descriptor->flags;
}

int vfs_set_flags(int fd, uint32_t flags) {
  vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  descriptor->flags = (descriptor->flags & ~CHANGEABLE_FLAGS) | (flags & CHANGEABLE_FLAGS);
  return 0;
}

void vfs_rewind_standard_input(void) {
  for (int fd = 0; fd < VFS_OPEN_MAX; ++fd) {
    if (descriptors[fd].is_open && descriptors[fd].ref.node == vfs_tree.standard_input)
      descriptors[fd].offset = 0;
  }
}

/* ---- reading and writing ---- */

static void fill_random(uint8_t* data, size_t bytes) {
  while (bytes > 0) {
    const uint32_t piece = bytes < VITRINE_ENTROPY_BYTES_MAX ? (uint32_t)bytes : VITRINE_ENTROPY_BYTES_MAX;
    vitrine_entropy(data, piece);
    data += piece;
    bytes -= piece;
  }
}

static int64_t read_at(const vfs_descriptor* descriptor, uint64_t offset, void* data, size_t bytes) {
  if (!(descriptor->flags & VFS_READ)) return -VFS_EBADF;
  if (descriptor->content != NULL) return vfs_pack_read(descriptor->content, offset, data, bytes);
  const vfs_node* node = descriptor->ref.node;
  if (node == NULL) return -VFS_EISDIR;
  switch (node->kind) {
    case VFS_NODE_FILE:
      return (int64_t)vfs_content_read(node, offset, data, bytes);
    case VFS_NODE_ZERO:
      memset(data, 0, bytes);
      return (int64_t)bytes;
    case VFS_NODE_RANDOM:
      fill_random(data, bytes);
      return (int64_t)bytes;
    case VFS_NODE_DIRECTORY:
      return -VFS_EISDIR;
    default:
      return 0;
  }
}

static int write_stream(uint32_t stream, const uint8_t* data, size_t bytes) {
  /* A native test could pass more than 32 bits hold; a guest cannot. */
  if (bytes > UINT32_MAX) return -VFS_EINVAL;
  vitrine_write(stream, data, (uint32_t)bytes);
  return 0;
}

/* Returns 0 or an error. */
static int write_at(const vfs_descriptor* descriptor, uint64_t offset, const void* data, size_t bytes) {
  vfs_node* node = descriptor->ref.node;
  /* The pack has no nodes, and is never open for writing. */
  if (node == NULL || !(descriptor->flags & VFS_WRITE)) return -VFS_EBADF;
  if (node->kind == VFS_NODE_FILE) return vfs_content_write(node, offset, data, bytes);
  if (node->kind == VFS_NODE_STREAM) return write_stream(node->stream, data, bytes);
  return 0;
}

int64_t vfs_read(int fd, void* data, size_t bytes) {
  vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  const int64_t count = read_at(descriptor, descriptor->offset, data, bytes);
  if (count > 0 && vfs_is_file(descriptor->ref)) descriptor->offset += (uint64_t)count;
  return count;
}

int64_t vfs_pread(int fd, void* data, size_t bytes, uint64_t offset) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  if (descriptor->ref.node != NULL && descriptor->ref.node->kind == VFS_NODE_STREAM) return -VFS_ESPIPE;
  return read_at(descriptor, offset, data, bytes);
}

int64_t vfs_write(int fd, const void* data, size_t bytes) {
  vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  const bool is_file = vfs_is_file(descriptor->ref);
  if (is_file && (descriptor->flags & VFS_WRITE) && (descriptor->flags & VFS_APPEND)) {
    descriptor->offset = descriptor->ref.node->content.bytes;
  }
  const int error = write_at(descriptor, descriptor->offset, data, bytes);
  if (error != 0) return error;
  if (is_file) descriptor->offset += bytes;
  return (int64_t)bytes;
}

int64_t vfs_pwrite(int fd, const void* data, size_t bytes, uint64_t offset) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  if (descriptor->ref.node != NULL && descriptor->ref.node->kind == VFS_NODE_STREAM) return -VFS_ESPIPE;
  const int error = write_at(descriptor, offset, data, bytes);
  return error != 0 ? error : (int64_t)bytes;
}

int64_t vfs_seek(int fd, int64_t offset, int whence) {
  vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  if (vfs_is_directory(descriptor->ref)) return -VFS_EISDIR;
  const vfs_node* node = descriptor->ref.node;
  if (node != NULL && node->kind == VFS_NODE_STREAM) return -VFS_ESPIPE;
  /* The null, zero and random devices stay at 0, as on Linux. */
  if (node != NULL && node->kind != VFS_NODE_FILE) return 0;
  uint64_t base = 0;
  if (whence == VFS_SEEK_CUR) {
    base = descriptor->offset;
  } else if (whence == VFS_SEEK_END) {
    base = node != NULL ? node->content.bytes : vfs_pack_get(descriptor->ref.entry).bytes;
  } else if (whence != VFS_SEEK_SET) {
    return -VFS_EINVAL;
  }
  int64_t result;
  if (__builtin_add_overflow((int64_t)base, offset, &result) || result < 0) return -VFS_EINVAL;
  descriptor->offset = (uint64_t)result;
  return result;
}

static int get_writable_file(int fd, vfs_node** out) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  if (!(descriptor->flags & VFS_WRITE) || !vfs_is_file(descriptor->ref)) return -VFS_EINVAL;
  *out = descriptor->ref.node;
  return 0;
}

int vfs_truncate(int fd, uint64_t bytes) {
  vfs_node* node = NULL;
  const int error = get_writable_file(fd, &node);
  return error != 0 ? error : vfs_content_resize(node, bytes);
}

int vfs_allocate(int fd, uint64_t offset, uint64_t bytes) {
  vfs_node* node = NULL;
  const int error = get_writable_file(fd, &node);
  if (error != 0) return error;
  if (bytes == 0) return -VFS_EINVAL;
  if (offset > UINT64_MAX - bytes) return -VFS_ENOSPC;
  return offset + bytes > node->content.bytes ? vfs_content_resize(node, offset + bytes) : 0;
}

int vfs_sync(int fd) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  if (descriptor->ref.node != NULL) vfs_node_settle(descriptor->ref.node);
  return 0;
}

/* ---- what is known of a file ---- */

int vfs_stat_fd(int fd, vfs_stat* out) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  vfs_fill_stat(descriptor->ref, out);
  return 0;
}

int vfs_stat_path(int dir_fd, const char* path, size_t path_bytes, vfs_stat* out) {
  vfs_walk walk;
  const int error = walk_to_existing(dir_fd, path, path_bytes, &walk);
  if (error != 0) return error;
  vfs_fill_stat(walk.target, out);
  return 0;
}

/* Devices and folders of the system take no changes; what the host put in /input neither. */
static int check_attributes_writable(vfs_ref ref) {
  return ref.node != NULL && ref.node->zone == VFS_ZONE_WORK ? 0 : -VFS_EROFS;
}

static int64_t choose_time(int64_t old_ns, int64_t wanted_ns, int64_t now_ns) {
  return wanted_ns == VFS_TIME_OMIT ? old_ns : wanted_ns == VFS_TIME_NOW ? now_ns : wanted_ns;
}

static int set_times(vfs_ref ref, int64_t atime_ns, int64_t mtime_ns) {
  const int error = check_attributes_writable(ref);
  if (error != 0) return error;
  vfs_node* node = ref.node;
  vfs_node_settle(node);
  const int64_t now_ns = vitrine_clock(VITRINE_CLOCK_REALTIME);
  node->atime_ns = choose_time(node->atime_ns, atime_ns, now_ns);
  node->mtime_ns = choose_time(node->mtime_ns, mtime_ns, now_ns);
  node->ctime_ns = now_ns;
  return 0;
}

int vfs_set_times_fd(int fd, int64_t atime_ns, int64_t mtime_ns) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  return descriptor == NULL ? -VFS_EBADF : set_times(descriptor->ref, atime_ns, mtime_ns);
}

int vfs_set_times_path(int dir_fd, const char* path, size_t path_bytes, int64_t atime_ns, int64_t mtime_ns) {
  vfs_walk walk;
  const int error = walk_to_existing(dir_fd, path, path_bytes, &walk);
  return error != 0 ? error : set_times(walk.target, atime_ns, mtime_ns);
}

static int set_mode(vfs_ref ref, uint32_t mode) {
  const int error = check_attributes_writable(ref);
  if (error == 0) ref.node->mode = (uint16_t)(mode & 07777);
  return error;
}

int vfs_chmod_fd(int fd, uint32_t mode) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  return descriptor == NULL ? -VFS_EBADF : set_mode(descriptor->ref, mode);
}

int vfs_chmod_path(int dir_fd, const char* path, size_t path_bytes, uint32_t mode) {
  vfs_walk walk;
  const int error = walk_to_existing(dir_fd, path, path_bytes, &walk);
  return error != 0 ? error : set_mode(walk.target, mode);
}

/* ---- folders ---- */

int vfs_mkdir(int dir_fd, const char* path, size_t path_bytes) {
  vfs_walk walk;
  int error = walk_from(dir_fd, path, path_bytes, &walk);
  if (error != 0) return error;
  if (walk.found) return -VFS_EEXIST;
  vfs_node* node = NULL;
  error = create_for_guest(&walk, VFS_NODE_DIRECTORY, &node);
  if (error == 0) vfs_node_settle(node);
  return error;
}

/* Finds a name that the guest may take out of its folder. */
static int walk_to_removable(int dir_fd, const char* path, size_t path_bytes, vfs_walk* out) {
  const int error = walk_to_existing(dir_fd, path, path_bytes, out);
  if (error != 0) return error;
  if (out->name_bytes == 0) return -VFS_EINVAL;
  return check_folder_writable(out->parent);
}

int vfs_rmdir(int dir_fd, const char* path, size_t path_bytes) {
  vfs_walk walk;
  const int error = walk_to_removable(dir_fd, path, path_bytes, &walk);
  if (error != 0) return error;
  vfs_node* node = walk.target.node;
  if (node->kind != VFS_NODE_DIRECTORY) return -VFS_ENOTDIR;
  if (node->directory.child_count > 0) return -VFS_ENOTEMPTY;
  vfs_node_unlink(node);
  vfs_node_settle(walk.parent.node);
  return 0;
}

int vfs_unlink(int dir_fd, const char* path, size_t path_bytes) {
  vfs_walk walk;
  const int error = walk_to_removable(dir_fd, path, path_bytes, &walk);
  if (error != 0) return error;
  vfs_node* node = walk.target.node;
  if (node->kind == VFS_NODE_DIRECTORY) return -VFS_EISDIR;
  vfs_node_unlink(node);
  vfs_node_settle(walk.parent.node);
  return 0;
}

/* Height of the tree below a folder, and its longest path from there on. */
static void measure_subtree(const vfs_node* top, uint32_t* height, size_t* longest_bytes) {
  *height = 0;
  *longest_bytes = 0;
  for (const vfs_node* node = vfs_node_next(top, top); node != NULL; node = vfs_node_next(top, node)) {
    uint32_t depth = 0;
    size_t bytes = 0;
    for (const vfs_node* up = node; up != top; up = up->parent) {
      ++depth;
      bytes += 1u + up->name_bytes;
    }
    if (depth > *height) *height = depth;
    if (bytes > *longest_bytes) *longest_bytes = bytes;
  }
}

static bool is_inside(const vfs_node* node, const vfs_node* folder) {
  for (; node != NULL; node = node->parent) {
    if (node == folder) return true;
  }
  return false;
}

static int check_replace(const vfs_node* node, vfs_ref target) {
  const vfs_node* replaced = target.node;
  const bool is_directory = node->kind == VFS_NODE_DIRECTORY;
  if (replaced->kind == VFS_NODE_DIRECTORY) {
    if (!is_directory) return -VFS_EISDIR;
    return replaced->directory.child_count > 0 ? -VFS_ENOTEMPTY : 0;
  }
  return is_directory ? -VFS_ENOTDIR : 0;
}

int vfs_rename(int from_fd, const char* from, size_t from_bytes, int to_fd, const char* to, size_t to_bytes) {
  vfs_walk source;
  int error = walk_to_removable(from_fd, from, from_bytes, &source);
  if (error != 0) return error;
  vfs_walk target;
  error = walk_from(to_fd, to, to_bytes, &target);
  if (error != 0) return error;
  vfs_node* node = source.target.node;
  const bool is_directory = node->kind == VFS_NODE_DIRECTORY;
  if (target.name_bytes == 0) return -VFS_EINVAL;
  if (target.must_be_directory && !is_directory) return -VFS_ENOTDIR;
  error = check_folder_writable(target.parent);
  if (error != 0) return error;
  vfs_node* parent = target.parent.node;
  if (target.found && target.target.node == node) return 0;
  if (is_directory && is_inside(parent, node)) return -VFS_EINVAL;
  if (target.found) error = check_replace(node, target.target);
  if (error != 0) return error;
  uint32_t height = 0;
  size_t longest_bytes = 0;
  if (is_directory) measure_subtree(node, &height, &longest_bytes);
  error = vfs_check_place(parent, target.name_bytes, height, longest_bytes);
  if (error != 0) return error;
  vfs_node* old_parent = source.parent.node;
  error =
      vfs_node_move(node, parent, target.name, target.name_bytes, target.found ? target.target.node : NULL);
  if (error != 0) return error;
  vfs_node_settle(parent);
  vfs_node_settle(old_parent);
  return 0;
}

static int read_pack_folder(uint32_t index, uint64_t cookie, vfs_dirent* out) {
  const vfs_pack_entry folder = vfs_pack_get(index);
  if (cookie >= folder.stored_bytes) return 0;
  const uint32_t child = folder.offset + (uint32_t)cookie;
  const vfs_pack_entry entry = vfs_pack_get(child);
  *out = (vfs_dirent){.name = vfs_pack_name(&entry),
                      .name_bytes = entry.name_bytes,
                      .inode = (uint64_t)child + 1,
                      .cookie = cookie + 1,
                      .type = entry.kind == VFS_PACK_DIRECTORY ? VFS_TYPE_DIRECTORY : VFS_TYPE_FILE};
  return 1;
}

static uint32_t dirent_type(const vfs_node* node) {
  if (node->kind == VFS_NODE_DIRECTORY) return VFS_TYPE_DIRECTORY;
  if (node->kind == VFS_NODE_FILE) return VFS_TYPE_FILE;
  if (node->kind != VFS_NODE_PACK) return VFS_TYPE_DEVICE;
  return vfs_pack_get(node->pack_entry).kind == VFS_PACK_DIRECTORY ? VFS_TYPE_DIRECTORY : VFS_TYPE_FILE;
}

int vfs_readdir(int fd, uint64_t cookie, vfs_dirent* out) {
  const vfs_descriptor* descriptor = get_descriptor(fd);
  if (descriptor == NULL) return -VFS_EBADF;
  if (!vfs_is_directory(descriptor->ref)) return -VFS_ENOTDIR;
  if (descriptor->ref.node == NULL) return read_pack_folder(descriptor->ref.entry, cookie, out);
  const vfs_node* child = vfs_directory_after(descriptor->ref.node, cookie);
  if (child == NULL) return 0;
  *out = (vfs_dirent){.name = child->name,
                      .name_bytes = child->name_bytes,
                      .inode = child->kind == VFS_NODE_PACK ? (uint64_t)child->pack_entry + 1 : child->inode,
                      .cookie = child->cookie,
                      .type = dirent_type(child)};
  return 1;
}
