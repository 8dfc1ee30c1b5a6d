#include "capabilities/close_names.h"

#include <gtest/gtest.h>

namespace vitrine::capabilities {
namespace {

std::string Meant(std::string_view wanted, std::initializer_list<const char*> names) {
  CloseNames close(wanted);
  for (const char* name : names) close.Offer(name);
  return close.DidYouMean();
}

TEST(CloseNames, FindsMisspeltAndPartialNames) {
  EXPECT_EQ(Meant("sale", {"sales", "orders"}), "; did you mean 'sales'");
  EXPECT_EQ(Meant("slaes", {"sales"}), "; did you mean 'sales'");
  EXPECT_EQ(Meant("SALES", {"sales"}), "; did you mean 'sales'");
  EXPECT_EQ(Meant("query", {"read_only_sql_query", "fetch"}), "; did you mean 'read_only_sql_query'");
  EXPECT_EQ(Meant("abc", {"xyz"}), "");
}

TEST(CloseNames, PutsTheClosestFirstAndKeepsThree) {
  EXPECT_EQ(Meant("table", {"tables1", "tables", "table", "tabel"}),
            "; did you mean 'table' or 'tables' or 'tables1'");
}

TEST(CloseNames, DoesNotCompareLongNames) { EXPECT_EQ(Meant(std::string(101, 'a'), {"a"}), ""); }

TEST(Shortened, CutsBetweenCodePoints) {
  EXPECT_EQ(Shortened("short"), "short");
  EXPECT_EQ(Shortened(std::string(100, 'x')), std::string(60, 'x') + "...");
  EXPECT_EQ(Shortened(std::string(59, 'x') + "\xE2\x82\xAC"), std::string(59, 'x') + "...");
}

}  // namespace
}  // namespace vitrine::capabilities
