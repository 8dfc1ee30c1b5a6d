#include "mcp/peer.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <thread>

#include "base/json.h"
#include "base/terminal.h"
#include "base/utf8.h"
#include "mcp/content.h"
#include "service/base64.h"
#include "service/describe.h"
#include "vitrine/version.h"

namespace vitrine::mcp {
namespace {

using base::JsonObjectReader;
using service::Refusal;
using service::ServiceError;
using std::chrono::steady_clock;

// In the order of their weight (RFC 5424).
constexpr std::array<std::string_view, 8> kLogLevels = {"debug", "info",     "notice", "warning",
                                                        "error", "critical", "alert",  "emergency"};
constexpr int kInfo = 1;
// Notices of output in one run; the outcome has all of it.
constexpr std::uint32_t kNoticesMax = 1000;
constexpr std::chrono::seconds kProgressPause{1};
// How long a tool waits for the session that another request uses.
constexpr std::chrono::seconds kUseWait{60};
constexpr std::size_t kReadBytesMax = 4u << 20;
constexpr std::size_t kResourcesMax = 1000;
constexpr std::size_t kLinksMax = 20;

constexpr char kInstructions[] =
    "execute_python runs Python in a sandbox that keeps its state between calls. Use it for calculation, for "
    "work with "
    "data and for the databases named in its description. Nothing that the code does can harm the machine or "
    "lose the "
    "session.";

Json Text(std::string_view description) {
  return {{"type", "string"}, {"description", std::string(description)}};
}
Json Flag(std::string_view description, bool otherwise) {
  return {{"type", "boolean"}, {"description", std::string(description)}, {"default", otherwise}};
}

Json Tool(const char* name, const char* title, std::string description, Json properties, Json required,
          bool only_reads) {
  return {{"name", name},
          {"title", title},
          {"description", std::move(description)},
          {"inputSchema",
           {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}}},
          {"annotations",
           {{"title", title},
            {"readOnlyHint", only_reads},
            {"destructiveHint", false},
            {"idempotentHint", only_reads},
            {"openWorldHint", false}}}};
}

constexpr char kSessionText[] = "another session of yours, by name; left out: this conversation's own";

Json ToolError(std::string_view what) { return TextResult(what, true); }
Json ToolError(const ServiceError& error) {
  std::string text = error.what;
  if (error.retry_after.count() > 0) text += fmt::format(" (try again in {} s)", error.retry_after.count());
  return ToolError(text);
}

std::string UriOf(std::string_view session, std::string_view path) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  const auto escape = [&](std::string_view text) {
    std::string escaped;
    for (const char c : text) {
      if (kPlain.find(c) != std::string_view::npos) {
        escaped += c;
      } else {
        escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
      }
    }
    return escaped;
  };
  return "vitrine://" + escape(session) + escape(path);
}

