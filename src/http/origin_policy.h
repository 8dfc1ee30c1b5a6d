// Which web pages may talk to a server (Promise P14). A page of another site that a browser on the same
// machine shows can send requests to loopback, by that address or by a name of its own that it lets point
// there; both show in the request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace vitrine::http {

enum class Scheme : std::uint8_t { kHttp, kHttps };

// A value; const use is thread-safe.
class OriginPolicy {
 public:
  // Of a server that listens on loopback: only by the names of loopback, with this port.
  static OriginPolicy Loopback(Scheme scheme, std::uint16_t port);
  // Of one that people reach under these origins ("https://vitrine.example"). None: under any host that the
  // request names, but then from pages of that very host only.
  static OriginPolicy Public(Scheme scheme, std::vector<std::string> origins);

  // Exactly one Host, and one that is ours.
  bool AllowsHost(const Request& request) const;
  // No Origin, as from any program but a browser, or exactly one that is ours. Compared whole.
  bool AllowsOrigin(const Request& request) const;

 private:
  OriginPolicy(Scheme scheme, std::vector<std::string> origins)
      : scheme_(scheme), origins_(std::move(origins)) {}
  bool Knows(const std::string& origin) const;

  Scheme scheme_;
  std::vector<std::string> origins_;  // in lower case, without default ports
};

// An origin in the form browsers send ("https://a.example", no default port), in lower case; empty for what
// is none.
std::string NormalOrigin(std::string_view origin);

}  // namespace vitrine::http
