#include "capabilities/dispatcher.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "capabilities/testing.h"
#include "guests/abi.h"

namespace vitrine::capabilities {
namespace {

using testing::ReadReply;
using testing::Reply;
using testing::Request;
using std::string_view_literals::operator""sv;

class DispatcherTest : public ::testing::Test {
 protected:
  void Add(std::string name, std::vector<Parameter> parameters,
           std::function<std::expected<Value, std::string>(std::span<const Value>)> call,
           std::uint32_t calls_count_max = 10'000) {
    HostFunction function{.name = std::move(name), .doc = "Doc.", .parameters = std::move(parameters)};
    function.calls_count_max = calls_count_max;
    function.call = [call](const CallContext&, std::span<const Value> arguments) { return call(arguments); };
    ASSERT_TRUE(grants_.AddFunction(std::move(function)).has_value());
  }
  // echo(a, b=None) gives the list of its arguments.
  void AddEcho(ParameterType type = ParameterType::kAny) {
    Add("echo", {{"a", type}, {"b", ParameterType::kAny, Parameter::Need::kOptional}},
        [](std::span<const Value> arguments) {
          return Value(Value::List(arguments.begin(), arguments.end()));
        });
  }
  Reply Send(std::string_view frame) {
    if (!dispatcher_) dispatcher_ = std::make_unique<Dispatcher>(grants_.impl(), limits_);
    return ReadReply(dispatcher_->Call(frame, context_));
  }
  Reply Send(std::string_view function, const Value::List& positional, const Value::Map& keywords = {}) {
    return Send(Request(function, positional, keywords));
  }

