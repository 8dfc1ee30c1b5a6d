// Says what a hardware fault means. Pure, so that each row has a unit test.
#pragma once

#include <cstdint>

namespace vitrine::runtime {

struct AddressRange {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;  // exclusive

  constexpr bool Contains(std::uintptr_t address) const { return address >= begin && address < end; }
};

enum class FaultMeaning : std::uint8_t {
  kOutOfBounds,    // guest code touched an address of its slot that is not its memory
  kStackOverflow,  // guest code ran into its stack guard
  kNotOurs,        // anything else: a host bug or an escape attempt; the process must stop
};

struct FaultScene {
  std::uintptr_t program_counter;
  std::uintptr_t address;
  bool in_guest;  // the thread was in the guest domain
};

struct FaultMap {
  AddressRange guest_text;
  AddressRange slot;         // guards included
  AddressRange stack_guard;  // below the guest's stack
};

// Promise P2: a fault outside the guest never counts as a guest trap.
constexpr FaultMeaning Classify(const FaultScene& scene, const FaultMap& map) {
  // A fault in our own code is never the guest's, wherever it points: unwinding over host frames would hide
  // the bug and leak what they own.
  if (!scene.in_guest) return FaultMeaning::kNotOurs;
  if (!map.guest_text.Contains(scene.program_counter)) return FaultMeaning::kNotOurs;
  if (map.slot.Contains(scene.address)) return FaultMeaning::kOutOfBounds;
  if (map.stack_guard.Contains(scene.address)) return FaultMeaning::kStackOverflow;
  return FaultMeaning::kNotOurs;
}

}  // namespace vitrine::runtime
