// The bounded functions against SQLite's own, on hand-picked and on random arguments.
#include "capabilities/sql_functions.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <random>
#include <string>

#include "sqlite/sql_memory.h"

namespace vitrine::capabilities {
namespace {

class SqlFunctions : public testing::Test {
 protected:
  void SetUp() override {
    sqlite::InstallSqlMemoryCounter();
    ASSERT_EQ(sqlite3_open(":memory:", &plain_), SQLITE_OK);
    ASSERT_EQ(sqlite3_open(":memory:", &ours_), SQLITE_OK);
    ASSERT_TRUE(AddBoundedSqlFunctions(ours_));
  }
  void TearDown() override {
    sqlite3_close(plain_);
    sqlite3_close(ours_);
  }

  // quote() and typeof() of an expression, or the error.
  static std::string Evaluate(sqlite3* db, const std::string& expression) {
    const std::string sql =
        "SELECT typeof(v) || ' ' || quote(v) || ' ' || hex(v) FROM (SELECT " + expression + " AS v)";
    sqlite3_stmt* statement = nullptr;
    std::string out = "error";
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
      out = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return out;
  }
  void ExpectSame(const std::string& expression) {
    EXPECT_EQ(Evaluate(ours_, expression), Evaluate(plain_, expression)) << expression;
  }

