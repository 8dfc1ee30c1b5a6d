#include "capabilities/dispatcher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/cbor_writer.h"
#include "base/check.h"
#include "base/terminal.h"
#include "base/utf8.h"
#include "base/value_cbor.h"
#include "capabilities/close_names.h"
#include "capabilities/describe.h"
#include "guests/abi.h"

namespace vitrine::capabilities {
namespace {

using base::CborItem;

constexpr std::size_t kMessageBytesMax = 4096;
constexpr std::size_t kReplyBytesKept = 64 << 10;
constexpr std::size_t kNamesShownMax = 20;
// Values may take this many times the bytes of the longest request; a list of small integers takes 40 times
// its CBOR.
constexpr std::uint64_t kMemoryFactor = 4;

std::unexpected<CallFailure> Fail(std::uint32_t kind, std::string message) {
  return std::unexpected(CallFailure{kind, std::move(message)});
}

std::string TypeName(const Value& value) {
  constexpr const char* kNames[] = {"None", "bool", "int", "int", "float", "str", "bytes", "list", "dict"};
  return kNames[value.storage().index()];
}

// True when the value fits; an int becomes a float where one is asked for.
bool FitType(ParameterType type, Value& value) {
  switch (type) {
    case ParameterType::kAny:
      return true;
    case ParameterType::kBool:
      return value.As<bool>() != nullptr;
    case ParameterType::kInt:
      return value.As<std::int64_t>() != nullptr || value.As<BigInt>() != nullptr;
    case ParameterType::kFloat:
      if (const auto* integer = value.As<std::int64_t>()) value = static_cast<double>(*integer);
      return value.As<double>() != nullptr;
    case ParameterType::kText:
      return value.As<std::string>() != nullptr;
    case ParameterType::kBytes:
      return value.As<Bytes>() != nullptr;
    case ParameterType::kList:
      return value.As<Value::List>() != nullptr;
    case ParameterType::kMap:
      return value.As<Value::Map>() != nullptr;
  }
  return false;
}

std::string NotGranted(std::string_view name, const std::vector<Row>& rows) {
  std::string message = "no function '" + Shortened(name) + "' is granted here";
  if (rows.empty()) return message + "; none is";
  CloseNames close(name);
  for (const Row& row : rows) close.Offer(row.name);
  message += close.DidYouMean() + "; there is ";
  for (std::size_t i = 0; i < rows.size() && i < kNamesShownMax; ++i)
    message += (i > 0 ? ", " : "") + rows[i].name;
  if (rows.size() > kNamesShownMax)
    message += " and " + std::to_string(rows.size() - kNamesShownMax) + " more";
  return message;
}

std::unexpected<CallFailure> Malformed(const char* why) {
  return Fail(VITRINE_REPLY_BAD_REQUEST,
              std::string("the request cannot be read: ") +
                  (why != nullptr ? why
                                  : "it is "
                                    "not [name, [arguments], {keyword arguments}]"));
}

std::optional<std::size_t> ParameterIndex(const Row& row, std::string_view name) {
  for (std::size_t i = 0; i < row.parameters.size(); ++i) {
    if (row.parameters[i].name == name) return i;
  }
  return std::nullopt;
}

}  // namespace

Dispatcher::Dispatcher(const Grants::Impl& grants, const Limits& limits) : grants_(grants), limits_(limits) {
  StartRun();
}

void Dispatcher::StartRun() {
  calls_count_ = 0;
  parked_call_.reset();
  row_calls_counts_.assign(grants_.rows().size(), 0);
  reply_.clear();
  if (reply_.capacity() > kReplyBytesKept) reply_.shrink_to_fit();
}

void Dispatcher::ShrinkReply() {
  // After a large reply and a small one; a row of large ones keeps its buffer.
  if (reply_.capacity() > kReplyBytesKept && reply_.size() < reply_.capacity() / 8) {
    reply_.clear();
    reply_.shrink_to_fit();
  }
  reply_.clear();
}

std::string_view Dispatcher::Call(std::string_view request_frame, const CallContext& context) {
  ShrinkReply();
  parked_call_.reset();
  if (calls_count_ != ~std::uint32_t{0}) ++calls_count_;  // Refused calls count, too.
  const std::expected<void, CallFailure> served = Serve(request_frame, context);
  // Arguments may be large: none is kept beyond its call.
  for (Value& argument : arguments_) argument = nullptr;
  if (parked_call_) {
    reply_.clear();
    return reply_;
  }
  if (!served) WriteFailure(served.error());
  return reply_;
}

std::string_view Dispatcher::Answer(std::string_view function, const CallReply& reply) {
  ShrinkReply();
  std::expected<void, CallFailure> written;
  if (reply) {
    written = WriteValue(function, [&](base::CborWriter& writer) -> std::expected<void, CallFailure> {
      return AppendReply(*reply, writer);
    });
  } else {
    written = Fail(VITRINE_REPLY_ERROR, reply.error());
  }
  if (!written) WriteFailure(written.error());
  return reply_;
}

std::expected<void, CallFailure> Dispatcher::Serve(std::string_view request_frame,
                                                   const CallContext& context) {
  if (calls_count_ > limits_.host_calls_max) {
    return Fail(VITRINE_REPLY_LIMIT, "this run has made its " + std::to_string(limits_.host_calls_max) +
                                         " calls (Limits::host_calls_max); ask for more in one call");
  }
  if (request_frame.size() > limits_.request_bytes_max) {
    return Fail(VITRINE_REPLY_BAD_REQUEST,
                "the arguments take " + std::to_string(request_frame.size()) + " bytes; at most " +
                    std::to_string(limits_.request_bytes_max) + " are accepted (Limits::request_bytes_max)");
  }
  base::CborReader reader(request_frame, RequestLimits(request_frame));
  const std::expected<const Row*, CallFailure> row = ReadFunction(reader);
  if (!row) return std::unexpected(row.error());
  if (std::expected<void, CallFailure> read = ReadArguments(**row, reader); !read) return read;

  std::expected<void, CallFailure> called = WriteValue(
      (*row)->name, [&](base::CborWriter& writer) { return (*row)->call(context, arguments_, writer); });
  if (!called && called.error().kind == CallFailure::kLater) {
    ParkedCall& parked = parked_call_.emplace();
    parked.function = (*row)->name;
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      parked.arguments.emplace_back((*row)->parameters[i].name, std::move(arguments_[i]));
    }
  }
  return called;
}

