// The system calls that each role may make. Data: a row for each call, with the reason it is there.
#pragma once

#include <cstdint>
#include <span>

#include "os/system_call_filter.h"

namespace vitrine::jail {

// Stand in the rows for the worker's descriptors, whose numbers are known only when it enters. No descriptor
// has such a number.
inline constexpr std::uint32_t kChannelPlaceholder = 0x7fff'fff1;
inline constexpr std::uint32_t kImagePlaceholder = 0x7fff'fff2;
inline constexpr std::uint32_t kPagemapPlaceholder = 0x7fff'fff3;

// A worker in its life: computing, and talking to the broker. Anything else ends it.
std::span<const os::FilterRow> WorkerRows();

// The zygote, and a worker until it enters the jail: forking, receiving descriptors, setting up.
std::span<const os::FilterRow> ZygoteRows();

// The init of the process namespace: waiting.
std::span<const os::FilterRow> InitRows();

// What rows are written with. An int argument: the upper half of the register means nothing to the kernel and
// may hold anything.
constexpr os::ArgumentCondition Int(unsigned argument, std::uint32_t value) {
  return {argument, 0xffff'ffff, value};
}
constexpr os::ArgumentCondition IntOnlyBits(unsigned argument, std::uint32_t allowed) {
  return {argument, static_cast<std::uint32_t>(~allowed), 0};
}
constexpr os::ArgumentCondition Whole(unsigned argument, std::uint64_t value) {
  return {argument, ~std::uint64_t{0}, value};
}
// All of `required`, any of `allowed`, nothing else.
constexpr os::ArgumentCondition Bits(unsigned argument, std::uint64_t required, std::uint64_t allowed) {
  return {argument, ~allowed, required};
}
constexpr os::ArgumentCondition Null(unsigned argument) { return Whole(argument, 0); }

}  // namespace vitrine::jail

// A row whose name is the call's; conditions may be left out.
#define VITRINE_CALL(call, why, ...)                                                  \
  ::vitrine::os::FilterRow {                                                          \
    .name = #call, .number = SYS_##call, .conditions = {__VA_ARGS__}, .reason = (why) \
  }

// A call that is answered with ENOSYS instead of ending the process, whatever its arguments.
#define VITRINE_NO_CALL(call, why)                                          \
  ::vitrine::os::FilterRow {                                                \
    .name = #call, .number = SYS_##call, .conditions = {}, .reason = (why), \
    .answer = ::vitrine::os::Answer::kUnavailable                           \
  }
