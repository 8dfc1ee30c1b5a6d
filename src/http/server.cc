#include "http/server.h"

#include <fmt/format.h>
#include <openssl/err.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include "http/connection.h"

namespace vitrine::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// How often connections are asked whether they have waited for too long.
constexpr std::chrono::milliseconds kLook{250};
// Between two tries to accept while this process has no descriptor left.
constexpr std::chrono::milliseconds kDescriptorPause{50};
// Longer ones are this long: a clock cannot count to the end of any time.
constexpr std::chrono::milliseconds kGraceMost{24 * 3'600'000};
constexpr int kBacklog = 4096;

std::unexpected<Error> Bad(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

// What OpenSSL says of a file; asio has no words for those of its errors that come from the system.
std::unexpected<Error> Unusable(std::string_view what, std::string_view file, const ErrorCode& error) {
  const unsigned long code = static_cast<unsigned>(error.value());
  const std::string reason = ERR_SYSTEM_ERROR(code) ? std::system_category().message(ERR_GET_REASON(code))
                             : ERR_reason_error_string(code) != nullptr ? ERR_reason_error_string(code)
                                                                        : error.message();
  return Bad(fmt::format("the {} '{}' cannot be used: {}; it must be a PEM file", what, file, reason));
}

}  // namespace

class Server::Impl final : public ConnectionOwner {
 public:
  Impl(const ServerOptions& options, Handler& handler)
      : options_(options),
        handler_(handler),
        acceptor_(io_),
        accept_pause_(io_),
        look_(io_),
        pool_(options.threads_count) {}
  ~Impl() { StopNow(); }

  Result<void> Listen();
  std::uint16_t port() const { return port_; }
  ServerStatistics statistics() const;
  void StopTaking(std::chrono::milliseconds grace);
  void Stop(std::chrono::milliseconds grace);

  const ServerOptions& options() const override { return options_; }
  asio::io_context& io() override { return io_; }
  Handler& handler() override { return handler_; }
  bool Dispatch(std::shared_ptr<Exchange> exchange) override;
  bool TakeBodyBytes(const std::string& owner, std::int64_t bytes) override;
  bool TakeAnswerBytes(std::int64_t bytes) override {
    return Take(bytes, options_.answers_bytes_max, answer_bytes_);
  }
  bool stopping() const override { return stopping_; }
  void CountRequest() override { ++requests_; }
  void CountRefused() override { ++refused_; }
  void CountTimedOut() override { ++timed_out_; }
  void Forget(Connection& connection) override;

 private:
  static bool Take(std::int64_t bytes, std::uint64_t most, std::atomic<std::int64_t>& taken);
  void Accept();
  void Add(tcp::socket socket);
  void Look();
  // A copy: a connection that closes leaves the table.
  std::vector<std::shared_ptr<Connection>> Connections() const;
  void CloseLongestIdle();
  void StopNow();
  // On the thread of the sockets, and waits for it.
  void Do(const std::function<void()>& what);
  void ForEach(void (Connection::*what)());

  const ServerOptions options_;
  Handler& handler_;
  asio::io_context io_{1};
  std::optional<asio::ssl::context> tls_;
  tcp::acceptor acceptor_;
  asio::steady_timer accept_pause_;
  asio::steady_timer look_;
  std::uint16_t port_ = 0;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  std::map<std::string, std::int64_t> body_bytes_;  // by owner; on the thread of the sockets, as their sum
  std::int64_t body_bytes_of_all_ = 0;
  std::atomic<std::int64_t> answer_bytes_ = 0;
  std::atomic<bool> stopping_ = false;

  std::atomic<std::uint64_t> connections_count_ = 0;
  std::atomic<std::uint64_t> accepted_ = 0;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::atomic<std::uint64_t> timed_out_ = 0;

  std::mutex mutex_;
  std::condition_variable answered_;
  std::uint32_t answering_ = 0;  // guarded by mutex_; those that wait for a thread included

