// A guest from the image without the library around it, so that a test can look at its memory.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "guest_link/guest.h"
#include "guest_link/guest_imports.h"
#include "vitrine/image.h"

namespace vitrine::promises {

// Clocks that go on by a millisecond at each look, random bytes that are a sequence from a seed.
class CountingWorld final : public guest_link::World {
 public:
  explicit CountingWorld(std::uint64_t seed) : state_(seed) {}
  std::int64_t RealtimeNs() override { return Tick(); }
  std::int64_t MonotonicNs() override { return Tick(); }
  std::int64_t CpuNs() override { return Tick(); }
  void Entropy(std::span<std::byte> out) override;
  bool SleepIsOver(std::int64_t nanoseconds) override {
    now_ns_ += nanoseconds;
    return true;
  }

 private:
  std::int64_t Tick() { return now_ns_ += 1'000'000; }
  std::uint64_t state_;
  std::int64_t now_ns_ = 1'750'000'000'000'000'000;
};

// Single-thread. The slot comes from the image's pool and goes back there.
class RawGuest final : public guest_link::HostCalls {
 public:
  // `image` must outlive this.
  RawGuest(const Image& image, std::uint64_t seed);
  ~RawGuest();
  RawGuest(const RawGuest&) = delete;
  RawGuest& operator=(const RawGuest&) = delete;

  // Runs code for at most twenty seconds; what it printed is in output().
  guest_link::RequestEnd Run(std::string_view code);
  const std::string& output() { return imports_.written().stdout_bytes; }
  const std::string& outcome_frame() { return imports_.written().outcome_frame; }
  // A copy of all guest memory.
  std::string Memory() const;

  guest_link::HostAnswer Call(std::string_view, runtime::Instance&) override {
    return {guest_link::HostAnswer::Then::kEnd, {}};
  }

 private:
  Image::Impl& image_;
  CountingWorld world_;
  guest_link::GuestImports imports_;
  std::unique_ptr<guest_link::Guest> guest_;
};

}  // namespace vitrine::promises
