#include "sandbox/state_codec.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/image.h"
#include "sandbox/page_planes.h"

namespace vitrine::sandbox {
namespace {

using os::kPageBytes;
using runtime::PageBytes;

static_assert(std::endian::native == std::endian::little);

struct Head {
  std::uint64_t memory_bytes;
  std::uint32_t globals_count;
  std::uint32_t changed_count;
  std::uint32_t forgotten_count;
  std::uint32_t reserved;
};
static_assert(sizeof(Head) == 24);

constexpr std::uint32_t kGlobalsMax = 256;  // an interpreter has a handful
constexpr std::uint64_t kMemoryMost = std::uint64_t{1} << 32;

template <typename T>
void AppendRaw(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

// Reads fixed-width numbers from the front.
template <typename T>
std::vector<T> TakeNumbers(std::string_view& bytes, std::uint32_t count) {
  std::vector<T> numbers(count);
  bytes.copy(reinterpret_cast<char*>(numbers.data()), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
  return numbers;
}

bool AscendsBelow(std::span<const std::uint32_t> numbers, std::uint64_t end) {
  return std::ranges::adjacent_find(numbers, std::ranges::greater_equal()) == numbers.end() &&
         (numbers.empty() || numbers.back() < end);
}

// The page of the image with that number; empty beyond it.
std::span<const std::byte> BasePage(std::span<const std::byte> image, std::uint32_t number) {
  const std::uint64_t offset = std::uint64_t{number} * kPageBytes;
  return offset < image.size() ? image.subspan(offset, kPageBytes) : std::span<const std::byte>();
}

}  // namespace

std::uint64_t DeltaBytes(const runtime::StateDelta& delta) {
  return sizeof(Head) + delta.globals.size() * sizeof(std::uint64_t) +
         delta.forgotten.size() * sizeof(std::uint32_t) +
         delta.changed.size() * (sizeof(std::uint32_t) + kPageBytes);
}

namespace {

void AppendHead(const runtime::StateDelta& delta, std::string& out) {
  out.reserve(out.size() + DeltaBytes(delta));
  AppendRaw(out, Head{.memory_bytes = delta.memory_bytes,
                      .globals_count = static_cast<std::uint32_t>(delta.globals.size()),
                      .changed_count = static_cast<std::uint32_t>(delta.changed.size()),
                      .forgotten_count = static_cast<std::uint32_t>(delta.forgotten.size()),
                      .reserved = 0});
  for (const std::uint64_t global : delta.globals) AppendRaw(out, global);
  for (const runtime::SavedPage& page : delta.changed) AppendRaw(out, page.number);
  for (const std::uint32_t number : delta.forgotten) AppendRaw(out, number);
}

// `read_page(bytes, number, page)` fills a page.
template <typename Wants, typename ReadPage>
std::optional<runtime::StateDelta> Parse(std::string_view bytes, std::uint64_t memory_bytes_max,
                                         const Wants& wants, const ReadPage& read_page);

bool WantsAll(std::uint32_t /*number*/) { return true; }

}  // namespace

void AppendDelta(const runtime::StateDelta& delta, std::string& out) {
  AppendHead(delta, out);
  for (const runtime::SavedPage& page : delta.changed) {
    out.append(reinterpret_cast<const char*>(page.data->data()), kPageBytes);
  }
}

void AppendDeltaToPack(const runtime::StateDelta& delta, std::span<const std::byte> image, PageForm form,
                       std::string& out) {
  AppendHead(delta, out);
  PageBytes formed;
  for (const runtime::SavedPage& page : delta.changed) {
    const auto to_form = form == PageForm::kPlanes ? SplitIntoPlanes : ExclusiveOr;
    to_form(*page.data, BasePage(image, page.number), formed);
    out.append(reinterpret_cast<const char*>(formed.data()), kPageBytes);
  }
}

std::optional<runtime::StateDelta> ParseDelta(std::string_view bytes, std::uint64_t memory_bytes_max) {
  return Parse(bytes, memory_bytes_max, WantsAll,
               [](ConstPageSpan from, std::uint32_t /*number*/, PageSpan page) {
                 std::ranges::copy(from, page.begin());
               });
}

std::optional<runtime::StateDelta> ParsePackedDelta(std::string_view bytes, std::span<const std::byte> image,
                                                    PageForm form, std::uint64_t memory_bytes_max,
                                                    const std::function<bool(std::uint32_t)>& wants) {
  const auto from_form = form == PageForm::kPlanes ? JoinPlanes : ExclusiveOr;
  return Parse(bytes, memory_bytes_max, wants,
               [image, from_form](ConstPageSpan from, std::uint32_t number, PageSpan page) {
                 from_form(from, BasePage(image, number), page);
               });
}

namespace {

template <typename Wants, typename ReadPage>
std::optional<runtime::StateDelta> Parse(std::string_view bytes, std::uint64_t memory_bytes_max,
                                         const Wants& wants, const ReadPage& read_page) {
  Head head;
  if (bytes.size() < sizeof(head)) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof(head));
  bytes.remove_prefix(sizeof(head));
  if (head.memory_bytes > std::min(memory_bytes_max, kMemoryMost) ||
      head.memory_bytes % runtime::kWasmPageBytes != 0 || head.globals_count > kGlobalsMax ||
      head.reserved != 0) {
    return std::nullopt;
  }
  // None of these can overflow 64 bits.
  const std::uint64_t wanted = head.globals_count * std::uint64_t{8} +
                               head.forgotten_count * std::uint64_t{4} +
                               head.changed_count * std::uint64_t{4 + kPageBytes};
  if (bytes.size() != wanted) return std::nullopt;

  runtime::StateDelta delta;
  delta.memory_bytes = head.memory_bytes;
  delta.globals = TakeNumbers<std::uint64_t>(bytes, head.globals_count);
  const std::vector<std::uint32_t> changed = TakeNumbers<std::uint32_t>(bytes, head.changed_count);
  delta.forgotten = TakeNumbers<std::uint32_t>(bytes, head.forgotten_count);
  // A page that is forgotten may lie beyond the memory only of an older state, and memory never shrinks.
  const std::uint64_t pages = head.memory_bytes / kPageBytes;
  if (!AscendsBelow(changed, pages) || !AscendsBelow(delta.forgotten, pages)) return std::nullopt;
  delta.changed.reserve(changed.size());
  for (const std::uint32_t number : changed) {
    const ConstPageSpan from(reinterpret_cast<const std::byte*>(bytes.data()), kPageBytes);
    bytes.remove_prefix(kPageBytes);
    if (!wants(number)) continue;
    const auto page = std::make_shared_for_overwrite<PageBytes>();
    read_page(from, number, *page);
    delta.changed.push_back({number, page});
  }
  return delta;
}

}  // namespace

std::uint64_t DeltaBytesMax(std::uint64_t memory_bytes_max) {
  const std::uint64_t pages = std::min(memory_bytes_max, kMemoryMost) / kPageBytes;
  return sizeof(Head) + kGlobalsMax * sizeof(std::uint64_t) +
         pages * (kPageBytes + 2 * sizeof(std::uint32_t));
}

}  // namespace vitrine::sandbox