  Grants grants_;
  Limits limits_;
  testing::StillContext context_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

TEST_F(DispatcherTest, HandsOverArgumentsInTheOrderOfParameters) {
  AddEcho();
  EXPECT_EQ(Send("echo", {1, "two"}).value, Value(Value::List{1, "two"}));
  EXPECT_EQ(Send("echo", {}, {{"b", 2}, {"a", 1}}).value, Value(Value::List{1, 2}));
  EXPECT_EQ(Send("echo", {1}).value, Value(Value::List{1, nullptr}));
  EXPECT_EQ(Send("echo", {1}, {{"b", nullptr}}).value, Value(Value::List{1, nullptr}));
  // Indefinite lengths.
  EXPECT_EQ(Send("\x9F\x64"
                 "echo\x9F\x01\xFF\xBF\x61"
                 "b\x02\xFF\xFF"sv)
                .value,
            Value(Value::List{1, 2}));
}

TEST_F(DispatcherTest, SaysWhatIsWrongWithArguments) {
  AddEcho();
  const std::pair<Reply, const char*> rows[] = {
      {Send("echo", {}), "echo() needs the argument 'a'; it is echo(a: object, b: object = None)"},
      {Send("echo", {1, 2, 3}),
       "echo() takes at most 2 arguments, more were given; it is echo(a: object, b: object = None)"},
      {Send("echo", {1}, {{"a", 1}}), "echo() got two values for 'a'"},
      {Send("echo", {1}, {{"b", 1}, {"b", 1}}), "echo() got two values for 'b'"},
      {Send("echo", {1}, {{"c", 1}}),
       "echo() has no parameter 'c'; did you mean 'a' or 'b'; it is echo(a: object, b: object = None)"},
  };
  for (const auto& [reply, message] : rows) {
    EXPECT_EQ(reply.kind, VITRINE_REPLY_BAD_REQUEST);
    EXPECT_EQ(reply.message, message);
  }
}

TEST_F(DispatcherTest, ChecksEveryType) {
  const Value values[] = {nullptr,     true, 1,          BigInt{false, std::string(9, 'x')},
                          1.5,         "t",  Bytes{"b"}, Value::List{},
                          Value::Map{}};
  struct Row {
    ParameterType type;
    std::string_view accepts;  // one letter for each of the values
  };
  constexpr Row kRows[] = {
      {ParameterType::kAny, "+++++++++"},  {ParameterType::kBool, "-+-------"},
      {ParameterType::kInt, "--++-----"},  {ParameterType::kFloat, "--+-+----"},
      {ParameterType::kText, "-----+---"}, {ParameterType::kBytes, "------+--"},
      {ParameterType::kList, "-------+-"}, {ParameterType::kMap, "--------+"},
  };
  for (const Row& row : kRows) {
    grants_ = Grants();
    dispatcher_.reset();
    AddEcho(row.type);
    for (std::size_t i = 0; i < std::size(values); ++i) {
      const Reply reply = Send("echo", {values[i]});
      EXPECT_EQ(reply.kind, row.accepts[i] == '+' ? VITRINE_REPLY_VALUE : VITRINE_REPLY_BAD_REQUEST)
          << static_cast<int>(row.type) << " " << ToJson(values[i]) << " " << reply.message;
    }
  }
  grants_ = Grants();
  dispatcher_.reset();
  AddEcho(ParameterType::kFloat);
  EXPECT_EQ(Send("echo", {3}).value, Value(Value::List{3.0, nullptr}));
  EXPECT_EQ(Send("echo", {true}).message, "echo() needs float for 'a', not bool");
}

TEST_F(DispatcherTest, DeniesWhatIsNotGrantedAndNamesWhatIs) {
  EXPECT_EQ(Send("x", {}).message, "no function 'x' is granted here; none is");
  Add("send_mail", {}, [](auto) { return Value(); });
  Add("read_file", {}, [](auto) { return Value(); });
  dispatcher_.reset();
  const Reply reply = Send("sendmail", {});
  EXPECT_EQ(reply.kind, VITRINE_REPLY_DENIED);
  EXPECT_EQ(
      reply.message,
      "no function 'sendmail' is granted here; did you mean 'send_mail'; there is send_mail, read_file");
  const Reply longest = Send(std::string(1'000'000, 'x'), {});
  EXPECT_EQ(longest.kind, VITRINE_REPLY_DENIED);
  EXPECT_LT(longest.message.size(), 200u);
}

TEST_F(DispatcherTest, AnswersMalformedFrames) {
  AddEcho();
  for (const std::string_view frame : {""sv, "\x00"sv, "\x80"sv,
                                       "\x81\x64"
                                       "echo"sv,
                                       "\x82\x64"
                                       "echo\x80"sv,
                                       "\x83\x01\x80\xA0"sv,
                                       "\x83\x64"
                                       "echo\xA0\x80"sv,
                                       "\x83\x64"
                                       "echo\x81\x01\xA0\x00"sv,
                                       "\x84\x64"
                                       "echo\x81\x01\xA0\x00"sv,
                                       "\x83\x64"
                                       "echo\x81\x01\xA1\x01\x02"sv,
                                       "\x83\x64"
                                       "ech\xFF\x81\x01\xA0"sv,
                                       "\x83\x64"
                                       "echo\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv,
                                       "\x83\x64"
                                       "echo\x81\xFF\xA0"sv}) {
    const Reply reply = Send(frame);
    EXPECT_EQ(reply.kind, VITRINE_REPLY_BAD_REQUEST) << ::testing::PrintToString(std::string(frame));
    EXPECT_TRUE(reply.message.starts_with("the request cannot be read: ")) << reply.message;
  }
}

TEST_F(DispatcherTest, SurvivesEveryCutAndEveryFlippedBit) {
  AddEcho();
  const std::string frame = Request("echo", {Value::List{1, "a", 2.5}, Value::Map{{"k", Bytes{"b"}}}}, {});
  for (std::size_t length = 0; length < frame.size(); ++length) {
    EXPECT_EQ(Send(std::string_view(frame).substr(0, length)).kind, VITRINE_REPLY_BAD_REQUEST);
  }
  for (std::size_t bit = 0; bit < 8 * frame.size(); ++bit) {
    std::string flipped = frame;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_GE(Send(flipped).kind, 0);
  }
}

TEST_F(DispatcherTest, BoundsDepthBytesAndMemory) {
  AddEcho();
  EXPECT_EQ(Send("\x83\x64"
                 "echo\x81" +
                 std::string(100'000, '\x81'))
                .message,
            "the request cannot be read: arrays and maps are nested deeper than the limit");
  limits_.request_bytes_max = 1000;
  dispatcher_.reset();
  EXPECT_EQ(Send(std::string(1001, '\x00')).message,
            "the arguments take 1001 bytes; at most 1000 are accepted (Limits::request_bytes_max)");
  EXPECT_EQ(Send("echo", Value::List{Value(Value::List(500, Value(1)))}).message,
            "the request cannot be read: the value takes more memory than the limit");
}

TEST_F(DispatcherTest, CountsRefusedCallsAndTellsWhenTheGuestDoesNotStop) {
  limits_.host_calls_max = 3;
  EXPECT_EQ(Send(""sv).kind, VITRINE_REPLY_BAD_REQUEST);
  EXPECT_EQ(Send("x", {}).kind, VITRINE_REPLY_DENIED);
  EXPECT_EQ(Send("x", {}).kind, VITRINE_REPLY_DENIED);
  EXPECT_EQ(Send("x", {}).message,
            "this run has made its 3 calls (Limits::host_calls_max); ask for more in one call");
  EXPECT_EQ(Send("x", {}).kind, VITRINE_REPLY_LIMIT);
  EXPECT_FALSE(dispatcher_->ExceededHard());
  EXPECT_EQ(Send("x", {}).kind, VITRINE_REPLY_LIMIT);
  EXPECT_TRUE(dispatcher_->ExceededHard());
  dispatcher_->StartRun();
  EXPECT_FALSE(dispatcher_->ExceededHard());
  EXPECT_EQ(Send("x", {}).kind, VITRINE_REPLY_DENIED);
}

TEST_F(DispatcherTest, ItsLimitsAreItsOwn) {
  AddEcho();
  EXPECT_EQ(Send("echo", {1}).kind, VITRINE_REPLY_VALUE);
  limits_.host_calls_max = 0;
  EXPECT_EQ(Send("echo", {1}).kind, VITRINE_REPLY_VALUE);
}

TEST_F(DispatcherTest, ZeroCallsForbidsAll) {
  limits_.host_calls_max = 0;
  AddEcho();
  EXPECT_EQ(Send("echo", {1}).kind, VITRINE_REPLY_LIMIT);
  EXPECT_TRUE(dispatcher_->ExceededHard());
}

TEST_F(DispatcherTest, CountsCallsOfEachFunction) {
  Add("twice", {}, [](auto) { return Value(1); }, 2);
  Add("often", {}, [](auto) { return Value(2); });
  EXPECT_EQ(Send("twice", {}).kind, VITRINE_REPLY_VALUE);
  EXPECT_EQ(Send("twice", {5}).kind, VITRINE_REPLY_BAD_REQUEST);  // refused, and counted
  EXPECT_EQ(Send("twice", {}).message, "this run has made its 2 calls of twice()");
  EXPECT_EQ(Send("often", {}).kind, VITRINE_REPLY_VALUE);
  dispatcher_->StartRun();
  EXPECT_EQ(Send("twice", {}).kind, VITRINE_REPLY_VALUE);
}

TEST_F(DispatcherTest, MakesErrorTextsShortAndHarmless) {
  std::string text;
  Add("fail", {}, [&text](auto) -> std::expected<Value, std::string> { return std::unexpected(text); });
  text = "it failed:\n\x1b[31m\xFF";
  EXPECT_EQ(Send("fail", {}).message, "it failed:\n\\x1b[31m\xEF\xBF\xBD");
  for (const char* unit : {"x", "\x1b", "\xE2\x82\xAC"}) {
    text.clear();
    while (text.size() < 1u << 20) text.append(unit);
    const Reply reply = Send("fail", {});
    EXPECT_EQ(reply.kind, VITRINE_REPLY_ERROR);
    EXPECT_LE(reply.message.size(), 4096u);
    EXPECT_GE(reply.message.size(), 4090u);
    EXPECT_TRUE(base::IsUtf8(reply.message));
  }
}

TEST_F(DispatcherTest, RefusesRepliesThatAreTooLongOrTooDeep) {
  limits_.reply_bytes_max = 1000;
  Add("long_text", {}, [](auto) { return Value(std::string(2000, 'x')); });
  Add("deep", {}, [](auto) {
    Value value;
    for (int i = 0; i < 1000; ++i) value = Value::List{std::move(value)};
    return value;
  });
  EXPECT_EQ(
      Send("long_text", {}).message,
      "the reply of long_text() is longer than 1000 bytes (Limits::reply_bytes_max); ask for less at once");
  EXPECT_EQ(Send("deep", {}).message, "the value that the function returned is nested too deep");
}

TEST_F(DispatcherTest, GivesBackTheMemoryOfALongReply) {
  Add("size", {{"n", ParameterType::kInt}}, [](std::span<const Value> arguments) {
    return Value(std::string(static_cast<std::size_t>(*arguments[0].As<std::int64_t>()), 'x'));
  });
  Dispatcher dispatcher(grants_.impl(), limits_);
  const std::string_view large = dispatcher.Call(Request("size", {8 << 20}), context_);
  EXPECT_GT(large.size(), 8u << 20);
  dispatcher.Call(Request("size", {1}), context_);
  EXPECT_EQ(ReadReply(dispatcher.Call(Request("size", {3}), context_)).value, Value("xxx"));
}

}  // namespace
}  // namespace vitrine::capabilities
