#include "session/journal.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/value_cbor.h"
#include "base/value_items.h"

namespace vitrine::session {
namespace {

using base::ValueItems;

constexpr std::uint64_t kNumberMost = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kOperationsMax = 100'000;

// A bound on what is read may be any number; no file is longer than this.
Value Number(std::uint64_t number) { return static_cast<std::int64_t>(std::min(number, kNumberMost)); }

Value ToValue(const RecordedCall& call) {
  return Value::List{Bytes{call.request}, static_cast<int>(call.end), Bytes{call.reply}};
}

std::optional<RecordedCall> CallFromValue(Value& value) {
  ValueItems items(value);
  RecordedCall call;
  call.request = std::move(items.Take<Bytes>().data);
  call.end =
      static_cast<RecordedCall::End>(items.TakeNumber(static_cast<std::uint64_t>(RecordedCall::End::kOpen)));
  call.reply = std::move(items.Take<Bytes>().data);
  if (!items.AtEnd()) return std::nullopt;
  return call;
}

Value ToValue(const Operation& operation) {
  Value::List clocks;
  for (const ClockTrack& clock : operation.clocks) clocks.push_back(clock.ToValue());
  Value::List calls;
  for (const RecordedCall& call : operation.calls) calls.push_back(ToValue(call));
  return Value::List{static_cast<int>(operation.kind),
                     operation.text,
                     Bytes{operation.body},
                     Number(operation.number),
                     Bytes{operation.seed},
                     std::move(clocks),
                     std::move(calls),
                     Bytes{operation.result}};
}

std::optional<Operation> OperationFromValue(Value& value) {
  ValueItems items(value);
  Operation operation;
  operation.kind =
      static_cast<Operation::Kind>(items.TakeNumber(static_cast<std::uint64_t>(Operation::Kind::kListFiles)));
  operation.text = items.Take<std::string>();
  operation.body = std::move(items.Take<Bytes>().data);
  operation.number = items.TakeNumber();
  operation.seed = std::move(items.Take<Bytes>().data);
  ValueItems clocks(items.Next());
  for (ClockTrack& clock : operation.clocks) {
    std::optional<ClockTrack> track = ClockTrack::FromValue(clocks.Next());
    if (!track) return std::nullopt;
    clock = std::move(*track);
  }
  ValueItems calls(items.Next());
  while (calls.ok() && !calls.AtEnd()) {
    std::optional<RecordedCall> call = CallFromValue(calls.Next());
    if (!call) return std::nullopt;
    // Nothing can have been called after that.
    if (call->end != RecordedCall::End::kReplied && !calls.AtEnd()) return std::nullopt;
    operation.calls.push_back(std::move(*call));
  }
  operation.result = std::move(items.Take<Bytes>().data);
  if (!items.AtEnd() || !clocks.AtEnd() || !calls.ok() || operation.seed.size() != Operation::kSeedBytes) {
    return std::nullopt;
  }
  return operation;
}

}  // namespace

std::uint64_t ClockTrack::Append(std::int64_t ns) {
  ++count_;
  if (!steps_.empty() && steps_.back().ns == ns) {
    ++steps_.back().times;
    return 0;
  }
  steps_.push_back({ns, 1});
  return sizeof(Step);
}

std::optional<std::int64_t> ClockTrack::At(std::uint64_t index) {
  if (index >= count_) return std::nullopt;
  if (index < place_index_) place_ = place_index_ = 0;
  while (index - place_index_ >= steps_[place_].times) place_index_ += steps_[place_++].times;
  return steps_[place_].ns;
}

Value ClockTrack::ToValue() const {
  Value::List list;
  for (const Step& step : steps_) {
    list.emplace_back(step.ns);
    list.emplace_back(static_cast<std::int64_t>(step.times));
  }
  return list;
}

std::optional<ClockTrack> ClockTrack::FromValue(Value& value) {
  ValueItems items(value);
  ClockTrack track;
  while (items.ok() && !items.AtEnd()) {
    const auto ns = items.Take<std::int64_t>();
    const std::uint64_t times = items.TakeNumber(kNumberMost / 4);
    if (!items.ok() || times == 0 || times > kNumberMost - track.count_) return std::nullopt;
    track.steps_.push_back({ns, times});
    track.count_ += times;
  }
  if (!items.ok()) return std::nullopt;
  return track;
}

std::uint64_t Operation::bytes() const {
  std::uint64_t bytes = sizeof(Operation) + text.size() + body.size() + result.size();
  for (const ClockTrack& clock : clocks) bytes += clock.bytes();
  for (const RecordedCall& call : calls) bytes += sizeof(call) + call.request.size() + call.reply.size();
  return bytes;
}

std::string EncodeJournal(const TurnJournal& journal) {
  Value::List operations;
  for (const Operation& operation : journal.operations) operations.push_back(ToValue(operation));
  std::string out;
  base::CborWriter writer(out);
  base::AppendValue(Value::List{journal.gap, std::move(operations)}, writer);
  return out;
}

std::optional<TurnJournal> DecodeJournal(std::string_view bytes) {
  std::expected<Value, std::string> value =
      base::DecodeValue(bytes, {.cbor = {.items_count_max = bytes.size(),
                                         .text_bytes_max = bytes.size(),
                                         .bytes_bytes_max = bytes.size()},
                                .memory_bytes_max = 2 * kJournalBytesMost});
  if (!value) return std::nullopt;
  ValueItems items(*value);
  TurnJournal journal;
  journal.gap = items.Take<std::string>();
  ValueItems operations(items.Next());
  while (operations.ok() && !operations.AtEnd()) {
    std::optional<Operation> operation = OperationFromValue(operations.Next());
    if (!operation || journal.operations.size() == kOperationsMax) return std::nullopt;
    journal.operations.push_back(std::move(*operation));
  }
  if (!items.AtEnd() || !operations.ok() || (!journal.gap.empty() && !journal.operations.empty())) {
    return std::nullopt;
  }
  return journal;
}

}  // namespace vitrine::session
