#include "sqlite/sql_memory.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace vitrine::sqlite {
namespace {

thread_local SqlMemoryScope* current_scope = nullptr;

// SQLite's own allocator. Written once, before SQLite makes its first allocation through ours.
sqlite3_mem_methods original;

void* Allocate(int bytes) {
  SqlMemoryScope* scope = current_scope;
  if (scope == nullptr) return original.xMalloc(bytes);
  if (!scope->Asked(bytes) || !scope->Take(bytes)) return nullptr;
  void* memory = original.xMalloc(bytes);
  // What is given back later is the true size: count that one.
  scope->Take(memory == nullptr ? -std::int64_t{bytes} : std::int64_t{original.xSize(memory)} - bytes);
  return memory;
}

void Free(void* memory) {
  if (current_scope != nullptr) current_scope->Take(-std::int64_t{original.xSize(memory)});
  original.xFree(memory);
}

void* Reallocate(void* memory, int bytes) {
  SqlMemoryScope* scope = current_scope;
  if (scope == nullptr) return original.xRealloc(memory, bytes);
  const int bytes_before = original.xSize(memory);
  if (!scope->Asked(bytes) || !scope->Take(std::int64_t{bytes} - bytes_before)) return nullptr;
  void* moved = original.xRealloc(memory, bytes);
  scope->Take(moved == nullptr ? std::int64_t{bytes_before} - bytes
                               : std::int64_t{original.xSize(moved)} - bytes);
  return moved;
}

int Size(void* memory) { return original.xSize(memory); }
int RoundUp(int bytes) { return original.xRoundup(bytes); }
int Init(void* data) { return original.xInit(data); }
void Shutdown(void* data) { original.xShutdown(data); }

bool Install() {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &original) != SQLITE_OK) return false;
  const sqlite3_mem_methods counting = {Allocate, Free, Reallocate, Size,
                                        RoundUp,  Init, Shutdown,   original.pAppData};
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &counting) == SQLITE_OK;
}

}  // namespace

bool InstallSqlMemoryCounter() {
  static const bool installed = Install();
  return installed;
}

SqlMemoryScope::SqlMemoryScope(std::uint64_t bytes_max, AskIsOver is_over, void* user)
    : bytes_max_(static_cast<std::int64_t>(
          std::min<std::uint64_t>(bytes_max, std::numeric_limits<std::int64_t>::max() / 2))),
      is_over_(is_over),
      user_(user) {
  VITRINE_CHECK(current_scope == nullptr, "a thread runs one SQL query at a time");
  current_scope = this;
}

SqlMemoryScope::~SqlMemoryScope() { current_scope = nullptr; }

bool SqlMemoryScope::IsOver() {
  return current_scope != nullptr && current_scope->is_over_(current_scope->user_);
}

bool SqlMemoryScope::Take(std::int64_t bytes) {
  if (bytes > 0 && bytes_ + bytes > bytes_max_) {
    memory_ran_out_ = true;
    return false;
  }
  bytes_ += bytes;
  bytes_peak_ = std::max(bytes_peak_, bytes_);
  return true;
}

bool SqlMemoryScope::Asked(int bytes) {
  if (bytes < kAskBytes || !is_over_(user_)) return true;
  time_ran_out_ = true;
  return false;
}

}  // namespace vitrine::sqlite
