// One connection: reads requests one after the other and writes their answers.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http/server.h"
#include "http/transport.h"

namespace vitrine::http {

using Clock = std::chrono::steady_clock;

class Connection;

// What connections ask of their server, on its one thread. Their exchanges ask from any thread for options,
// io and TakeAnswerBytes.
class ConnectionOwner {
 public:
  virtual const ServerOptions& options() const = 0;
  virtual boost::asio::io_context& io() = 0;
  virtual Handler& handler() = 0;
  // Has it answered on a thread of the pool; false: there are too many.
  virtual bool Dispatch(std::shared_ptr<Exchange> exchange) = 0;
  // Room for a body that was announced; false: there is none. Given back with its negative.
  virtual bool TakeBodyBytes(const std::string& owner, std::int64_t bytes) = 0;
  // The same for an answer, by whomever.
  virtual bool TakeAnswerBytes(std::int64_t bytes) = 0;
  virtual bool stopping() const = 0;
  virtual void CountRequest() = 0;
  virtual void CountRefused() = 0;
  virtual void CountTimedOut() = 0;
  virtual void Forget(Connection& connection) = 0;

 protected:
  ~ConnectionOwner() = default;
};

// The request that a connection is answering. The pool's thread and the connection's share it.
class OpenExchange final : public Exchange {
 public:
  OpenExchange(std::weak_ptr<Connection> connection, ConnectionOwner& owner, Request request)
      : connection_(std::move(connection)), owner_(owner), request_(std::move(request)) {}
  ~OpenExchange() override;
  OpenExchange(const OpenExchange&) = delete;
  OpenExchange& operator=(const OpenExchange&) = delete;

  const Request& request() const override { return request_; }
  void Send(Response response) override;
  void BeginStream(Response head, std::string beat) override;
  bool Write(std::string_view part) override;
  void EndStream() override;
  bool gone() const override { return gone_; }
  void OnGone(std::function<void()> call) override;

  bool answered() const { return answered_; }
  void MarkGone();

  // For the connection's thread: what has not been taken yet, and whether that is all. The connection gives
  // the bytes back to the owner.
  struct Parts {
    std::string bytes;
    bool is_end = false;
  };
  Parts TakeParts();
  const std::string& beat() const { return beat_; }

 private:
  void WakeConnection();

  const std::weak_ptr<Connection> connection_;
  ConnectionOwner& owner_;
  const Request request_;
  std::atomic<bool> gone_ = false;
  std::atomic<bool> answered_ = false;
  std::string beat_;  // set before the connection hears of the stream

  std::mutex mutex_;
  std::string unsent_;  // counted as an answer
  bool is_end_ = false;
  bool woken_ = false;
  std::recursive_mutex gone_mutex_;  // held while on_gone_ is called
  std::function<void()> on_gone_;
};

class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  Connection(ConnectionOwner& owner, std::unique_ptr<Transport> transport);
  ~Connection();

  void Start();
  // Closes what has waited for too long.
  void CheckTime(Clock::time_point now);
  // Closes it now if no request is being answered; else once that is.
  void Finish();
  // Whoever is being answered counts as gone.
  void GiveUp();
  void Close();

  bool idle() const { return state_ == State::kIdle; }
  Clock::time_point idle_since() const { return idle_since_; }

  // From the exchange, on the connection's thread.
  void SendWhole(Response response);
  void SendHead(Response head);
  void SendParts();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  enum class State : std::uint8_t {
    kHandshake,
    kIdle,  // nothing of the next request is there
    kHead,
    kBody,
    kAnswering,
    kLingering,  // the last answer is out; the client's words are read and thrown away until it closes
    kClosed,
  };

  void Read();
  void OnRead(ErrorCode error, std::size_t count);
  void Feed();
  // False: refused.
  bool AdmitRequest();
  bool AdmitBody(Admission admission);
  void Answer();
  void Refuse(unsigned status, std::string detail);
  void RefuseWith(Response response);
  void GiveBackBytes();
  void GiveBackAnswerBytes();
  std::string HeadOf(const Response& response, bool has_length) const;
  void Write(std::string head, std::string body);
  void OnWritten(ErrorCode error);
  void OnAnswered();
  void Linger();
  Clock::duration TransferTime(std::uint64_t bytes) const;

  ConnectionOwner& owner_;
  const std::unique_ptr<Transport> transport_;
  State state_ = State::kHandshake;
  Clock::time_point deadline_;
  Clock::time_point idle_since_;
  boost::beast::flat_buffer buffer_;
  bool reading_ = false;
  std::uint64_t lingered_bytes_ = 0;

  std::optional<Parser> parser_;
  bool admitted_ = false;
  std::uint64_t body_bytes_max_ = 0;
  std::int64_t body_bytes_taken_ = 0;  // from the owner
  std::string body_owner_;             // who they are taken for
  std::int64_t answer_bytes_taken_ = 0;
  Request request_;

  std::shared_ptr<OpenExchange> exchange_;
  bool keep_alive_ = false;
  bool is_http_1_0_ = false;
  bool is_head_ = false;
  bool is_stream_ = false;
  bool is_chunked_ = false;
  bool writing_ = false;
  bool is_last_write_ = false;  // of this answer
  Clock::time_point last_write_;
  std::string head_;  // being written
  std::string body_;
  std::string head_after_;  // to be written next
  std::string body_after_;
};

}  // namespace vitrine::http
