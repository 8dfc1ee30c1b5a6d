#include "serve/mcp_endpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>
#include <utility>

#include "mcp/json_rpc.h"
#include "mcp/protocol.h"
#include "serve/problem.h"
#include "session/digest.h"

namespace vitrine::serve {
namespace {

using mcp::ErrorMessage;
using mcp::Json;
using mcp::Message;
using mcp::RpcError;

constexpr std::size_t kBatchMax = 100;
constexpr std::size_t kLogsMax = 8;
constexpr std::uint64_t kLogsBytesMax = 64u << 20;
// Of all clients of one principal.
constexpr std::uint64_t kAllLogsBytesMax = 128u << 20;
constexpr std::size_t kIdCharacters = 32;
// A stream ends at the latest with the run behind it.
constexpr std::chrono::hours kStreamWaitMax{24};

constexpr char kJson[] = "application/json";
constexpr char kEvents[] = "text/event-stream";
constexpr char kTooLong[] = "the answer is longer than 32 MiB; print less, or write to a file in /output";

http::Response RpcProblem(unsigned status, const RpcError& error) {
  return {.status = status, .headers = {{"Content-Type", kJson}}, .body = ErrorMessage(Json(), error)};
}

bool IsId(std::string_view id) {
  return id.size() == kIdCharacters &&
         std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// The session of a client is known to the store by this, not by the id that opens it.
std::string SessionNameOf(std::string_view id) {
  return "mcp-" + session::Hex(session::Digest(id)).substr(0, 16);
}

bool AcceptsBoth(const http::Request& request) {
  return request.Find("accept") && request.Accepts(kJson) && request.Accepts(kEvents);
}

}  // namespace

// ---- Events ----------------------------------------------------------------------------------------------

bool EventLog::Add(std::string message) {
  const std::lock_guard lock(mutex_);
  if (bytes_ + message.size() > kBytesMax) return false;
  Append(std::move(message));
  return true;
}

void EventLog::AddInPlace(std::string message) {
  const std::lock_guard lock(mutex_);
  Append(std::move(message));
}

void EventLog::Append(std::string message) {
  bytes_ += message.size();
  *all_bytes_ += message.size();
  messages_.push_back(std::move(message));
  changed_.notify_all();
}

void EventLog::End() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

std::uint64_t EventLog::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::optional<std::string> EventLog::Wait(std::size_t index, std::chrono::milliseconds wait_max) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait_max, [&] { return ended_ || index < messages_.size(); });
  if (index >= messages_.size()) return std::nullopt;
  return messages_[index];
}

// ---- Clients ---------------------------------------------------------------------------------------------

std::size_t McpEndpoint::sessions_count() const {
  const std::lock_guard lock(mutex_);
  return clients_.size();
}

void McpEndpoint::CancelAll() {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, client] : clients_) client->peer.CancelAll();
}

McpEndpoint::ClientPointer McpEndpoint::Remember(ClientPointer client, const service::Principal& principal) {
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] = clients_.try_emplace(client->id, client);
  if (!is_new) return place->second;  // another thread was quicker
  std::list<std::string>& order = of_principal_[&principal].order;
  client->place = order.insert(order.end(), client->id);
  if (order.size() > kSessionsMaxEach) {
    clients_.erase(order.front());
    order.pop_front();
  }
  return client;
}

McpEndpoint::ClientPointer McpEndpoint::NewClient(const service::Principal& principal) {
  std::string id = session::Hex(session::RandomId());
  std::string name = SessionNameOf(id);
  return Remember(std::make_shared<Client>(service_, principal, std::move(id), std::move(name)), principal);
}

std::expected<McpEndpoint::ClientPointer, http::Response> McpEndpoint::FindClient(
    const http::Request& request, const service::Principal& principal) {
  if (!http::Has(request.headers, "mcp-session-id")) {
    return std::unexpected(RpcProblem(400, {mcp::kInvalidRequest, "the header Mcp-Session-Id is missing"}));
  }
  const std::string_view id = request.Find("mcp-session-id").value_or("");
  const auto unknown = [] {
    return std::unexpected(
        RpcProblem(404, {mcp::kInvalidRequest, "there is no such session; initialize a new one"}));
  };
  if (!IsId(id)) return unknown();
  {
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(std::string(id));
    if (found != clients_.end()) {
      // Promise P13: another principal's is as if it were not there.
      if (&found->second->peer.principal() != &principal) return unknown();
      std::list<std::string>& order = of_principal_[&principal].order;
      order.splice(order.end(), order, found->second->place);
      return found->second;
    }
  }
  // One from before a restart, or that has been forgotten here.
  std::string name = SessionNameOf(id);
  if (!service_.FindSession(principal, name)) return unknown();
  auto client = std::make_shared<Client>(service_, principal, std::string(id), std::move(name));
  const auto revision = mcp::FindRevision(request.Find("mcp-protocol-version").value_or(""));
  client->peer.TakeUpAgain(revision.value_or(mcp::Revision::k2025_03_26));
  return Remember(std::move(client), principal);
}

