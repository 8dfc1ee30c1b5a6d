#include "http/origin_policy.h"

#include <algorithm>

namespace vitrine::http {
namespace {

std::string_view SchemePrefix(Scheme scheme) { return scheme == Scheme::kHttp ? "http://" : "https://"; }

}  // namespace

std::string NormalOrigin(std::string_view origin) {
  std::string text(origin);
  std::ranges::transform(text, text.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  const bool is_https = text.starts_with("https://");
  if (!is_https && !text.starts_with("http://")) return {};
  const std::string_view authority = std::string_view(text).substr(is_https ? 8 : 7);
  const bool is_plain = std::ranges::all_of(authority, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
           c == ']' || c == '_';
  });
  if (authority.empty() || !is_plain) return {};
  const std::string_view default_port = is_https ? ":443" : ":80";
  if (text.ends_with(default_port)) text.resize(text.size() - default_port.size());
  return text;
}

OriginPolicy OriginPolicy::Loopback(Scheme scheme, std::uint16_t port) {
  std::vector<std::string> origins;
  for (const std::string_view host : {"127.0.0.1", "localhost", "[::1]"}) {
    origins.push_back(
        NormalOrigin(std::string(SchemePrefix(scheme)) + std::string(host) + ":" + std::to_string(port)));
  }
  return {scheme, std::move(origins)};
}

OriginPolicy OriginPolicy::Public(Scheme scheme, std::vector<std::string> origins) {
  for (std::string& origin : origins) origin = NormalOrigin(origin);
  std::erase(origins, "");
  return {scheme, std::move(origins)};
}

bool OriginPolicy::Knows(const std::string& origin) const {
  return std::ranges::find(origins_, origin) != origins_.end();
}

bool OriginPolicy::AllowsHost(const Request& request) const {
  const auto host = request.Find("host");
  if (!host) return false;
  if (origins_.empty()) return !NormalOrigin("http://" + std::string(*host)).empty();
  // Behind a proxy that ends TLS the scheme is the proxy's.
  const auto is_known = [&](std::string_view scheme) {
    return Knows(NormalOrigin(std::string(scheme) + std::string(*host)));
  };
  return is_known("http://") || is_known("https://");
}

bool OriginPolicy::AllowsOrigin(const Request& request) const {
  if (!Has(request.headers, "origin")) return true;
  const auto origin = request.Find("origin");
  if (!origin) return false;
  const std::string normal = NormalOrigin(*origin);
  if (normal.empty()) return false;
  if (!origins_.empty()) return Knows(normal);
  return normal ==
         NormalOrigin(std::string(SchemePrefix(scheme_)) + std::string(request.Find("host").value_or("")));
}

}  // namespace vitrine::http
