#include "guest_link/guest.h"

#include <array>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "guests/abi.h"

namespace vitrine::guest_link {
namespace {

using runtime::CallEnd;
using runtime::Instance;

// Ends the run of an instance on every way out.
class RunScope {
 public:
  explicit RunScope(Instance& instance) : instance_(instance) {}
  ~RunScope() { instance_.End(); }
  RunScope(const RunScope&) = delete;
  RunScope& operator=(const RunScope&) = delete;

 private:
  Instance& instance_;
};

constexpr CallEnd kMisused = {CallEnd::How::kEndedByHandler, runtime::Trap::kNone};

std::unexpected<Error> StartFailed(const CallEnd& end, const Written& written) {
  std::string what = "the guest did not start";
  if (end.how == CallEnd::How::kTrapped) what += std::string(": trap: ") + runtime::Name(end.trap);
  if (end.how == CallEnd::How::kOverrun) what += ": it took too long";
  if (written.misuse != nullptr) what += std::string(": it ") + written.misuse;
  if (!written.stderr_bytes.empty()) what += ": " + written.stderr_bytes;
  return std::unexpected(Error{ErrorKind::kHost, std::move(what)});
}

template <typename T>
void AppendRaw(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

const std::atomic<bool> kNeverCancelled = false;

}  // namespace

Result<std::unique_ptr<Guest>> Guest::Make(std::unique_ptr<Instance> instance, GuestImports& imports) {
  const Exports exports = {
      .init = instance->FindExport("init", "ii>i"),
      .reserve = instance->FindExport("reserve", "i>i"),
      .run = instance->FindExport("run", "ii>i"),
      .interrupt_cells = instance->FindExport("interrupt_cells", ">i"),
      .reseed = instance->FindExport("reseed", ">"),
  };
  if (exports.init == nullptr || exports.reserve == nullptr || exports.run == nullptr ||
      exports.interrupt_cells == nullptr || exports.reseed == nullptr) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "the module lacks an export of the guest ABI"});
  }
  return std::unique_ptr<Guest>(new Guest(std::move(instance), imports, exports));
}

RequestEnd Guest::End(const CallEnd& call, std::uint32_t status, MayPark may_park) {
  dead_ = call.how != CallEnd::How::kReturned &&
          !(call.how == CallEnd::How::kParked && may_park == MayPark::kYes);
  if (dead_ && call.how == CallEnd::How::kParked) imports_.written().misuse = "made a host call out of turn";
  return {call, status, dead_};
}

std::expected<std::uint32_t, RequestEnd> Guest::PutRequest(std::string_view head, std::string_view body) {
  run_slots_ = {head.size() + body.size()};
  if (const CallEnd end = instance_->Call(*exports_.reserve, run_slots_, imports_);
      end.how != CallEnd::How::kReturned) {
    return std::unexpected(End(end, 0));
  }
  const auto address = static_cast<std::uint32_t>(run_slots_[0]);
  if (address == 0) return std::unexpected(End({}, VITRINE_STATUS_NO_SPACE));
  const runtime::GuestView view = instance_->view();
  const std::uint64_t body_at = std::uint64_t{address} + head.size();
  if (body_at > view.size() || !view.CopyOut(address, head) ||
      !view.CopyOut(static_cast<std::uint32_t>(body_at), body)) {
    imports_.written().misuse = "offered a buffer outside of its memory";
    return std::unexpected(End(kMisused, 0));
  }
  return address;
}

Result<std::uint32_t> Guest::Initialise(std::string_view pack, std::uint32_t hash_seed,
                                        const runtime::RunPlan& plan) {
  imports_.Start(nullptr, 0);
  if (Result<void> begun = instance_->Begin(plan, kNeverCancelled); !begun)
    return std::unexpected(begun.error());
  const RunScope scope(*instance_);
  if (const CallEnd end = instance_->Instantiate(imports_); end.how != CallEnd::How::kReturned) {
    return StartFailed(end, imports_.written());
  }
  const auto address = PutRequest(pack, "");
  if (!address) return StartFailed(address.error().call, imports_.written());
  std::array<std::uint64_t, 2> slots = {pack.size(), hash_seed};
  const CallEnd end = instance_->Call(*exports_.init, slots, imports_);
  if (end.how != CallEnd::How::kReturned) return StartFailed(end, imports_.written());
  if (const auto place = static_cast<std::uint32_t>(slots[0]); place != 0) {
    Error error = StartFailed(end, imports_.written()).error();
    error.what += " (it failed at " + std::to_string(place) + ", see the guest's INIT_ numbers)";
    return std::unexpected(std::move(error));
  }
  return *address;
}

