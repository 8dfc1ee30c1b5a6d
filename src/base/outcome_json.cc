// The outcome as JSON; docs/outcome.md is its reference.
#include <chrono>

#include "base/json.h"
#include "vitrine/outcome.h"

namespace vitrine {
namespace {

using base::JsonWriter;

double Milliseconds(std::chrono::nanoseconds time) {
  // In microseconds first: more digits would be noise.
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time);
  return static_cast<double>(microseconds.count()) / 1000.0;
}

void WriteDisplays(const std::vector<Display>& displays, JsonWriter& json) {
  json.Key("displays");
  json.Open('[');
  for (const Display& display : displays) {
    json.Open('{');
    for (const MimeData& data : display) {
      json.Key(data.mime);
      if (data.is_binary) {
        json.Bytes(data.data);
      } else {
        json.Text(data.data);
      }
    }
    json.Close('}');
  }
  json.Close(']');
}

void WriteArtifacts(const std::vector<Artifact>& artifacts, JsonWriter& json) {
  json.Key("artifacts");
  json.Open('[');
  for (const Artifact& artifact : artifacts) {
    json.Open('{');
    json.Key("path");
    json.Text(artifact.path);
    json.Key("bytes");
    json.Unsigned(artifact.data.size());
    json.Key("data_base64");
    json.Text(base::Base64(artifact.data));
    json.Close('}');
  }
  json.Close(']');
}

void WriteFailure(const std::optional<Failure>& failure, JsonWriter& json) {
  json.Key("failure");
  if (!failure) {
    json.Null();
    return;
  }
  json.Open('{');
  json.Key("type");
  json.Text(failure->type);
  json.Key("message");
  json.Text(failure->message);
  json.Key("traceback");
  json.Text(failure->traceback);
  json.Key("line");
  json.Unsigned(failure->line);
  json.Key("hint");
  json.Text(failure->hint);
  json.Close('}');
}

void WriteParked(const std::optional<ParkedCall>& parked, JsonWriter& json) {
  json.Key("parked");
  if (!parked) {
    json.Null();
    return;
  }
  json.Open('{');
  json.Key("function");
  json.Text(parked->function);
  json.Key("arguments");
  json.Add(parked->arguments);
  json.Close('}');
}

void WriteUsage(const Usage& usage, JsonWriter& json) {
  json.Key("usage");
  json.Open('{');
  json.Key("wall_ms");
  json.Double(Milliseconds(usage.wall));
  json.Key("cpu_ms");
  json.Double(Milliseconds(usage.cpu));
  json.Key("fuel");
  json.Unsigned(usage.fuel);
  json.Key("memory_bytes_peak");
  json.Unsigned(usage.memory_bytes_peak);
  json.Key("output_bytes");
  json.Unsigned(usage.output_bytes);
  json.Key("host_calls");
  json.Unsigned(usage.host_calls);
  json.Close('}');
}

}  // namespace

const char* Name(Status status) {
  switch (status) {
    case Status::kOk:
      return "ok";
    case Status::kException:
      return "exception";
    case Status::kLimit:
      return "limit";
    case Status::kTrap:
      return "trap";
    case Status::kCancelled:
      return "cancelled";
    case Status::kRefused:
      return "refused";
    case Status::kParked:
      return "parked";
  }
  return "unknown";
}

const char* Name(LimitKind kind) {
  switch (kind) {
    case LimitKind::kNone:
      return "none";
    case LimitKind::kWallTime:
      return "wall_time";
    case LimitKind::kCpuTime:
      return "cpu_time";
    case LimitKind::kFuel:
      return "fuel";
    case LimitKind::kMemory:
      return "memory";
    case LimitKind::kHostCalls:
      return "host_calls";
  }
  return "unknown";
}

std::string ToJson(const Outcome& outcome) {
  std::string out;
  JsonWriter json(out);
  json.Open('{');
  json.Key("status");
  json.Text(Name(outcome.status));
  json.Key("limit");
  json.Text(Name(outcome.limit));
  json.Key("exit_code");
  json.Signed(outcome.exit_code);
  json.Key("stdout");
  json.Text(outcome.stdout_text);
  json.Key("stderr");
  json.Text(outcome.stderr_text);
  json.Key("stdout_bytes_cut");
  json.Unsigned(outcome.stdout_bytes_cut);
  json.Key("stderr_bytes_cut");
  json.Unsigned(outcome.stderr_bytes_cut);
  json.Key("value_repr");
  if (outcome.value_repr) {
    json.Text(*outcome.value_repr);
  } else {
    json.Null();
  }
  // A value may itself be null, so its absence is the absence of the key.
  if (outcome.value) {
    json.Key("value");
    json.Add(*outcome.value);
  }
  WriteDisplays(outcome.displays, json);
  json.Key("displays_dropped");
  json.Unsigned(outcome.displays_dropped);
  WriteArtifacts(outcome.artifacts, json);
  json.Key("artifacts_dropped");
  json.Unsigned(outcome.artifacts_dropped);
  WriteFailure(outcome.failure, json);
  WriteParked(outcome.parked, json);
  WriteUsage(outcome.usage, json);
  json.Key("sandbox_alive");
  json.Bool(outcome.sandbox_alive);
  json.Key("rolled_back");
  json.Bool(outcome.rolled_back);
  json.Key("undone");
  json.Text(outcome.undone);
  json.Close('}');
  return out;
}

}  // namespace vitrine