// "vitrine://SESSION/output/PATH" into session and absolute path.
std::optional<std::pair<std::string, std::string>> ReadUri(std::string_view uri) {
  constexpr std::string_view kScheme = "vitrine://";
  if (!uri.starts_with(kScheme)) return std::nullopt;
  std::string decoded;
  for (std::string_view rest = uri.substr(kScheme.size()); !rest.empty();) {
    if (rest.front() != '%') {
      decoded += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    unsigned char byte = 0;
    std::size_t length = 0;
    if (rest.size() < 3 || sodium_hex2bin(&byte, 1, rest.data() + 1, 2, nullptr, &length, nullptr) != 0 ||
        length != 1) {
      return std::nullopt;
    }
    decoded += static_cast<char>(byte);
    rest.remove_prefix(3);
  }
  const std::size_t slash = decoded.find('/');
  if (slash == std::string::npos || !base::IsUtf8(decoded)) return std::nullopt;
  return std::pair(decoded.substr(0, slash), decoded.substr(slash));
}

// Tells of a run while it goes on: a notice of each output, and of the time each second to who asks for
// progress.
class Teller {
 public:
  Teller(const Peer::Send& send, bool tells_output, Json progress_token, std::chrono::milliseconds time_max)
      : send_(send), tells_output_(tells_output), token_(std::move(progress_token)), time_max_(time_max) {
    if (!token_.is_null()) ticker_ = std::jthread([this](const std::stop_token& stop) { Tick(stop); });
  }
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

  // Told line by line.
  void Output(OutputStream from, std::string_view bytes) {
    if (!tells_output_) return;
    std::string& held = held_.at(static_cast<std::size_t>(from));
    held += bytes;
    const bool is_long = held.size() > kLineBytesMax;
    const std::size_t end = is_long ? held.size() - base::IncompleteUtf8Tail(held) : held.rfind('\n') + 1;
    Tell(from, held.substr(0, end));
    held.erase(0, end);
  }

  // After this nothing is told.
  void Stop() {
    if (ticker_.joinable()) {
      ticker_.request_stop();
      ticker_.join();
    }
    for (const OutputStream from : {OutputStream::kStdout, OutputStream::kStderr}) {
      Tell(from, std::exchange(held_.at(static_cast<std::size_t>(from)), {}));
    }
  }

 private:
  static constexpr std::size_t kLineBytesMax = 4096;

  void Tell(OutputStream from, const std::string& text) {
    if (text.empty() || ++notices_ > kNoticesMax) return;
    const Json params = {{"level", from == OutputStream::kStdout ? "info" : "notice"},
                         {"logger", from == OutputStream::kStdout ? "stdout" : "stderr"},
                         {"data", base::EscapeForTerminal(text)}};
    const std::lock_guard lock(mutex_);
    send_(NotificationMessage("notifications/message", params));
  }

  void Tick(const std::stop_token& stop) {
    const auto start = steady_clock::now();
    std::unique_lock lock(mutex_);
    std::condition_variable_any wake;
    double told = -1;
    while (!stop.stop_requested()) {
      // Progress has to grow.
      const double seconds = std::chrono::duration<double>(steady_clock::now() - start).count();
      if (seconds > told) {
        send_(NotificationMessage("notifications/progress",
                                  {{"progressToken", token_},
                                   {"progress", seconds},
                                   {"total", std::chrono::duration<double>(time_max_).count()},
                                   {"message", "the code runs"}}));
        told = seconds;
      }
      wake.wait_for(lock, stop, kProgressPause, [&stop] { return stop.stop_requested(); });
    }
  }

  const Peer::Send& send_;
  const bool tells_output_;
  const Json token_;
  const std::chrono::milliseconds time_max_;
  std::mutex mutex_;
  std::uint32_t notices_ = 0;
  std::array<std::string, 2> held_;  // a line that is not whole yet, by stream
  std::jthread ticker_;
};

}  // namespace

struct Peer::Call {
  const Message& message;
  const Send& send;
  JsonObjectReader arguments;
  service::Canceller canceller;
};

Peer::Peer(service::Service& service, const service::Principal& principal, std::string session_name)
    : service_(service), principal_(principal), session_name_(std::move(session_name)), log_level_(kInfo) {}

void Peer::TakeUpAgain(Revision revision) {
  revision_ = revision;
  initialized_ = true;
}

void Peer::Handle(const Message& message, const Send& send) {
  if (message.kind == Message::Kind::kResponse) return;  // we ask clients nothing
  if (message.kind == Message::Kind::kNotification) {
    if (message.method == "notifications/cancelled") CancelRequest(message.params);
    return;
  }
  const std::expected<Json, RpcError> answer = Answer(message, send);
  if (!answer) return send(ErrorMessage(message.id, answer.error()));
  // A request that was cancelled has no response.
  if (!answer->is_discarded()) send(ResultMessage(message.id, *answer));
}

std::expected<Json, RpcError> Peer::Answer(const Message& message, const Send& send) {
  if (message.method == "ping") return Json::object();
  if (message.method == "initialize") {
    if (initialized_)
      return std::unexpected(RpcError{kInvalidRequest, "this session is initialized already"});
    return Initialize(message.params);
  }
  if (!initialized_) return std::unexpected(RpcError{kInvalidRequest, "initialize comes first"});
  if (message.method == "tools/list") return ListTools();
  if (message.method == "tools/call") return CallTool(message, send);
  if (message.method == "resources/list") return ListResources();
  if (message.method == "resources/read") return ReadResource(message.params);
  if (message.method == "resources/templates/list") {
    return Json{{"resourceTemplates",
                 {{{"uriTemplate", "vitrine://{session}/output/{+path}"},
                   {"name", "output"},
                   {"description", "A file that code has left in /output"}}}}};
  }
  if (message.method == "logging/setLevel") return SetLogLevel(message.params);
  return std::unexpected(
      RpcError{kMethodNotFound, "there is no method " + base::EscapeForTerminal(message.method)});
}