Result<runtime::InterruptStores> Guest::ReadInterruptCells(const runtime::RunPlan& plan) {
  imports_.Start(nullptr, 0);
  if (Result<void> begun = instance_->Begin(plan, kNeverCancelled); !begun)
    return std::unexpected(begun.error());
  const RunScope scope(*instance_);
  std::array<std::uint64_t, 1> slots = {0};
  const CallEnd end = instance_->Call(*exports_.interrupt_cells, slots, imports_);
  if (end.how != CallEnd::How::kReturned) return StartFailed(end, imports_.written());
  vitrine_interrupt_cells cells;
  const auto copy =
      instance_->view().CopyIn({static_cast<std::uint32_t>(slots[0]), sizeof(cells)}, sizeof(cells));
  if (!copy) return std::unexpected(copy.error());
  std::memcpy(&cells, copy->data(), sizeof(cells));
  if (cells.count > VITRINE_CELLS_MAX) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument, "the guest names too many interrupt cells"});
  }
  runtime::InterruptStores stores{.reason_address = cells.reason_address};
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    const vitrine_cell& cell = cells.cells[i];
    stores.stores.push_back({cell.address, cell.value, cell.operation == VITRINE_CELL_OR});
  }
  return stores;
}

Result<RequestEnd> Guest::Start(std::string_view configuration, const runtime::RunPlan& plan) {
  imports_.Start(nullptr, 0);
  if (Result<void> begun = instance_->Begin(plan, kNeverCancelled); !begun)
    return std::unexpected(begun.error());
  const RunScope scope(*instance_);
  if (const RequestEnd end = ReseedInRun(); end.dead) return end;
  return Send(VITRINE_RUN_CONFIGURE, configuration, "");
}

Result<RequestEnd> Guest::Reseed(const runtime::RunPlan& plan) {
  imports_.Start(nullptr, 0);
  if (Result<void> begun = instance_->Begin(plan, kNeverCancelled); !begun)
    return std::unexpected(begun.error());
  const RunScope scope(*instance_);
  return ReseedInRun();
}

RequestEnd Guest::ReseedInRun() {
  run_slots_ = {};
  return End(instance_->Call(*exports_.reseed, run_slots_, imports_), 0);
}

Result<RequestEnd> Guest::Request(std::uint32_t mode, std::string_view head, std::string_view body,
                                  const runtime::RunPlan& plan, const std::atomic<bool>& cancel) {
  VITRINE_CHECK(!dead_, "a dead guest gets no requests");
  if (head.size() + body.size() > std::size_t{1} << 31) {
    return std::unexpected(Error{ErrorKind::kLimit, "a request to the guest may hold at most 2 GiB"});
  }
  if (Result<void> begun = instance_->Begin(plan, cancel); !begun) return std::unexpected(begun.error());
  const RunScope scope(*instance_);
  return Send(mode, head, body);
}

RequestEnd Guest::Send(std::uint32_t mode, std::string_view head, std::string_view body) {
  if (auto put = PutRequest(head, body); !put) return put.error();
  run_slots_ = {head.size() + body.size(), mode};
  run_mode_ = mode;
  return EndOfRun(instance_->Call(*exports_.run, run_slots_, imports_));
}

RequestEnd Guest::EndOfRun(const CallEnd& call) {
  return End(call, static_cast<std::uint32_t>(run_slots_[0]),
             run_mode_ == VITRINE_RUN_CODE ? MayPark::kYes : MayPark::kNo);
}

Result<RequestEnd> Guest::Resume(std::string_view reply, const std::atomic<bool>& cancel) {
  VITRINE_CHECK(!dead_, "a dead guest is not resumed");
  if (Result<void> begun = instance_->BeginAgain(cancel); !begun) return std::unexpected(begun.error());
  const RunScope scope(*instance_);
  imports_.SetReply(reply);
  return EndOfRun(instance_->Resume(reply.size(), imports_));
}

std::string CodeHead(std::string_view file_name) {
  std::string head;
  AppendRaw(head, vitrine_code_frame{.name_bytes = static_cast<std::uint32_t>(file_name.size())});
  head += file_name;
  return head;
}

std::string FilePutHead(std::string_view path, std::uint64_t offset) {
  std::string head;
  AppendRaw(head, vitrine_file_put{
                      .path_bytes = static_cast<std::uint32_t>(path.size()), .flags = 0, .offset = offset});
  head += path;
  return head;
}

std::string FileReadFrame(std::string_view path, std::uint64_t offset, std::uint32_t bytes_max) {
  std::string frame;
  AppendRaw(frame, vitrine_file_read{.path_bytes = static_cast<std::uint32_t>(path.size()),
                                     .bytes_max = bytes_max,
                                     .offset = offset});
  frame += path;
  return frame;
}

std::optional<std::vector<ListedFile>> ReadFileList(std::string_view reply, std::size_t count_max) {
  std::vector<ListedFile> files;
  while (!reply.empty()) {
    vitrine_file_entry entry;
    if (reply.size() < sizeof(entry) || files.size() >= count_max) return std::nullopt;
    std::memcpy(&entry, reply.data(), sizeof(entry));
    reply.remove_prefix(sizeof(entry));
    if (entry.path_bytes > reply.size() || entry.kind > 1) return std::nullopt;
    files.push_back({std::string(reply.substr(0, entry.path_bytes)), entry.kind == 1, entry.bytes});
    reply.remove_prefix(entry.path_bytes);
  }
  return files;
}

}  // namespace vitrine::guest_link