template <typename Append>
std::expected<void, CallFailure> Dispatcher::WriteValue(std::string_view function, const Append& append) {
  base::CborWriter writer(reply_, limits_.reply_bytes_max);
  writer.Array(2);
  writer.Int(VITRINE_REPLY_VALUE);
  std::expected<void, CallFailure> written = append(writer);
  if (written && writer.overflowed()) {
    return Fail(VITRINE_REPLY_ERROR, "the reply of " + std::string(function) + "() is longer than " +
                                         std::to_string(limits_.reply_bytes_max) +
                                         " bytes (Limits::reply_bytes_max); ask for less at once");
  }
  return written;
}

// The frame's own length bounds the strings in it.
base::CborLimits Dispatcher::RequestLimits(std::string_view request_frame) {
  return {.depth_max = base::CborReader::kDepthMax,
          .items_count_max = request_frame.size(),
          .text_bytes_max = request_frame.size(),
          .bytes_bytes_max = request_frame.size()};
}

void Dispatcher::Count(std::string_view request_frame) {
  if (calls_count_ != ~std::uint32_t{0}) ++calls_count_;
  base::CborReader reader(request_frame, RequestLimits(request_frame));
  static_cast<void>(ReadFunction(reader));  // counts for the function's own limit
}

std::expected<const Row*, CallFailure> Dispatcher::ReadFunction(base::CborReader& reader) {
  const CborItem request = reader.Next();
  if (request.type != CborItem::Type::kArray) return Malformed(reader.error());
  const CborItem name = reader.Next();
  if (name.type != CborItem::Type::kText) return Malformed(reader.error());
  const std::optional<std::size_t> index = grants_.Find(name.text);
  if (!index) return Fail(VITRINE_REPLY_DENIED, NotGranted(name.text, grants_.rows()));
  VITRINE_CHECK(*index < row_calls_counts_.size(), "grants stay as they are while a sandbox uses them");
  const Row& row = grants_.rows()[*index];
  if (++row_calls_counts_[*index] > row.calls_count_max) {
    return Fail(VITRINE_REPLY_DENIED, "this run has made its " + std::to_string(row.calls_count_max) +
                                          " calls of " + row.name + "()");
  }
  return &row;
}

