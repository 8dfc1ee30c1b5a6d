// What clients and operators of a server write: paths, origins, messages, settings and tokens files. Any
// bytes give a value or a sentence.
//
// The first byte says which reader gets the rest.
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/json_reader.h"
#include "fuzz/fuzz_target.h"
#include "http/message.h"
#include "http/origin_policy.h"
#include "mcp/json_rpc.h"
#include "serve/settings.h"
#include "service/principals.h"

namespace {

using namespace vitrine;  // NOLINT(google-build-using-namespace): this file is the program's own

void CheckTarget(std::string_view text) {
  const auto target = http::ParseTarget(text);
  if (!target) return;
  for (const std::string& segment : target->segments) {
    for (const char c : segment)
      VITRINE_CHECK(static_cast<unsigned char>(c) >= 0x20, "a path has no controls");
  }
}

void CheckOrigin(std::string_view text) {
  const http::OriginPolicy policy = http::OriginPolicy::Loopback(http::Scheme::kHttp, 8470);
  const http::Request request{.method = "GET",
                              .target = "/",
                              .headers = {{"Host", std::string(text)}, {"Origin", std::string(text)}},
                              .body = ""};
  if (policy.AllowsOrigin(request)) {
    VITRINE_CHECK(text.size() < 30 && text.find("8470") != std::string_view::npos,
                  "only our own origins pass");
  }
  static_cast<void>(policy.AllowsHost(request));
}

void CheckMessage(std::string_view text) {
  const auto json = base::ParseJson(text, mcp::kDepthMax);
  if (!json) return;
  const auto message = mcp::ReadMessage(*json);
  if (!message) {
    VITRINE_CHECK(!message.error().message.empty(), "a refusal has a sentence");
    return;
  }
  const std::string answer = mcp::ErrorMessage(message->id, {mcp::kInternalError, message->method});
  VITRINE_CHECK(answer.find('\n') == std::string::npos, "a message is one line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  serve::Settings settings;
  switch (data[0] % 5) {
    case 0:
      CheckTarget(rest);
      break;
    case 1:
      CheckOrigin(rest);
      break;
    case 2:
      CheckMessage(rest);
      break;
    case 3:
      if (const auto read = serve::ReadSettings(rest, settings); !read) {
        VITRINE_CHECK(!read.error().what.empty(), "a refusal has a sentence");
      }
      break;
    default:
      if (const auto read = service::Principals::Parse(rest, {}); !read) {
        VITRINE_CHECK(!read.error().what.empty(), "a refusal has a sentence");
      }
      break;
  }
  return 0;
}
