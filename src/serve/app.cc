#include "serve/app.h"

#include <fmt/format.h>

#include <utility>

#include "serve/page.h"
#include "serve/problem.h"

namespace vitrine::serve {
namespace {

using service::Log;

constexpr std::string_view kBearer = "Bearer ";

http::Response Text(unsigned status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

}  // namespace

App::App(service::Service& service, const service::Log& log)
    : service_(service), log_(log), api_(service), mcp_(service) {
  for (const service::Principal& principal : service.principals().all()) answering_[&principal] = 0;
}

std::uint32_t App::AtOnceMax() const {
  constexpr std::uint32_t kForOthers = 4;  // at least: whoever asks for the page, or how the server is
  const std::uint32_t threads = http::ServerOptions().threads_count;
  return service_.principals().all().size() > 1 ? threads / 2 : threads - kForOthers;
}

void App::Open(http::OriginPolicy policy, const http::Server& server) {
  policy_ = std::move(policy);
  server_ = &server;
  ready_ = true;
}

App::Area App::AreaOf(const http::Target& target) {
  const auto& segments = target.segments;
  if (segments.empty()) return Area::kOpen;
  if (segments[0] == "v1") {
    return segments.size() == 2 && segments[1] == "openapi.json" ? Area::kOpen : Area::kApi;
  }
  if (segments.size() == 1 && segments[0] == "mcp") return Area::kMcp;
  if (segments.size() == 1 && segments[0] == "metrics") return Area::kMetrics;
  if (segments.size() == 1 && (segments[0] == "healthz" || segments[0] == "readyz")) return Area::kOpen;
  if (segments.size() == 2 && segments[0] == "assets") return Area::kOpen;
  return Area::kNone;
}

const service::Principal* App::PrincipalOf(const http::Request& request) const {
  const service::Principals& principals = service_.principals();
  if (!principals.need_tokens()) return &principals.all().front();
  const std::string_view value = request.Find("authorization").value_or("");
  if (value.size() <= kBearer.size() || !http::EqualsIgnoringCase(value.substr(0, kBearer.size()), kBearer)) {
    return nullptr;
  }
  return principals.Find(value.substr(kBearer.size()));
}

std::expected<http::Admission, http::Response> App::Admit(const http::Request& head) {
  if (!ready_) return std::unexpected(Problem(503, "the server does not take requests now; try again later"));
  if (!policy_->AllowsHost(head)) {
    return std::unexpected(Problem(403, "the Host of this request is none of this server's names"));
  }
  const auto target = http::ParseTarget(head.target);
  if (!target) return std::unexpected(Problem(400, "the request's path is not understood"));
  // What is open is the same for everybody; frames of the page, which have no origin, fetch their scripts.
  const bool is_open = AreaOf(*target) == Area::kOpen || AreaOf(*target) == Area::kNone;
  if (!is_open && !policy_->AllowsOrigin(head)) {
    return std::unexpected(Problem(403, "pages of another site cannot use this server"));
  }
  switch (AreaOf(*target)) {
    case Area::kNone:
    case Area::kOpen:
      return http::Admission();
    case Area::kMetrics:
    case Area::kApi:
    case Area::kMcp:
      break;
  }
  const service::Principal* principal = PrincipalOf(head);
  if (principal == nullptr) {
    return std::unexpected(
        Problem(401, "this needs a token: Authorization: Bearer TOKEN, one that the server knows"));
  }
  http::Admission admission = {.owner = principal->name};
  if (AreaOf(*target) == Area::kMcp) admission.body_bytes_max = mcp_.BodyBytesMax();
  if (AreaOf(*target) == Area::kApi) admission.body_bytes_max = api_.BodyBytesMax(head.method, *target);
  return admission;
}

http::Response App::AnswerOpenly(const http::Request& request, const http::Target& target) {
  if (request.method != "GET" && request.method != "HEAD") {
    http::Response response = Problem(405, "here is something to GET only");
    response.headers.push_back({"Allow", "GET"});
    return response;
  }
  std::string path;
  for (const std::string& segment : target.segments) path += "/" + segment;
  if (path == "/healthz") return Text(200, "ok\n");
  if (path == "/readyz") return ready_ ? Text(200, "ready\n") : Text(503, "stopping\n");
  if (path == "/v1/openapi.json") {
    return {.status = 200,
            .headers = {{"Content-Type", "application/json"}, {"X-Content-Type-Options", "nosniff"}},
            .body = std::string(OpenApiDocument())};
  }
  if (auto page = AnswerWithPage(path.empty() ? "/" : path, request)) return std::move(*page);
  return Problem(404, "there is nothing here");
}

void App::Answer(http::Exchange& exchange) {
  const auto start = std::chrono::steady_clock::now();
  const http::Request& request = exchange.request();
  // Admit has read it before.
  const http::Target target = http::ParseTarget(request.target).value_or(http::Target());
  const Area area = AreaOf(target);
  const service::Principal* principal = nullptr;
  unsigned status = 0;
  if (area == Area::kOpen || area == Area::kNone) {
    http::Response response =
        area == Area::kOpen ? AnswerOpenly(request, target) : Problem(404, "there is nothing here");
    status = response.status;
    exchange.Send(std::move(response));
  } else {
    principal = PrincipalOf(request);
    std::atomic<std::uint32_t>& answering = answering_.at(principal);
    if (++answering > AtOnceMax()) {
      status = 429;
      http::Response response =
          Problem(429, "too many requests of yours are being answered; wait for some of them");
      response.headers.push_back({"Retry-After", "1"});
      exchange.Send(std::move(response));
    } else if (area == Area::kMcp) {
      status = mcp_.Answer(exchange, *principal);
    } else if (area == Area::kApi) {
      status = api_.Answer(exchange, *principal, target);
    } else if (service_.principals().need_tokens() && !principal->is_operator) {
      status = 403;
      exchange.Send(Problem(403, "the counts are for operators (operator = true in the tokens file)"));
    } else {
      status = 200;
      exchange.Send(Text(200, Metrics()));
    }
    --answering;
  }
  if (!log_.Writes(Log::Level::kInfo)) return;
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  log_.Write(Log::Level::kInfo, "request",
             {{"method", std::string_view(request.method)},
              {"path", path},
              {"status", std::uint64_t{status}},
              {"ms", time.count()},
              {"principal", principal != nullptr ? std::string_view(principal->name) : std::string_view()},
              {"agent", request.Find("user-agent").value_or("")}});
}

http::Response App::Refusal(unsigned status, std::string detail) { return Problem(status, detail); }

std::string App::Metrics() const {
  std::string out;
  service_.metrics().Write(out);
  const WorkerPoolStatistics pool = service_.pool().statistics();
  service::WriteMetricHead("vitrine_workers", "gauge", "Worker processes by what they do.", out);
  fmt::format_to(std::back_inserter(out),
                 "vitrine_workers{{state=\"busy\"}} {}\nvitrine_workers{{state=\"spare\"}} {}\n"
                 "vitrine_workers{{state=\"idle\"}} {}\n",
                 pool.busy, pool.spares, pool.workers - std::min(pool.workers, pool.busy + pool.spares));
  service::WriteMetric("vitrine_workers_started_total", "counter", "Worker processes started.", pool.started,
                       out);
  service::WriteMetric("vitrine_workers_lost_total", "counter",
                       "Worker processes that died, hung or misbehaved.", pool.lost, out);
  service::WriteMetric("vitrine_waiting_runs", "gauge", "Runs that wait for a worker.", pool.waiting, out);
  service::WriteMetric("vitrine_sessions_live", "gauge", "Sessions in memory.",
                       service_.sessions().live_count(), out);
  service::WriteMetric("vitrine_mcp_clients", "gauge",
                       "Clients of the Model Context Protocol that are known.", mcp_.sessions_count(), out);
  const http::ServerStatistics http = server_->statistics();
  service::WriteMetric("vitrine_http_connections", "gauge", "Open connections.", http.connections, out);
  service::WriteMetric("vitrine_http_answering", "gauge", "Requests being answered.", http.answering, out);
  service::WriteMetric("vitrine_http_accepted_total", "counter", "Connections accepted.", http.accepted, out);
  service::WriteMetric("vitrine_http_requests_total", "counter", "Requests read.", http.requests, out);
  service::WriteMetric("vitrine_http_refused_total", "counter",
                       "Requests refused before they were looked at.", http.refused, out);
  service::WriteMetric("vitrine_http_timed_out_total", "counter", "Connections closed for being slow.",
                       http.timed_out, out);
  return out;
}

}  // namespace vitrine::serve
