#include "http/transport.h"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace vitrine::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

template <typename Stream>
class TransportOver : public Transport {
 public:
  template <typename... Arguments>
  explicit TransportOver(Arguments&&... arguments) : stream_(std::forward<Arguments>(arguments)...) {
    ErrorCode ignored;
    socket().set_option(tcp::no_delay(true), ignored);
  }

  void ReadSome(asio::mutable_buffer into, OnDone on_done) final {
    stream_.async_read_some(into, std::move(on_done));
  }
  void Write(std::span<const asio::const_buffer, 2> from, OnDone on_done) final {
    asio::async_write(stream_, std::array{from[0], from[1]}, std::move(on_done));
  }
  // Without TLS's own farewell: every answer tells its length.
  void ShutDownSending() final {
    ErrorCode ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
  }
  void Close() final {
    ErrorCode ignored;
    socket().close(ignored);
  }

 protected:
  tcp::socket::lowest_layer_type& socket() { return stream_.lowest_layer(); }
  Stream stream_;
};

class PlainTransport final : public TransportOver<tcp::socket> {
 public:
  using TransportOver::TransportOver;
  void Handshake(std::function<void(ErrorCode)> on_done) override {
    asio::post(stream_.get_executor(), [on_done = std::move(on_done)] { on_done({}); });
  }
};

class TlsTransport final : public TransportOver<asio::ssl::stream<tcp::socket>> {
 public:
  using TransportOver::TransportOver;
  void Handshake(std::function<void(ErrorCode)> on_done) override {
    stream_.async_handshake(asio::ssl::stream_base::server, std::move(on_done));
  }
};

}  // namespace

std::unique_ptr<Transport> MakePlainTransport(tcp::socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}
std::unique_ptr<Transport> MakeTlsTransport(tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsTransport>(std::move(socket), context);
}

}  // namespace vitrine::http