std::expected<void, CallFailure> Dispatcher::ReadArguments(const Row& row, base::CborReader& reader) {
  const std::size_t count = row.parameters.size();
  arguments_.resize(count);
  given_.assign(count, false);
  base::ValueReader values(reader, kMemoryFactor * std::uint64_t{limits_.request_bytes_max});
  const auto read_into = [&](const CborItem& first, std::size_t index) -> std::expected<void, CallFailure> {
    if (!values.Read(first, arguments_[index])) return Malformed(values.error());
    given_[index] = true;
    return {};
  };

  if (reader.Next().type != CborItem::Type::kArray) return Malformed(reader.error());
  std::size_t positional_count = 0;
  for (CborItem item = reader.Next(); item.type != CborItem::Type::kEnd;
       item = reader.Next(), ++positional_count) {
    if (item.type == CborItem::Type::kMalformed) return Malformed(reader.error());
    if (positional_count == count) {
      return Fail(VITRINE_REPLY_BAD_REQUEST, row.name + "() takes at most " + std::to_string(count) +
                                                 " arguments, more were given; it is " + Signature(row));
    }
    if (std::expected<void, CallFailure> read = read_into(item, positional_count); !read) return read;
  }

  if (reader.Next().type != CborItem::Type::kMap) return Malformed(reader.error());
  for (CborItem key = reader.Next(); key.type != CborItem::Type::kEnd; key = reader.Next()) {
    if (key.type != CborItem::Type::kText) return Malformed(reader.error());
    const std::optional<std::size_t> index = ParameterIndex(row, key.text);
    if (!index) {
      CloseNames close(key.text);
      for (const Parameter& parameter : row.parameters) close.Offer(parameter.name);
      return Fail(VITRINE_REPLY_BAD_REQUEST, row.name + "() has no parameter '" + Shortened(key.text) + "'" +
                                                 close.DidYouMean() + "; it is " + Signature(row));
    }
    if (given_[*index]) {
      return Fail(VITRINE_REPLY_BAD_REQUEST,
                  row.name + "() got two values for '" + row.parameters[*index].name + "'");
    }
    if (std::expected<void, CallFailure> read = read_into(reader.Next(), *index); !read) return read;
  }
  if (reader.Next().type != CborItem::Type::kEnd || reader.Next().type != CborItem::Type::kFinished) {
    return Malformed(reader.error());
  }

  for (std::size_t i = 0; i < count; ++i) {
    const Parameter& parameter = row.parameters[i];
    const bool is_optional = parameter.need == Parameter::Need::kOptional;
    if (!given_[i] && !is_optional) {
      return Fail(VITRINE_REPLY_BAD_REQUEST,
                  row.name + "() needs the argument '" + parameter.name + "'; it is " + Signature(row));
    }
    if (is_optional && arguments_[i].IsNull()) continue;
    if (!FitType(parameter.type, arguments_[i])) {
      return Fail(VITRINE_REPLY_BAD_REQUEST, row.name + "() needs " +
                                                 std::string(Annotation(parameter.type)) + " for '" +
                                                 parameter.name + "', not " + TypeName(arguments_[i]));
    }
  }
  return {};
}

void Dispatcher::WriteFailure(const CallFailure& failure) {
  // The text may be a host library's, with whatever the guest made it say. Cut before it is made harmless, so
  // that a long one costs nothing, and after, because escapes are longer.
  std::string message =
      base::EscapeForTerminal(std::string_view(failure.message).substr(0, kMessageBytesMax + 1));
  message.resize(base::Utf8CutLength(message, kMessageBytesMax));
  reply_.clear();
  base::CborWriter writer(reply_);
  writer.Array(2);
  writer.Int(failure.kind);
  writer.Text(message);
}

}  // namespace vitrine::capabilities
