#include "os/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/check.h"
#include "os/failure.h"

namespace vitrine::os {
namespace {

Channel::Status SendStatus(ssize_t sent) {
  if (sent >= 0) return Channel::Status::kOk;
  if (errno == EAGAIN || errno == EWOULDBLOCK) return Channel::Status::kTimeout;
  if (errno == EPIPE || errno == ECONNRESET) return Channel::Status::kClosed;
  return Channel::Status::kFailed;
}

Channel::Received Judge(ssize_t received, std::size_t room) {
  if (received > static_cast<ssize_t>(room)) return {Channel::Status::kTooLong, 0, {}};
  if (received > 0) return {Channel::Status::kOk, static_cast<std::size_t>(received), {}};
  // Nobody sends empty frames, so that nothing is the end.
  if (received == 0 || errno == ECONNRESET) return {Channel::Status::kClosed, 0, {}};
  if (errno == EAGAIN || errno == EWOULDBLOCK) return {Channel::Status::kTimeout, 0, {}};
  return {Channel::Status::kFailed, 0, {}};
}

}  // namespace

Result<std::pair<Channel, Channel>> Channel::MakePair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return SystemFailure("cannot make a channel to another process");
  }
  return std::pair(Channel(Descriptor(ends[0])), Channel(Descriptor(ends[1])));
}

void Channel::SetPatience(std::int64_t milliseconds) const {
  const timeval time{.tv_sec = milliseconds / 1000, .tv_usec = (milliseconds % 1000) * 1000};
  for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    VITRINE_CHECK(setsockopt(descriptor_.get(), SOL_SOCKET, option, &time, sizeof time) == 0,
                  "a channel takes a time limit");
  }
}

Channel::Status Channel::Send(std::string_view frame) const {
  ssize_t sent = 0;
  do {
    sent = send(descriptor_.get(), frame.data(), frame.size(), MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return SendStatus(sent);
}

Channel::Status Channel::SendWithDescriptors(std::string_view frame, std::span<const int> descriptors) const {
  VITRINE_CHECK(descriptors.size() <= kDescriptorsMax, "few descriptors travel at once");
  iovec part{.iov_base = const_cast<char*>(frame.data()), .iov_len = frame.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kDescriptorsMax)> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
  }
  ssize_t sent = 0;
  do {
    sent = sendmsg(descriptor_.get(), &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return SendStatus(sent);
}

Channel::Received Channel::Receive(std::span<char> buffer) const {
  ssize_t received = 0;
  do {
    received = recv(descriptor_.get(), buffer.data(), buffer.size(), MSG_TRUNC);
  } while (received < 0 && errno == EINTR);
  return Judge(received, buffer.size());
}

Channel::Received Channel::ReceiveWithDescriptors(std::span<char> buffer) const {
  iovec part{.iov_base = buffer.data(), .iov_len = buffer.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kDescriptorsMax)> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t received = 0;
  do {
    received = recvmsg(descriptor_.get(), &message, MSG_TRUNC | MSG_CMSG_CLOEXEC);
  } while (received < 0 && errno == EINTR);
  Received result = Judge(received, buffer.size());
  if (received <= 0) return result;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(header) + i * sizeof(int), sizeof number);
      result.descriptors.emplace_back(number);
    }
  }
  // The kernel drops what it cannot give us: too many, or this process has no descriptors left.
  if ((message.msg_flags & MSG_CTRUNC) != 0) result = {Status::kTooLong, 0, {}};
  return result;
}

short Channel::Events() const {
  pollfd watched{.fd = descriptor_.get(), .events = POLLIN | POLLRDHUP, .revents = 0};
  int ready = 0;
  do {
    ready = poll(&watched, 1, 0);
  } while (ready < 0 && errno == EINTR);
  return ready < 0 ? POLLERR : watched.revents;
}

bool Channel::IsOpen() const { return (Events() & (POLLHUP | POLLRDHUP | POLLERR | POLLNVAL)) == 0; }

bool Channel::IsQuiet() const { return Events() == 0; }

}  // namespace vitrine::os
