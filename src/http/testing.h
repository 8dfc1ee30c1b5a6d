// A client for tests that can be as rude as it likes: bytes over a socket of loopback.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

namespace vitrine::http {

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~TestClient() { Close(); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  void Close() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }
  void EndSending() const { shutdown(socket_, SHUT_WR); }
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Appends what comes to `seen`; false at the end, or when nothing comes.
  bool Receive(int timeout_ms = 20'000) {
    pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
    if (poll(&readable, 1, timeout_ms) <= 0) return false;
    char chunk[65536];
    const ssize_t count = recv(socket_, chunk, sizeof chunk, 0);
    if (count <= 0) return false;
    seen.append(chunk, static_cast<std::size_t>(count));
    return true;
  }
  bool ReceiveUntil(std::string_view text, int timeout_ms = 20'000) {
    while (seen.find(text) == std::string::npos) {
      if (!Receive(timeout_ms)) return false;
    }
    return true;
  }
  // Everything up to the end of the connection.
  const std::string& ReceiveAll() {
    while (Receive()) {
    }
    return seen;
  }

  std::string seen;

 private:
  int socket_;
};

}  // namespace vitrine::http
