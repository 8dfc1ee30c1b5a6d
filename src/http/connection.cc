#include "http/connection.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>
#include <ctime>
#include <limits>
#include <utility>

#include "base/check.h"

namespace vitrine::http {
namespace {

namespace beast = boost::beast;

constexpr std::size_t kReadBytes = 16u << 10;
// After the last answer: how much is still read, and for how long, so that the client gets to read it.
constexpr std::uint64_t kLingerBytesMax = 1u << 20;
constexpr std::chrono::seconds kLingerTime{2};

unsigned StatusOf(const ErrorCode& error) {
  if (error == beast::http::error::header_limit) return 431;
  if (error == beast::http::error::body_limit) return 413;
  if (error == beast::http::error::bad_version) return 505;
  return 400;
}

// Nothing of ours has line ends in it, and nobody else's may.
bool IsHeaderText(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

// Stricter than the parser: what two readers of a request may understand differently is refused.
bool HasClearLength(const Request& request) {
  if (Has(request.headers, "content-length")) {
    const std::string_view length = request.Find("content-length").value_or("");
    if (length.empty() || length.find_first_not_of("0123456789") != std::string_view::npos) return false;
    if (Has(request.headers, "transfer-encoding")) return false;
  }
  if (!Has(request.headers, "transfer-encoding")) return true;
  return EqualsIgnoringCase(request.Find("transfer-encoding").value_or(""), "chunked");
}

// "Sun, 06 Nov 1994 08:49:37 GMT"; made once a second.
const std::string& DateNow() {
  thread_local std::time_t made_for = 0;
  thread_local std::string date;
  const std::time_t now = std::time(nullptr);
  if (now != made_for) {
    date = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
    made_for = now;
  }
  return date;
}

}  // namespace

// ---- The exchange ----------------------------------------------------------------------------------------

OpenExchange::~OpenExchange() { owner_.TakeAnswerBytes(-static_cast<std::int64_t>(unsent_.size())); }

void OpenExchange::Send(Response response) {
  VITRINE_CHECK(!answered_.exchange(true), "a request is answered once");
  boost::asio::post(owner_.io(), [connection = connection_, response = std::move(response)]() mutable {
    if (const auto there = connection.lock()) there->SendWhole(std::move(response));
  });
}

void OpenExchange::BeginStream(Response head, std::string beat) {
  VITRINE_CHECK(!answered_.exchange(true), "a request is answered once");
  beat_ = std::move(beat);
  boost::asio::post(owner_.io(), [connection = connection_, head = std::move(head)]() mutable {
    if (const auto there = connection.lock()) there->SendHead(std::move(head));
  });
}

bool OpenExchange::Write(std::string_view part) {
  if (gone_) return false;
  {
    const std::lock_guard lock(mutex_);
    const bool fits = unsent_.size() + part.size() <= owner_.options().unsent_bytes_max;
    if (fits && owner_.TakeAnswerBytes(static_cast<std::int64_t>(part.size()))) {
      unsent_ += part;
      if (std::exchange(woken_, true)) return true;
      WakeConnection();
      return true;
    }
  }
  boost::asio::post(owner_.io(), [connection = connection_] {
    if (const auto there = connection.lock()) there->Close();
  });
  return false;
}

void OpenExchange::EndStream() {
  const std::lock_guard lock(mutex_);
  is_end_ = true;
  WakeConnection();
}

void OpenExchange::WakeConnection() {
  boost::asio::post(owner_.io(), [connection = connection_] {
    if (const auto there = connection.lock()) there->SendParts();
  });
}

OpenExchange::Parts OpenExchange::TakeParts() {
  const std::lock_guard lock(mutex_);
  woken_ = false;
  return {std::exchange(unsent_, {}), is_end_};
}

void OpenExchange::OnGone(std::function<void()> call) {
  const std::lock_guard lock(gone_mutex_);
  on_gone_ = std::move(call);
  if (gone_ && on_gone_) std::exchange(on_gone_, nullptr)();
}

void OpenExchange::MarkGone() {
  const std::lock_guard lock(gone_mutex_);
  gone_ = true;
  if (on_gone_) std::exchange(on_gone_, nullptr)();
}

// ---- Reading ---------------------------------------------------------------------------------------------

Connection::Connection(ConnectionOwner& owner, std::unique_ptr<Transport> transport)
    : owner_(owner), transport_(std::move(transport)) {}

Connection::~Connection() { GiveBackBytes(); }

void Connection::Start() {
  deadline_ = Clock::now() + owner_.options().head_time_max;
  transport_->Handshake([self = shared_from_this()](ErrorCode error) {
    if (self->state_ == State::kClosed) return;
    if (error) return self->Close();
    self->state_ = State::kIdle;
    self->Feed();
  });
}

void Connection::Read() {
  if (reading_) return;
  reading_ = true;
  const auto into = buffer_.prepare(kReadBytes);
  transport_->ReadSome(
      into, [self = shared_from_this()](ErrorCode error, std::size_t count) { self->OnRead(error, count); });
}

void Connection::OnRead(ErrorCode error, std::size_t count) {
  reading_ = false;
  if (state_ == State::kClosed) return;
  if (error) {
    // The answer is still tried: a client may have closed its own direction only.
    if (state_ == State::kAnswering) {
      keep_alive_ = false;
      if (exchange_) exchange_->MarkGone();
      return;
    }
    return Close();
  }
  if (state_ == State::kLingering) {
    lingered_bytes_ += count;
    if (lingered_bytes_ > kLingerBytesMax) return Close();
    return Read();
  }
  buffer_.commit(count);
  // The next request waits for its turn, and what comes after it stays with the client.
  if (state_ != State::kAnswering) Feed();
}

void Connection::Feed() {
  while (true) {
    if (state_ == State::kIdle) {
      if (owner_.stopping()) return Close();
      const auto now = Clock::now();
      if (buffer_.size() == 0) {
        idle_since_ = now;
        deadline_ = now + owner_.options().idle_time_max;
        return Read();
      }
      state_ = State::kHead;
      deadline_ = now + owner_.options().head_time_max;
      parser_.emplace();
      parser_->header_limit(owner_.options().head_bytes_max);
      // Bounded below, by what the request is about.
      parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
      admitted_ = false;
      is_head_ = false;
      is_http_1_0_ = false;
    }
    ErrorCode error;
    const std::size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error == beast::http::error::need_more) {
      if (parser_->is_header_done() && parser_->get().body().size() > body_bytes_max_) {
        return Refuse(413, fmt::format("the body is longer than {} bytes", body_bytes_max_));
      }
      // What the parser has to see as a whole: a head, the extensions of a chunk, trailers.
      if (buffer_.size() > owner_.options().head_bytes_max) {
        return Refuse(431, fmt::format("a part of the request is longer than {} bytes",
                                       owner_.options().head_bytes_max));
      }
      return Read();
    }
    if (error) {
      const unsigned status = StatusOf(error);
      return Refuse(status, status == 431 ? fmt::format("the request's head is longer than {} bytes",
                                                        owner_.options().head_bytes_max)
                                          : "the request is not understood: " + error.message());
    }
    if (parser_->is_header_done() && !admitted_) {
      if (!AdmitRequest()) return;
      // A parser that has all it wants must not be given more.
      if (!parser_->is_done()) continue;
    }
    if (parser_->get().body().size() > body_bytes_max_) {
      return Refuse(413, fmt::format("the body is longer than {} bytes", body_bytes_max_));
    }
    if (parser_->is_done()) return Answer();
    if (used == 0) return Read();
  }
}

bool Connection::AdmitRequest() {
  admitted_ = true;
  const auto& message = parser_->get();
  keep_alive_ = parser_->keep_alive();
  is_http_1_0_ = message.version() < 11;
  request_ = Request{.method = std::string(message.method_string()), .target = std::string(message.target())};
  is_head_ = request_.method == "HEAD";
  for (const auto& field : message) {
    request_.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  if (!HasClearLength(request_)) {
    keep_alive_ = false;
    admitted_ = false;
    Refuse(400, "the request does not say clearly how long its body is");
    return false;
  }
  std::expected<Admission, Response> admitted = owner_.handler().Admit(request_);
  if (!admitted) {
    RefuseWith(std::move(admitted.error()));
    return false;
  }
  return AdmitBody(std::move(*admitted));
}

bool Connection::AdmitBody(Admission admission) {
  const std::uint64_t bytes_max = admission.body_bytes_max;
  body_bytes_max_ = bytes_max;
  state_ = State::kBody;
  if (parser_->is_done()) return true;
  const auto announced = parser_->content_length();
  if (announced && *announced > bytes_max) {
    Refuse(413, fmt::format("the body has {} bytes; here at most {} are taken", *announced, bytes_max));
    return false;
  }
  const std::uint64_t bytes = announced ? *announced : bytes_max;
  deadline_ = Clock::now() + TransferTime(bytes);
  body_owner_ = std::move(admission.owner);
  if (!owner_.TakeBodyBytes(body_owner_, static_cast<std::int64_t>(bytes))) {
    Refuse(503, "the server holds as many request bodies as it can; try again later");
    return false;
  }
  body_bytes_taken_ = static_cast<std::int64_t>(bytes);
  const auto expects = request_.Find("expect");
  if (expects && !EqualsIgnoringCase(*expects, "100-continue")) {
    Refuse(417, "the only expectation that is met is 100-continue");
    return false;
  }
  if (expects && !is_http_1_0_ && buffer_.size() == 0) {
    is_last_write_ = false;
    Write("HTTP/1.1 100 Continue\r\n\r\n", "");
  }
  return true;
}

void Connection::GiveBackBytes() {
  if (body_bytes_taken_ > 0) owner_.TakeBodyBytes(body_owner_, -std::exchange(body_bytes_taken_, 0));
  GiveBackAnswerBytes();
}

void Connection::GiveBackAnswerBytes() {
  if (answer_bytes_taken_ > 0) owner_.TakeAnswerBytes(-std::exchange(answer_bytes_taken_, 0));
}

void Connection::Answer() {
  state_ = State::kAnswering;
  deadline_ = Clock::time_point::max();
  owner_.CountRequest();
  request_.body = std::move(parser_->get().body());
  parser_.reset();
  is_stream_ = false;
  exchange_ = std::make_shared<OpenExchange>(weak_from_this(), owner_, std::move(request_));
  if (!owner_.Dispatch(exchange_)) {
    owner_.CountRefused();
    Response full =
        owner_.handler().Refusal(503, "the server has as many requests as it can take; try again");
    full.headers.push_back({"Retry-After", "1"});
    exchange_->Send(std::move(full));
    return;
  }
  // To learn that the client goes away.
  if (buffer_.size() == 0) Read();
}

void Connection::Refuse(unsigned status, std::string detail) {
  RefuseWith(owner_.handler().Refusal(status, std::move(detail)));
}

void Connection::RefuseWith(Response response) {
  owner_.CountRefused();
  // What was sent with it is not read as a request.
  if (parser_ && !parser_->is_done()) keep_alive_ = false;
  if (!admitted_) keep_alive_ = false;
  parser_.reset();
  is_stream_ = false;
  state_ = State::kAnswering;
  SendWhole(std::move(response));
}

// ---- Writing ---------------------------------------------------------------------------------------------

std::string Connection::HeadOf(const Response& response, bool has_length) const {
  const auto reason = beast::http::obsolete_reason(static_cast<beast::http::status>(response.status));
  std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                                 std::string_view(reason.data(), reason.size()), DateNow());
  for (const Header& header : response.headers) {
    VITRINE_CHECK(IsHeaderText(header.name) && IsHeaderText(header.value), "a header is one line");
    head.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  const bool has_body = response.status >= 200 && response.status != 204 && response.status != 304;
  if (has_length && has_body)
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.body.size());
  if (!has_length && is_chunked_) head += "Transfer-Encoding: chunked\r\n";
  if (!keep_alive_) head += "Connection: close\r\n";
  if (keep_alive_ && is_http_1_0_) head += "Connection: keep-alive\r\n";
  return head += "\r\n";
}

Clock::duration Connection::TransferTime(std::uint64_t bytes) const {
  return owner_.options().transfer_time_max +
         std::chrono::seconds(bytes / ServerOptions::kSlowestBytesPerSecond);
}

void Connection::SendWhole(Response response) {
  if (state_ == State::kClosed) return;
  if (owner_.stopping()) keep_alive_ = false;
  is_last_write_ = true;
  const auto bytes = static_cast<std::int64_t>(response.body.size());
  if (owner_.TakeAnswerBytes(bytes)) {
    answer_bytes_taken_ = bytes;
  } else {
    response = owner_.handler().Refusal(503, "too many answers wait for slow clients; try again later");
  }
  std::string head = HeadOf(response, true);
  Write(std::move(head), is_head_ ? std::string() : std::move(response.body));
}

void Connection::SendHead(Response head) {
  if (state_ == State::kClosed) return;
  is_stream_ = true;
  is_chunked_ = !is_http_1_0_;
  if (!is_chunked_ || owner_.stopping()) keep_alive_ = false;
  is_last_write_ = false;
  std::string body = std::move(head.body);
  if (is_chunked_ && !body.empty()) body = fmt::format("{:x}\r\n{}\r\n", body.size(), body);
  Write(HeadOf(head, false), std::move(body));
}

void Connection::SendParts() {
  if (state_ == State::kClosed || writing_ || !exchange_ || !is_stream_) return;
  OpenExchange::Parts parts = exchange_->TakeParts();
  if (parts.bytes.empty() && !parts.is_end) return;
  answer_bytes_taken_ += static_cast<std::int64_t>(parts.bytes.size());
  std::string framed;
  if (is_chunked_) {
    if (!parts.bytes.empty()) framed = fmt::format("{:x}\r\n{}\r\n", parts.bytes.size(), parts.bytes);
    if (parts.is_end) framed += "0\r\n\r\n";
  } else {
    framed = std::move(parts.bytes);
  }
  is_last_write_ = parts.is_end;
  Write(std::move(framed), {});
}

void Connection::Write(std::string head, std::string body) {
  if (writing_) {  // the answer while "100 Continue" is on its way
    head_after_ += head;
    body_after_ = std::move(body);
    return;
  }
  writing_ = true;
  head_ = std::move(head);
  body_ = std::move(body);
  last_write_ = Clock::now();
  if (state_ == State::kAnswering) deadline_ = last_write_ + TransferTime(body_.size());
  const std::array buffers = {boost::asio::const_buffer(head_.data(), head_.size()),
                              boost::asio::const_buffer(body_.data(), body_.size())};
  transport_->Write(buffers,
                    [self = shared_from_this()](ErrorCode error, std::size_t) { self->OnWritten(error); });
}

void Connection::OnWritten(ErrorCode error) {
  writing_ = false;
  if (state_ == State::kClosed) return;
  if (error) return Close();
  if (!head_after_.empty()) return Write(std::exchange(head_after_, {}), std::exchange(body_after_, {}));
  // Not cleared: what is between two answers holds no memory of the last one.
  std::string().swap(head_);
  std::string().swap(body_);
  GiveBackAnswerBytes();
  if (state_ != State::kAnswering) return;  // "100 Continue"
  deadline_ = Clock::time_point::max();
  if (!is_last_write_) return SendParts();
  OnAnswered();
}

void Connection::OnAnswered() {
  exchange_.reset();
  GiveBackBytes();
  if (!keep_alive_) return Linger();
  state_ = State::kIdle;
  Feed();
}

// Closing with words of the client unread would throw away the answer on its way.
void Connection::Linger() {
  state_ = State::kLingering;
  deadline_ = Clock::now() + kLingerTime;
  transport_->ShutDownSending();
  buffer_.clear();
  Read();
}

// ---- The end ---------------------------------------------------------------------------------------------

void Connection::CheckTime(Clock::time_point now) {
  if (state_ == State::kAnswering && is_stream_ && !writing_ && exchange_ && !exchange_->beat().empty() &&
      now - last_write_ >= owner_.options().beat_time) {
    exchange_->Write(exchange_->beat());
  }
  if (now < deadline_) return;
  const bool is_late = state_ == State::kHead || state_ == State::kBody;
  if (state_ != State::kIdle && state_ != State::kLingering) owner_.CountTimedOut();
  if (!is_late) return Close();
  Refuse(408, "the request did not come in time");
}

void Connection::Finish() {
  keep_alive_ = false;
  if (state_ == State::kHandshake || state_ == State::kIdle) Close();
}

void Connection::GiveUp() {
  if (exchange_) exchange_->MarkGone();
}

void Connection::Close() {
  if (state_ == State::kClosed) return;
  const auto self = shared_from_this();
  state_ = State::kClosed;
  transport_->Close();
  if (exchange_) exchange_->MarkGone();
  exchange_.reset();
  parser_.reset();
  GiveBackBytes();
  owner_.Forget(*this);
}

}  // namespace vitrine::http
