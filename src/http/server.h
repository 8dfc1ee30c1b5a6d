// An HTTP/1.1 server: sockets, TLS, timeouts and limits. What requests mean is a Handler's business.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "vitrine/error.h"

namespace vitrine::http {

struct TlsFiles {
  std::string certificate_chain;  // PEM
  std::string private_key;        // PEM
};

struct ServerOptions {
  std::string address = "127.0.0.1";  // as digits
  std::uint16_t port = 0;             // 0: one that is free
  std::optional<TlsFiles> tls;

  std::uint32_t connections_count_max = 20'000;  // the one that is idle for longest goes when all are taken
  std::uint32_t head_bytes_max = 16u << 10;      // of one request, all header lines
  // Bodies that are held at once, all requests together, as they are announced; and those of one owner
  // (Admission), so that none can hold up the others.
  std::uint64_t bodies_bytes_max = 512u << 20;
  std::uint64_t bodies_bytes_max_of_one = 256u << 20;
  // Of one answer: what the client has not taken yet. Who lets more come together is taken for gone.
  std::uint64_t unsent_bytes_max = 64u << 20;
  // Of all answers together that wait for their clients to take them. A stream that finds no room is cut off.
  std::uint64_t answers_bytes_max = std::uint64_t{1} << 30;
  std::uint32_t threads_count = 64;        // requests that are answered at once
  std::uint32_t waiting_count_max = 1024;  // and those that wait for it; the next one is refused

  std::chrono::milliseconds idle_time_max{75'000};  // between requests
  std::chrono::milliseconds head_time_max{10'000};  // from a head's first byte to its last; also of TLS
  // To send a body, or to take an answer: this long, and a second for each kSlowestBytes.
  std::chrono::milliseconds transfer_time_max{30'000};
  static constexpr std::uint64_t kSlowestBytesPerSecond = 16u << 10;
  std::chrono::milliseconds beat_time{15'000};  // of a stream's silence; see Exchange::BeginStream
};

// One request and its answer. Thread-safe.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const Request& request() const = 0;

  // The answer, once.
  virtual void Send(Response response) = 0;

  // Or an answer in parts: this (its body is the first part), then Write as often as wanted, then EndStream.
  // `beat` is written whenever nothing else has been for a while, so that nobody between takes the
  // connection for dead.
  virtual void BeginStream(Response head, std::string beat) = 0;
  // Never waits. False: nobody reads any more.
  virtual bool Write(std::string_view part) = 0;
  virtual void EndStream() = 0;

  // The client has closed the connection (or its own direction of it, which cannot be told apart: an answer
  // is still sent), or the server is about to stop at once.
  virtual bool gone() const = 0;
  // Called once when that happens, at once when it has; on a thread that must not be kept. Empty: nobody is
  // called any more, and nobody is being called once this has come back.
  virtual void OnGone(std::function<void()> call) = 0;
};

// What a request may send.
struct Admission {
  std::uint64_t body_bytes_max = 0;
  std::string owner;  // whose it is, for the limits of one; any text
};

class Handler {
 public:
  virtual ~Handler() = default;
  // Called with a request without its body, on the thread of all sockets; what may come of it, or the answer.
  // Must not wait for anything.
  virtual std::expected<Admission, Response> Admit(const Request& head) = 0;
  // Called on one of the pool's threads; the answer must be complete when it comes back.
  virtual void Answer(Exchange& exchange) = 0;
  // The answer to what never became a request. `detail` is a sentence.
  virtual Response Refusal(unsigned status, std::string detail) = 0;
};

struct ServerStatistics {
  std::uint64_t connections = 0;  // now
  std::uint64_t accepted = 0;     // since the beginning, as all below
  std::uint64_t requests = 0;
  std::uint64_t refused = 0;    // that never reached Handler::Answer
  std::uint64_t timed_out = 0;  // connections
  std::uint64_t answering = 0;  // now
};

// Thread-safe.
class Server {
 public:
  // Listens and serves. `handler` must outlive the server.
  static Result<std::unique_ptr<Server>> Start(const ServerOptions& options, Handler& handler);
  // Stops at once.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  ServerStatistics statistics() const;

  // Takes no more connections and requests, and waits until those that are being answered are, at most so
  // long.
  void StopTaking(std::chrono::milliseconds grace);
  // The same; then the clients that are left count as gone, which ends what they run, and the server ends.
  // Safe to call twice.
  void Stop(std::chrono::milliseconds grace);

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vitrine::http
