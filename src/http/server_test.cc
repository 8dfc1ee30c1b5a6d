#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>

#include "http/testing.h"

namespace vitrine::http {
namespace {

using namespace std::chrono_literals;

// Answers with what it got; some paths do more.
class EchoHandler final : public Handler {
 public:
  std::expected<Admission, Response> Admit(const Request& head) override {
    if (head.target == "/forbidden") return std::unexpected(Refusal(403, "not for you"));
    return Admission{.body_bytes_max = head.target == "/big" ? 1u << 20 : 100u,
                     .owner = std::string(head.Find("x-owner").value_or(""))};
  }
  void Answer(Exchange& exchange) override {
    const Request& request = exchange.request();
    if (request.target == "/nothing") return;
    if (request.target == "/stream") return Stream(exchange);
    if (request.target == "/flood") return Flood(exchange);
    if (request.target == "/wait") {
      exchange.OnGone([this] { Release(); });
      std::unique_lock lock(mutex_);
      ++waiting;
      changed_.notify_all();
      changed_.wait(lock, [this] { return released_; });
    }
    exchange.Send(
        {.status = 200,
         .headers = {{"Content-Type", "text/plain"}},
         .body = request.method + " " + request.target + " " + std::to_string(request.body.size())});
  }
  Response Refusal(unsigned status, std::string detail) override {
    return {.status = status, .headers = {}, .body = std::move(detail)};
  }

  void Release() {
    const std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }
  void WaitUntilWaiting(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting >= count; });
  }

  int waiting = 0;
  std::atomic<bool> flood_ended = false;
  std::atomic<std::uint64_t> flooded_bytes = 0;

 private:
  static void Stream(Exchange& exchange) {
    exchange.BeginStream({.status = 200, .headers = {{"Content-Type", "text/event-stream"}}, .body = "one\n"},
                         ":\n\n");
    EXPECT_TRUE(exchange.Write("two\n"));
    std::this_thread::sleep_for(400ms);  // for the beat
    EXPECT_TRUE(exchange.Write("three\n"));
    exchange.EndStream();
  }
  void Flood(Exchange& exchange) {
    exchange.BeginStream({}, "");
    const std::string part(65536, 'x');
    while (exchange.Write(part)) flooded_bytes += part.size();
    flood_ended = true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool released_ = false;
};

class ServerTest : public testing::Test {
 protected:
  void Start(ServerOptions options = {}) {
    options.threads_count = std::min(options.threads_count, 4u);
    auto started = Server::Start(options, handler_);
    ASSERT_TRUE(started) << started.error().what;
    server_ = std::move(*started);
  }
  // The whole answer to bytes on a connection of their own.
  std::string Answer(std::string_view bytes) {
    TestClient client(server_->port());
    client.Send(bytes);
    return client.ReceiveAll();
  }
  static bool HasStatus(const std::string& answer, int status) {
    return answer.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
  }

  EchoHandler handler_;
  std::unique_ptr<Server> server_;
};

constexpr const char* kClose = "Host: a\r\nConnection: close\r\n\r\n";

TEST_F(ServerTest, Answers) {
  Start();
  const std::string answer =
      Answer("POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_TRUE(HasStatus(answer, 200)) << answer;
  EXPECT_TRUE(answer.ends_with("POST /x 5")) << answer;
  EXPECT_NE(answer.find("\r\nContent-Length: 9\r\n"), std::string::npos) << answer;
}

TEST_F(ServerTest, KeepsTheConnection) {
  Start();
  TestClient client(server_->port());
  for (int i = 0; i < 3; ++i) {
    client.Send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.ReceiveUntil("GET /" + std::to_string(i) + " 0"));
  }
  EXPECT_EQ(server_->statistics().accepted, 1);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  Start();
  TestClient client(server_->port());
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  std::thread sender([&] { client.Send(bytes); });
  EXPECT_TRUE(client.ReceiveUntil("GET /999 0"));
  sender.join();
  std::size_t at = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::size_t next = client.seen.find("GET /" + std::to_string(i) + " 0", at);
    ASSERT_NE(next, std::string::npos) << i;
    at = next;
  }
}

