#include "mcp/peer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "service/testing.h"

namespace vitrine::mcp {
namespace {

using namespace std::chrono_literals;

class PeerTest : public service::ServiceFixture {
 protected:
  PeerTest() : peer_(*service_, *ana_, "mcp-test") {}

  // All that comes back to one request; the response last.
  std::vector<Json> Ask(const std::string& method, const Json& params, const Json& id = 1) {
    std::vector<Json> answers;
    peer_.Handle({.kind = Message::Kind::kRequest, .id = id, .method = method, .params = params},
                 [&](std::string text) { answers.push_back(Json::parse(text)); });
    return answers;
  }
  Json Result(const std::string& method, const Json& params = Json::object()) {
    const std::vector<Json> answers = Ask(method, params);
    EXPECT_FALSE(answers.empty());
    EXPECT_TRUE(answers.back().contains("result")) << answers.back();
    return answers.back()["result"];
  }
  int ErrorCode(const std::string& method, const Json& params = Json::object()) {
    const Json answer = Ask(method, params).back();
    return answer.contains("error") ? answer["error"]["code"].get<int>() : 0;
  }
  Json Call(const std::string& tool, const Json& arguments = Json::object()) {
    return Result("tools/call", {{"name", tool}, {"arguments", arguments}});
  }
  std::string Text(const std::string& tool, const Json& arguments = Json::object()) {
    return Call(tool, arguments)["content"][0]["text"];
  }
  void Begin(const char* revision = "2025-11-25") {
    EXPECT_EQ(Result("initialize",
                     {{"protocolVersion", revision}, {"capabilities", Json::object()}})["protocolVersion"],
              revision);
  }

