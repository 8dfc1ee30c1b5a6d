#include "node.h"

#include <stdlib.h>
#include <string.h>

#include "imports.h"

/* The first chunk grows in multiples of this. */
#define FIRST_STEP 64u
/* A file holds less than 1 TiB, so that the array of chunks can be doubled in 32 bits. */
#define CHUNKS_MAX (1u << 24)
#define BUCKETS_MIN 8u
#define SLOTS_MIN 8u
/* Tables up to this size stay when a folder is emptied. */
#define SLOTS_KEPT 64u
/* What a change adds to mtime at least; a double holds seconds since 1970 to a quarter of a microsecond. */
#define TIME_STEP_NS 1000

vfs_ledger vfs_books;

/* ---- charges ---- */

static uint64_t* used_bytes(vfs_zone zone) {
  return zone == VFS_ZONE_WORK ? &vfs_books.work_bytes : &vfs_books.input_bytes;
}

static uint64_t zone_bytes_max(vfs_zone zone) {
  return zone == VFS_ZONE_WORK ? vfs_books.limits.work_bytes_max : vfs_books.limits.input_bytes_max;
}

static uint64_t available(vfs_zone zone) {
  const uint64_t used = *used_bytes(zone);
  const uint64_t max = zone_bytes_max(zone);
  return used < max ? max - used : 0;
}

static bool charge(vfs_zone zone, uint64_t bytes) {
  if (zone == VFS_ZONE_SYSTEM) return true;
  if (bytes > available(zone)) return false;
  *used_bytes(zone) += bytes;
  return true;
}

static void refund(vfs_zone zone, uint64_t bytes) {
  if (zone != VFS_ZONE_SYSTEM) *used_bytes(zone) -= bytes;
}

/* ---- content ---- */

static uint64_t content_capacity(const vfs_content* content) {
  return content->first_bytes + (uint64_t)content->rest_count * VFS_CHUNK_BYTES;
}

static uint32_t round_first(uint64_t bytes) {
  return (uint32_t)((bytes + FIRST_STEP - 1) / FIRST_STEP * FIRST_STEP);
}

/* Allocates and charges the first chunk up to at least `bytes` (at most a chunk). */
static int grow_first(vfs_node* file, uint32_t bytes) {
  vfs_content* content = &file->content;
  const uint32_t exact = round_first(bytes);
  uint32_t capacity = content->first_bytes * 2 > exact ? content->first_bytes * 2 : exact;
  if (capacity > VFS_CHUNK_BYTES) capacity = VFS_CHUNK_BYTES;
  if (!charge(file->zone, capacity - content->first_bytes)) {
    capacity = exact;
    if (!charge(file->zone, capacity - content->first_bytes)) return -VFS_ENOSPC;
  }
  uint8_t* first = realloc(content->first, capacity);
  if (first == NULL) {
    refund(file->zone, capacity - content->first_bytes);
    return -VFS_ENOSPC;
  }
  memset(first + content->first_bytes, 0, capacity - content->first_bytes);
  content->first = first;
  content->first_bytes = capacity;
  return 0;
}

/* Charges chunks behind the first until there are `count`; their memory comes with the first write. */
static int grow_rest(vfs_node* file, uint32_t count) {
  vfs_content* content = &file->content;
  if (count > content->rest_capacity) {
    /* Doubled, but at least one: CHUNKS_MAX keeps both far from 2^32. */
    uint32_t capacity = content->rest_capacity * 2 + 1;
    if (capacity < count) capacity = count;
    uint8_t** rest = realloc(content->rest, capacity * sizeof(uint8_t*));
    if (rest == NULL) return -VFS_ENOSPC;
    memset(rest + content->rest_capacity, 0, (capacity - content->rest_capacity) * sizeof(uint8_t*));
    content->rest = rest;
    content->rest_capacity = capacity;
  }
  if (!charge(file->zone, (uint64_t)(count - content->rest_count) * VFS_CHUNK_BYTES)) return -VFS_ENOSPC;
  content->rest_count = count;
  return 0;
}

