#include "service/token.h"

#include <gtest/gtest.h>

#include <set>

namespace vitrine::service {
namespace {

TEST(Token, IsNewEachTime) {
  std::set<std::string> tokens;
  for (int i = 0; i < 10'000; ++i) tokens.insert(NewToken());
  EXPECT_EQ(tokens.size(), 10'000u);
  EXPECT_EQ(tokens.begin()->size(), 4u + 43u);
  EXPECT_TRUE(tokens.begin()->starts_with("vtr_"));
}

TEST(Token, HasAHash) {
  const std::string token = NewToken();
  EXPECT_TRUE(IsHashOfToken(HashOfToken(token)));
  EXPECT_TRUE(SameHash(HashOfToken(token), HashOfToken(token)));
  EXPECT_FALSE(SameHash(HashOfToken(token), HashOfToken(token + "x")));
  EXPECT_FALSE(SameHash(HashOfToken(token), ""));
  for (const std::string& text :
       {std::string(), token, std::string("blake2b:"), "blake2b:" + std::string(64, 'G'),
        "blake2b:" + std::string(63, 'a'), "sha256:" + std::string(64, 'a')}) {
    EXPECT_FALSE(IsHashOfToken(text)) << text;
  }
}

}  // namespace
}  // namespace vitrine::service
