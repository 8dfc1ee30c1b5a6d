#include "worker/outcome_value.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/value_cbor.h"
#include "base/value_items.h"
#include "sandbox/guest_path.h"

namespace vitrine::worker {
namespace {

constexpr std::size_t kFailureTextBytesMax = 512u << 10;  // of all its texts together
constexpr std::size_t kMimesMax = 32;
constexpr std::size_t kMimeBytesMax = 100;
constexpr std::size_t kPathBytesMax = 1024;
// More than anybody writes, and sums of it do not overflow.
constexpr std::uint64_t kBytesCutMax = std::uint64_t{1} << 60;

Value Number(std::uint64_t number) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(number, kMost));
}

Value Nanoseconds(std::chrono::nanoseconds time) { return static_cast<std::int64_t>(time.count()); }

Value FailureToValue(Failure failure) {
  return Value::List{std::move(failure.type), std::move(failure.message), std::move(failure.traceback),
                     Number(failure.line), std::move(failure.hint)};
}

std::optional<Failure> FailureFromValue(Value& value) {
  base::ValueItems items(value);
  Failure failure;
  failure.type = items.Take<std::string>();
  failure.message = items.Take<std::string>();
  failure.traceback = items.Take<std::string>();
  failure.line = static_cast<std::uint32_t>(items.TakeNumber(0xffff'ffff));
  failure.hint = items.Take<std::string>();
  const std::size_t bytes =
      failure.type.size() + failure.message.size() + failure.traceback.size() + failure.hint.size();
  if (!items.AtEnd() || bytes > kFailureTextBytesMax) return std::nullopt;
  return failure;
}

Value DisplaysToValue(std::vector<Display> displays) {
  Value::List list;
  for (Display& display : displays) {
    Value::List forms;
    for (MimeData& form : display) {
      forms.push_back(std::move(form.mime));
      if (form.is_binary) {
        forms.push_back(Bytes{std::move(form.data)});
      } else {
        forms.push_back(std::move(form.data));
      }
    }
    list.push_back(std::move(forms));
  }
  return list;
}

bool DisplaysFromValue(Value& value, const Limits& limits, std::vector<Display>& displays) {
  base::ValueItems items(value);
  std::uint64_t bytes = 0;
  if (!items.ok() || items.left() > limits.displays_count_max) return false;
  while (!items.AtEnd()) {
    base::ValueItems forms(items.Next());
    if (!forms.ok() || forms.left() > 2 * kMimesMax) return false;
    Display& display = displays.emplace_back();
    while (!forms.AtEnd()) {
      MimeData form;
      form.mime = forms.Take<std::string>();
      Value& data = forms.Next();
      if (const auto* binary = data.As<Bytes>()) {
        form.data = binary->data;
        form.is_binary = true;
      } else if (const auto* text = data.As<std::string>()) {
        form.data = *text;
      } else {
        return false;
      }
      bytes += form.data.size();
      if (!forms.ok() || form.mime.size() > kMimeBytesMax || bytes > limits.display_bytes_max) return false;
      display.push_back(std::move(form));
    }
  }
  return true;
}

Value ArtifactsToValue(std::vector<Artifact> artifacts) {
  Value::List list;
  for (Artifact& artifact : artifacts) {
    list.push_back(std::move(artifact.path));
    list.push_back(Bytes{std::move(artifact.data)});
  }
  return list;
}

bool ArtifactsFromValue(Value& value, const Limits& limits, std::vector<Artifact>& artifacts) {
  base::ValueItems items(value);
  std::uint64_t bytes = 0;
  if (!items.ok() || items.left() / 2 > limits.artifacts_count_max) return false;
  while (!items.AtEnd()) {
    Artifact artifact;
    artifact.path = items.Take<std::string>();
    artifact.data = std::move(items.Take<Bytes>().data);
    bytes += artifact.data.size();
    // The path is the guest's, or a worker's that was taken over (Promise P11).
    if (!items.ok() || !sandbox::IsRelativePath(artifact.path) || bytes > limits.file_bytes_max) return false;
    artifacts.push_back(std::move(artifact));
  }
  return true;
}

// Of a value with all it holds, as base/value_cbor.h counts it.
std::uint64_t MemoryOf(const Value& value) {
  std::uint64_t bytes = base::kValueBytes;
  if (const auto* text = value.As<std::string>()) bytes += base::StringBytes(text->size());
  if (const auto* data = value.As<Bytes>()) bytes += base::StringBytes(data->data.size());
  if (const auto* number = value.As<BigInt>()) bytes += base::StringBytes(number->magnitude.size());
  if (const auto* list = value.As<Value::List>()) {
    for (const Value& item : *list) bytes += MemoryOf(item);
  }
  if (const auto* map = value.As<Value::Map>()) {
    for (const auto& [key, item] : *map) bytes += MemoryOf(key) + MemoryOf(item);
  }
  return bytes;
}

// The limit, its grace, and what a last turn takes; without a limit, any.
std::uint64_t FuelMax(const Limits& limits) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  if (limits.fuel_max == 0 || limits.fuel_max >= kMost / 2) return kMost;
  return limits.fuel_max + limits.fuel_max / 8 + 65'536;
}

std::uint32_t Small(std::uint64_t number) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, 0xffff'ffff));
}

}  // namespace

