#include "tests/hostile_worker/commands.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cbor_writer.h"
#include "base/value_cbor.h"
#include "os/machine.h"
#include "tests/hostile_worker/attempts.h"
#include "worker/frame.h"
#include "worker/outcome_value.h"

namespace vitrine::hostile {
namespace {

using worker::FrameType;
using worker::FrameView;
using worker::kInlineBytesMax;
using worker::kRingBytes;
using worker::kWindowBytes;
using worker::Link;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

class Attacker {
 public:
  explicit Attacker(Link& link) : link_(link) {}

  [[noreturn]] void Serve() {
    while (true) {
      const Link::Status got = link_.Receive(request_, std::uint64_t{1} << 32, kNever);
      if (got != Link::Status::kOk) _exit(0);
      if (request_.type == FrameType::kRun) {
        Obey(request_.body);
      } else if (request_.type == FrameType::kReadFile || request_.type == FrameType::kListFiles) {
        Obey(request_.text.substr(request_.text.find_last_of('/') + 1));
      } else if (request_.type == FrameType::kSave) {
        Obey(on_save_);
      } else if (request_.type != FrameType::kStart && request_.type != FrameType::kEnd) {
        Send({.type = FrameType::kDone});
      }
    }
  }

 private:
  void Obey(std::string_view code);

  std::string on_save_;  // the command that answers a kSave

  // What a test can read of what has become of an attack.
  void Answer(Value value) {
    Outcome outcome{.status = Status::kOk};
    outcome.value = std::move(value);
    Answer(std::move(outcome));
  }
  void Answer(Outcome outcome) {
    std::string body;
    base::CborWriter writer(body);
    base::AppendValue(worker::OutcomeToValue(std::move(outcome)), writer);
    Send({.type = FrameType::kDone, .body = body});
  }
  void Send(const FrameView& frame) {
    if (link_.Send(frame, kNever) != Link::Status::kOk) _exit(0);
  }
  void SendRaw(std::string_view bytes) { link_.channel().Send(bytes); }
  // Gives back the broker's answer.
  Link::Frame Ask(const FrameView& frame) {
    Send(frame);
    Link::Frame answer;
    if (link_.Receive(answer, std::uint64_t{1} << 32, kNever) != Link::Status::kOk) _exit(0);
    return answer;
  }

  std::string Written(const FrameView& frame) const {
    std::string out;
    worker::WriteFrame(frame, out);
    return out;
  }
  // A frame of that type whose body is stated to be so long.
  std::string Stating(FrameType type, std::uint64_t bytes) const {
    std::string out;
    base::CborWriter writer(out);
    writer.Array(4);
    writer.Int(static_cast<int>(type));
    writer.Text("");
    writer.Array(0);
    writer.Integer(false, bytes);
    return out;
  }

  // The shared memory, from its first byte (shared_area.h).
  std::byte* area() { return link_.area().window_to_worker().data() - kRingBytes - 4096; }
  std::byte* ring() { return area() + 4096; }
  void SetWritten(std::uint64_t number) { std::memcpy(area() + 64, &number, sizeof number); }