/* Frees and refunds chunks behind the first until `count` are left. */
static void shrink_rest(vfs_node* file, uint32_t count) {
  vfs_content* content = &file->content;
  if (content->rest_count <= count) return;
  refund(file->zone, (uint64_t)(content->rest_count - count) * VFS_CHUNK_BYTES);
  for (uint32_t i = count; i < content->rest_count; ++i) {
    free(content->rest[i]);
    content->rest[i] = NULL;
  }
  content->rest_count = count;
  if (count == 0) {
    free(content->rest);
    content->rest = NULL;
    content->rest_capacity = 0;
  }
}

/* Charges what a file of `bytes` needs. When it fails, then by the quota before anything was changed, or for
 * lack of memory with a larger first chunk. */
static int content_reserve(vfs_node* file, uint64_t bytes) {
  vfs_content* content = &file->content;
  if (bytes <= content_capacity(content)) return 0;
  /* Before any arithmetic: the quota bounds every number below. */
  if (bytes > zone_bytes_max(file->zone)) return -VFS_ENOSPC;
  const uint64_t chunks = (bytes - 1) / VFS_CHUNK_BYTES + 1;
  if (chunks > CHUNKS_MAX) return -VFS_ENOSPC;
  const uint32_t rest_count = (uint32_t)chunks - 1;
  const uint64_t capacity = rest_count > 0 ? chunks * VFS_CHUNK_BYTES : round_first(bytes);
  if (capacity - content_capacity(content) > available(file->zone)) return -VFS_ENOSPC;
  const uint32_t first_bytes = rest_count > 0 ? VFS_CHUNK_BYTES : (uint32_t)bytes;
  if (first_bytes > content->first_bytes) {
    const int error = grow_first(file, first_bytes);
    if (error != 0) return error;
  }
  return rest_count > content->rest_count ? grow_rest(file, rest_count) : 0;
}

static void content_clear(vfs_node* file) {
  vfs_content* content = &file->content;
  shrink_rest(file, 0);
  refund(file->zone, content->first_bytes);
  free(content->first);
  memset(content, 0, sizeof *content);
}

/* Zeroes what a chunk holds behind the end of the file. */
static void zero_tail(vfs_content* content) {
  const uint32_t chunk = (uint32_t)(content->bytes / VFS_CHUNK_BYTES);
  const uint32_t start = (uint32_t)(content->bytes % VFS_CHUNK_BYTES);
  if (chunk == 0) {
    if (start < content->first_bytes) memset(content->first + start, 0, content->first_bytes - start);
  } else if (chunk <= content->rest_count && content->rest[chunk - 1] != NULL) {
    memset(content->rest[chunk - 1] + start, 0, VFS_CHUNK_BYTES - start);
  }
}

int vfs_content_resize(vfs_node* file, uint64_t bytes) {
  vfs_content* content = &file->content;
  if (bytes == 0) {
    content_clear(file);
  } else if (bytes < content->bytes) {
    content->bytes = bytes;
    shrink_rest(file, (uint32_t)((bytes - 1) / VFS_CHUNK_BYTES));
    zero_tail(content);
  } else {
    const int error = content_reserve(file, bytes);
    if (error != 0) return error;
    content->bytes = bytes;
  }
  file->modified = true;
  return 0;
}

size_t vfs_content_read(const vfs_node* file, uint64_t offset, void* data, size_t bytes) {
  const vfs_content* content = &file->content;
  if (offset >= content->bytes) return 0;
  if (bytes > content->bytes - offset) bytes = (size_t)(content->bytes - offset);
  uint8_t* out = data;
  for (size_t left = bytes; left > 0;) {
    const uint64_t chunk = offset / VFS_CHUNK_BYTES;
    const uint32_t start = (uint32_t)(offset % VFS_CHUNK_BYTES);
    const size_t piece = left < VFS_CHUNK_BYTES - start ? left : VFS_CHUNK_BYTES - start;
    const uint8_t* from = chunk == 0 ? content->first : content->rest[chunk - 1];
    if (from != NULL) {
      memcpy(out, from + start, piece);
    } else {
      memset(out, 0, piece);
    }
    out += piece;
    offset += piece;
    left -= piece;
  }
  return bytes;
}

