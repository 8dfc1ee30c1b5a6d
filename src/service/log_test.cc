#include "service/log.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

namespace vitrine::service {
namespace {

std::string Written(std::string_view text) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const Log log(ends[1], Log::Level::kInfo);
  log.Write(Log::Level::kDebug, "unseen", {});
  log.Write(Log::Level::kInfo, "request", {{"agent", text}, {"status", std::uint64_t{200}}, {"ms", 1.5}});
  close(ends[1]);
  std::string line(4096, '\0');
  line.resize(static_cast<std::size_t>(read(ends[0], line.data(), line.size())));
  close(ends[0]);
  return line;
}

TEST(Log, IsOneJsonObjectALine) {
  const auto json = nlohmann::json::parse(Written("curl"));
  EXPECT_EQ(json["event"], "request");
  EXPECT_EQ(json["agent"], "curl");
  EXPECT_EQ(json["status"], 200);
  EXPECT_EQ(json["ms"], 1.5);
  EXPECT_EQ(json["time"].get<std::string>().size(), 24u);
}

TEST(Log, NothingIsInjected) {
  const std::string line = Written("x\n{\"level\":\"error\"}\x1b[2J\xe2\x80\xae\xff\"");
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(line)["level"], "info");
}

TEST(Log, LongTextsAreCut) { EXPECT_LT(Written(std::string(100'000, 'x')).size(), 600u); }

}  // namespace
}  // namespace vitrine::service