  Link& link_;
  Link::Frame request_;
};

[[noreturn]] void HangForEver() {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, nullptr);
  while (true) os::SleepUntil(os::MonotonicNs() + 1'000'000'000);
}

std::string FromHex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    unsigned byte = 0;
    std::from_chars(text.data() + i, text.data() + i + 2, byte, 16);
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

void Attacker::Obey(std::string_view code) {
  const std::string_view command = code.substr(0, code.find(' '));
  std::string_view rest = code.substr(std::min(code.size(), command.size() + 1));
  std::vector<long> numbers;
  for (std::string_view text = rest; !text.empty();) {
    long number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    numbers.push_back(number);
    const std::size_t space = text.find(' ');
    text = space == std::string_view::npos ? "" : text.substr(space + 1);
  }
  const auto number = [&](std::size_t i) { return i < numbers.size() ? numbers[i] : 0; };
  const auto flood = [&](const std::string& frame) {
    while (true) SendRaw(frame);
  };

  if (command == "honest") return Answer("honest");

  // System calls.
  if (command == "attempt") {
    const Targets targets = {.broker_pid = number(1),
                             .zygote_pid = number(2),
                             .sibling_pid = number(3),
                             .broker_address = static_cast<std::uintptr_t>(number(4)),
                             .channel = link_.channel().descriptor()};
    errno = 0;
    const long done = Attempts()[static_cast<std::size_t>(number(0))].call(targets);
    return Answer(done >= 0 ? "done" : std::string("errno ") + std::to_string(errno));
  }
  if (command == "exit") _exit(static_cast<int>(number(0)));
  if (command == "fault") {
    asm volatile("movb $1, 8");
    return Answer("done");
  }
  if (command == "unmap") {
    munmap(area(), worker::SharedArea::kBytes);
    return Answer("honest");  // the broker has its own mapping
  }
  if (command == "memory") {  // until it is refused
    std::size_t pieces = 0;
    constexpr std::size_t kPiece = 16u << 20;
    for (; pieces < 10'000; ++pieces) {
      void* const piece = mmap(nullptr, kPiece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (piece == MAP_FAILED) break;
      std::memset(piece, 1, kPiece);
    }
    return Answer(static_cast<std::int64_t>(pieces));
  }
  if (command == "hang") HangForEver();
  if (command == "spin") {
    while (true) asm volatile("");
  }

  // Frames that are none.
  if (command == "raw") return SendRaw(FromHex(rest));
  if (command == "empty_frame") {
    send(link_.channel().descriptor(), "", 0, MSG_NOSIGNAL);
    HangForEver();
  }
  if (command == "long_frame") return SendRaw(std::string(os::kFrameBytesMax + 1, 'x'));
  if (command == "cut_frame") {
    const std::string whole = Written({.type = FrameType::kDone, .text = "text", .body = "body"});
    return SendRaw(std::string_view(whole).substr(0, static_cast<std::size_t>(number(0)) % whole.size()));
  }
  if (command == "trailing") return SendRaw(Written({.type = FrameType::kDone}) + "x");
  if (command == "type") return SendRaw(Stating(static_cast<FrameType>(number(0)), kInlineBytesMax + 1));
  if (command == "on_save") {
    on_save_ = code.substr(code.find(' ') + 1);
    return Answer(Value(1));
  }
  // Says that it waits for a reply that nobody has put off.
  if (command == "claims_parked") {
    return Answer(Outcome{.status = Status::kParked, .failure = Failure{.type = "Parked"}});
  }
  if (command == "bare_type") return SendRaw(Written({.type = static_cast<FrameType>(number(0))}));
  if (command == "states") {
    SendRaw(Stating(static_cast<FrameType>(number(0)), static_cast<std::uint64_t>(number(1))));
    HangForEver();
  }
  if (command == "states_2_63") {
    SendRaw(Stating(static_cast<FrameType>(number(0)), std::uint64_t{1} << 63));
    HangForEver();
  }
  if (command == "states_all") {
    SendRaw(Stating(static_cast<FrameType>(number(0)), ~std::uint64_t{0}));
    HangForEver();
  }

  // Frames at the wrong time.
  if (command == "answer_twice") {
    Answer("first");
    return Answer("second");
  }
  if (command == "answer_for_ever") return flood(Written({.type = FrameType::kDone}));
  if (command == "output_for_ever") return flood(Written({.type = FrameType::kOutput}));
  if (command == "full_for_ever") return flood(Written({.type = FrameType::kOutputFull}));
  if (command == "calls_unanswered") {
    for (int i = 0; i < 1'000'000; ++i) SendRaw(Written({.type = FrameType::kCall, .body = "x"}));
    HangForEver();
  }
  if (command == "calls_now_and_then") {
    while (true) {
      Ask({.type = FrameType::kCall, .body = "x"});
      os::SleepUntil(os::MonotonicNs() + number(0) * 1'000'000);
    }
  }
  if (command == "cut_body") {  // states three parts, then sends something else instead of the second
    SendRaw(Stating(FrameType::kDone, 3 * kWindowBytes));
    Link::Frame taken;
    link_.Receive(taken, 0, kNever);
    return SendRaw(Written({.type = FrameType::kDone}));
  }
  if (command == "changing_body") {  // a whole outcome, and scribbles over the windows all the while
    std::string body;
    base::CborWriter writer(body);
    Outcome outcome{.status = Status::kOk, .value_repr = std::string(400'000, 'r')};
    base::AppendValue(worker::OutcomeToValue(std::move(outcome)), writer);
    std::span<std::byte> window = link_.area().window_to_broker();
    std::memcpy(window.data(), body.data(), body.size());
    SendRaw(Stating(FrameType::kDone, body.size()));
    std::uint32_t random = 1;
    std::array<char, 100> buffer{};
    while (recv(link_.channel().descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT) < 0) {
      for (int i = 0; i < 100; ++i) {
        random = random * 1664525 + 1013904223;
        window[random % body.size()] = static_cast<std::byte>(random >> 24);
      }
    }
    return;
  }

  // The ring.
  if (command == "ring_ahead") {
    SetWritten(static_cast<std::uint64_t>(number(0)));
    return Answer("honest");
  }
  if (command == "ring_piece") {  // one piece that says to be longer than what is there
    const auto head = static_cast<std::uint32_t>(number(0));
    std::memcpy(ring(), &head, sizeof head);
    SetWritten(static_cast<std::uint64_t>(number(1)));
    return Answer("honest");
  }
  if (command == "ring_back") {
    link_.area().Put(OutputStream::kStdout, std::string(1000, 'x'));
    Ask({.type = FrameType::kOutputFull});
    SetWritten(10);
    return Answer("honest");
  }
  if (command == "ring_over") {  // more output than the limit
    const std::string piece(1000, 'x');
    for (long left = number(0); left > 0; left -= 1000) {
      while (link_.area().Put(OutputStream::kStderr, piece) == 0) Ask({.type = FrameType::kOutputFull});
    }
    return Answer("honest");
  }
  if (command == "ring_empty_pieces") {  // 16,384 pieces of nothing, over and over
    for (long round = 0; round < number(0); ++round) {
      std::memset(ring(), 0, kRingBytes);
      SetWritten(static_cast<std::uint64_t>(round + 1) * kRingBytes);
      Ask({.type = FrameType::kOutputFull});
    }
    return Answer("honest");
  }
  if (command == "ring_scribble") {  // rewritten while it is read
    std::uint32_t random = 1;
    for (std::uint64_t written = 0;;) {
      for (int i = 0; i < 1000; ++i) {
        random = random * 1664525 + 1013904223;
        ring()[random % kRingBytes] = static_cast<std::byte>(random >> 24);
      }
      written += random % 5000;
      SetWritten(written);
      SendRaw(Written({.type = FrameType::kOutput}));
    }
  }

  // Outcomes that are not.
  if (command == "artifact") {
    Outcome outcome{.status = Status::kOk};
    outcome.artifacts.push_back({std::string(rest), "data"});
    return Answer(std::move(outcome));
  }
  if (command == "artifacts") {
    Outcome outcome{.status = Status::kOk};
    for (long i = 0; i < number(0); ++i) {
      outcome.artifacts.push_back({std::to_string(i), std::string(static_cast<std::size_t>(number(1)), 'a')});
    }
    return Answer(std::move(outcome));
  }
  if (command == "displays") {
    Outcome outcome{.status = Status::kOk};
    for (long i = 0; i < number(0); ++i) {
      outcome.displays.push_back(
          {{"text/plain", std::string(static_cast<std::size_t>(number(1)), 'd'), false}});
    }
    return Answer(std::move(outcome));
  }
  if (command == "value_bytes") return Answer(Value(std::string(static_cast<std::size_t>(number(0)), 'v')));
  if (command == "value_items") {
    return Answer(Value(Value::List(static_cast<std::size_t>(number(0)), Value(1))));
  }
  if (command == "repr_bytes") {
    Outcome outcome{.status = Status::kOk};
    outcome.value_repr = std::string(static_cast<std::size_t>(number(0)), 'r');
    return Answer(std::move(outcome));
  }
  if (command == "failure_bytes") {
    Outcome outcome{.status = Status::kException};
    outcome.failure = Failure{.type = "E", .message = std::string(static_cast<std::size_t>(number(0)), 'm')};
    return Answer(std::move(outcome));
  }
  if (command == "status") {  // with a failure, or without one
    Outcome outcome{.status = static_cast<Status>(number(0)), .limit = static_cast<LimitKind>(number(1))};
    if (number(2) != 0) outcome.failure = Failure{.type = "E"};
    return Answer(std::move(outcome));
  }
  if (command == "numbers") {  // counts that only a liar tells
    Outcome outcome{.status = Status::kOk, .stdout_bytes_cut = ~std::uint64_t{0}};
    outcome.displays_dropped = 0xffff'ffff;
    outcome.usage = {.wall = std::chrono::hours(1'000'000),
                     .cpu = std::chrono::hours(1'000'000),
                     .fuel = ~std::uint64_t{0},
                     .memory_bytes_peak = ~std::uint64_t{0},
                     .output_bytes = ~std::uint64_t{0},
                     .host_calls = 12345};
    return Answer(std::move(outcome));
  }
  if (command == "deep") {  // nested further than any reader goes
    std::string body(100'000, '\x81');
    return Send({.type = FrameType::kDone, .body = body + '\x80'});
  }
  if (command == "done_body") return Send({.type = FrameType::kDone, .body = FromHex(rest)});
  if (command == "error") {
    const std::array<std::uint64_t, 3> told = {1, static_cast<std::uint64_t>(number(0)), 0};
    return Send({.type = FrameType::kDone, .text = std::string(200, 't'), .numbers = told});
  }

  // Powers that are not its own.
  if (command == "call") {  // the request as it stands; gives the broker's reply back
    const Link::Frame reply = Ask({.type = FrameType::kCall, .body = FromHex(rest)});
    return Answer(Bytes{reply.body});
  }
  if (command == "calls_ahead") {  // an answer, then requests that nobody has asked for
    Answer("honest");
    for (int i = 0; i < 5; ++i) SendRaw(Written({.type = FrameType::kCall, .body = FromHex(rest)}));
    return;
  }
  if (command == "world") {
    const std::array<std::uint64_t, 2> question = {static_cast<std::uint64_t>(number(0)),
                                                   static_cast<std::uint64_t>(number(1))};
    const Link::Frame told = Ask({.type = FrameType::kWorldQuestion, .numbers = question});
    return Answer(static_cast<std::int64_t>(told.numbers[0] + told.body.size()));
  }
  Answer("there is no command '" + std::string(command) + "'");
}

}  // namespace

void ServeHostile(Image& /*image*/, Link& link) { Attacker(link).Serve(); }

}  // namespace vitrine::hostile