/* Allocates the chunks behind the first that a write to [offset, end) touches. A chunk behind the end of the
 * file is zeroed only where the write will not land; one that fills a hole wholly, so that it is right even
 * when memory runs out at the next. */
static int materialize(vfs_content* content, uint64_t offset, uint64_t end) {
  for (uint64_t chunk = offset / VFS_CHUNK_BYTES; chunk * VFS_CHUNK_BYTES < end; ++chunk) {
    if (chunk == 0 || content->rest[chunk - 1] != NULL) continue;
    const uint64_t base = chunk * VFS_CHUNK_BYTES;
    const bool is_hole = base < content->bytes;
    uint8_t* memory = is_hole ? calloc(1, VFS_CHUNK_BYTES) : malloc(VFS_CHUNK_BYTES);
    if (memory == NULL) return -VFS_ENOSPC;
    content->rest[chunk - 1] = memory;
    if (is_hole) continue;
    if (offset > base) memset(memory, 0, (size_t)(offset - base));
    if (end - base < VFS_CHUNK_BYTES)
      memset(memory + (end - base), 0, VFS_CHUNK_BYTES - (size_t)(end - base));
  }
  return 0;
}

int vfs_content_write(vfs_node* file, uint64_t offset, const void* data, size_t bytes) {
  vfs_content* content = &file->content;
  if (bytes == 0) return 0;
  if (offset > UINT64_MAX - bytes) return -VFS_ENOSPC;
  const uint64_t end = offset + bytes;
  int error = content_reserve(file, end);
  if (error == 0) error = materialize(content, offset, end);
  if (error != 0) {
    /* Gives back what was reserved behind the end. */
    if (content->bytes == 0) {
      content_clear(file);
    } else {
      shrink_rest(file, (uint32_t)((content->bytes - 1) / VFS_CHUNK_BYTES));
    }
    return error;
  }
  const uint8_t* from = data;
  for (size_t left = bytes; left > 0;) {
    const uint64_t chunk = offset / VFS_CHUNK_BYTES;
    const uint32_t start = (uint32_t)(offset % VFS_CHUNK_BYTES);
    const size_t piece = left < VFS_CHUNK_BYTES - start ? left : VFS_CHUNK_BYTES - start;
    memcpy((chunk == 0 ? content->first : content->rest[chunk - 1]) + start, from, piece);
    from += piece;
    offset += piece;
    left -= piece;
  }
  if (end > content->bytes) content->bytes = end;
  file->modified = true;
  return 0;
}

/* ---- folders ---- */

/* FNV-1a. A guest that makes names collide slows down itself alone. */
static uint32_t hash_name(const char* name, size_t bytes) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < bytes; ++i) hash = (hash ^ (uint8_t)name[i]) * 16777619u;
  return hash;
}

vfs_node* vfs_directory_find(const vfs_node* directory, const char* name, size_t name_bytes) {
  const vfs_directory* d = &directory->directory;
  if (d->child_count == 0) return NULL;
  const uint32_t hash = hash_name(name, name_bytes);
  for (vfs_node* child = d->buckets[hash & (d->bucket_count - 1)]; child != NULL;
       child = child->bucket_next) {
    if (child->name_hash == hash && child->name_bytes == name_bytes &&
        memcmp(child->name, name, name_bytes) == 0) {
      return child;
    }
  }
  return NULL;
}

/* Index of the first slot with a cookie larger than `cookie`. */
static uint32_t slot_after(const vfs_directory* d, uint64_t cookie) {
  uint32_t low = 0;
  uint32_t high = d->slot_count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (d->slots[middle].cookie > cookie) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

vfs_node* vfs_directory_after(const vfs_node* directory, uint64_t cookie) {
  const vfs_directory* d = &directory->directory;
  for (uint32_t i = slot_after(d, cookie); i < d->slot_count; ++i) {
    if (d->slots[i].child != NULL) return d->slots[i].child;
  }
  return NULL;
}

static void close_gaps(vfs_directory* d) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < d->slot_count; ++i) {
    if (d->slots[i].child != NULL) d->slots[kept++] = d->slots[i];
  }
  d->slot_count = kept;
}