EventLog::Bytes McpEndpoint::MakeRoomForEvents(const service::Principal& principal) {
  const std::lock_guard lock(mutex_);
  const Clients& clients = of_principal_[&principal];
  for (const std::string& id : clients.order) {
    if (*clients.bytes <= kAllLogsBytesMax) break;
    Client& client = *clients_.at(id);
    const std::lock_guard client_lock(client.mutex);
    client.logs.clear();
  }
  return clients.bytes;
}

std::shared_ptr<EventLog> McpEndpoint::NewLog(Client& client) {
  EventLog::Bytes all_bytes = MakeRoomForEvents(client.peer.principal());
  const std::lock_guard lock(client.mutex);
  auto log = std::make_shared<EventLog>(fmt::format("{}", client.next_log++), std::move(all_bytes));
  client.logs.push_back(log);
  // Logs of what runs grow meanwhile: each is asked once.
  std::uint64_t bytes = 0;
  std::size_t kept = 0;
  for (auto one = client.logs.rbegin(); one != client.logs.rend() && kept < kLogsMax; ++one, ++kept) {
    bytes += (*one)->bytes();
    if (kept > 0 && bytes > kLogsBytesMax) break;
  }
  while (client.logs.size() > kept) client.logs.pop_front();
  return log;
}

// ---- Requests --------------------------------------------------------------------------------------------

std::uint64_t McpEndpoint::BodyBytesMax() const {
  return service_.options().limits_max.file_bytes_max * 4 / 3 + service_.options().code_bytes_max +
         (1u << 20);
}

unsigned McpEndpoint::Answer(http::Exchange& exchange, const service::Principal& principal) {
  const http::Request& request = exchange.request();
  bool streamed = false;
  http::Response response;
  const bool names_revision = http::Has(request.headers, "mcp-protocol-version");
  if (names_revision && !mcp::FindRevision(request.Find("mcp-protocol-version").value_or(""))) {
    response = RpcProblem(400, {mcp::kInvalidRequest,
                                "this revision of the protocol is not spoken here; there are "
                                "2025-11-25, 2025-06-18 and 2025-03-26"});
  } else if (request.method == "POST") {
    response = Post(exchange, principal, streamed);
  } else if (request.method == "GET") {
    response = Get(exchange, principal, streamed);
  } else if (request.method == "DELETE") {
    response = Delete(request, principal);
  } else {
    response = Problem(405, "POST a message, GET a stream, or DELETE the session");
    response.headers.push_back({"Allow", "POST, GET, DELETE"});
  }
  if (streamed) return 200;
  const unsigned status = response.status;
  exchange.Send(std::move(response));
  return status;
}