Json Peer::Initialize(const Json& params) {
  const auto wanted = params.find("protocolVersion");
  std::optional<Revision> revision;
  if (wanted != params.end() && wanted->is_string())
    revision = FindRevision(wanted->get_ref<const std::string&>());
  revision_ = revision.value_or(kNewest);
  initialized_ = true;
  return {{"protocolVersion", std::string(Name(revision_))},
          {"capabilities",
           {{"tools", Json::object()}, {"resources", Json::object()}, {"logging", Json::object()}}},
          {"serverInfo",
           {{"name", "vitrine"}, {"title", "Vitrine: Python in a glass case"}, {"version", kVersion}}},
          {"instructions", kInstructions}};
}

std::expected<Json, RpcError> Peer::SetLogLevel(const Json& params) {
  const auto level = params.find("level");
  const auto found = level != params.end() && level->is_string()
                         ? std::ranges::find(kLogLevels, level->get_ref<const std::string&>())
                         : kLogLevels.end();
  if (found == kLogLevels.end())
    return std::unexpected(RpcError{kInvalidParams, "level must be one of RFC 5424's"});
  log_level_ = static_cast<int>(found - kLogLevels.begin());
  return Json::object();
}

// ---- Tools -----------------------------------------------------------------------------------------------

Json Peer::ListTools() const {
  Json execute = Tool("execute_python", "Run Python", service::DescribeForModel(service_, principal_),
                      {{"code", Text("the code; the value of its last expression comes back, too")},
                       {"reset", Flag("forget all names and files first", false)},
                       {"show_result", Flag("give the value of the last expression back", true)},
                       {"session", Text(kSessionText)}},
                      {"code"}, false);
  if (revision_ >= Revision::k2025_06_18) execute["outputSchema"] = OutcomeSchema();
  return {
      {"tools",
       {execute,
        Tool("reset_session", "Start anew", "Forget all names, imports and files of the session.",
             {{"session", Text(kSessionText)}}, Json::array(), false),
        Tool("fork_session", "Fork",
             "Make a second session that starts as this one is now (or was after an earlier turn), to try "
             "something "
             "without losing what is there. Name it as `session` in other tools to use it.",
             {{"name", Text("of the new session, 1 to 100 characters")},
              {"turn", {{"type", "integer"}, {"minimum", 0}, {"description", "left out: as it is now"}}},
              {"session", Text(kSessionText)}},
             {"name"}, false),
        Tool("list_files", "List files", "List the files in /input, /output or /tmp, or in a folder below.",
             {{"folder", Text("left out: /output")}, {"session", Text(kSessionText)}}, Json::array(), true),
        Tool("read_file", "Read a file", "Read a file of the session.",
             {{"path", Text("absolute, as /output/report.csv")}, {"session", Text(kSessionText)}}, {"path"},
             true),
        Tool("write_file", "Write a file",
             "Write a file into /input, /output or /tmp; folders on the way are made.",
             {{"path", Text("absolute, as /input/data.csv")},
              {"content", Text("the text, or base64 of the bytes")},
              {"encoding", {{"type", "string"}, {"enum", {"utf-8", "base64"}}, {"default", "utf-8"}}},
              {"session", Text(kSessionText)}},
             {"path", "content"}, false)}}};
}