static bool grow_slots(vfs_directory* d) {
  const uint32_t capacity = d->slot_capacity == 0 ? SLOTS_MIN : d->slot_capacity * 2;
  vfs_slot* slots = realloc(d->slots, capacity * sizeof(vfs_slot));
  if (slots == NULL) return false;
  d->slots = slots;
  d->slot_capacity = capacity;
  return true;
}

static bool grow_buckets(vfs_directory* d) {
  const uint32_t count = d->bucket_count == 0 ? BUCKETS_MIN : d->bucket_count * 2;
  vfs_node** buckets = calloc(count, sizeof(vfs_node*));
  if (buckets == NULL) return false;
  for (uint32_t i = 0; i < d->slot_count; ++i) {
    vfs_node* child = d->slots[i].child;
    if (child == NULL) continue;
    vfs_node** bucket = &buckets[child->name_hash & (count - 1)];
    child->bucket_next = *bucket;
    *bucket = child;
  }
  free(d->buckets);
  d->buckets = buckets;
  d->bucket_count = count;
  return true;
}

/* Makes sure that one more child can be inserted without memory. */
static bool directory_reserve(vfs_node* directory) {
  vfs_directory* d = &directory->directory;
  if (d->slot_count == d->slot_capacity && !grow_slots(d)) return false;
  return d->child_count < d->bucket_count || grow_buckets(d);
}

static void directory_insert(vfs_node* directory, vfs_node* child) {
  vfs_directory* d = &directory->directory;
  vfs_node** bucket = &d->buckets[child->name_hash & (d->bucket_count - 1)];
  child->bucket_next = *bucket;
  *bucket = child;
  child->cookie = ++d->last_cookie;
  child->parent = directory;
  d->slots[d->slot_count++] = (vfs_slot){.cookie = child->cookie, .child = child};
  ++d->child_count;
  directory->modified = true;
}

static void directory_remove(vfs_node* child) {
  vfs_node* directory = child->parent;
  vfs_directory* d = &directory->directory;
  vfs_node** link = &d->buckets[child->name_hash & (d->bucket_count - 1)];
  while (*link != child) link = &(*link)->bucket_next;
  *link = child->bucket_next;
  d->slots[slot_after(d, child->cookie - 1)].child = NULL;
  child->parent = NULL;
  --d->child_count;
  directory->modified = true;
  if (d->slot_count > 2 * SLOTS_MIN && d->slot_count / 2 > d->child_count) close_gaps(d);
}

/* Frees the tables of a folder that has been emptied, unless they are small. */
static void directory_trim(vfs_node* directory, uint32_t slots_max) {
  vfs_directory* d = &directory->directory;
  if (d->child_count > 0 || d->slot_capacity <= slots_max) return;
  free(d->buckets);
  free(d->slots);
  /* The cookie goes on counting: a reader of the folder may hold one. */
  *d = (vfs_directory){.last_cookie = d->last_cookie};
}

/* ---- nodes ---- */

int vfs_node_create(vfs_node* parent, const char* name, size_t name_bytes, vfs_node_kind kind, vfs_zone zone,
                    vfs_node** out) {
  if (vfs_books.inode_count >= vfs_books.limits.inodes_max) return -VFS_ENOSPC;
  if (!charge(zone, VFS_INODE_CHARGE)) return -VFS_ENOSPC;
  vfs_node* node = calloc(1, sizeof *node);
  char* own_name = malloc(name_bytes + 1);
  if (node == NULL || own_name == NULL || (parent != NULL && !directory_reserve(parent))) {
    free(own_name);
    free(node);
    refund(zone, VFS_INODE_CHARGE);
    return -VFS_ENOSPC;
  }
  memcpy(own_name, name, name_bytes);
  own_name[name_bytes] = '\0';
  node->name = own_name;
  node->name_bytes = (uint16_t)name_bytes;
  node->name_hash = hash_name(name, name_bytes);
  node->kind = (uint8_t)kind;
  node->zone = (uint8_t)zone;
  const bool is_folder = kind == VFS_NODE_DIRECTORY || kind == VFS_NODE_PACK;
  const bool is_device = !is_folder && kind != VFS_NODE_FILE;
  /* Nobody checks them; they tell programs what the zone allows. */
  node->mode = is_folder ? 0555 : is_device ? 0666 : 0444;
  if (zone == VFS_ZONE_WORK) node->mode |= 0200;
  node->linked = true;
  node->inode = ++vfs_books.last_inode;
  node->atime_ns = node->mtime_ns = node->ctime_ns = vfs_books.start_time_ns;
  ++vfs_books.inode_count;
  if (parent != NULL) directory_insert(parent, node);
  *out = node;
  return 0;
}

