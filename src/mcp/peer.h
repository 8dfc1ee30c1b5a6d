// One client of the Model Context Protocol: its requests, and the session of Python that goes with it.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mcp/json_rpc.h"
#include "mcp/protocol.h"
#include "service/service.h"

namespace vitrine::mcp {

// Thread-safe: requests may be handled on several threads at once; those that use one session wait for each
// other.
class Peer {
 public:
  // Where a message goes to; called on the thread that handles the request, and on one more while code runs,
  // never at once. False: nobody listens.
  using Send = std::function<void(std::string)>;

  // `session_name`: the session that tools use unless they are told otherwise; made with its first use.
  Peer(service::Service& service, const service::Principal& principal, std::string session_name);

  // For a client that has been here before, of which only these are known.
  void TakeUpAgain(Revision revision);

  // Handles what came; all that is to be answered goes to `send`, the response last. Waits until code has
  // run.
  void Handle(const Message& message, const Send& send);

  // Cancels everything that runs for this client.
  void CancelAll();

  const service::Principal& principal() const { return principal_; }
  const std::string& session_name() const { return session_name_; }
  Revision revision() const { return revision_; }
  void RemoveOwnSession();

 private:
  struct Call;
  using ToolResult = std::expected<Json, RpcError>;

  std::expected<Json, RpcError> Answer(const Message& message, const Send& send);
  Json Initialize(const Json& params);
  Json ListTools() const;
  ToolResult CallTool(const Message& message, const Send& send);
  ToolResult ExecutePython(Call& call);
  ToolResult ResetSession(Call& call);
  ToolResult ForkSession(Call& call);
  ToolResult ListFiles(Call& call);
  ToolResult ReadFile(Call& call);
  ToolResult WriteFile(Call& call);
  Json ListResources();
  std::expected<Json, RpcError> ReadResource(const Json& params);
  std::expected<Json, RpcError> SetLogLevel(const Json& params);
  void CancelRequest(const Json& params);

  service::Answer<service::SessionUse> Use(const std::string& name, bool make);
  Json NewArtifacts(service::SessionUse& use);

  service::Service& service_;
  const service::Principal& principal_;
  const std::string session_name_;
  std::atomic<Revision> revision_ = kNewest;
  std::atomic<bool> initialized_ = false;
  std::atomic<int> log_level_;

  std::timed_mutex use_mutex_;  // held while a tool uses a session
  std::vector<std::pair<std::string, std::uint64_t>>
      artifacts_;  // path and length, as last told; with use_mutex_

  std::mutex running_mutex_;
  std::map<std::string, service::Canceller*> running_;  // by the request's id as JSON
  std::atomic<bool> closed_ = false;
};

}  // namespace vitrine::mcp