Peer::ToolResult Peer::CallTool(const Message& message, const Send& send) {
  static constexpr std::array<std::pair<std::string_view, ToolResult (Peer::*)(Call&)>, 6> kTools = {{
      {"execute_python", &Peer::ExecutePython},
      {"reset_session", &Peer::ResetSession},
      {"fork_session", &Peer::ForkSession},
      {"list_files", &Peer::ListFiles},
      {"read_file", &Peer::ReadFile},
      {"write_file", &Peer::WriteFile},
  }};
  const auto name = message.params.find("name");
  const auto tool = std::ranges::find_if(kTools, [&](const auto& entry) {
    return name != message.params.end() && name->is_string() &&
           name->get_ref<const std::string&>() == entry.first;
  });
  if (tool == kTools.end()) return std::unexpected(RpcError{kInvalidParams, "there is no tool of that name"});
  const auto arguments = message.params.find("arguments");
  const Json none = Json::object();
  Call call{.message = message,
            .send = send,
            .arguments = JsonObjectReader(arguments == message.params.end() ? none : *arguments, "arguments"),
            .canceller = {}};
  const std::string id = message.id.dump(-1, ' ', false, Json::error_handler_t::replace);
  {
    const std::lock_guard lock(running_mutex_);
    if (closed_) return std::unexpected(RpcError{kInvalidRequest, "the session was ended"});
    if (!running_.emplace(id, &call.canceller).second) {
      return std::unexpected(RpcError{kInvalidRequest, "a request with this id is being answered"});
    }
  }
  std::unique_lock use(use_mutex_, kUseWait);
  ToolResult result =
      use ? (this->*tool->second)(call)
          : ToolResult(ToolError("another call of this session is still going on; try again later"));
  const std::lock_guard lock(running_mutex_);
  const bool was_cancelled = running_.extract(id).mapped() == nullptr;
  if (was_cancelled) return Json(Json::value_t::discarded);
  return result;
}

void Peer::CancelRequest(const Json& params) {
  const auto id = params.find("requestId");
  if (id == params.end()) return;
  const std::lock_guard lock(running_mutex_);
  const auto running = running_.find(id->dump(-1, ' ', false, Json::error_handler_t::replace));
  if (running == running_.end() || running->second == nullptr) return;
  std::exchange(running->second, nullptr)->Cancel();
}

void Peer::CancelAll() {
  const std::lock_guard lock(running_mutex_);
  closed_ = true;
  for (auto& [id, canceller] : running_) {
    if (canceller != nullptr) canceller->Cancel();
  }
}

void Peer::RemoveOwnSession() {
  static_cast<void>(service_.RemoveSession(principal_, session_name_).has_value());
}

service::Answer<service::SessionUse> Peer::Use(const std::string& name, bool make) {
  auto use = service_.UseSession(principal_, name);
  const bool is_own = name == session_name_;
  if (use || use.error().refusal != Refusal::kNotFound || !is_own || !make) return use;
  return service_.CreateSession(principal_, name, service_.options().limits);
}

Peer::ToolResult Peer::ExecutePython(Call& call) {
  const std::string code = call.arguments.RequiredText("code");
  const bool reset = call.arguments.Bool("reset", false);
  const bool show_result = call.arguments.Bool("show_result", true);
  const std::string name = call.arguments.Text("session").value_or(session_name_);
  if (Result<void> finished = call.arguments.Finish(); !finished) return ToolError(finished.error().what);
  if (reset) {
    auto removed = service_.RemoveSession(principal_, name);
    if (!removed && removed.error().refusal != Refusal::kNotFound) return ToolError(removed.error());
    if (removed && name != session_name_) {
      if (auto made = service_.CreateSession(principal_, name, service_.options().limits); !made) {
        return ToolError(made.error());
      }
    }
    artifacts_.clear();
  }
  auto use = Use(name, true);
  if (!use) return ToolError(use.error());
  // What somebody else left it waiting for, nobody here can answer.
  if (auto parked = use->session().Parked(); parked && *parked) {
    return ToolError(
        "a run of this session waits for a person's reply; use reset_session, or wait until it is given");
  }
  Json token;
  if (const auto meta = call.message.params.find("_meta");
      meta != call.message.params.end() && meta->is_object()) {
    const auto given = meta->find("progressToken");
    if (given != meta->end() && (given->is_string() || given->is_number_integer())) token = *given;
  }
  Teller teller(call.send, log_level_ <= kInfo, std::move(token), service_.options().limits.wall_time_max);
  const auto outcome = use->Run(
      {.code = code,
       .on_output = [&teller](OutputStream from, std::string_view bytes) { teller.Output(from, bytes); },
       .canceller = &call.canceller});
  teller.Stop();
  if (!outcome) return ToolError(outcome.error());
  Json result = ResultOf(*outcome, show_result, revision_);
  for (Json& link : NewArtifacts(*use)) result["content"].push_back(std::move(link));
  return result;
}