TEST_F(ServerTest, TakesBodiesInChunks) {
  Start();
  const std::string answer = Answer(std::string("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n") +
                                    kClose + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("POST /x 5")) << answer;
}

TEST_F(ServerTest, HeadHasNoBody) {
  Start();
  const std::string answer = Answer(std::string("HEAD /x HTTP/1.1\r\n") + kClose);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
  EXPECT_NE(answer.find("Content-Length: 9"), std::string::npos) << answer;
}

TEST_F(ServerTest, ContinuesWhoWaitsForIt) {
  Start();
  TestClient client(server_->port());
  client.Send("POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_TRUE(client.ReceiveUntil("HTTP/1.1 100 Continue\r\n\r\n"));
  client.Send("abc");
  EXPECT_TRUE(client.ReceiveUntil("POST /x 3"));
}

TEST_F(ServerTest, RefusesAndGoesOnOnTheSameConnection) {
  Start();
  TestClient client(server_->port());
  client.Send("GET /forbidden HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(client.ReceiveUntil("GET /x 0"));
  EXPECT_TRUE(HasStatus(client.seen, 403));
}

TEST_F(ServerTest, RefusesWhatIsNotHttp) {
  Start({.head_time_max = 500ms});
  for (const std::string& bytes : {
           std::string("GET\r\n\r\n"),
           std::string("GET /x HTTP/0.9\r\n\r\n"),
           std::string("GET /x HTTP/2.0\r\nHost: a\r\n\r\n"),
           std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
           std::string("GET /\0x HTTP/1.1\r\nHost: a\r\n\r\n", 29),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
                       "chunked\r\n\r\n0\r\n\r\n"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: "
                       "3\r\n\r\n0\r\n\r\n"),
           std::string(
               "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
           std::string("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
           std::string("GET /x HTTP/1.1\r\nHost : a\r\n\r\n"),
           std::string("GET /x HTTP/1.1\r\n Host: a\r\n\r\n"),
       }) {
    const std::string answer = Answer(bytes);
    EXPECT_TRUE(HasStatus(answer, 400) || HasStatus(answer, 505) || HasStatus(answer, 408)) << bytes << "\n"
                                                                                            << answer;
    EXPECT_EQ(answer.find("200 OK"), std::string::npos) << bytes;
  }
  EXPECT_TRUE(Answer(std::string("GET /x HTTP/1.1\r\n") + kClose).ends_with("GET /x 0"));
}

TEST_F(ServerTest, RefusesWhatIsTooLong) {
  Start();
  EXPECT_TRUE(
      HasStatus(Answer("GET /x HTTP/1.1\r\nHost: a\r\nA: " + std::string(1 << 20, 'a') + "\r\n\r\n"), 431));
  EXPECT_TRUE(HasStatus(Answer("GET /" + std::string(1 << 20, 'a')), 431));
  EXPECT_TRUE(HasStatus(Answer(std::string(1 << 20, 'G')), 431));
  EXPECT_TRUE(HasStatus(Answer("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n"), 413));
  EXPECT_TRUE(
      HasStatus(Answer("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n"), 413));
  // The answer is read although much more was sent.
  EXPECT_TRUE(HasStatus(Answer("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n" +
                               std::string(65536, 'x') + "\r\n0\r\n\r\n"),
                        413));
}

TEST_F(ServerTest, FloodOfTrailersIsCut) {
  Start();
  std::string bytes = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
  for (int i = 0; i < 10'000; ++i) bytes += "T" + std::to_string(i) + ": " + std::string(50, 't') + "\r\n";
  const std::string answer = Answer(bytes);
  EXPECT_TRUE(HasStatus(answer, 431) || HasStatus(answer, 400)) << answer.substr(0, 200);
}

TEST_F(ServerTest, EndsSlowHeads) {
  Start({.head_time_max = 300ms});
  TestClient client(server_->port());
  for (const char c : std::string("GET /x HTTP/1.1\r\nHost: a")) {
    if (!client.Send(std::string(1, c))) break;
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_TRUE(HasStatus(client.ReceiveAll(), 408)) << client.seen;
  EXPECT_EQ(server_->statistics().timed_out, 1);
}

TEST_F(ServerTest, EndsSlowBodies) {
  Start({.transfer_time_max = 300ms});
  EXPECT_TRUE(HasStatus(Answer("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx"), 408));
}

TEST_F(ServerTest, EndsIdleConnectionsWithoutAWord) {
  Start({.idle_time_max = 300ms});
  EXPECT_EQ(Answer(""), "");
}

TEST_F(ServerTest, StreamsInChunksWithABeat) {
  Start({.beat_time = 50ms});
  const std::string answer = Answer(std::string("GET /stream HTTP/1.1\r\n") + kClose);
  EXPECT_NE(answer.find("Transfer-Encoding: chunked"), std::string::npos) << answer;
  EXPECT_NE(answer.find("4\r\none\n\r\n"), std::string::npos) << answer;
  EXPECT_NE(answer.find("3\r\n:\n\n\r\n"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("0\r\n\r\n")) << answer;
}

TEST_F(ServerTest, StreamsToOldClientsUntilTheEnd) {
  Start();
  const std::string answer = Answer("GET /stream HTTP/1.0\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer.find("chunked"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\none\ntwo\nthree\n")) << answer;
}

TEST_F(ServerTest, WhoDoesNotReadIsCutOff) {
  Start({.unsent_bytes_max = 1 << 20});
  TestClient client(server_->port());
  client.Send(std::string("GET /flood HTTP/1.1\r\n") + kClose);
  for (int i = 0; i < 200 && !handler_.flood_ended; ++i) std::this_thread::sleep_for(50ms);
  EXPECT_TRUE(handler_.flood_ended);
}

TEST_F(ServerTest, TellsThatTheClientIsGone) {
  Start();
  TestClient client(server_->port());
  client.Send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  handler_.WaitUntilWaiting(1);
  client.Close();
  // The handler waits until OnGone lets it go: Stop would take forever otherwise.
  server_->Stop(60s);
}

TEST_F(ServerTest, AnswersAClientThatHasOnlyStoppedSending) {
  Start();
  TestClient client(server_->port());
  client.Send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  client.EndSending();
  EXPECT_TRUE(client.ReceiveAll().ends_with("GET /x 0")) << client.seen;
}

TEST_F(ServerTest, RefusesWhenTooManyWait) {
  Start({.threads_count = 1, .waiting_count_max = 1});
  TestClient first(server_->port());
  first.Send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  handler_.WaitUntilWaiting(1);
  TestClient second(server_->port());
  second.Send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  while (server_->statistics().requests < 2) std::this_thread::sleep_for(1ms);
  TestClient third(server_->port());
  third.Send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(third.ReceiveUntil("Retry-After: 1"));
  EXPECT_TRUE(HasStatus(third.seen, 503));
  handler_.Release();
  EXPECT_TRUE(first.ReceiveUntil("GET /wait 0"));
  EXPECT_TRUE(second.ReceiveUntil("GET /2 0"));
}

TEST_F(ServerTest, ForgottenAnswersAreErrors) {
  Start();
  EXPECT_TRUE(HasStatus(Answer(std::string("GET /nothing HTTP/1.1\r\n") + kClose), 500));
}

TEST_F(ServerTest, TheLongestIdleMakesRoom) {
  Start({.connections_count_max = 2});
  TestClient first(server_->port());
  first.Send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(first.ReceiveUntil("GET /1 0"));
  TestClient second(server_->port());
  second.Send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(second.ReceiveUntil("GET /2 0"));
  TestClient third(server_->port());
  third.Send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(third.ReceiveUntil("GET /3 0"));
  EXPECT_FALSE(first.Receive(5000));
  EXPECT_EQ(server_->statistics().connections, 2);
}

TEST_F(ServerTest, AnyNumberMayWait) {
  Start({.threads_count = 1, .waiting_count_max = std::numeric_limits<std::uint32_t>::max()});
  EXPECT_TRUE(HasStatus(Answer(std::string("GET /x HTTP/1.1\r\n") + kClose), 200));
}

TEST_F(ServerTest, BodiesTogetherHaveALimit) {
  Start({.bodies_bytes_max = 150});
  TestClient first(server_->port());
  first.Send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
  std::this_thread::sleep_for(50ms);
  EXPECT_TRUE(HasStatus(Answer("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"), 503));
  first.Close();
  for (int i = 0; i < 100 && server_->statistics().connections > 0; ++i) std::this_thread::sleep_for(10ms);
  TestClient third(server_->port());
  third.Send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'));
  EXPECT_TRUE(third.ReceiveUntil("POST /x 100"));
}

TEST_F(ServerTest, BodiesOfOneOwnerHaveALimit) {
  Start({.bodies_bytes_max_of_one = 150});
  const auto post = [](const std::string& owner) {
    return "POST /x HTTP/1.1\r\nHost: a\r\nX-Owner: " + owner + "\r\nContent-Length: 100\r\n\r\n";
  };
  TestClient slow(server_->port());
  slow.Send(post("greedy") + "x");
  std::this_thread::sleep_for(50ms);
  EXPECT_TRUE(HasStatus(Answer(post("greedy")), 503));
  TestClient other(server_->port());
  other.Send(post("polite") + std::string(100, 'x'));
  EXPECT_TRUE(other.ReceiveUntil("POST /x 100"));
  slow.Close();
  for (int i = 0; i < 100 && server_->statistics().connections > 1; ++i) std::this_thread::sleep_for(10ms);
  TestClient again(server_->port());
  again.Send(post("greedy") + std::string(100, 'x'));
  EXPECT_TRUE(again.ReceiveUntil("POST /x 100"));
}

TEST_F(ServerTest, AnswersTogetherHaveALimit) {
  Start({.answers_bytes_max = 5});
  EXPECT_TRUE(HasStatus(Answer(std::string("GET /x HTTP/1.1\r\n") + kClose), 503));
}

TEST_F(ServerTest, StreamsCountAmongAnswers) {
  Start({.answers_bytes_max = 1 << 20});
  for (int i = 0; i < 3; ++i) {  // what one has taken the next one gets
    handler_.flood_ended = false;
    handler_.flooded_bytes = 0;
    TestClient client(server_->port());
    client.Send(std::string("GET /flood HTTP/1.1\r\n") + kClose);
    for (int j = 0; j < 200 && !handler_.flood_ended; ++j) std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(handler_.flood_ended);
    EXPECT_GT(handler_.flooded_bytes, 1u << 19);
    EXPECT_LT(handler_.flooded_bytes, 32u << 20);  // the sockets hold some of it
    for (int j = 0; j < 100 && server_->statistics().answering > 0; ++j) std::this_thread::sleep_for(10ms);
  }
}

TEST_F(ServerTest, StopsWhenAllIsAnswered) {
  Start();
  TestClient idle(server_->port());
  TestClient busy(server_->port());
  busy.Send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  handler_.WaitUntilWaiting(1);
  std::thread stopper([this] { server_->Stop(60s); });
  EXPECT_EQ(idle.ReceiveAll(), "");
  handler_.Release();
  stopper.join();
  EXPECT_TRUE(busy.ReceiveAll().ends_with("GET /wait 0")) << busy.seen;
  EXPECT_NE(busy.seen.find("Connection: close"), std::string::npos);
}

TEST(Server, SaysWhyItCannotListen) {
  EchoHandler handler;
  EXPECT_NE(Server::Start({.address = "localhost"}, handler).error().what.find("no IP address"),
            std::string::npos);
  auto first = Server::Start({.threads_count = 1}, handler);
  ASSERT_TRUE(first);
  EXPECT_NE(Server::Start({.port = (*first)->port(), .threads_count = 1}, handler)
                .error()
                .what.find("Address already in use"),
            std::string::npos);
  EXPECT_NE(Server::Start({.tls = TlsFiles{"/nowhere", "/nowhere"}, .threads_count = 1}, handler)
                .error()
                .what.find("certificate"),
            std::string::npos);
}

}  // namespace
}  // namespace vitrine::http