  asio::thread_pool pool_;
  std::thread thread_;
};

Result<void> Server::Impl::Listen() {
  ErrorCode error;
  const asio::ip::address address = asio::ip::make_address(options_.address, error);
  if (error) return Bad(fmt::format("'{}' is no IP address to listen on", options_.address));
  if (options_.tls) {
    tls_.emplace(asio::ssl::context::tls_server);
    tls_->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
    static_cast<void>(tls_->use_certificate_chain_file(options_.tls->certificate_chain, error));
    if (error) return Unusable("certificate", options_.tls->certificate_chain, error);
    static_cast<void>(tls_->use_private_key_file(options_.tls->private_key, asio::ssl::context::pem, error));
    if (error) return Unusable("private key", options_.tls->private_key, error);
  }
  const tcp::endpoint endpoint(address, options_.port);
  static_cast<void>(acceptor_.open(endpoint.protocol(), error));
  if (!error) static_cast<void>(acceptor_.set_option(tcp::acceptor::reuse_address(true), error));
  if (!error) static_cast<void>(acceptor_.bind(endpoint, error));
  if (!error) static_cast<void>(acceptor_.listen(kBacklog, error));
  if (error) {
    return std::unexpected(Error{
        ErrorKind::kHost,
        fmt::format("cannot listen on {} port {}: {}", options_.address, options_.port, error.message())});
  }
  port_ = acceptor_.local_endpoint().port();
  Accept();
  Look();
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

void Server::Impl::Accept() {
  acceptor_.async_accept([this](ErrorCode error, tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (!error) {
      Add(std::move(socket));
      return Accept();
    }
    const bool passes_at_once = error == asio::error::connection_aborted || error == asio::error::interrupted;
    if (passes_at_once) return Accept();
    // Descriptors or memory have run out.
    CloseLongestIdle();
    accept_pause_.expires_after(kDescriptorPause);
    accept_pause_.async_wait([this](ErrorCode cancelled) {
      if (!cancelled && acceptor_.is_open()) Accept();
    });
  });
}

void Server::Impl::Add(tcp::socket socket) {
  ++accepted_;
  if (connections_.size() >= options_.connections_count_max) {
    CloseLongestIdle();
    if (connections_.size() >= options_.connections_count_max) return;  // all are at work
  }
  auto transport = tls_ ? MakeTlsTransport(std::move(socket), *tls_) : MakePlainTransport(std::move(socket));
  auto connection = std::make_shared<Connection>(*this, std::move(transport));
  connections_.emplace(connection.get(), connection);
  connections_count_ = connections_.size();
  connection->Start();
}

void Server::Impl::CloseLongestIdle() {
  Connection* longest = nullptr;
  for (const auto& [connection, owned] : connections_) {
    if (connection->idle() && (longest == nullptr || connection->idle_since() < longest->idle_since())) {
      longest = connection;
    }
  }
  if (longest != nullptr) longest->Close();
}

void Server::Impl::Forget(Connection& connection) {
  connections_.erase(&connection);
  connections_count_ = connections_.size();
}

std::vector<std::shared_ptr<Connection>> Server::Impl::Connections() const {
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(connections_.size());
  for (const auto& [key, connection] : connections_) all.push_back(connection);
  return all;
}

void Server::Impl::Look() {
  look_.expires_after(kLook);
  look_.async_wait([this](ErrorCode cancelled) {
    if (cancelled) return;
    const auto now = Clock::now();
    for (const auto& connection : Connections()) connection->CheckTime(now);
    Look();
  });
}

bool Server::Impl::Take(std::int64_t bytes, std::uint64_t most, std::atomic<std::int64_t>& taken) {
  if (taken.fetch_add(bytes) + bytes <= static_cast<std::int64_t>(most) || bytes <= 0) return true;
  taken -= bytes;
  return false;
}

bool Server::Impl::TakeBodyBytes(const std::string& owner, std::int64_t bytes) {
  std::int64_t& of_owner = body_bytes_[owner];
  const auto fits = [bytes](std::int64_t held, std::uint64_t most) {
    return bytes <= 0 || held + bytes <= static_cast<std::int64_t>(most);
  };
  const bool taken =
      fits(body_bytes_of_all_, options_.bodies_bytes_max) && fits(of_owner, options_.bodies_bytes_max_of_one);
  if (taken) {
    of_owner += bytes;
    body_bytes_of_all_ += bytes;
  }
  if (of_owner == 0) body_bytes_.erase(owner);
  return taken;
}

bool Server::Impl::Dispatch(std::shared_ptr<Exchange> exchange) {
  {
    const std::lock_guard lock(mutex_);
    if (answering_ >= std::uint64_t{options_.threads_count} + options_.waiting_count_max) return false;
    ++answering_;
  }
  asio::post(pool_, [this, exchange = std::move(exchange)] {
    auto& open = static_cast<OpenExchange&>(*exchange);
    handler_.Answer(*exchange);
    open.OnGone(nullptr);
    if (!open.answered()) open.Send(handler_.Refusal(500, "the server did not answer; this is a bug of it"));
    const std::lock_guard lock(mutex_);
    --answering_;
    answered_.notify_all();
  });
  return true;
}

ServerStatistics Server::Impl::statistics() const {
  ServerStatistics statistics{.connections = connections_count_,
                              .accepted = accepted_,
                              .requests = requests_,
                              .refused = refused_,
                              .timed_out = timed_out_};
  auto& self = const_cast<Impl&>(*this);
  const std::lock_guard lock(self.mutex_);
  statistics.answering = answering_;
  return statistics;
}

void Server::Impl::Do(const std::function<void()>& what) {
  std::mutex mutex;
  std::condition_variable done;
  bool is_done = false;
  asio::post(io_, [&] {
    what();
    const std::lock_guard lock(mutex);
    is_done = true;
    done.notify_one();
  });
  std::unique_lock lock(mutex);
  done.wait(lock, [&] { return is_done; });
}

void Server::Impl::ForEach(void (Connection::*what)()) {
  Do([this, what] {
    for (const auto& connection : Connections()) ((*connection).*what)();
  });
}

void Server::Impl::StopTaking(std::chrono::milliseconds grace) {
  if (!thread_.joinable()) return;
  if (!stopping_.exchange(true)) {
    Do([this] {
      ErrorCode ignored;
      static_cast<void>(acceptor_.close(ignored));
      accept_pause_.cancel();
    });
    ForEach(&Connection::Finish);
  }
  std::unique_lock lock(mutex_);
  answered_.wait_for(lock, std::clamp(grace, std::chrono::milliseconds(0), kGraceMost),
                     [this] { return answering_ == 0; });
}

void Server::Impl::Stop(std::chrono::milliseconds grace) {
  StopTaking(grace);
  if (!thread_.joinable()) return;
  ForEach(&Connection::GiveUp);
  pool_.join();
  // The last answers are on their way; so are the farewells.
  const auto end = Clock::now() + std::chrono::seconds(2);
  while (connections_count_ > 0 && Clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ForEach(&Connection::Close);
  Do([this] { look_.cancel(); });
  io_.stop();
  thread_.join();
}

void Server::Impl::StopNow() { Stop(std::chrono::milliseconds(0)); }

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler& handler) {
  auto impl = std::make_unique<Impl>(options, handler);
  if (Result<void> listening = impl->Listen(); !listening) return std::unexpected(listening.error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return impl_->port(); }
ServerStatistics Server::statistics() const { return impl_->statistics(); }
void Server::StopTaking(std::chrono::milliseconds grace) { impl_->StopTaking(grace); }
void Server::Stop(std::chrono::milliseconds grace) { impl_->Stop(grace); }

}  // namespace vitrine::http