Value OutcomeToValue(Outcome outcome) {
  const Usage& usage = outcome.usage;
  Value::List list = {static_cast<int>(outcome.status),
                      static_cast<int>(outcome.limit),
                      outcome.exit_code,
                      Number(outcome.stdout_bytes_cut),
                      Number(outcome.stderr_bytes_cut),
                      outcome.value_repr ? Value(std::move(*outcome.value_repr)) : Value(),
                      Value::List{},
                      DisplaysToValue(std::move(outcome.displays)),
                      Number(outcome.displays_dropped),
                      ArtifactsToValue(std::move(outcome.artifacts)),
                      Number(outcome.artifacts_dropped),
                      outcome.failure ? FailureToValue(std::move(*outcome.failure)) : Value(),
                      Nanoseconds(usage.wall),
                      Nanoseconds(usage.cpu),
                      Number(usage.fuel),
                      Number(usage.memory_bytes_peak),
                      outcome.sandbox_alive};
  if (outcome.value) list[6] = Value::List{std::move(*outcome.value)};
  return list;
}

std::optional<Outcome> OutcomeFromValue(Value value, const Limits& limits) {
  base::ValueItems items(value);
  Outcome outcome;
  outcome.status = static_cast<Status>(items.TakeNumber(static_cast<std::uint64_t>(Status::kParked)));
  outcome.limit = static_cast<LimitKind>(items.TakeNumber(static_cast<std::uint64_t>(LimitKind::kHostCalls)));
  const auto exit_code = items.Take<std::int64_t>();
  outcome.exit_code = static_cast<int>(exit_code);
  outcome.stdout_bytes_cut = std::min(items.TakeNumber(), kBytesCutMax);
  outcome.stderr_bytes_cut = std::min(items.TakeNumber(), kBytesCutMax);
  if (Value& repr = items.Next(); const auto* text = repr.As<std::string>()) {
    outcome.value_repr = *text;
  } else if (!repr.IsNull()) {
    return std::nullopt;
  }
  if (base::ValueItems data(items.Next()); data.ok() && !data.AtEnd()) {
    outcome.value = std::move(data.Next());
    if (!data.AtEnd()) return std::nullopt;
  } else if (!data.ok()) {
    return std::nullopt;
  }
  if (!DisplaysFromValue(items.Next(), limits, outcome.displays)) return std::nullopt;
  outcome.displays_dropped = Small(items.TakeNumber());
  if (!ArtifactsFromValue(items.Next(), limits, outcome.artifacts)) return std::nullopt;
  outcome.artifacts_dropped = Small(items.TakeNumber());
  if (Value& failure = items.Next(); !failure.IsNull()) {
    outcome.failure = FailureFromValue(failure);
    if (!outcome.failure) return std::nullopt;
  }
  outcome.usage.wall = std::chrono::nanoseconds(items.TakeNumber());
  outcome.usage.cpu = std::chrono::nanoseconds(items.TakeNumber());
  outcome.usage.fuel = std::min(items.TakeNumber(), FuelMax(limits));
  outcome.usage.memory_bytes_peak = items.TakeNumber();
  outcome.sandbox_alive = items.Take<bool>();
  if (!items.AtEnd() || exit_code != outcome.exit_code) return std::nullopt;
  if (outcome.value_repr && outcome.value_repr->size() > limits.value_bytes_max) return std::nullopt;
  // As guest_link/outcome_frame.cc takes it from a guest.
  if (outcome.value && MemoryOf(*outcome.value) > 4ull * limits.value_bytes_max + base::kValueBytes) {
    return std::nullopt;
  }
  if (outcome.status == Status::kRefused) return std::nullopt;
  // A failure stands there exactly when the status says so, and a limit when it is one.
  if (outcome.failure.has_value() != (outcome.status != Status::kOk)) return std::nullopt;
  if ((outcome.limit != LimitKind::kNone) != (outcome.status == Status::kLimit)) return std::nullopt;
  return outcome;
}

std::uint64_t OutcomeBytesMax(const Limits& limits, bool with_artifacts) {
  constexpr std::uint64_t kHeads = 64;  // more than CBOR adds to a string
  // More than any machine has, and sums of it do not overflow.
  constexpr std::uint64_t kMost = std::uint64_t{1} << 48;
  std::uint64_t bytes = (2u << 20) + 2ull * limits.value_bytes_max +
                        std::min(limits.display_bytes_max, kMost) +
                        std::uint64_t{limits.displays_count_max} * kMimesMax * (kMimeBytesMax + kHeads);
  if (with_artifacts) {
    bytes += std::min(limits.file_bytes_max, kMost) +
             std::uint64_t{limits.artifacts_count_max} * (kPathBytesMax + kHeads);
  }
  return bytes;
}

}  // namespace vitrine::worker
