#include "http/message.h"

#include <gtest/gtest.h>

namespace vitrine::http {
namespace {

using Strings = std::vector<std::string>;

TEST(Target, IsSplitAndDecoded) {
  const auto target = ParseTarget("/v1/sessions/a%20b%2Fc/?after=x%26y&name=a+b&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (Strings{"v1", "sessions", "a b/c", ""}));
  EXPECT_EQ(target->Find("after"), "x&y");
  EXPECT_EQ(target->Find("name"), "a b");
  EXPECT_EQ(target->Find("flag"), "");
  EXPECT_EQ(target->Find("none"), std::nullopt);
}

TEST(Target, OfTheRoot) {
  ASSERT_TRUE(ParseTarget("/"));
  EXPECT_TRUE(ParseTarget("/")->segments.empty());
  EXPECT_TRUE(ParseTarget("/?")->query.empty());
}

TEST(Target, IsRefused) {
  for (const char* target : {"", "*", "v1", "http://a.example/", "/%", "/%4", "/%zz", "/%00", "/a%0d%0ab",
                             "/%ff", "/?a=%", "/\x7f", "/?%00=1"}) {
    EXPECT_FALSE(ParseTarget(target)) << target;
  }
}

TEST(Target, IsDecodedOnce) { EXPECT_EQ(ParseTarget("/%252e%252e")->segments, Strings{"%2e%2e"}); }

TEST(Headers, AreFoundInAnyCaseAndOnlyWhenThereIsOne) {
  const std::vector<Header> headers = {{"HOST", "a"}, {"X", "1"}, {"x", "2"}};
  EXPECT_EQ(Find(headers, "host"), "a");
  EXPECT_EQ(Find(headers, "x"), std::nullopt);
  EXPECT_TRUE(Has(headers, "x"));
  EXPECT_FALSE(Has(headers, "y"));
}

TEST(Headers, Accept) {
  const auto accepts = [](std::vector<Header> headers, std::string_view type) {
    return Request{.method = "GET", .target = "/", .headers = std::move(headers), .body = ""}.Accepts(type);
  };
  EXPECT_TRUE(accepts({}, "application/json"));
  EXPECT_TRUE(accepts({{"Accept", "text/html, Application/JSON;q=0.5"}}, "application/json"));
  EXPECT_TRUE(accepts({{"Accept", "text/*"}}, "text/event-stream"));
  EXPECT_TRUE(accepts({{"Accept", "a/b"}, {"accept", "*/*"}}, "text/event-stream"));
  EXPECT_FALSE(accepts({{"Accept", "application/json"}}, "text/event-stream"));
}

TEST(Headers, ContentType) {
  const auto type = [](const char* value) {
    return Request{.method = "POST", .target = "/", .headers = {{"Content-Type", value}}, .body = ""}
        .ContentType();
  };
  EXPECT_EQ(type("Application/JSON; charset=utf-8"), "application/json");
  EXPECT_EQ(type(""), "");
}

}  // namespace
}  // namespace vitrine::http
