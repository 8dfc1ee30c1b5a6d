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

// An interrupted wait counts as one that is over: waiting anew, and as long as at first, would never end
// where signals keep coming.
bool IsForLater() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

Channel::Status SendStatus(ssize_t sent) {
  if (sent >= 0) return Channel::Status::kOk;
  if (IsForLater()) return Channel::Status::kTimeout;
  if (errno == EPIPE || errno == ECONNRESET) return Channel::Status::kClosed;
  return Channel::Status::kFailed;
}

Channel::Received Judge(ssize_t received, std::size_t room) {
  if (received > static_cast<ssize_t>(room)) return {Channel::Status::kTooLong, 0, {}};
  if (received > 0) return {Channel::Status::kOk, static_cast<std::size_t>(received), {}};
  // Nobody sends empty frames, so that nothing is the end.
  if (received == 0 || errno == ECONNRESET) return {Channel::Status::kClosed, 0, {}};
  if (IsForLater()) return {Channel::Status::kTimeout, 0, {}};
  return {Channel::Status::kFailed, 0, {}};
}

// Who leaves while frames to it are unread resets the connection. That is told once, and before what it had
// sent, which is still there.
template <typename Call>
ssize_t AlsoAfterReset(Call receive) {
  const ssize_t received = receive();
  return received < 0 && errno == ECONNRESET ? receive() : received;
}

}  // namespace

Result<std::pair<Channel, Channel>> Channel::MakePair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return SystemFailure("cannot make a channel to another process");
  }
  Descriptor first = AboveStandard(Descriptor(ends[0]));
  Descriptor second = AboveStandard(Descriptor(ends[1]));
  if (!first || !second) return SystemFailure("cannot make a channel to another process", EMFILE);
  return std::pair(Channel(std::move(first)), Channel(std::move(second)));
}

void Channel::SetPatience(std::int64_t milliseconds) const {
  const timeval time{.tv_sec = milliseconds / 1000, .tv_usec = (milliseconds % 1000) * 1000};
  for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    VITRINE_CHECK(setsockopt(descriptor_.get(), SOL_SOCKET, option, &time, sizeof time) == 0,
                  "a channel takes a time limit");
  }
}

Channel::Status Channel::Send(std::string_view frame) const {
  return SendStatus(send(descriptor_.get(), frame.data(), frame.size(), MSG_NOSIGNAL));
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
  return SendStatus(sendmsg(descriptor_.get(), &message, MSG_NOSIGNAL));
}

Channel::Received Channel::Receive(std::span<char> buffer) const {
  const auto receive = [&] { return recv(descriptor_.get(), buffer.data(), buffer.size(), MSG_TRUNC); };
  return Judge(AlsoAfterReset(receive), buffer.size());
}

Channel::Received Channel::ReceiveWithDescriptors(std::span<char> buffer) const {
  iovec part{.iov_base = buffer.data(), .iov_len = buffer.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kDescriptorsMax)> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t received =
      AlsoAfterReset([&] { return recvmsg(descriptor_.get(), &message, MSG_TRUNC | MSG_CMSG_CLOEXEC); });
  Received result = Judge(received, buffer.size());
  if (received <= 0) return result;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(header) + i * sizeof(int), sizeof number);
      result.descriptors.push_back(AboveStandard(Descriptor(number)));
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
