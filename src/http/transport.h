// A TCP connection, plain or with TLS, for one thread.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <span>

namespace vitrine::http {

using ErrorCode = boost::system::error_code;

// At most one read and one write at a time. Callbacks come from the socket's executor, never from within the
// call; after Close with an error.
class Transport {
 public:
  using OnDone = std::function<void(ErrorCode, std::size_t)>;

  virtual ~Transport() = default;
  virtual void Handshake(std::function<void(ErrorCode)> on_done) = 0;
  virtual void ReadSome(boost::asio::mutable_buffer into, OnDone on_done) = 0;
  // All of both; they must stay until it is done.
  virtual void Write(std::span<const boost::asio::const_buffer, 2> from, OnDone on_done) = 0;
  // Says that nothing more will be sent.
  virtual void ShutDownSending() = 0;
  virtual void Close() = 0;
};

std::unique_ptr<Transport> MakePlainTransport(boost::asio::ip::tcp::socket socket);
std::unique_ptr<Transport> MakeTlsTransport(boost::asio::ip::tcp::socket socket,
                                            boost::asio::ssl::context& context);

}  // namespace vitrine::http
