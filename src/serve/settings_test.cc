#include "serve/settings.h"

#include <gtest/gtest.h>

namespace vitrine::serve {
namespace {

using namespace std::chrono_literals;

std::string ErrorOf(const Result<void>& result) { return result ? "none" : result.error().what; }

TEST(Settings, AreReadFromAFile) {
  Settings settings;
  const auto read = ReadSettings(R"(
listen = "0.0.0.0:80"
tokens = "/etc/tokens.toml"
store = "/var/lib/s.db"
public_urls = ["https://v.example"]
workers = 8
session_idle = "1m"
log_level = "warning"
[databases]
shop = "/srv/shop.db"
[limits]
time = "2s"
memory = "128M"
[limits_max]
time = "4s"
[quotas]
runs_per_minute = 10
[history]
turns = 5
)",
                                 settings);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(settings.address, "0.0.0.0");
  EXPECT_EQ(settings.port, 80);
  EXPECT_EQ(settings.databases.at(0).second, "/srv/shop.db");
  EXPECT_EQ(settings.limits.wall_time_max, 2s);
  EXPECT_EQ(settings.limits.cpu_time_max, 2s);
  EXPECT_EQ(settings.limits.memory_bytes_max, 128u << 20);
  EXPECT_EQ(settings.limits_max.wall_time_max, 4s);
  EXPECT_EQ(settings.quotas.runs_per_minute, 10u);
  EXPECT_EQ(settings.history.turns_count_max, 5u);
  EXPECT_EQ(settings.session_idle_max, 1min);
  EXPECT_EQ(settings.log_level, service::Log::Level::kWarning);
  EXPECT_EQ(ErrorOf(CheckSettings(settings)), "none");
}

TEST(Settings, MistakesAreSentences) {
  const auto error = [](const char* toml) {
    Settings settings;
    return ErrorOf(ReadSettings(toml, settings));
  };
  EXPECT_EQ(error("lisen = ':80'").substr(0, 36), "line 1: lisen is no setting; there a");
  EXPECT_NE(error("listen = '80'").find("write ADDRESS:PORT"), std::string::npos);
  EXPECT_NE(error("listen = ':80000'").find("is no port"), std::string::npos);
  EXPECT_NE(error("[limits]\nmemory = '4G'").find("line 2: memory must be at most"), std::string::npos);
  EXPECT_NE(error("log_level = 'loud'").find("error, warning, info or debug"), std::string::npos);
  EXPECT_NE(error("workers = 0").find("from 1 to"), std::string::npos);
}

TEST(Settings, ThatDoNotGoTogetherAreRefused) {
  const auto with = [](const auto& change) {
    Settings settings;
    change(settings);
    return ErrorOf(CheckSettings(settings));
  };
  EXPECT_EQ(with([](Settings&) {}), "none");
  // Promise P14: without tokens on loopback only.
  EXPECT_NE(with([](Settings& s) { s.address = "0.0.0.0"; }).find("whoever reaches 0.0.0.0"),
            std::string::npos);
  EXPECT_NE(with([](Settings& s) { s.address = "::"; }).find("whoever reaches"), std::string::npos);
  EXPECT_EQ(with([](Settings& s) { s.address = "::1"; }), "none");
  EXPECT_NE(with([](Settings& s) { s.certificate = "c.pem"; }).find("private key"), std::string::npos);
  EXPECT_NE(with([](Settings& s) { s.public_urls = {"v.example"}; }).find("no public URL"),
            std::string::npos);
  EXPECT_NE(with([](Settings& s) { s.limits.wall_time_max = 1h; }).find("limits_max"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::serve
