// JSON-RPC 2.0 as the Model Context Protocol uses it.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/json_reader.h"

namespace vitrine::mcp {

using base::Json;

struct Message {
  enum class Kind : std::uint8_t { kRequest, kNotification, kResponse };
  Kind kind = Kind::kRequest;
  Json id;             // of a request: a text or an integer
  std::string method;  // empty for a response
  Json params;         // an object; empty where there are none
};

// Codes of the specification.
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kResourceNotFound = -32002;

struct RpcError {
  int code;
  std::string message;
};

// Longer ids and method names are refused: they come back in answers and logs.
inline constexpr std::size_t kIdBytesMax = 1000;
inline constexpr std::size_t kMethodBytesMax = 200;
// JSON nested deeper is refused.
inline constexpr int kDepthMax = 100;

std::expected<Message, RpcError> ReadMessage(const Json& json);

// Each as one line of JSON. What is not UTF-8 comes out as U+FFFD.
std::string ResultMessage(const Json& id, const Json& result);
std::string ErrorMessage(const Json& id, const RpcError& error);  // null: the id is not known
std::string NotificationMessage(std::string_view method, const Json& params);

}  // namespace vitrine::mcp