http::Response McpEndpoint::Post(http::Exchange& exchange, const service::Principal& principal,
                                 bool& streamed) {
  const http::Request& request = exchange.request();
  if (request.ContentType() != kJson)
    return RpcProblem(415, {mcp::kInvalidRequest, "the body must be application/json"});
  if (!AcceptsBoth(request)) {
    return RpcProblem(406,
                      {mcp::kInvalidRequest, "Accept must name both application/json and text/event-stream"});
  }
  const Result<Json> json = base::ParseJson(request.body, mcp::kDepthMax);
  if (!json) return RpcProblem(400, {mcp::kParseError, json.error().what});
  const bool is_batch = json->is_array();
  if (is_batch && (json->empty() || json->size() > kBatchMax)) {
    return RpcProblem(400, {mcp::kInvalidRequest, "a batch has 1 to 100 messages"});
  }
  std::vector<Message> messages;
  for (const Json& one : is_batch ? *json : Json::array({*json})) {
    std::expected<Message, RpcError> message = mcp::ReadMessage(one);
    if (!message) return RpcProblem(400, message.error());
    messages.push_back(std::move(*message));
  }
  const bool begins =
      messages.front().kind == Message::Kind::kRequest && messages.front().method == "initialize";
  ClientPointer client;
  if (begins) {
    if (is_batch) return RpcProblem(400, {mcp::kInvalidRequest, "initialize comes alone"});
    if (http::Has(request.headers, "mcp-session-id")) {
      return RpcProblem(400, {mcp::kInvalidRequest, "this session is initialized already"});
    }
    client = NewClient(principal);
  } else {
    auto found = FindClient(request, principal);
    if (!found) return std::move(found.error());
    client = std::move(*found);
  }
  if (is_batch && client->peer.revision() > mcp::Revision::k2025_03_26) {
    return RpcProblem(400, {mcp::kInvalidRequest, "this revision of the protocol has no batches"});
  }

  const bool asks =
      std::ranges::any_of(messages, [](const Message& one) { return one.kind == Message::Kind::kRequest; });
  if (!asks) {
    for (const Message& message : messages) client->peer.Handle(message, [](const std::string&) {});
    return {.status = 202, .headers = {}, .body = {}};
  }
  const bool runs =
      std::ranges::any_of(messages, [](const Message& one) { return one.method == "tools/call"; });
  if (!runs) {
    std::string body;
    for (const Message& message : messages) {
      client->peer.Handle(message,
                          [&body](std::string text) { body += (body.empty() ? "" : ",") + std::move(text); });
    }
    http::Response response{.status = 200, .headers = {{"Content-Type", kJson}}, .body = {}};
    response.body = is_batch ? "[" + body + "]" : std::move(body);
    if (begins) response.headers.push_back({"Mcp-Session-Id", client->id});
    return response;
  }
  // Code goes on when the connection is lost: the client can come back for the rest.
  const std::shared_ptr<EventLog> log = NewLog(*client);
  streamed = true;
  std::jthread worker([&] {
    for (const Message& message : messages) {
      bool has_last = true;
      client->peer.Handle(message, [&](std::string text) { has_last = log->Add(std::move(text)); });
      if (!has_last) log->AddInPlace(ErrorMessage(message.id, {mcp::kInternalError, kTooLong}));
    }
    log->End();
  });
  Stream(exchange, log, 0);
  return {};
}

void McpEndpoint::Stream(http::Exchange& exchange, const std::shared_ptr<EventLog>& log, std::size_t from) {
  exchange.BeginStream(
      {.status = 200,
       .headers = {{"Content-Type", kEvents}, {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}},
       // So that there is an id to come back with from the beginning.
       .body = from == 0 ? fmt::format("id: {}-0\ndata:\n\n", log->id()) : std::string()},
      ":\n\n");
  for (std::size_t index = from;; ++index) {
    const std::optional<std::string> message = log->Wait(index, kStreamWaitMax);
    if (!message) break;
    if (!exchange.Write(
            fmt::format("id: {}-{}\nevent: message\ndata: {}\n\n", log->id(), index + 1, *message)))
      break;
  }
  exchange.EndStream();
}

http::Response McpEndpoint::Get(http::Exchange& exchange, const service::Principal& principal,
                                bool& streamed) {
  const http::Request& request = exchange.request();
  auto client = FindClient(request, principal);
  if (!client) return std::move(client.error());
  const auto last = request.Find("last-event-id");
  if (!last) {
    // Nothing is sent but in answer to something.
    http::Response response = Problem(405, "this server sends nothing of its own accord");
    response.headers.push_back({"Allow", "POST, DELETE"});
    return response;
  }
  const std::size_t dash = std::min(last->find('-'), last->size());
  std::size_t number = 0;
  const char* const end = last->data() + last->size();
  const auto read = std::from_chars(last->data() + std::min(dash + 1, last->size()), end, number);
  std::shared_ptr<EventLog> log;
  if (dash < last->size() && read.ec == std::errc() && read.ptr == end) {
    const std::lock_guard lock((*client)->mutex);
    for (const auto& one : (*client)->logs) {
      if (one->id() == last->substr(0, dash)) log = one;
    }
  }
  if (log == nullptr) return RpcProblem(404, {mcp::kInvalidRequest, "these events are not kept any more"});
  streamed = true;
  Stream(exchange, log, number);
  return {};
}

http::Response McpEndpoint::Delete(const http::Request& request, const service::Principal& principal) {
  auto client = FindClient(request, principal);
  if (!client) return std::move(client.error());
  (*client)->peer.CancelAll();
  {
    const std::lock_guard lock(mutex_);
    // By now it may have been forgotten, and have come back with another place.
    const auto known = clients_.find((*client)->id);
    if (known != clients_.end()) {
      of_principal_[&principal].order.erase(known->second->place);
      clients_.erase(known);
    }
  }
  (*client)->peer.RemoveOwnSession();
  return {.status = 204, .headers = {}, .body = {}};
}

}  // namespace vitrine::serve