Json Peer::NewArtifacts(service::SessionUse& use) {
  Json links = Json::array();
  const auto files = use.session().ListFiles("/output");
  if (!files) return links;
  std::vector<std::pair<std::string, std::uint64_t>> now;
  for (const FileEntry& file : *files) {
    if (file.is_folder) continue;
    now.emplace_back(file.path, file.bytes);
    if (std::ranges::find(artifacts_, now.back()) != artifacts_.end() || links.size() >= kLinksMax) continue;
    if (revision_ < Revision::k2025_06_18) {
      links.push_back({{"type", "text"},
                       {"text", base::EscapeForTerminal(
                                    fmt::format("[file /output/{}, {} bytes]", file.path, file.bytes))}});
      continue;
    }
    links.push_back({{"type", "resource_link"},
                     {"uri", UriOf(use.name(), "/output/" + file.path)},
                     {"name", base::EscapeForTerminal(file.path, base::NewLines::kEscape)},
                     {"mimeType", std::string(MimeTypeOf(file.path))},
                     {"size", file.bytes}});
  }
  artifacts_ = std::move(now);
  return links;
}

Peer::ToolResult Peer::ResetSession(Call& call) {
  const std::string name = call.arguments.Text("session").value_or(session_name_);
  if (Result<void> finished = call.arguments.Finish(); !finished) return ToolError(finished.error().what);
  auto removed = service_.RemoveSession(principal_, name);
  if (!removed && (removed.error().refusal != Refusal::kNotFound || name != session_name_)) {
    return ToolError(removed.error());
  }
  artifacts_.clear();
  if (auto made = service_.CreateSession(principal_, name, service_.options().limits); !made) {
    return ToolError(made.error());
  }
  return TextResult("The session is as new.");
}

Peer::ToolResult Peer::ForkSession(Call& call) {
  const std::string new_name = call.arguments.RequiredText("name");
  const std::optional<std::uint64_t> turn = call.arguments.Number("turn");
  const std::string name = call.arguments.Text("session").value_or(session_name_);
  if (turn && *turn > std::numeric_limits<std::uint32_t>::max())
    call.arguments.Complain("there is no such turn");
  if (Result<void> finished = call.arguments.Finish(); !finished) return ToolError(finished.error().what);
  if (auto use = Use(name, true); !use) return ToolError(use.error());
  std::optional<std::uint32_t> number;
  if (turn) number = static_cast<std::uint32_t>(*turn);
  const auto forked = service_.ForkSession(principal_, name, new_name, number);
  if (!forked) return ToolError(forked.error());
  return TextResult(
      fmt::format("There is a session '{}' now, as this one was after turn {}. Give session: \"{}\" to "
                  "other tools to use it.",
                  new_name, turn.value_or(forked->turn), new_name));
}

Peer::ToolResult Peer::ListFiles(Call& call) {
  const std::string folder = call.arguments.Text("folder").value_or("/output");
  const std::string name = call.arguments.Text("session").value_or(session_name_);
  if (Result<void> finished = call.arguments.Finish(); !finished) return ToolError(finished.error().what);
  auto use = Use(name, true);
  if (!use) return ToolError(use.error());
  const auto files = use->session().ListFiles(folder);
  if (!files) return ToolError(files.error().what);
  std::string text;
  for (const FileEntry& file : *files) {
    text += file.is_folder ? fmt::format("{}/{}/\n", folder, file.path)
                           : fmt::format("{}/{}  {} bytes\n", folder, file.path, file.bytes);
  }
  return TextResult(text.empty() ? folder + " is empty" : text);
}

