#include "serve/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/json.h"
#include "base/json_reader.h"
#include "base/utc_time.h"
#include "serve/embedded.h"
#include "serve/event_stream.h"
#include "serve/problem.h"
#include "service/base64.h"
#include "service/describe.h"
#include "session/digest.h"
#include "vitrine/version.h"

namespace vitrine::serve {
namespace {

using base::Json;
using base::JsonObjectReader;

constexpr int kDepthMax = 100;
// JSON that is not code: names, limits, a reply.
constexpr std::uint64_t kSmallBodyBytes = 1u << 20;
constexpr std::uint64_t kReplyBytes = 16u << 20;

http::Response JsonAnswer(std::string body, unsigned status = 200) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

http::Response BytesAnswer(std::string body, std::string_view file_name) {
  // Downloaded, never shown: these are a guest's bytes.
  return {.status = 200,
          .headers = {{"Content-Type", "application/octet-stream"},
                      {"Content-Disposition", fmt::format("attachment; filename=\"{}\"", file_name)},
                      {"Content-Security-Policy", "sandbox; default-src 'none'"},
                      {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

http::Response Nothing() { return {.status = 204, .headers = {}, .body = {}}; }

http::Response Refused(Error error) { return Problem(service::ToServiceError(std::move(error))); }

void WriteLimits(base::JsonWriter& writer, const Limits& limits) {
  writer.Open('{');
  const auto number = [&](const char* key, std::uint64_t value) {
    writer.Key(key);
    writer.Unsigned(value);
  };
  number("memory_bytes", limits.memory_bytes_max);
  number("wall_time_ms", static_cast<std::uint64_t>(limits.wall_time_max.count()));
  number("cpu_time_ms", static_cast<std::uint64_t>(limits.cpu_time_max.count()));
  number("output_bytes", limits.output_bytes_max);
  number("file_bytes", limits.file_bytes_max);
  number("host_calls", limits.host_calls_max);
  writer.Close('}');
}

service::LimitRequest ReadLimits(const Json& json, JsonObjectReader& outer) {
  JsonObjectReader reader(json, "limits");
  const service::LimitRequest request = {.memory_bytes = reader.Number("memory_bytes"),
                                         .wall_time_ms = reader.Number("wall_time_ms"),
                                         .cpu_time_ms = reader.Number("cpu_time_ms"),
                                         .output_bytes = reader.Number("output_bytes"),
                                         .file_bytes = reader.Number("file_bytes"),
                                         .host_calls = reader.Number("host_calls")};
  if (Result<void> finished = reader.Finish(); !finished) outer.Complain(finished.error().what);
  return request;
}

// Those that can be another from run to run; the rest belongs to the session.
service::LimitRequest ReadTimes(const Json& json, JsonObjectReader& outer) {
  const service::LimitRequest request = ReadLimits(json, outer);
  if (request.memory_bytes || request.output_bytes || request.file_bytes || request.host_calls) {
    outer.Complain(
        "limits of one run in a session can be wall_time_ms and cpu_time_ms; give the others when the "
        "session "
        "is made");
  }
  return request;
}

// Bytes as text, or {"$base64": "..."}.
std::optional<std::string> ReadContent(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object() || json.size() != 1 || !json.contains("$base64") || !json["$base64"].is_string()) {
    return std::nullopt;
  }
  return service::FromBase64(json["$base64"].get_ref<const std::string&>(), "\r\n");
}

void WriteTurn(base::JsonWriter& writer, const Turn& turn) {
  writer.Open('{');
  writer.Key("number");
  writer.Unsigned(turn.number);
  writer.Key("kind");
  writer.Text(Name(turn.kind));
  writer.Key("text");
  writer.Text(turn.text);
  writer.Key("status");
  writer.Text(Name(turn.status));
  writer.Key("at");
  writer.Text(base::UtcTime(turn.at));
  writer.Key("bytes");
  writer.Unsigned(turn.bytes);
  writer.Close('}');
}

// For a header: only what needs no quoting there.
std::string FileName(std::string_view name, std::string_view extension) {
  std::string plain;
  for (const char c : name.substr(0, 100)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '_' || c == '.';
    plain += is_plain ? c : '_';
  }
  return plain + std::string(extension);
}

// Calls a canceller when the client goes, until this ends.
class CancelWhenGone {
 public:
  CancelWhenGone(http::Exchange& exchange, service::Canceller& canceller) : exchange_(exchange) {
    exchange_.OnGone([&canceller] { canceller.Cancel(); });
  }
  ~CancelWhenGone() { exchange_.OnGone(nullptr); }
  CancelWhenGone(const CancelWhenGone&) = delete;
  CancelWhenGone& operator=(const CancelWhenGone&) = delete;

 private:
  http::Exchange& exchange_;
};

std::string NewName() { return "session-" + session::Hex(session::RandomId()).substr(0, 12); }

}  // namespace

// One request on its way through the handlers.
struct Api::Call {
  http::Exchange& exchange;
  const service::Principal& principal;
  const http::Target& target;
  std::string name;  // {name}
  std::string path;  // {path}, absolute

  const std::string& body() const { return exchange.request().body; }
};

struct Api::Route {
  const char* method;
  std::vector<std::string_view> pattern;
  Reply (Api::*answer)(Call&);
  enum class Body : std::uint8_t { kNone, kSmall, kCode, kReply, kFile, kSnapshot } body = Body::kNone;

  bool Matches(const http::Target& target) const {
    const auto& segments = target.segments;
    const bool has_rest = pattern.back() == "{path}";
    if (has_rest ? segments.size() < pattern.size() : segments.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (!pattern[i].starts_with('{') && pattern[i] != segments[i]) return false;
    }
    return true;
  }
};

const std::vector<Api::Route>& Api::Table() {
  using Body = Route::Body;
  static const std::vector<Route> table = {
      {"GET", {"v1", "openapi.json"}, &Api::GetOpenApi},
      {"GET", {"v1", "info"}, &Api::GetInfo},
      {"POST", {"v1", "run"}, &Api::RunOnce, Body::kFile},
      {"GET", {"v1", "sessions"}, &Api::ListSessions},
      {"POST", {"v1", "sessions"}, &Api::CreateSession, Body::kSmall},
      {"GET", {"v1", "sessions", "{name}"}, &Api::GetSession},
      {"DELETE", {"v1", "sessions", "{name}"}, &Api::DeleteSession},
      {"POST", {"v1", "sessions", "{name}", "run"}, &Api::Run, Body::kCode},
      {"POST", {"v1", "sessions", "{name}", "cancel"}, &Api::Cancel, Body::kSmall},
      {"POST", {"v1", "sessions", "{name}", "resume"}, &Api::Resume, Body::kReply},
      {"POST", {"v1", "sessions", "{name}", "abandon"}, &Api::Abandon, Body::kSmall},
      {"GET", {"v1", "sessions", "{name}", "history"}, &Api::GetHistory},
      {"POST", {"v1", "sessions", "{name}", "fork"}, &Api::Fork, Body::kSmall},
      {"POST", {"v1", "sessions", "{name}", "undo"}, &Api::Undo, Body::kSmall},
      {"GET", {"v1", "sessions", "{name}", "snapshot"}, &Api::GetSnapshot},
      {"PUT", {"v1", "sessions", "{name}", "snapshot"}, &Api::Restore, Body::kSnapshot},
      {"GET", {"v1", "sessions", "{name}", "journal"}, &Api::GetJournal},
      {"GET", {"v1", "sessions", "{name}", "files"}, &Api::ListFiles},
      {"GET", {"v1", "sessions", "{name}", "files", "{path}"}, &Api::ReadFile},
      {"PUT", {"v1", "sessions", "{name}", "files", "{path}"}, &Api::WriteFile, Body::kFile},
      {"DELETE", {"v1", "sessions", "{name}", "files", "{path}"}, &Api::RemoveFile},
  };
  return table;
}

std::vector<std::string> Api::Routes() {
  std::vector<std::string> routes;
  for (const Route& route : Table()) {
    std::string text = std::string(route.method) + " ";
    for (const std::string_view part : route.pattern) text.append("/").append(part);
    routes.push_back(std::move(text));
  }
  return routes;
}

std::uint64_t Api::BodyBytesMax(std::string_view method, const http::Target& target) const {
  for (const Route& route : Table()) {
    if (route.method != method || !route.Matches(target)) continue;
    switch (route.body) {
      case Route::Body::kNone:
        return 0;
      case Route::Body::kSmall:
        return kSmallBodyBytes;
      case Route::Body::kCode:
        return service_.options().code_bytes_max + kSmallBodyBytes;
      case Route::Body::kReply:
        return kReplyBytes;
      case Route::Body::kFile:
        return service_.options().limits_max.file_bytes_max * 4 / 3 + kSmallBodyBytes;
      case Route::Body::kSnapshot:
        return service_.options().limits_max.memory_bytes_max;
    }
  }
  return kSmallBodyBytes;  // it will be refused, and its body read until then
}

unsigned Api::Answer(http::Exchange& exchange, const service::Principal& principal,
                     const http::Target& target) {
  const std::string& method = exchange.request().method;
  const std::string_view wanted = method == "HEAD" ? "GET" : std::string_view(method);
  std::string allowed;
  Reply reply;
  bool found = false;
  for (const Route& route : Table()) {
    if (!route.Matches(target)) continue;
    if (route.method != wanted) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
      continue;
    }
    Call call{.exchange = exchange, .principal = principal, .target = target, .name = {}, .path = {}};
    if (route.pattern.size() > 2) call.name = target.segments[2];
    for (std::size_t i = 4; i < target.segments.size(); ++i) call.path += "/" + target.segments[i];
    reply = (this->*route.answer)(call);
    found = true;
    break;
  }
  if (!found) {
    reply = allowed.empty()
                ? Problem(404, "there is nothing here; GET /v1/openapi.json says what there is")
                : Problem(405, fmt::format("{} is nothing that can be done here; {} is", method, allowed));
    if (!allowed.empty()) reply->headers.push_back({"Allow", allowed});
  }
  if (!reply) return 200;
  const unsigned status = reply->status;
  exchange.Send(std::move(*reply));
  return status;
}

std::string_view OpenApiDocument() { return Embedded("openapi.json"); }

// ---- What there is ---------------------------------------------------------------------------------------

Api::Reply Api::GetOpenApi(Call& /*call*/) { return JsonAnswer(std::string(OpenApiDocument())); }

Api::Reply Api::GetInfo(Call& call) {
  std::string body;
  base::JsonWriter writer(body);
  const auto text = [&](const char* key, std::string_view value) {
    writer.Key(key);
    writer.Text(value);
  };
  writer.Open('{');
  text("version", kVersion);
  text("image", service_.image_id());
  text("guest", Name(service_.options().interpreter));
  text("python", service_.python_version());
  text("principal", call.principal.name);
  writer.Key("databases");
  writer.Open('[');
  for (const DatabaseInfo& database : service_.databases(call.principal)) {
    writer.Open('{');
    text("name", database.name);
    writer.Key("tables");
    writer.Open('[');
    for (const TableInfo& table : database.tables) {
      writer.Open('{');
      text("name", table.name);
      writer.Key("columns");
      writer.Open('[');
      for (const ColumnInfo& column : table.columns) {
        writer.Open('{');
        text("name", column.name);
        text("type", column.type);
        writer.Close('}');
      }
      writer.Close(']');
      writer.Close('}');
    }
    writer.Close(']');
    writer.Close('}');
  }
  writer.Close(']');
  text("functions", DescribeForModel(service_.grants(call.principal)));
  writer.Key("limits");
  WriteLimits(writer, service_.options().limits);
  writer.Key("limits_max");
  WriteLimits(writer, service_.options().limits_max);
  text("description", service::DescribeForModel(service_, call.principal));
  writer.Close('}');
  return JsonAnswer(std::move(body));
}

// ---- Runs ------------------------------------------------------------------------------------------------

template <typename Start>
Api::Reply Api::AnswerRun(Call& call, service::RunRequest request, const Start& start) {
  service::Canceller canceller;
  request.canceller = &canceller;
  const CancelWhenGone cancel_when_gone(call.exchange, canceller);
  const bool streams = http::Has(call.exchange.request().headers, "accept") &&
                       !call.exchange.request().Accepts("application/json") &&
                       call.exchange.request().Accepts("text/event-stream");
  if (!streams) {
    const service::Answer<Outcome> outcome = start(request);
    if (!outcome) return Problem(outcome.error());
    return JsonAnswer(ToJson(*outcome));
  }
  EventStream stream(call.exchange);
  request.on_output = [&stream](OutputStream from, std::string_view bytes) { stream.Output(from, bytes); };
  const service::Answer<Outcome> outcome = start(request);
  if (outcome) {
    stream.Finish("outcome", ToJson(*outcome));
  } else {
    stream.Finish("problem", ProblemJson(StatusOf(outcome.error().refusal), outcome.error().what));
  }
  return std::nullopt;
}

Api::Reply Api::RunOnce(Call& call) {
  const Result<Json> json = base::ParseJson(call.body(), kDepthMax);
  if (!json) return Refused(json.error());
  JsonObjectReader reader(*json, "the body");
  const std::string code = reader.RequiredText("code");
  const bool artifacts = reader.Bool("artifacts", false);
  service::LimitRequest limit_request;
  if (const Json* given = reader.Take("limits")) limit_request = ReadLimits(*given, reader);
  service::InputFiles files;
  if (const Json* given = reader.Take("files")) {
    if (!given->is_object()) reader.Complain("files must be an object: content by path");
    const Json none = Json::object();
    const Json& contents = given->is_object() ? *given : none;
    for (const auto& [path, content] : contents.items()) {
      auto bytes = ReadContent(content);
      if (!bytes) reader.Complain(R"(a file's content is a text, or {"$base64": "..."})");
      files.emplace_back(path, std::move(bytes).value_or(""));
    }
  }
  if (Result<void> finished = reader.Finish(); !finished) return Refused(finished.error());
  const service::Answer<Limits> limits = service_.LimitsFor(limit_request);
  if (!limits) return Problem(limits.error());
  return AnswerRun(call, {.code = code, .artifacts = artifacts}, [&](const service::RunRequest& request) {
    return service_.RunOnce(call.principal, *limits, files, request);
  });
}

Api::Reply Api::Run(Call& call) {
  const Result<Json> json = base::ParseJson(call.body(), kDepthMax);
  if (!json) return Refused(json.error());
  JsonObjectReader reader(*json, "the body");
  const std::string code = reader.RequiredText("code");
  service::RunRequest request = {.code = code, .artifacts = reader.Bool("artifacts", false)};
  service::LimitRequest times;
  if (const Json* given = reader.Take("limits")) times = ReadTimes(*given, reader);
  if (Result<void> finished = reader.Finish(); !finished) return Refused(finished.error());
  const service::Answer<Limits> limits = service_.LimitsFor(times);
  if (!limits) return Problem(limits.error());
  if (times.wall_time_ms) request.wall_time_max = limits->wall_time_max;
  if (times.wall_time_ms || times.cpu_time_ms) request.cpu_time_max = limits->cpu_time_max;
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  if (auto parked = use->session().Parked(); parked && *parked) {
    return Problem(
        409, "a run of this session waits for a reply; give it to /resume, or give the run up with /abandon");
  }
  return AnswerRun(call, request, [&](const service::RunRequest& started) { return use->Run(started); });
}

Api::Reply Api::Resume(Call& call) {
  const Result<Json> json = base::ParseJson(call.body(), kDepthMax);
  if (!json) return Refused(json.error());
  JsonObjectReader reader(*json, "the body");
  const Json* reply = reader.Take("reply");
  const std::optional<std::string> error = reader.Text("error");
  if ((reply == nullptr) == !error)
    reader.Complain("the body has either reply, any JSON value, or error, a text");
  if (Result<void> finished = reader.Finish(); !finished) return Refused(finished.error());
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  if (auto parked = use->session().Parked(); !parked || !*parked) {
    return Problem(409, "no run of this session waits for a reply");
  }
  const CallReply answer =
      reply != nullptr ? CallReply(base::ToValue(*reply)) : CallReply(std::unexpected(*error));
  return AnswerRun(call, {},
                   [&](const service::RunRequest& request) { return use->Resume(answer, request); });
}

Api::Reply Api::Abandon(Call& call) {
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  if (auto parked = use->session().Parked(); !parked || !*parked) {
    return Problem(409, "no run of this session waits for a reply");
  }
  if (Result<void> given_up = use->session().Abandon(); !given_up) return Refused(given_up.error());
  return Nothing();
}

Api::Reply Api::Cancel(Call& call) {
  if (auto cancelled = service_.CancelSession(call.principal, call.name); !cancelled)
    return Problem(cancelled.error());
  return Nothing();
}

// ---- Sessions --------------------------------------------------------------------------------------------

std::string Api::SessionJson(const service::Principal& principal, const SessionInfo& info, bool with_parked) {
  std::string body;
  base::JsonWriter writer(body);
  writer.Open('{');
  writer.Key("name");
  writer.Text(info.name);
  writer.Key("id");
  writer.Text(info.id);
  writer.Key("created");
  writer.Text(base::UtcTime(info.created));
  writer.Key("used");
  writer.Text(base::UtcTime(info.used));
  writer.Key("turn");
  writer.Unsigned(info.turn);
  writer.Key("bytes");
  writer.Unsigned(info.bytes);
  writer.Key("parked");
  std::optional<ParkedCall> parked;
  if (info.parked && with_parked) {
    if (auto use = service_.UseSession(principal, info.name)) {
      if (auto waiting = use->session().Parked(); waiting && *waiting) parked = std::move(**waiting);
    }
  }
  if (info.parked) {
    writer.Open('{');
    writer.Key("function");
    writer.Text(parked ? parked->function : "");
    writer.Key("arguments");
    writer.Add(Value(parked ? std::move(parked->arguments) : Value::Map{}));
    writer.Close('}');
  } else {
    writer.Null();
  }
  writer.Key("running");
  writer.Bool(service_.IsRunning(principal, info.name));
  writer.Key("limits");
  WriteLimits(writer, info.limits);
  writer.Close('}');
  return body;
}

http::Response Api::SessionAnswer(unsigned status, const service::Principal& principal,
                                  const std::string& name) {
  const service::Answer<SessionInfo> info = service_.FindSession(principal, name);
  if (!info) return Problem(info.error());
  return JsonAnswer(SessionJson(principal, *info, true), status);
}

Api::Reply Api::ListSessions(Call& call) {
  constexpr std::uint32_t kCountMost = 1000;
  std::uint32_t count = kCountMost;
  if (const auto given = call.target.Find("count")) {
    const Result<Json> number = base::ParseJson(*given, 1);
    if (!number || !number->is_number_unsigned() || *number < 1 || *number > kCountMost) {
      return Problem(400, "count must be a whole number from 1 to 1000");
    }
    count = number->get<std::uint32_t>();
  }
  const service::Answer<std::vector<SessionInfo>> sessions =
      service_.ListSessions(call.principal, call.target.Find("after").value_or(""), count);
  if (!sessions) return Problem(sessions.error());
  std::string body = "{\"sessions\":[";
  for (const SessionInfo& info : *sessions) {
    if (body.back() != '[') body += ',';
    body += SessionJson(call.principal, info, false);
  }
  return JsonAnswer(body + "]}");
}

Api::Reply Api::CreateSession(Call& call) {
  const Result<Json> json = base::ParseJson(call.body(), kDepthMax);
  if (!json) return Refused(json.error());
  JsonObjectReader reader(*json, "the body");
  const std::string name = reader.Text("name").value_or(NewName());
  service::LimitRequest request;
  if (const Json* given = reader.Take("limits")) request = ReadLimits(*given, reader);
  if (Result<void> finished = reader.Finish(); !finished) return Refused(finished.error());
  const service::Answer<Limits> limits = service_.LimitsFor(request);
  if (!limits) return Problem(limits.error());
  if (auto made = service_.CreateSession(call.principal, name, *limits); !made) return Problem(made.error());
  return SessionAnswer(201, call.principal, name);
}

Api::Reply Api::GetSession(Call& call) { return SessionAnswer(200, call.principal, call.name); }

Api::Reply Api::DeleteSession(Call& call) {
  if (auto removed = service_.RemoveSession(call.principal, call.name); !removed)
    return Problem(removed.error());
  return Nothing();
}

Api::Reply Api::GetHistory(Call& call) {
  const service::Answer<std::vector<Turn>> turns = service_.History(call.principal, call.name);
  if (!turns) return Problem(turns.error());
  std::string body;
  base::JsonWriter writer(body);
  writer.Open('{');
  writer.Key("turns");
  writer.Open('[');
  for (const Turn& turn : *turns) WriteTurn(writer, turn);
  writer.Close(']');
  writer.Close('}');
  return JsonAnswer(std::move(body));
}

Api::Reply Api::Fork(Call& call) {
  const Result<Json> json = base::ParseJson(call.body(), kDepthMax);
  if (!json) return Refused(json.error());
  JsonObjectReader reader(*json, "the body");
  const std::string name = reader.Text("name").value_or(NewName());
  const std::optional<std::uint64_t> turn = reader.Number("turn");
  if (turn && *turn > std::numeric_limits<std::uint32_t>::max()) reader.Complain("there is no such turn");
  if (Result<void> finished = reader.Finish(); !finished) return Refused(finished.error());
  std::optional<std::uint32_t> number;
  if (turn) number = static_cast<std::uint32_t>(*turn);
  if (auto forked = service_.ForkSession(call.principal, call.name, name, number); !forked) {
    return Problem(forked.error());
  }
  return SessionAnswer(201, call.principal, name);
}

Api::Reply Api::Undo(Call& call) {
  const Result<Json> json = base::ParseJson(call.body(), kDepthMax);
  if (!json) return Refused(json.error());
  JsonObjectReader reader(*json, "the body");
  const std::uint64_t turns = reader.Number("turns").value_or(1);
  if (turns < 1 || turns > std::numeric_limits<std::uint32_t>::max())
    reader.Complain("turns must be at least 1");
  if (Result<void> finished = reader.Finish(); !finished) return Refused(finished.error());
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  const Result<Turn> last = use->session().Undo(static_cast<std::uint32_t>(turns));
  if (!last) return Refused(last.error());
  std::string body;
  base::JsonWriter writer(body);
  WriteTurn(writer, *last);
  return JsonAnswer(std::move(body));
}

Api::Reply Api::GetSnapshot(Call& call) {
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  Result<std::string> snapshot = use->session().Snapshot();
  if (!snapshot) return Refused(snapshot.error());
  return BytesAnswer(std::move(*snapshot), FileName(call.name, ".vitrine-snapshot"));
}

Api::Reply Api::Restore(Call& call) {
  if (auto made = service_.RestoreSession(call.principal, call.name, call.body()); !made)
    return Problem(made.error());
  return SessionAnswer(201, call.principal, call.name);
}

Api::Reply Api::GetJournal(Call& call) {
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  Result<std::string> journal = use->session().Journal();
  if (!journal) return Refused(journal.error());
  return BytesAnswer(std::move(*journal), FileName(call.name, ".vitrine-journal"));
}

// ---- Files -----------------------------------------------------------------------------------------------

Api::Reply Api::ListFiles(Call& call) {
  const std::string folder(call.target.Find("folder").value_or("/output"));
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  const Result<std::vector<FileEntry>> files = use->session().ListFiles(folder);
  if (!files) return Refused(files.error());
  std::string body;
  base::JsonWriter writer(body);
  writer.Open('{');
  writer.Key("files");
  writer.Open('[');
  for (const FileEntry& file : *files) {
    writer.Open('{');
    writer.Key("path");
    writer.Text(folder + (folder.ends_with('/') ? "" : "/") + file.path);
    writer.Key("bytes");
    writer.Unsigned(file.bytes);
    writer.Key("is_folder");
    writer.Bool(file.is_folder);
    writer.Close('}');
  }
  writer.Close(']');
  writer.Close('}');
  return JsonAnswer(std::move(body));
}

Api::Reply Api::ReadFile(Call& call) {
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  Result<std::string> bytes =
      use->session().ReadFile(call.path, service_.options().limits_max.file_bytes_max);
  if (!bytes) return Refused(bytes.error());
  return BytesAnswer(std::move(*bytes), FileName(call.path.substr(call.path.rfind('/') + 1), ""));
}

Api::Reply Api::WriteFile(Call& call) {
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  if (Result<void> written = use->session().WriteFile(call.path, call.body()); !written)
    return Refused(written.error());
  return Nothing();
}

Api::Reply Api::RemoveFile(Call& call) {
  service::Answer<service::SessionUse> use = service_.UseSession(call.principal, call.name);
  if (!use) return Problem(use.error());
  if (Result<void> removed = use->session().RemoveFile(call.path); !removed) return Refused(removed.error());
  return Nothing();
}

}  // namespace vitrine::serve
