// The JSON API at /v1; openapi.json beside this file describes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "http/server.h"
#include "service/service.h"

namespace vitrine::serve {

// Thread-safe.
class Api {
 public:
  explicit Api(service::Service& service) : service_(service) {}

  // How long the body of such a request may be.
  std::uint64_t BodyBytesMax(std::string_view method, const http::Target& target) const;
  // Answers; returns the status for the log.
  unsigned Answer(http::Exchange& exchange, const service::Principal& principal, const http::Target& target);

  // What it knows, as "GET /v1/sessions/{name}"; for the test that compares it with openapi.json.
  static std::vector<std::string> Routes();

 private:
  struct Call;
  struct Route;
  using Reply = std::optional<http::Response>;  // none: it has been streamed

  static const std::vector<Route>& Table();

  Reply GetOpenApi(Call& call);
  Reply GetInfo(Call& call);
  Reply RunOnce(Call& call);
  Reply ListSessions(Call& call);
  Reply CreateSession(Call& call);
  Reply GetSession(Call& call);
  Reply DeleteSession(Call& call);
  Reply Run(Call& call);
  Reply Cancel(Call& call);
  Reply Resume(Call& call);
  Reply Abandon(Call& call);
  Reply GetHistory(Call& call);
  Reply Fork(Call& call);
  Reply Undo(Call& call);
  Reply GetSnapshot(Call& call);
  Reply Restore(Call& call);
  Reply GetJournal(Call& call);
  Reply ListFiles(Call& call);
  Reply ReadFile(Call& call);
  Reply WriteFile(Call& call);
  Reply RemoveFile(Call& call);

  template <typename Start>
  Reply AnswerRun(Call& call, service::RunRequest request, const Start& start);
  std::string SessionJson(const service::Principal& principal, const SessionInfo& info, bool with_parked);
  http::Response SessionAnswer(unsigned status, const service::Principal& principal, const std::string& name);

  service::Service& service_;
};

// The document itself.
std::string_view OpenApiDocument();

}  // namespace vitrine::serve