Peer::ToolResult Peer::ReadFile(Call& call) {
  const std::string path = call.arguments.RequiredText("path");
  const std::string name = call.arguments.Text("session").value_or(session_name_);
  if (Result<void> finished = call.arguments.Finish(); !finished) return ToolError(finished.error().what);
  auto use = Use(name, true);
  if (!use) return ToolError(use.error());
  const Result<std::string> bytes = use->session().ReadFile(path, kReadBytesMax);
  if (!bytes) return ToolError(bytes.error().what);
  const std::string mime(MimeTypeOf(path));
  if (base::IsUtf8(*bytes) && mime != "application/pdf") return TextResult(*bytes);
  if (mime == "image/png" || mime == "image/jpeg" || mime == "image/gif") {
    return Json{{"content", {{{"type", "image"}, {"data", base::Base64(*bytes)}, {"mimeType", mime}}}}};
  }
  return Json{
      {"content",
       {{{"type", "resource"},
         {"resource", {{"uri", UriOf(name, path)}, {"mimeType", mime}, {"blob", base::Base64(*bytes)}}}}}}};
}

Peer::ToolResult Peer::WriteFile(Call& call) {
  const std::string path = call.arguments.RequiredText("path");
  std::string content = call.arguments.RequiredText("content");
  const std::string encoding = call.arguments.Text("encoding").value_or("utf-8");
  const std::string name = call.arguments.Text("session").value_or(session_name_);
  if (encoding == "base64") {
    auto bytes = service::FromBase64(content, "\r\n ");
    if (!bytes) call.arguments.Complain("content is not base64");
    content = std::move(bytes).value_or("");
  } else if (encoding != "utf-8") {
    call.arguments.Complain("encoding must be utf-8 or base64");
  }
  if (Result<void> finished = call.arguments.Finish(); !finished) return ToolError(finished.error().what);
  auto use = Use(name, true);
  if (!use) return ToolError(use.error());
  if (Result<void> written = use->session().WriteFile(path, content); !written)
    return ToolError(written.error().what);
  return TextResult(fmt::format("{} has {} bytes now", path, content.size()));
}

// ---- Resources -------------------------------------------------------------------------------------------

Json Peer::ListResources() {
  Json resources = Json::array();
  const std::unique_lock lock(use_mutex_, kUseWait);
  auto use =
      lock ? Use(session_name_, false)
           : service::Answer<service::SessionUse>(std::unexpected(ServiceError{Refusal::kConflict, ""}));
  if (use) {
    if (const auto files = use->session().ListFiles("/output")) {
      for (const FileEntry& file : *files) {
        if (file.is_folder || resources.size() >= kResourcesMax) continue;
        resources.push_back({{"uri", UriOf(session_name_, "/output/" + file.path)},
                             {"name", base::EscapeForTerminal(file.path, base::NewLines::kEscape)},
                             {"mimeType", std::string(MimeTypeOf(file.path))},
                             {"size", file.bytes}});
      }
    }
  }
  return {{"resources", std::move(resources)}};
}

std::expected<Json, RpcError> Peer::ReadResource(const Json& params) {
  const auto uri = params.find("uri");
  if (uri == params.end() || !uri->is_string())
    return std::unexpected(RpcError{kInvalidParams, "uri must be a text"});
  const auto place = ReadUri(uri->get_ref<const std::string&>());
  const auto missing = [] {
    return std::unexpected(RpcError{kResourceNotFound, "there is no such resource"});
  };
  if (!place || !place->second.starts_with("/output/")) return missing();
  const std::unique_lock lock(use_mutex_, kUseWait);
  if (!lock) return std::unexpected(RpcError{kInternalError, "the session is at work; try again later"});
  auto use = Use(place->first, false);
  if (!use) return missing();
  const Result<std::string> bytes = use->session().ReadFile(place->second, kReadBytesMax);
  if (!bytes) return missing();
  Json content = {{"uri", *uri}, {"mimeType", std::string(MimeTypeOf(place->second))}};
  if (base::IsUtf8(*bytes)) {
    content["text"] = *bytes;
  } else {
    content["blob"] = base::Base64(*bytes);
  }
  return Json{{"contents", {content}}};
}

}  // namespace vitrine::mcp
