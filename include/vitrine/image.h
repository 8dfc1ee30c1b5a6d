// A frozen, already started interpreter: what every sandbox starts from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "vitrine/error.h"

namespace vitrine {

// Which Python runs behind the glass.
enum class Interpreter : std::uint8_t {
  kCpython,      // the whole language with its standard library; the default
  kMicropython,  // the small one: a hundredth of the memory, and of the time to start
};
// "cpython" or "micropython".
const char* Name(Interpreter interpreter);
std::optional<Interpreter> FindInterpreter(std::string_view name);

enum class Engine : std::uint8_t {
  kFast,     // memory base in %gs, guard pages; the default
  kChecked,  // every access checked in software, fuel counted; slower, bit-exact budgets
};

// What ImageOptions starts with: kFast, or kChecked in builds with -DVITRINE_MEMORY_CHECK=explicit
// (sanitizers and guard pages do not go together).
#ifdef VITRINE_DEFAULT_ENGINE_CHECKED
inline constexpr Engine kDefaultEngine = Engine::kChecked;
#else
inline constexpr Engine kDefaultEngine = Engine::kFast;
#endif

struct ImageOptions {
  Interpreter interpreter = Interpreter::kCpython;
  Engine engine = kDefaultEngine;
  // Seed of Python's string hashes. The built-in image has 0; any other number starts an interpreter of its
  // own (some tens of milliseconds) so that set and dict orders of hash-dependent code differ from the
  // built-in one.
  std::uint32_t hash_seed = 0;
  // Live sandboxes at once; Create fails with kBusy beyond.
  std::uint32_t slots_count_max = 4096;
  // Recycled slots kept ready; more are given back to the system.
  std::uint32_t slots_ready_max = 64;
};

// Thread-safe. Must outlive its sandboxes.
class Image {
 public:
  // One of the images built into the library.
  static Result<std::unique_ptr<Image>> Load(const ImageOptions& options = {});
  // Which interpreter the image of that id is of; none when it is not built into this library.
  static std::optional<Interpreter> InterpreterOf(std::string_view id);
  ~Image();
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  // Names the guest's code and memory: equal ids give equal behaviour. 64 hexadecimal digits.
  const std::string& id() const;
  std::uint64_t memory_bytes() const;

  // For the library itself: what lies behind this front.
  class Impl;
  explicit Image(std::unique_ptr<Impl> impl);
  Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace vitrine
