#include "tests/promises/raw_guest.h"

#include <atomic>

#include "base/cbor_writer.h"
#include "base/check.h"
#include "guests/abi.h"
#include "runtime/slot_pool.h"
#include "sandbox/image_impl.h"

namespace vitrine::promises {
namespace {

constexpr runtime::RunPlan kPlan = {
    .wall_ns_max = 20'000'000'000, .cpu_ns_max = 20'000'000'000, .grace_ns = 1'000'000'000};

constexpr guest_link::ImportLimits kLimits = {.output_bytes_max = 1u << 20,
                                              .display_bytes_max = 1u << 20,
                                              .displays_count_max = 10,
                                              .outcome_bytes_max = 4u << 20,
                                              .request_bytes_max = 1u << 20};

}  // namespace

void CountingWorld::Entropy(std::span<std::byte> out) {
  for (std::byte& byte : out) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    byte = static_cast<std::byte>(state_ >> 56);
  }
}

RawGuest::RawGuest(const Image& image, std::uint64_t seed)
    : image_(image.impl()), world_(seed), imports_(world_, *this, kLimits) {
  Result<std::unique_ptr<runtime::Slot>> slot = image_.slots().Take();
  VITRINE_CHECK(slot.has_value(), "a slot is free");
  auto instance = runtime::Instance::FromImage(image_.memory(), std::move(*slot), image_.stacks());
  VITRINE_CHECK(instance.has_value(), "the image starts");
  (*instance)->set_memory_bytes_max(256u << 20);
  auto guest = guest_link::Guest::Make(std::move(*instance), imports_);
  VITRINE_CHECK(guest.has_value(), "the guest has the exports");
  guest_ = std::move(*guest);

  std::string configuration;
  base::CborWriter writer(configuration);
  writer.Map(3);
  writer.Text("file_bytes_max");
  writer.Int(1 << 20);
  writer.Text("value_bytes_max");
  writer.Int(1 << 20);
  writer.Text("functions");
  writer.Array(0);
  const Result<guest_link::RequestEnd> started = guest_->Start(configuration, kPlan);
  VITRINE_CHECK(started && !started->dead && started->status == VITRINE_STATUS_OK, "the guest starts");
}

RawGuest::~RawGuest() {
  const auto ending = guest_->dead() ? runtime::SlotEnding::kBad : runtime::SlotEnding::kClean;
  image_.slots().Give(guest_->instance().ReleaseSlot(), ending);
}

guest_link::RequestEnd RawGuest::Run(std::string_view code) {
  static const std::atomic<bool> never = false;
  imports_.Start(nullptr, 0);
  const Result<guest_link::RequestEnd> end =
      guest_->Request(VITRINE_RUN_CODE, guest_link::CodeHead("<run>"), code, kPlan, never);
  VITRINE_CHECK(end.has_value(), "a run can begin");
  return *end;
}

std::string RawGuest::Memory() const {
  const runtime::GuestView view = guest_->instance().view();
  return view.CopyIn({0, static_cast<std::uint32_t>(view.size())}, view.size()).value();
}

}  // namespace vitrine::promises
