// Requests and answers of HTTP as values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::http {

struct Header {
  std::string name;
  std::string value;
};

// The value of the only header of that name (in any case); none when there is none, or more than one.
std::optional<std::string_view> Find(const std::vector<Header>& headers, std::string_view name);
bool Has(const std::vector<Header>& headers, std::string_view name);

struct Request {
  std::string method;  // "GET"
  std::string target;  // as it came
  std::vector<Header> headers;
  std::string body;

  std::optional<std::string_view> Find(std::string_view name) const { return http::Find(headers, name); }
  // A media type is named in Accept, or no Accept is there. Quality values are not weighed.
  bool Accepts(std::string_view media_type) const;
  // The media type of the body, in lower case, without parameters; empty without one.
  std::string ContentType() const;
};

// The server adds Content-Length, Connection and Date.
struct Response {
  unsigned status = 200;
  std::vector<Header> headers;
  std::string body;
};

// What stands behind the host: "/v1/sessions/a%20b?after=x".
struct Target {
  std::vector<std::string> segments;  // decoded; "/" has none, a '/' at the end gives an empty one
  std::vector<std::pair<std::string, std::string>> query;

  std::optional<std::string_view> Find(std::string_view key) const;
};
// None for what is no path that begins with '/', holds controls or a broken escape, or is not UTF-8.
std::optional<Target> ParseTarget(std::string_view target);

bool EqualsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace vitrine::http
