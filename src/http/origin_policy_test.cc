#include "http/origin_policy.h"

#include <gtest/gtest.h>

namespace vitrine::http {
namespace {

Request From(const char* host, const char* origin) {
  Request request{.method = "POST", .target = "/mcp", .headers = {}, .body = ""};
  if (host != nullptr) request.headers.push_back({"Host", host});
  if (origin != nullptr) request.headers.push_back({"Origin", origin});
  return request;
}

TEST(OriginPolicy, OnLoopbackKnowsItsOwnNamesOnly) {
  const OriginPolicy policy = OriginPolicy::Loopback(Scheme::kHttp, 8000);
  for (const char* host : {"127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000"}) {
    EXPECT_TRUE(policy.AllowsHost(From(host, nullptr))) << host;
  }
  for (const char* host : {"evil.example", "evil.example:8000", "127.0.0.1", "localhost", "127.0.0.1:8001",
                           "127.0.0.1:8000.evil.example", "localhost.evil.example:8000", "127.0.0.1:8000 ",
                           "", "localhost:8000/", "user@localhost:8000", "2130706433:8000", "0.0.0.0:8000"}) {
    EXPECT_FALSE(policy.AllowsHost(From(host, nullptr))) << host;
  }
  EXPECT_FALSE(policy.AllowsHost(From(nullptr, nullptr)));
  Request twice = From("localhost:8000", nullptr);
  twice.headers.push_back({"host", "localhost:8000"});
  EXPECT_FALSE(policy.AllowsHost(twice));
}

TEST(OriginPolicy, OnLoopbackKnowsItsOwnOriginsOnly) {
  const OriginPolicy policy = OriginPolicy::Loopback(Scheme::kHttp, 8000);
  EXPECT_TRUE(policy.AllowsOrigin(From("localhost:8000", nullptr)));
  EXPECT_TRUE(policy.AllowsOrigin(From("localhost:8000", "http://localhost:8000")));
  EXPECT_TRUE(policy.AllowsOrigin(From("localhost:8000", "http://127.0.0.1:8000")));
  for (const char* origin :
       {"null", "", "http://localhost", "https://localhost:8000", "http://localhost:8001",
        "http://localhost.evil.com", "http://localhost:8000.evil.com", "http://127.0.0.1.evil", "file://",
        "http://evil.example", "http://localhost:8000/"}) {
    EXPECT_FALSE(policy.AllowsOrigin(From("localhost:8000", origin))) << origin;
  }
  Request twice = From("localhost:8000", "http://localhost:8000");
  twice.headers.push_back({"origin", "http://localhost:8000"});
  EXPECT_FALSE(policy.AllowsOrigin(twice));
}

TEST(OriginPolicy, LeavesDefaultPortsOut) {
  const OriginPolicy policy = OriginPolicy::Loopback(Scheme::kHttp, 80);
  EXPECT_TRUE(policy.AllowsHost(From("localhost", nullptr)));
  EXPECT_TRUE(policy.AllowsHost(From("localhost:80", nullptr)));
  EXPECT_TRUE(policy.AllowsOrigin(From("localhost", "http://localhost")));
}

TEST(OriginPolicy, OfNamedOrigins) {
  const OriginPolicy policy = OriginPolicy::Public(Scheme::kHttp, {"https://Vitrine.example"});
  EXPECT_TRUE(policy.AllowsHost(From("vitrine.example", nullptr)));
  EXPECT_TRUE(policy.AllowsOrigin(From("vitrine.example", "https://vitrine.example")));
  EXPECT_FALSE(policy.AllowsOrigin(From("vitrine.example", "http://vitrine.example")));
  EXPECT_FALSE(policy.AllowsHost(From("other.example", nullptr)));
}

TEST(OriginPolicy, WithoutNamesKnowsTheSameHostOnly) {
  const OriginPolicy policy = OriginPolicy::Public(Scheme::kHttp, {});
  EXPECT_TRUE(policy.AllowsHost(From("10.0.0.7:8000", nullptr)));
  EXPECT_FALSE(policy.AllowsHost(From(nullptr, nullptr)));
  EXPECT_TRUE(policy.AllowsOrigin(From("10.0.0.7:8000", "http://10.0.0.7:8000")));
  EXPECT_FALSE(policy.AllowsOrigin(From("10.0.0.7:8000", "http://10.0.0.7")));
  EXPECT_FALSE(policy.AllowsOrigin(From("10.0.0.7:8000", "http://evil.example")));
}

}  // namespace
}  // namespace vitrine::http
