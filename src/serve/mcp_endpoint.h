// The Model Context Protocol over HTTP ("streamable HTTP") at /mcp.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/server.h"
#include "mcp/peer.h"
#include "service/service.h"

namespace vitrine::serve {

// The answer to one request as events with numbers, kept for a while so that a client that lost its
// connection can have the rest of them. Thread-safe.
class EventLog {
 public:
  using Bytes = std::shared_ptr<std::atomic<std::uint64_t>>;

  // Counts its bytes in `all_bytes`, too.
  EventLog(std::string id, Bytes all_bytes) : id_(std::move(id)), all_bytes_(std::move(all_bytes)) {}
  ~EventLog() { *all_bytes_ -= bytes_; }
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  const std::string& id() const { return id_; }
  // False: the log is full and takes no more.
  bool Add(std::string message);
  // In place of one that it did not take; this must be short.
  void AddInPlace(std::string message);
  void End();
  // Waits for event `index` or the end; none at the end, or once nobody has come for `wait_max`.
  std::optional<std::string> Wait(std::size_t index, std::chrono::milliseconds wait_max) const;
  std::uint64_t bytes() const;

 private:
  static constexpr std::uint64_t kBytesMax = 32u << 20;

  void Append(std::string message);  // with mutex_

  const std::string id_;
  const Bytes all_bytes_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> messages_;
  std::uint64_t bytes_ = 0;
  bool ended_ = false;
};

// Thread-safe.
class McpEndpoint {
 public:
  explicit McpEndpoint(service::Service& service) : service_(service) {}

  std::uint64_t BodyBytesMax() const;
  // Answers; returns the status for the log.
  unsigned Answer(http::Exchange& exchange, const service::Principal& principal);

  // Sessions that are known now.
  std::size_t sessions_count() const;
  void CancelAll();

  // One principal's; the one that was used least recently is forgotten first. What it has stored stays, and a
  // client that comes back with its id gets it.
  static constexpr std::size_t kSessionsMaxEach = 1000;

 private:
  // A client between `initialize` and DELETE.
  struct Client {
    Client(service::Service& service, const service::Principal& principal, std::string id,
           std::string session_name)
        : id(std::move(id)), peer(service, principal, std::move(session_name)) {}
    const std::string id;
    mcp::Peer peer;
    std::mutex mutex;
    std::deque<std::shared_ptr<EventLog>> logs;  // guarded by mutex; the newest last
    std::uint64_t next_log = 1;                  // guarded by mutex
    std::list<std::string>::iterator place;      // in its principal's order; guarded by the endpoint's mutex
  };
  using ClientPointer = std::shared_ptr<Client>;
  struct Clients {
    std::list<std::string> order;                                             // ids, the least recent first
    EventLog::Bytes bytes = std::make_shared<std::atomic<std::uint64_t>>(0);  // of all their events
  };

  http::Response Post(http::Exchange& exchange, const service::Principal& principal, bool& streamed);
  http::Response Get(http::Exchange& exchange, const service::Principal& principal, bool& streamed);
  http::Response Delete(const http::Request& request, const service::Principal& principal);
  std::expected<ClientPointer, http::Response> FindClient(const http::Request& request,
                                                          const service::Principal& principal);
  ClientPointer NewClient(const service::Principal& principal);
  ClientPointer Remember(ClientPointer client, const service::Principal& principal);
  void Stream(http::Exchange& exchange, const std::shared_ptr<EventLog>& log, std::size_t from);
  std::shared_ptr<EventLog> NewLog(Client& client);
  // Forgets those of the clients that were used least recently; returns the count of all.
  EventLog::Bytes MakeRoomForEvents(const service::Principal& principal);

  service::Service& service_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, ClientPointer> clients_;  // by id
  std::unordered_map<const service::Principal*, Clients> of_principal_;
};

}  // namespace vitrine::serve