void vfs_node_release(vfs_node* node) {
  if (node->linked || node->opens > 0) return;
  if (node->kind == VFS_NODE_FILE) content_clear(node);
  if (node->kind == VFS_NODE_DIRECTORY) directory_trim(node, 0);
  refund(node->zone, VFS_INODE_CHARGE);
  --vfs_books.inode_count;
  free(node->name);
  free(node);
}

void vfs_node_unlink(vfs_node* node) {
  vfs_node* parent = node->parent;
  if (parent != NULL) {
    directory_remove(node);
    directory_trim(parent, SLOTS_KEPT);
  }
  node->linked = false;
  vfs_node_release(node);
}

static vfs_node* first_child(const vfs_node* node) {
  return node->kind == VFS_NODE_DIRECTORY ? vfs_directory_after(node, 0) : NULL;
}

static vfs_node* first_leaf(vfs_node* node) {
  for (vfs_node* child = first_child(node); child != NULL; child = first_child(node)) node = child;
  return node;
}

void vfs_node_empty(vfs_node* directory) {
  /* From cookie to cookie, because the gaps that this makes would be skipped over and over from the start. */
  vfs_node* node = first_leaf(directory);
  while (node != directory) {
    vfs_node* parent = node->parent;
    const uint64_t cookie = node->cookie;
    vfs_node_unlink(node);
    vfs_node* next = vfs_directory_after(parent, cookie);
    node = next != NULL ? first_leaf(next) : parent;
  }
}

vfs_node* vfs_node_next(const vfs_node* top, const vfs_node* node) {
  vfs_node* child = first_child(node);
  if (child != NULL) return child;
  while (node != top) {
    vfs_node* sibling = vfs_directory_after(node->parent, node->cookie);
    if (sibling != NULL) return sibling;
    node = node->parent;
  }
  return NULL;
}

int vfs_node_move(vfs_node* node, vfs_node* parent, const char* name, size_t name_bytes, vfs_node* replaced) {
  char* own_name = malloc(name_bytes + 1);
  if (own_name == NULL || !directory_reserve(parent)) {
    free(own_name);
    return -VFS_ENOSPC;
  }
  memcpy(own_name, name, name_bytes);
  own_name[name_bytes] = '\0';
  vfs_node* old_parent = node->parent;
  directory_remove(node);
  if (replaced != NULL) directory_remove(replaced);
  free(node->name);
  node->name = own_name;
  node->name_bytes = (uint16_t)name_bytes;
  node->name_hash = hash_name(name, name_bytes);
  directory_insert(parent, node);
  directory_trim(old_parent, SLOTS_KEPT);
  if (replaced != NULL) vfs_node_unlink(replaced);
  return 0;
}

/* ---- times ---- */

static void take_time(vfs_node* node, int64_t now_ns) {
  const int64_t least = node->mtime_ns + TIME_STEP_NS;
  node->atime_ns = node->mtime_ns = node->ctime_ns = now_ns > least ? now_ns : least;
  node->modified = false;
}

void vfs_node_settle(vfs_node* node) {
  if (!node->modified) return;
  const int64_t now_ns = vitrine_clock(VITRINE_CLOCK_REALTIME);
  take_time(node, now_ns);
  if (node->parent != NULL && node->parent->modified) take_time(node->parent, now_ns);
}
