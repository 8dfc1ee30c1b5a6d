#include "mcp/json_rpc.h"

#include <utility>

namespace vitrine::mcp {
namespace {

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::unexpected<RpcError> Invalid(std::string what) {
  return std::unexpected(RpcError{kInvalidRequest, std::move(what)});
}

bool IsId(const Json& id) {
  if (id.is_string()) return id.get_ref<const std::string&>().size() <= kIdBytesMax;
  return id.is_number_integer();
}

}  // namespace

std::expected<Message, RpcError> ReadMessage(const Json& json) {
  if (!json.is_object()) return Invalid("a message is a JSON object");
  const auto version = json.find("jsonrpc");
  if (version == json.end() || *version != "2.0") return Invalid("a message has \"jsonrpc\": \"2.0\"");
  Message message;
  const auto id = json.find("id");
  const auto method = json.find("method");
  if (id != json.end() && !IsId(*id)) {
    return Invalid("an id is an integer or a text of at most 1000 bytes");
  }
  if (method == json.end()) {
    if (id == json.end() || (!json.contains("result") && !json.contains("error"))) {
      return Invalid("a message has a method, or is the response to one");
    }
    message.kind = Message::Kind::kResponse;
    return message;
  }
  if (!method->is_string() || method->get_ref<const std::string&>().size() > kMethodBytesMax) {
    return Invalid("a method is a text of at most 200 bytes");
  }
  message.kind = id == json.end() ? Message::Kind::kNotification : Message::Kind::kRequest;
  if (id != json.end()) message.id = *id;
  message.method = method->get<std::string>();
  const auto params = json.find("params");
  if (params == json.end() || params->is_null()) {
    message.params = Json::object();
  } else if (params->is_object()) {
    message.params = *params;
  } else {
    return std::unexpected(RpcError{kInvalidParams, "params must be a JSON object"});
  }
  return message;
}

std::string ResultMessage(const Json& id, const Json& result) {
  return Dump(Json{{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

std::string ErrorMessage(const Json& id, const RpcError& error) {
  return Dump(
      Json{{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", error.code}, {"message", error.message}}}});
}

std::string NotificationMessage(std::string_view method, const Json& params) {
  return Dump(Json{{"jsonrpc", "2.0"}, {"method", std::string(method)}, {"params", params}});
}

}  // namespace vitrine::mcp