  Peer peer_;
};

TEST_F(PeerTest, AgreesOnARevision) {
  for (const char* revision : {"2025-03-26", "2025-06-18", "2025-11-25"}) {
    Peer peer(*service_, *ana_, "x");
    Json answer;
    peer.Handle({.kind = Message::Kind::kRequest,
                 .id = 1,
                 .method = "initialize",
                 .params = {{"protocolVersion", revision}}},
                [&](std::string text) { answer = Json::parse(text); });
    EXPECT_EQ(answer["result"]["protocolVersion"], revision);
  }
  EXPECT_EQ(Result("initialize", {{"protocolVersion", "1999-01-01"}})["protocolVersion"], "2025-11-25");
}

TEST_F(PeerTest, KeepsItsOrder) {
  EXPECT_TRUE(Result("ping").empty());
  EXPECT_EQ(ErrorCode("tools/list"), kInvalidRequest);
  Begin();
  EXPECT_EQ(ErrorCode("initialize"), kInvalidRequest);
  EXPECT_EQ(ErrorCode("no/such"), kMethodNotFound);
  EXPECT_EQ(ErrorCode("tools/call", {{"name", "no_such"}}), kInvalidParams);
  EXPECT_EQ(ErrorCode("tools/call", {{"name", 3}}), kInvalidParams);
  EXPECT_EQ(ErrorCode("logging/setLevel", {{"level", "loud"}}), kInvalidParams);
}

TEST_F(PeerTest, ToolsSayWhatTheyTake) {
  Begin();
  const Json tools = Result("tools/list")["tools"];
  ASSERT_EQ(tools.size(), 6u);
  EXPECT_EQ(tools[0]["name"], "execute_python");
  EXPECT_NE(tools[0]["description"].get<std::string>().find("3.13"), std::string::npos);
  for (const Json& tool : tools) {
    EXPECT_EQ(tool["inputSchema"]["type"], "object") << tool["name"];
    EXPECT_EQ(tool["inputSchema"]["additionalProperties"], false) << tool["name"];
  }
}

TEST_F(PeerTest, RunsCodeInOneSession) {
  Begin();
  EXPECT_EQ(Text("execute_python", {{"code", "x = 20\nprint('hello')"}}), "hello\n");
  EXPECT_EQ(Text("execute_python", {{"code", "x + 1"}}), "21");
  EXPECT_EQ(Text("execute_python", {{"code", "x + 1"}, {"show_result", false}}), "[nothing was printed]");
  const Json failed = Call("execute_python", {{"code", "1/0"}});
  EXPECT_EQ(failed["isError"], true);
  EXPECT_NE(failed["content"][0]["text"].get<std::string>().find("ZeroDivisionError"), std::string::npos);
  EXPECT_EQ(failed["structuredContent"]["status"], "exception");
  EXPECT_EQ(Text("execute_python", {{"code", "'x' in globals()"}, {"reset", true}}), "False");
  Text("execute_python", {{"code", "y = 1"}});
  EXPECT_EQ(Text("reset_session"), "The session is as new.");
  EXPECT_EQ(Text("execute_python", {{"code", "'y' in globals()"}}), "False");
}

TEST_F(PeerTest, WrongArgumentsAreErrorsOfTheTool) {
  Begin();
  for (const Json& arguments :
       {Json::object(), Json{{"code", 1}}, Json{{"code", "1"}, {"cod", "2"}}, Json(3)}) {
    const Json result = Call("execute_python", arguments);
    EXPECT_EQ(result["isError"], true) << arguments;
  }
  EXPECT_EQ(Call("read_file", {{"path", "/etc/passwd"}})["isError"], true);
  EXPECT_EQ(Call("write_file", {{"path", "/input/a"}, {"content", "%"}, {"encoding", "base64"}})["isError"],
            true);
  EXPECT_EQ(Call("execute_python", {{"code", "1"}, {"session", "never"}})["isError"], true);
}

TEST_F(PeerTest, ForksCanBeTriedAndLeft) {
  Begin();
  Text("execute_python", {{"code", "x = 1"}});
  Text("fork_session", {{"name", "try"}});
  EXPECT_EQ(Text("execute_python", {{"code", "x = 2; x"}, {"session", "try"}}), "2");
  EXPECT_EQ(Text("execute_python", {{"code", "x"}}), "1");
}

TEST_F(PeerTest, FilesGoInAndOut) {
  Begin();
  EXPECT_EQ(Text("write_file", {{"path", "/input/a.bin"}, {"content", "AAH/"}, {"encoding", "base64"}}),
            "/input/a.bin has 3 bytes now");
  EXPECT_EQ(Text("execute_python", {{"code", "list(open('/input/a.bin', 'rb').read())"}}), "[0, 1, 255]");
  const Json written = Call("execute_python", {{"code", "open('/output/r e.csv', 'w').write('a,b')"}});
  const Json& link = written["content"].back();
  EXPECT_EQ(link["type"], "resource_link");
  EXPECT_EQ(link["mimeType"], "text/csv");
  EXPECT_EQ(Result("resources/list")["resources"][0]["uri"], link["uri"]);
  EXPECT_EQ(Result("resources/read", {{"uri", link["uri"]}})["contents"][0]["text"], "a,b");
  EXPECT_EQ(ErrorCode("resources/read", {{"uri", "vitrine://mcp-test/input/a.bin"}}), kResourceNotFound);
  EXPECT_EQ(ErrorCode("resources/read", {{"uri", "vitrine://mcp-test/output/../input/a.bin"}}),
            kResourceNotFound);
  EXPECT_EQ(ErrorCode("resources/read", {{"uri", "file:///etc/passwd"}}), kResourceNotFound);
  EXPECT_NE(Text("list_files").find("/output/r e.csv  3 bytes"), std::string::npos);
  EXPECT_EQ(Text("read_file", {{"path", "/output/r e.csv"}}), "a,b");
  // It is told once.
  EXPECT_EQ(Call("execute_python", {{"code", "1"}})["content"].size(), 1u);
}

TEST_F(PeerTest, TellsWhileItRuns) {
  Begin();
  const std::vector<Json> answers =
      Ask("tools/call",
          {{"name", "execute_python"},
           {"arguments", {{"code", "import time\nprint('one', flush=True)\ntime.sleep(1.2)\nprint('two')"}}},
           {"_meta", {{"progressToken", "p"}}}});
  std::size_t progress = 0;
  std::string logged;
  for (const Json& answer : answers) {
    if (answer.value("method", "") == "notifications/progress") {
      EXPECT_EQ(answer["params"]["progressToken"], "p");
      ++progress;
    }
    if (answer.value("method", "") == "notifications/message")
      logged += answer["params"]["data"].get<std::string>();
  }
  EXPECT_GE(progress, 2u);
  EXPECT_EQ(logged, "one\ntwo\n");
  EXPECT_TRUE(answers.back().contains("result"));
  EXPECT_TRUE(Result("logging/setLevel", {{"level", "error"}}).empty());
  EXPECT_EQ(Ask("tools/call", {{"name", "execute_python"}, {"arguments", {{"code", "print(1)"}}}}).size(),
            1u);
}

TEST_F(PeerTest, LongLinesAreNotToldInTheMiddleOfACharacter) {
  Begin();
  const char kCode[] =
      "import sys, time\nout = sys.stdout.buffer\nout.write(b'x' * 5000 + b'\\xe2\\x82')\nout.flush()\n"
      "time.sleep(0.5)\nout.write(b'\\xac\\n')\nout.flush()";
  std::string logged;
  for (const Json& answer :
       Ask("tools/call", {{"name", "execute_python"}, {"arguments", {{"code", kCode}}}})) {
    if (answer.value("method", "") == "notifications/message")
      logged += answer["params"]["data"].get<std::string>();
  }
  EXPECT_EQ(logged, std::string(5000, 'x') + "\xe2\x82\xac\n");
}

TEST_F(PeerTest, ACancelledRequestHasNoResponse) {
  Begin();
  Text("execute_python", {{"code", "x = 1"}});
  std::promise<void> started;
  std::atomic<int> responses = 0;
  auto run = std::async(std::launch::async, [&] {
    peer_.Handle({.kind = Message::Kind::kRequest,
                  .id = "slow",
                  .method = "tools/call",
                  .params = {{"name", "execute_python"},
                             {"arguments", {{"code", "x = 2\nprint('on', flush=True)\nwhile True: pass"}}}}},
                 [&](std::string text) {
                   if (text.find("notifications/message") == std::string::npos)
                     ++responses;
                   else if (text.find("on\\n") != std::string::npos)
                     started.set_value();
                 });
  });
  started.get_future().wait();
  const auto cancel = [&](const Json& id) {
    peer_.Handle({.kind = Message::Kind::kNotification,
                  .id = {},
                  .method = "notifications/cancelled",
                  .params = {{"requestId", id}}},
                 [](std::string) {});
  };
  cancel("another");
  EXPECT_EQ(run.wait_for(100ms), std::future_status::timeout);
  cancel("slow");
  run.get();
  EXPECT_EQ(responses, 0);
  EXPECT_EQ(Text("execute_python", {{"code", "x"}}), "1");
}

TEST_F(PeerTest, AnIdIsAnsweredOnceAtATime) {
  Begin();
  std::promise<void> started;
  auto first = std::async(std::launch::async, [&] {
    return Ask("tools/call",
               {{"name", "execute_python"}, {"arguments", {{"code", "import time; time.sleep(1)"}}}}, 5);
  });
  std::this_thread::sleep_for(300ms);
  const std::vector<Json> second = Ask("tools/call", {{"name", "list_files"}}, 5);
  EXPECT_EQ(second.back()["error"]["code"], kInvalidRequest);
  EXPECT_TRUE(first.get().back().contains("result"));
}

}  // namespace
}  // namespace vitrine::mcp
