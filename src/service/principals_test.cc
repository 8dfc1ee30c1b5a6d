#include "service/principals.h"

#include <gtest/gtest.h>

#include "service/token.h"

namespace vitrine::service {
namespace {

TEST(Principals, AreReadFromAFile) {
  const std::string ana = NewToken();
  const std::string bob = NewToken();
  const std::string old = NewToken();
  const auto principals =
      Principals::Parse("[[principal]]\nname = 'ana'\ntoken = '" + HashOfToken(ana) +
                            "'\ndatabases = ['shop']\nruns_per_minute = 5\nstored_bytes = '1M'\n"
                            "[[principal]]\nname = 'bob'\ntokens = ['" +
                            HashOfToken(bob) + "', '" + HashOfToken(old) + "']\n",
                        {.runs_at_once = 7});
  ASSERT_TRUE(principals) << principals.error().what;
  EXPECT_TRUE(principals->need_tokens());
  ASSERT_NE(principals->Find(ana), nullptr);
  EXPECT_EQ(principals->Find(ana)->name, "ana");
  EXPECT_EQ(principals->Find(ana)->databases, std::vector<std::string>{"shop"});
  EXPECT_EQ(principals->Find(ana)->quotas.runs_per_minute, 5);
  EXPECT_EQ(principals->Find(ana)->quotas.runs_at_once, 7);
  EXPECT_EQ(principals->Find(ana)->quotas.stored_bytes_max, 1u << 20);
  EXPECT_EQ(principals->Find(bob)->name, "bob");
  EXPECT_EQ(principals->Find(old)->name, "bob");
  EXPECT_EQ(principals->Find(bob)->databases, std::nullopt);
  for (const std::string& nobody : {std::string(), NewToken(), ana + "x", HashOfToken(ana)}) {
    EXPECT_EQ(principals->Find(nobody), nullptr);
  }
}

TEST(Principals, MistakesAreSentencesWithTheirPlace) {
  const auto error = [](const std::string& toml) {
    const auto principals = Principals::Parse(toml, {});
    return principals ? std::string("none") : principals.error().what;
  };
  const std::string hash = HashOfToken("x");
  EXPECT_NE(error("").find("nobody is in it"), std::string::npos);
  EXPECT_NE(error("[[principal]").find("line 1"), std::string::npos);
  EXPECT_NE(error("principal = 3").find("must be written as [[principal]]"), std::string::npos);
  EXPECT_NE(error("[[principal]]\ntoken = '" + hash + "'").find("name"), std::string::npos);
  EXPECT_NE(error("[[principal]]\nname = 'a'").find("token is missing"), std::string::npos);
  EXPECT_NE(error("[[principal]]\nname = 'a'\ntoken = 'vtr_plain'").find("line 3: token is no hash"),
            std::string::npos);
  EXPECT_NE(error("[[principal]]\nname = 'a'\ntoken = '" + hash + "'\nquota = 3")
                .find("line 4: quota is no setting"),
            std::string::npos);
  EXPECT_NE(
      error("[[principal]]\nname = 'a'\ntoken = '" + hash + "'\nruns_at_once = -1").find("whole number"),
      std::string::npos);
  const std::string twice = "[[principal]]\nname = 'a'\ntoken = '" + hash + "'\n";
  EXPECT_NE(error(twice + twice).find("there twice"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::service