  sqlite3* plain_ = nullptr;
  sqlite3* ours_ = nullptr;
};

TEST_F(SqlFunctions, GiveWhatTheBuiltInOnesGive) {
  for (const char* expression : {"instr('hello', 'l')",
                                 "instr('h\xC3\xA9llo', 'l')",
                                 "instr('abc', '')",
                                 "instr('', 'a')",
                                 "instr('', '')",
                                 "instr(NULL, 'a')",
                                 "instr('a', NULL)",
                                 "instr(x'010203', x'0203')",
                                 "instr(x'010203', '\x02')",
                                 "instr(12345, 34)",
                                 "instr(x'80c3a9', x'')",
                                 "instr('a' || x'80' || 'b', 'b')",
                                 "instr(x'', x'')",
                                 "replace('hello', 'l', 'LL')",
                                 "replace('aaa', 'aa', 'b')",
                                 "replace('abc', '', 'x')",
                                 "replace(NULL, 'a', 'b')",
                                 "replace('a', NULL, 'b')",
                                 "replace('a', 'b', NULL)",
                                 "replace(12345, 34, 'x')",
                                 "replace('abc', 'abcd', 'x')",
                                 "replace('', 'a', 'b')",
                                 "replace('abab', 'ab', '')",
                                 "replace(12, '34', 5)",
                                 "trim('  a  ')",
                                 "ltrim('  a  ')",
                                 "rtrim('  a  ')",
                                 "trim('xxaxx', 'x')",
                                 "trim('xyaxy', 'yx')",
                                 "trim('\xC3\xA9 a\xC3\xA9', ' \xC3\xA9')",
                                 "trim('', 'x')",
                                 "trim('x', '')",
                                 "trim('xxx', 'x')",
                                 "trim(NULL)",
                                 "trim('a', NULL)",
                                 "trim(00100, '0')",
                                 "ltrim('\xE2\x82\xAC\xE2\x82\xAC"
                                 "a', '\xE2\x82\xAC')",
                                 "trim(x'2041')"}) {
    ExpectSame(expression);
  }
}

TEST_F(SqlFunctions, FormatAsTheBuiltInOneDoes) {
  for (const char* arguments : {"",
                                "NULL",
                                "'plain'",
                                "'%d', 5",
                                "'%i|%5d|%-5d|%05d|%+d|% d', 1, 2, 3, 4, 5, 6",
                                "'%,d', 1234567",
                                "'%u', -1",
                                "'%x %X %#x %o', 255, 255, 255, 8",
                                "'%p', 255",
                                "'%r %r', 1, 22",
                                "'%lld %ld', 5, 6",
                                "'%.2f', 2.345",
                                "'%8.3f|%-8.3f|%08.3f', 1.5, 1.5, 1.5",
                                "'%e %E %g %G', 1e10, 1e10, 1e-10, 1e-10",
                                "'%!.15g', 0.1",
                                "'%,.2f', 1234567.891",
                                "'%s|%5s|%-5s|%.2s', 'abc', 'abc', 'abc', 'abc'",
                                "'%z', 'abc'",
                                "'%!5s|', '\xC3\xA9'",
                                "'%q %Q %w', 'it''s', 'it''s', 'a\"b'",
                                "'%Q %q %s', NULL, NULL, NULL",
                                "'%c%c', 'abc', '\xC3\xA9x'",
                                "'%.5c|%8.3c|%-8.3c|', 'x', 'y', 'z'",
                                "'%5c|%-5c|', 'a', 'b'",
                                "'%.3c', ''",
                                "'%*d|%-*d|%*d', 5, 1, 5, 2, -5, 3",
                                "'%.*f', 3, 1.23456",
                                "'%.*f', -3, 1.23456",
                                "'%%'",
                                "'%'",
                                "'%5'",
                                "'100%% %d', 1",
                                "'%d %d', 1",
                                "'%s %d %f %c|'",
                                "'%y %d', 1",
                                "'%n%d', 1",
                                "'%d', 'x'",
                                "'%d', 9223372036854775807",
                                "'%s', 1.5",
                                "'%f', 9e999",
                                "'%d', 1.9",
                                "'%.0f %.1f', 0.5, 0.25",
                                "'%000005d', 3",
                                "'%--5d|', 3",
                                "5, 6"}) {
    ExpectSame("printf(" + std::string(arguments) + ")");
    ExpectSame("format(" + std::string(arguments) + ")");
  }
  const char* conversions = "diuxXofeEgGszqQwcr";
  const char* values[] = {"0",       "1",      "-1", "123456789012", "0.1",
                          "-2.5e10", "'text'", "''", "NULL",         "x'414243'"};
  std::mt19937 random(11);
  for (int i = 0; i < 3000; ++i) {
    std::string format = "'%";
    for (std::size_t flags = random() % 3; flags > 0; --flags) format += "-+ #0,!"[random() % 7];
    if (random() % 2 == 0) format += std::to_string(random() % 12 + 1);
    if (random() % 2 == 0) format += "." + std::to_string(random() % 12);
    format += conversions[random() % 18];
    ExpectSame("printf(" + format + "|', " + values[random() % std::size(values)] + ")");
  }
}

TEST_F(SqlFunctions, MatchAsTheBuiltInOnesDo) {
  for (const char* expression : {"'abc' LIKE 'A%'",
                                 "'abc' LIKE '_b_'",
                                 "'abc' LIKE 'b%'",
                                 "NULL LIKE 'a'",
                                 "'a' LIKE NULL",
                                 "'' LIKE ''",
                                 "'' LIKE '%'",
                                 "'a%c' LIKE 'a\\%c' ESCAPE '\\'",
                                 "'abc' LIKE 'a\\%c' ESCAPE '\\'",
                                 "'a' LIKE 'a' ESCAPE NULL",
                                 "'a' LIKE 'a' ESCAPE 'xy'",
                                 "'a' LIKE 'a' ESCAPE ''",
                                 "x'61' LIKE 'a'",
                                 "'a' LIKE x'61'",
                                 "123 LIKE '1%'",
                                 "'\xC3\xA9' LIKE '_'",
                                 "'abc' GLOB 'a*'",
                                 "'abc' GLOB 'A*'",
                                 "'abc' GLOB '[a-c]?c'",
                                 "'abc' GLOB '[^a]*'",
                                 "NULL GLOB 'a'",
                                 "x'61' GLOB 'a'",
                                 "'a*c' GLOB 'a[*]c'",
                                 "like('a%', 'abc')",
                                 "glob('a*', 'abc')",
                                 "'abc' NOT LIKE 'x%'"}) {
    ExpectSame(expression);
  }
  std::mt19937 random(5);
  const char* units[] = {"a", "b", "\xC3\xA9", "%", "_", "*", "?", "[ab]"};
  for (int i = 0; i < 3000; ++i) {
    std::string text = "'";
    std::string pattern = "'";
    for (std::size_t left = random() % 8; left > 0; --left) text += units[random() % 3];
    for (std::size_t left = random() % 6; left > 0; --left) pattern += units[random() % 8];
    ExpectSame(text + "' LIKE " + pattern + "'");
    ExpectSame(text + "' GLOB " + pattern + "'");
  }
}

TEST_F(SqlFunctions, MatchWithinABound) {
  const std::string text = "replace(hex(zeroblob(2000000)), '0', 'a')";
  EXPECT_EQ(Evaluate(ours_, text + " LIKE '%a_a_a_a_a_a_a_a_b'"), "error");
  EXPECT_EQ(Evaluate(ours_, text + " GLOB '*a?a?a?a?a?a?a?a?b'"), "error");
  EXPECT_EQ(Evaluate(ours_, text + " LIKE '%aab'"), "integer 0 30");
}

TEST_F(SqlFunctions, FormatWithinTheLengthLimit) {
  sqlite3_limit(ours_, SQLITE_LIMIT_LENGTH, 10'000);
  const auto begin = std::chrono::steady_clock::now();
  for (const char* expression :
       {"printf('%.*c', 1000000000, 'x')", "printf('%1000000000d', 1)", "printf('%.*d', 1000000000, 1)",
        "printf('%.100000000f', 1.0)", "printf('%.*c%.*c', 9000, 'x', 9000, 'x')",
        "printf('%9000d%9000d', 1, 2)"}) {
    EXPECT_EQ(Evaluate(ours_, expression), "error") << expression;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
}

TEST_F(SqlFunctions, AgreeOnRandomTexts) {
  std::mt19937 random(7);
  const char* units[] = {"a", "b", "ab", "\xC3\xA9", "\xE2\x82\xAC", " "};
  const auto text = [&](std::size_t length_max) {
    std::string out = "'";
    for (std::size_t left = random() % (length_max + 1); left > 0; --left)
      out += units[random() % std::size(units)];
    return out + "'";
  };
  for (int i = 0; i < 3000; ++i) {
    ExpectSame("instr(" + text(12) + ", " + text(3) + ")");
    ExpectSame("replace(" + text(12) + ", " + text(2) + ", " + text(3) + ")");
    ExpectSame("trim(" + text(12) + ", " + text(3) + ")");
    ExpectSame("ltrim(" + text(12) + ", " + text(3) + ")");
    ExpectSame("rtrim(" + text(12) + ", " + text(3) + ")");
  }
}

TEST_F(SqlFunctions, TakeLinearTime) {
  // SQLite's own would compare 10^12 bytes for each of these.
  const auto begin = std::chrono::steady_clock::now();
#ifdef __SANITIZE_ADDRESS__
  constexpr int kHalf = 10'000;  // AddressSanitizer's own memmem is quadratic
#else
  constexpr int kHalf = 1'000'000;
#endif
  const std::string half = std::to_string(kHalf);
  const std::string text = "replace(hex(zeroblob(" + half + ")), '0', 'a')";
  const std::string part = "(substr(" + text + ", 1, " + half + ") || 'b')";
  EXPECT_EQ(Evaluate(ours_, "instr(" + text + ", " + part + ")"), "integer 0 30");
  EXPECT_EQ(Evaluate(ours_, "length(replace(" + text + ", " + part + ", '')) = 2 * " + half), "integer 1 31");
  // Bytes of which every one could start a match, were they characters.
  const std::string bytes = "CAST(replace(" + text + ", 'a', x'80') AS TEXT)";
  EXPECT_EQ(Evaluate(ours_, "instr(" + bytes + ", substr(" + bytes + ", 1, 1000) || 'b')"), "integer 0 30");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(SqlFunctions, KeepTheLengthLimit) {
  sqlite3_limit(ours_, SQLITE_LIMIT_LENGTH, 10'000);
  EXPECT_EQ(Evaluate(ours_, "replace(hex(zeroblob(2000)), '0', 'aaa')"), "error");
  EXPECT_EQ(Evaluate(ours_, "trim('a', hex(zeroblob(501)))"), "error");
  EXPECT_EQ(Evaluate(ours_, "length(replace(hex(zeroblob(1000)), '0', 'aaa'))"), "integer 6000 36303030");
}

}  // namespace
}  // namespace vitrine::capabilities
