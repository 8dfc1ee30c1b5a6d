#include "cli/store_path.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/temporary_folder.h"

namespace vitrine::cli {
namespace {

using Named = StorePath::Named;

std::string PathOf(const std::optional<std::string>& given, const StoreEnvironment& environment) {
  const auto place = FindStorePath(given, environment);
  return place ? place->path : "(" + place.error().what + ")";
}

TEST(StorePath, TheNearestWishCounts) {
  StoreEnvironment environment = {.store = "env.db", .data_home = "/data", .home = "/home/x"};
  EXPECT_EQ(PathOf("given.db", environment), "given.db");
  EXPECT_EQ(PathOf({}, environment), "env.db");
  environment.store.clear();
  EXPECT_EQ(PathOf({}, environment), "/data/vitrine/sessions.db");
  environment.data_home.clear();
  EXPECT_EQ(PathOf({}, environment), "/home/x/.local/share/vitrine/sessions.db");
}

TEST(StorePath, RelativeFoldersOfTheEnvironmentAreNotLookedAt) {
  EXPECT_EQ(PathOf({}, {.store = "", .data_home = "data", .home = "/home/x"}),
            "/home/x/.local/share/vitrine/sessions.db");
  EXPECT_EQ(
      PathOf({}, {.store = "", .data_home = "", .home = "x"}),
      "(there is no place to keep sessions: HOME is not set; name a file with --store or VITRINE_STORE)");
}

TEST(StorePath, OnlyFoldersOfOursAreMade) {
  EXPECT_EQ(FindStorePath("a/b.db", {})->named, Named::kByUser);
  EXPECT_EQ(FindStorePath({}, {.store = "a/b.db", .data_home = "", .home = ""})->named, Named::kByUser);
  EXPECT_EQ(FindStorePath({}, {.store = "", .data_home = "/data", .home = ""})->named, Named::kByUs);

  const TemporaryFolder folder;
  const auto store = OpenStore(folder.path() / "missing/sessions.db");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "missing"));
}

}  // namespace
}  // namespace vitrine::cli
