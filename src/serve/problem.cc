#include "serve/problem.h"

#include <string>

#include "base/json.h"

namespace vitrine::serve {
namespace {

const char* TitleOf(unsigned status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 406:
      return "Not acceptable";
    case 408:
      return "Request timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content too large";
    case 415:
      return "Unsupported media type";
    case 417:
      return "Expectation failed";
    case 421:
      return "Misdirected request";
    case 429:
      return "Too many requests";
    case 431:
      return "Request header fields too large";
    case 503:
      return "Service unavailable";
    case 505:
      return "HTTP version not supported";
    default:
      return "Internal server error";
  }
}

}  // namespace

std::string ProblemJson(unsigned status, std::string_view detail) {
  std::string body;
  base::JsonWriter writer(body);
  writer.Open('{');
  writer.Key("type");
  writer.Text("about:blank");
  writer.Key("title");
  writer.Text(TitleOf(status));
  writer.Key("status");
  writer.Unsigned(status);
  writer.Key("detail");
  writer.Text(detail);
  writer.Close('}');
  return body;
}

http::Response Problem(unsigned status, std::string_view detail) {
  http::Response response{.status = status,
                          .headers = {{"Content-Type", "application/problem+json"}},
                          .body = ProblemJson(status, detail)};
  if (status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

unsigned StatusOf(service::Refusal refusal) {
  switch (refusal) {
    case service::Refusal::kInvalid:
      return 400;
    case service::Refusal::kNotFound:
      return 404;
    case service::Refusal::kConflict:
      return 409;
    case service::Refusal::kOverQuota:
      return 429;
    case service::Refusal::kFull:
      return 503;
    case service::Refusal::kFailed:
      break;
  }
  return 500;
}

http::Response Problem(const service::ServiceError& error) {
  http::Response response = Problem(StatusOf(error.refusal), error.what);
  if (error.retry_after.count() > 0) {
    response.headers.push_back({"Retry-After", std::to_string(error.retry_after.count())});
  }
  return response;
}

}  // namespace vitrine::serve
