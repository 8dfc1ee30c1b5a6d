#include "cli/session_tables.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <vector>

namespace vitrine::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

const system_clock::time_point kMoment(milliseconds(1'795'840'700'123));

bool Holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(SessionTables, NamesAndCodeAreHarmlessInText) {
  const std::vector<SessionInfo> sessions = {{.name = "a\xe2\x80\xae"
                                                      "b",
                                              .used = kMoment,
                                              .parked = true}};
  EXPECT_TRUE(Holds(SessionTable(sessions), "a\\u202eb")) << SessionTable(sessions);
  EXPECT_TRUE(Holds(SessionTable(sessions), "  waits for an answer\n"));
  const std::vector<Turn> turns = {
      {.kind = Turn::Kind::kCode, .text = "\n  x = '\x1b[2J'\ny = 1", .at = kMoment}};
  EXPECT_TRUE(Holds(HistoryTable(turns), "  x = '\\x1b[2J' ...\n")) << HistoryTable(turns);
}

TEST(SessionTables, LongLinesAreCutBetweenCharacters) {
  std::string text(59, 'x');
  text += "é and more";
  const std::vector<Turn> turns = {{.text = text, .at = kMoment}};
  EXPECT_TRUE(Holds(HistoryTable(turns), std::string(59, 'x') + " ...\n")) << HistoryTable(turns);
}

TEST(SessionTables, JsonHasEverything) {
  const std::vector<SessionInfo> sessions = {{.name = "a\"b",
                                              .id = "00ff",
                                              .created = kMoment,
                                              .used = kMoment,
                                              .turn = 3,
                                              .bytes = 4,
                                              .parked = false}};
  EXPECT_EQ(SessionsToJson(sessions),
            R"({"sessions":[{"name":"a\"b","id":"00ff","created":"2026-11-28T04:38:20.123Z",)"
            R"("used":"2026-11-28T04:38:20.123Z","turn":3,"bytes":4,"parked":false}]})");
  const std::vector<Turn> turns = {{.number = 2,
                                    .kind = Turn::Kind::kWriteFile,
                                    .text = "/input/a",
                                    .status = Status::kOk,
                                    .at = kMoment,
                                    .bytes = 9,
                                    .not_replayable = "why"}};
  EXPECT_EQ(
      HistoryToJson(turns),
      R"({"turns":[{"number":2,"at":"2026-11-28T04:38:20.123Z","kind":"write_file","status":"ok","bytes":9,)"
      R"("text":"/input/a","not_replayable":"why"}]})");
  EXPECT_EQ(ReplayToJson({.turns_count = 1, .same = false, .turn = 2, .difference = "d", .skipped = {"s"}}),
            R"({"same":false,"turns_count":1,"turn":2,"difference":"d","skipped":["s"]})");
  EXPECT_EQ(SessionsToJson({}), R"({"sessions":[]})");
}

}  // namespace
}  // namespace vitrine::cli
