#include "mcp/stdio.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "service/testing.h"

namespace vitrine::mcp {
namespace {

class StdioTest : public service::ServiceFixture {
 protected:
  // What comes back to these lines, until the input ends.
  std::vector<Json> Serve(const std::string& lines) {
    int in[2];
    int out[2];
    EXPECT_EQ(pipe(in) + pipe(out), 0);
    std::thread writer([&] {
      for (std::string_view rest = lines; !rest.empty();) {
        const ssize_t written = write(in[1], rest.data(), rest.size());
        if (written <= 0) break;
        rest.remove_prefix(static_cast<std::size_t>(written));
      }
      close(in[1]);
    });
    std::string got;
    std::thread reader([&] {
      char chunk[65536];
      for (ssize_t count = 0; (count = read(out[0], chunk, sizeof chunk)) > 0;) {
        got.append(chunk, static_cast<std::size_t>(count));
      }
    });
    Peer peer(*service_, *ana_, "stdio");
    EXPECT_TRUE(ServeStdio(peer, in[0], out[1], -1));
    writer.join();
    close(out[1]);
    reader.join();
    close(in[0]);
    close(out[0]);
    std::vector<Json> answers;
    while (!got.empty()) {
      const std::size_t end = got.find('\n');
      answers.push_back(Json::parse(got.substr(0, end)));
      got.erase(0, end + 1);
    }
    return answers;
  }

  static constexpr char kBegin[] =
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})"
      "\n"
      R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
      "\n";
};

TEST_F(StdioTest, AnswersLineByLine) {
  const auto answers =
      Serve(std::string(kBegin) + "\r\n" + R"({"jsonrpc":"2.0","id":1,"method":"ping"})" + "\r\n");
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0]["result"]["serverInfo"]["name"], "vitrine");
  EXPECT_EQ(answers[1]["id"], 1);
}

TEST_F(StdioTest, EveryMistakeIsAnswered) {
  const auto answers = Serve(std::string(kBegin) + "{\n" + std::string(10'000, '[') + "\n[]\n" +
                             R"({"jsonrpc":"2.0","id":9,"method":3})" + "\n" +
                             R"([{"jsonrpc":"2.0","id":4,"method":"ping"}])" + "\n");
  ASSERT_EQ(answers.size(), 6u);
  EXPECT_EQ(answers[1]["error"]["code"], kParseError);
  EXPECT_EQ(answers[2]["error"]["code"], kParseError);
  EXPECT_EQ(answers[3]["error"]["code"], kInvalidRequest);
  EXPECT_EQ(answers[4]["error"]["code"], kInvalidRequest);
  EXPECT_EQ(answers[4]["id"], 9);
  EXPECT_EQ(answers[5]["id"], 4);
}

TEST_F(StdioTest, TheEndOfTheInputEndsWhatRuns) {
  const auto answers = Serve(
      std::string(kBegin) +
      R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"execute_python","arguments":{"code":"while True: pass"}}})" +
      "\n");
  EXPECT_FALSE(answers.empty());
}

}  // namespace
}  // namespace vitrine::mcp
