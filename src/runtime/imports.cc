// What translated guest code links against: the imports of guests/abi.h and the functions that wasm2c's
// output calls.
//
// All of it runs on the guest's stack, in the guest's domain, and may be abandoned at any instruction: each
// function only writes its request down and switches to the host. What does not return is hidden from
// AddressSanitizer, which would clean up the host's stack there.

#include <wasm-rt.h>

#include <algorithm>
#include <cstdarg>
#include <mutex>
#include <vector>

#include "runtime/guest_module.h"
#include "runtime/instance_access.h"

using vitrine::runtime::Import;
using vitrine::runtime::InstanceAccess;

extern "C" {

struct Z_vitrine_instance_t;  // wasm2c's name for what is passed to imports; unused, the thread knows its run

void Z_vitrineZ_write(Z_vitrine_instance_t*, std::uint32_t stream, std::uint32_t data, std::uint32_t bytes) {
  InstanceAccess::Ask(Import::kWrite, stream, data, bytes);
}

std::uint32_t Z_vitrineZ_call(Z_vitrine_instance_t*, std::uint32_t request, std::uint32_t bytes) {
  return static_cast<std::uint32_t>(InstanceAccess::Ask(Import::kCall, request, bytes));
}

std::uint32_t Z_vitrineZ_take(Z_vitrine_instance_t*, std::uint32_t reply, std::uint32_t capacity) {
  return static_cast<std::uint32_t>(InstanceAccess::Ask(Import::kTake, reply, capacity));
}

std::uint64_t Z_vitrineZ_clock(Z_vitrine_instance_t*, std::uint32_t which) {
  return InstanceAccess::Ask(Import::kClock, which);
}

void Z_vitrineZ_entropy(Z_vitrine_instance_t*, std::uint32_t data, std::uint32_t bytes) {
  InstanceAccess::Ask(Import::kEntropy, data, bytes);
}

void Z_vitrineZ_sleep(Z_vitrine_instance_t*, std::uint64_t nanoseconds) {
  InstanceAccess::Ask(Import::kSleep, nanoseconds);
}

[[gnu::no_sanitize_address]] void Z_vitrineZ_exit(Z_vitrine_instance_t*, std::uint32_t code) {
  InstanceAccess::Ask(Import::kExit, code);
  InstanceAccess::RaiseTrap(WASM_RT_TRAP_UNREACHABLE);  // a handler that lets the guest go on after exit
}

[[gnu::no_sanitize_address]] void wasm_rt_trap(wasm_rt_trap_t trap) { InstanceAccess::RaiseTrap(trap); }

bool wasm_rt_is_initialized(void) { return true; }

void wasm_rt_allocate_memory(wasm_rt_memory_t* memory, std::uint32_t pages, std::uint32_t pages_max) {
  InstanceAccess::Ask(Import::kAllocateMemory, reinterpret_cast<std::uintptr_t>(memory), pages, pages_max);
}

std::uint32_t wasm_rt_grow_memory(wasm_rt_memory_t* memory, std::uint32_t pages) {
  return static_cast<std::uint32_t>(
      InstanceAccess::Ask(Import::kGrowMemory, reinterpret_cast<std::uintptr_t>(memory), pages));
}

void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t* table, std::uint32_t count,
                                    std::uint32_t count_max) {
  InstanceAccess::Ask(Import::kAllocateTable, reinterpret_cast<std::uintptr_t>(table), count, count_max);
}

// Memory and tables belong to the Instance.
void wasm_rt_free_memory(wasm_rt_memory_t*) {}
void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t*) {}

void vitrine_guest_out_of_fuel(std::int64_t*) { InstanceAccess::Ask(Import::kOutOfFuel); }

// Called by init_module, in the host's domain. Equal types of different modules get equal numbers; 0 is no
// type.
std::uint32_t wasm_rt_register_func_type(std::uint32_t parameters, std::uint32_t results, ...) {
  std::vector<int> type = {static_cast<int>(parameters)};
  va_list arguments;
  va_start(arguments, results);
  for (std::uint32_t i = 0; i < parameters + results; ++i) type.push_back(va_arg(arguments, int));
  va_end(arguments);
  static std::mutex mutex;
  static std::vector<std::vector<int>> types;
  const std::lock_guard lock(mutex);
  const auto found = std::ranges::find(types, type);
  if (found == types.end()) {
    types.push_back(std::move(type));
    return static_cast<std::uint32_t>(types.size());
  }
  return static_cast<std::uint32_t>(found - types.begin()) + 1;
}

}  // extern "C"
