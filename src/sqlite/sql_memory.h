// Bounds what one query may take of memory and lets it end where SQLite itself never looks at the clock.
// Promise P10.
//
// SQLite's own heap limits hold for the whole process, so that one query could starve another one or the
// program we are part of. Hence an allocator around SQLite's own (sqlite3_config) that counts on behalf of
// the thread's current SqlMemoryScope and is otherwise transparent. Sorts, temporary b-trees, values,
// statements: all of it is counted.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine::sqlite {

// Puts the counting allocator in place; must happen before the process first uses SQLite. Thread-safe; every
// call after the first one gives the first one's answer: false when SQLite had been in use already.
// SqlMemoryScope has no effect then, and SqlQuery falls back on tighter limits (kUncountedValueBytesMax in
// sql_query.cc).
bool InstallSqlMemoryCounter();

// While it lives, SQLite's allocations on this thread fail with SQLITE_NOMEM once they would hold more than
// `bytes_max` more than at the beginning, and large ones fail when `is_over` says so. At most one at a time
// in a thread.
class SqlMemoryScope {
 public:
  using AskIsOver = bool (*)(void* user);

  // `is_over` is asked at every allocation of at least kAskBytes: a cheap clock for expressions that take
  // long in one instruction, which the progress handler does not see.
  SqlMemoryScope(std::uint64_t bytes_max, AskIsOver is_over, void* user);
  ~SqlMemoryScope();
  SqlMemoryScope(const SqlMemoryScope&) = delete;
  SqlMemoryScope& operator=(const SqlMemoryScope&) = delete;

  static constexpr int kAskBytes = 32 << 10;

  // What the thread's current scope says; false when there is none.
  static bool IsOver();

  bool memory_ran_out() const { return memory_ran_out_; }
  bool time_ran_out() const { return time_ran_out_; }
  std::int64_t bytes_peak() const { return bytes_peak_; }

  // For the allocator. `bytes` may be negative.
  bool Take(std::int64_t bytes);
  bool Asked(int bytes);

 private:
  std::int64_t bytes_max_;
  AskIsOver is_over_;
  void* user_;
  std::int64_t bytes_ = 0;  // below zero when the query gives back what earlier ones took
  std::int64_t bytes_peak_ = 0;
  bool memory_ran_out_ = false;
  bool time_ran_out_ = false;
};

}  // namespace vitrine::sqlite
