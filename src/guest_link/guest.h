// Speaks the guest ABI: turns requests into calls of the guest's exports.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "guest_link/guest_imports.h"
#include "runtime/image.h"
#include "runtime/instance.h"
#include "vitrine/error.h"

namespace vitrine::guest_link {

// How a request ended: as the call into the guest did, with the guest's status when it returned.
struct RequestEnd {
  runtime::CallEnd call;
  std::uint32_t status = 0;  // VITRINE_STATUS_; only when call.how is kReturned
  // The guest cannot be used any more.
  bool dead = false;
};

// One started interpreter. Single-thread; Interrupt may come from any thread.
class Guest {
 public:
  // `imports` must outlive the guest. Fails with kInvalidArgument when the module lacks an export of the ABI.
  static Result<std::unique_ptr<Guest>> Make(std::unique_ptr<runtime::Instance> instance,
                                             GuestImports& imports);

  // Cold start: instantiates the module, gives it the library pack, starts the interpreter. Returns where in
  // guest memory the pack lies.
  Result<std::uint32_t> Initialise(std::string_view pack, std::uint32_t hash_seed,
                                   const runtime::RunPlan& plan);
  // After Initialise: where the host may store to interrupt the guest.
  Result<runtime::InterruptStores> ReadInterruptCells(const runtime::RunPlan& plan);

  // After a start from an image: fresh randomness, then the configuration (guests/abi.h:
  // VITRINE_RUN_CONFIGURE).
  Result<RequestEnd> Start(std::string_view configuration, const runtime::RunPlan& plan);
  // Fresh randomness alone, for a guest that goes on from another one's state.
  Result<RequestEnd> Reseed(const runtime::RunPlan& plan);

  // Hands `head` and `body`, one after the other, to the guest's run() in `mode`. What it wrote is in
  // `imports`. Returns an error, with nothing run, when the request is too long for 32 bits or the system is
  // short of something.
  Result<RequestEnd> Request(std::uint32_t mode, std::string_view head, std::string_view body,
                             const runtime::RunPlan& plan, const std::atomic<bool>& cancel);

  // After code whose call ended with kParked: gives the guest the reply it waits for, and goes on. The run's
  // plan is still the one it began with. `reply` must live until the next request.
  Result<RequestEnd> Resume(std::string_view reply, const std::atomic<bool>& cancel);

  runtime::Instance& instance() { return *instance_; }
  bool dead() const { return dead_; }
  // For a guest that returned but broke the ABI: it gets no further requests.
  void Condemn() { dead_ = true; }

 private:
  struct Exports {
    const vitrine_guest_export* init;
    const vitrine_guest_export* reserve;
    const vitrine_guest_export* run;
    const vitrine_guest_export* interrupt_cells;
    const vitrine_guest_export* reseed;
  };

  Guest(std::unique_ptr<runtime::Instance> instance, GuestImports& imports, const Exports& exports)
      : instance_(std::move(instance)), imports_(imports), exports_(exports) {}

  // Inside a run.
  RequestEnd Send(std::uint32_t mode, std::string_view head, std::string_view body);
  // Inside a run. The address of a buffer that holds both parts, or how the call ended.
  std::expected<std::uint32_t, RequestEnd> PutRequest(std::string_view head, std::string_view body);
  // Only code may wait for a reply: elsewhere a guest that does is dead.
  enum class MayPark : std::uint8_t { kNo, kYes };
  RequestEnd End(const runtime::CallEnd& call, std::uint32_t status, MayPark may_park = MayPark::kNo);
  RequestEnd EndOfRun(const runtime::CallEnd& call);
  RequestEnd ReseedInRun();

  std::unique_ptr<runtime::Instance> instance_;
  GuestImports& imports_;
  const Exports exports_;
  // Parameters and result of the export run, which may be waiting.
  std::array<std::uint64_t, 2> run_slots_{};
  std::uint32_t run_mode_ = 0;
  bool dead_ = false;
};

// The heads of guests/abi.h as the bytes they are.
std::string CodeHead(std::string_view file_name);
std::string FilePutHead(std::string_view path, std::uint64_t offset);
std::string FileReadFrame(std::string_view path, std::uint64_t offset, std::uint32_t bytes_max);

struct ListedFile {
  std::string path;
  bool is_folder;
  std::uint64_t bytes;
};
// The reply of a file listing; null when malformed. Paths are as the guest gave them: check before use.
std::optional<std::vector<ListedFile>> ReadFileList(std::string_view reply, std::size_t count_max);

}  // namespace vitrine::guest_link
