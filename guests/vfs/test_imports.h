// What the host would do, for native tests: a clock that stands still, streams that are kept, sleeps that are
// noted.
#ifndef VITRINE_GUESTS_VFS_TEST_IMPORTS_H_
#define VITRINE_GUESTS_VFS_TEST_IMPORTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vitrine::guests {

struct FakeHost {
  std::int64_t now_ns = 1'700'000'000'000'000'000;
  int clock_calls = 0;
  int write_calls = 0;
  std::map<std::uint32_t, std::string> streams;
  std::vector<std::uint32_t> entropy_bytes;
  std::vector<std::int64_t> sleeps_ns;
  std::vector<std::int32_t> exit_codes;
};

// The one that the imports act on; tests assign a new one before they start.
FakeHost& Host();

}  // namespace vitrine::guests

#endif  // VITRINE_GUESTS_VFS_TEST_IMPORTS_H_
