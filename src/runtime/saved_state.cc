#include "runtime/saved_state.h"

#include <iterator>

namespace vitrine::runtime {
StateDelta Difference(const SavedState& before, const SavedState& after) {
  StateDelta delta{.memory_bytes = after.memory_bytes(),
                   .globals = {after.globals().begin(), after.globals().end()}};
  auto old = before.pages().begin();
  const auto forget_up_to = [&](std::uint64_t number) {
    for (; old != before.pages().end() && old->number < number; ++old) delta.forgotten.push_back(old->number);
  };
  for (const SavedPage& page : after.pages()) {
    forget_up_to(page.number);
    const bool is_known = old != before.pages().end() && old->number == page.number;
    if (!is_known || old->data != page.data) delta.changed.push_back(page);
    if (is_known) ++old;
  }
  forget_up_to(std::uint64_t{1} << 32);
  return delta;
}

SavedState Apply(const SavedState& before, StateDelta delta) {
  std::vector<SavedPage> pages;
  pages.reserve(before.pages().size() + delta.changed.size());
  auto changed = delta.changed.begin();
  auto forgotten = delta.forgotten.begin();
  for (const SavedPage& page : before.pages()) {
    for (; changed != delta.changed.end() && changed->number < page.number; ++changed) {
      pages.push_back(std::move(*changed));
    }
    while (forgotten != delta.forgotten.end() && *forgotten < page.number) ++forgotten;
    if (forgotten != delta.forgotten.end() && *forgotten == page.number) continue;
    if (changed != delta.changed.end() && changed->number == page.number) continue;  // comes next
    pages.push_back(page);
  }
  std::ranges::move(changed, delta.changed.end(), std::back_inserter(pages));
  return SavedState(delta.memory_bytes, std::move(delta.globals), std::move(pages));
}

}  // namespace vitrine::runtime
