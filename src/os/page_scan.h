// Asks the kernel which pages of a copy-on-write mapping have been written.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrine::os {

struct PageRange {
  std::size_t begin;  // byte offset from the start of the scanned range
  std::size_t end;    // exclusive
};

// Thread-safe: scans may run at once. The descriptor belongs to the address space that opened it: after
// fork() the child needs a scanner of its own (it would see the parent's pages), opened before the process
// gives up being dumpable.
class PageScanner {
 public:
  // Never fails: where the kernel lacks PAGEMAP_SCAN (before 6.7) or /proc is not there, available() is
  // false.
  PageScanner();
  ~PageScanner();
  PageScanner(const PageScanner&) = delete;
  PageScanner& operator=(const PageScanner&) = delete;

  bool available() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }  // -1: not available

  // Appends to `ranges` the pages of [data, data + bytes) that are no longer the mapped file's: private
  // copies in memory *or swapped out* (a swapped page was written too). False when the kernel refuses;
  // `ranges` then holds nothing useful and the caller must treat every page as written.
  [[nodiscard]] bool WrittenPages(std::span<std::byte> memory, std::vector<PageRange>& ranges) const;

 private:
  int descriptor_ = -1;
};

}  // namespace vitrine::os
