#include "mcp/json_rpc.h"

#include <gtest/gtest.h>

namespace vitrine::mcp {
namespace {

std::expected<Message, RpcError> Read(const std::string& text) { return ReadMessage(Json::parse(text)); }

TEST(JsonRpc, ReadsMessages) {
  const auto request = Read(R"({"jsonrpc":"2.0","id":7,"method":"ping"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->kind, Message::Kind::kRequest);
  EXPECT_EQ(request->id, 7);
  EXPECT_TRUE(request->params.is_object());
  EXPECT_EQ(Read(R"({"jsonrpc":"2.0","method":"notifications/initialized"})")->kind,
            Message::Kind::kNotification);
  EXPECT_EQ(Read(R"({"jsonrpc":"2.0","id":"x","result":{}})")->kind, Message::Kind::kResponse);
}

TEST(JsonRpc, RefusesWhatIsNone) {
  const std::string long_text(2000, 'x');
  for (const std::string& text :
       {std::string("[]"), std::string("1"), std::string(R"({"id":1,"method":"ping"})"),
        std::string(R"({"jsonrpc":"1.0","id":1,"method":"ping"})"),
        std::string(R"({"jsonrpc":"2.0","id":1})"),
        std::string(R"({"jsonrpc":"2.0","id":{},"method":"ping"})"),
        std::string(R"({"jsonrpc":"2.0","id":null,"method":"ping"})"),
        std::string(R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})"),
        R"({"jsonrpc":"2.0","id":")" + long_text + R"(","method":"ping"})",
        R"({"jsonrpc":"2.0","id":1,"method":")" + long_text + R"("})",
        std::string(R"({"jsonrpc":"2.0","id":1,"method":3})"),
        std::string(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})")}) {
    EXPECT_FALSE(Read(text)) << text.substr(0, 80);
  }
}

TEST(JsonRpc, WritesOneLine) {
  EXPECT_EQ(ResultMessage("a\n", Json::object()), R"({"jsonrpc":"2.0","id":"a\n","result":{}})");
  EXPECT_EQ(ErrorMessage(Json(), {kParseError, "x\xff"}),
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"x\xef\xbf\xbd\"}}");
}

}  // namespace
}  // namespace vitrine::mcp
