// What a server answers: the page, the API, the Model Context Protocol, and what its operators ask.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/origin_policy.h"
#include "http/server.h"
#include "serve/api.h"
#include "serve/mcp_endpoint.h"
#include "service/log.h"
#include "service/service.h"

namespace vitrine::serve {

class App final : public http::Handler {
 public:
  App(service::Service& service, const service::Log& log);

  // Before the server takes requests, which it does from then on.
  void Open(http::OriginPolicy policy, const http::Server& server);
  // It is not ready any more.
  void BeginStop() { ready_ = false; }
  // Ends what runs for clients of the Model Context Protocol.
  void CancelAll() { mcp_.CancelAll(); }

  std::expected<http::Admission, http::Response> Admit(const http::Request& head) override;
  void Answer(http::Exchange& exchange) override;
  http::Response Refusal(unsigned status, std::string detail) override;

 private:
  enum class Area : std::uint8_t { kNone, kOpen, kMetrics, kApi, kMcp };
  static Area AreaOf(const http::Target& target);

  // Null: nobody that is known.
  const service::Principal* PrincipalOf(const http::Request& request) const;
  // How many requests of one principal are answered at once, so that nobody takes all threads.
  std::uint32_t AtOnceMax() const;
  http::Response AnswerOpenly(const http::Request& request, const http::Target& target);
  std::string Metrics() const;

  service::Service& service_;
  const service::Log& log_;
  Api api_;
  McpEndpoint mcp_;
  std::optional<http::OriginPolicy> policy_;
  const http::Server* server_ = nullptr;
  std::atomic<bool> ready_ = false;
  std::map<const service::Principal*, std::atomic<std::uint32_t>>
      answering_;  // all principals, from the beginning
};

}  // namespace vitrine::serve
