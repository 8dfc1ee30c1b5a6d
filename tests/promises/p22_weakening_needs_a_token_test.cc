// Promise P22: weakening a wall takes a danger token. What does without must not compile; what names one
// does.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/build_kind.h"
#include "vitrine/worker_pool.h"

namespace vitrine::promises {
namespace {

struct Compiled {
  bool ok = false;
  std::string said;
};

class Compiler {
 public:
  Compiler() : folder_(std::filesystem::temp_directory_path() / ("vitrine-p22-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "api.h") << "#include \"vitrine/worker_pool.h\"\n";
    // Compilers that look for another name read the header each time, which is slower and no different.
    Run("-x c++-header " + (folder_ / "api.h").string() + " -o " + (folder_ / "api.h.gch").string());
  }
  ~Compiler() { std::filesystem::remove_all(folder_); }
  Compiler(const Compiler&) = delete;
  Compiler& operator=(const Compiler&) = delete;

  // A program that has `line` in its main function.
  Compiled Compile(const std::string& declarations, const std::string& line) const {
    std::ofstream(folder_ / "main.cc")
        << declarations << "\nint main() {\n  [[maybe_unused]] vitrine::WorkerPoolOptions options;\n  "
        << line << "\n}\n";
    return Run("-fsyntax-only -include " + (folder_ / "api.h").string() + " " +
               (folder_ / "main.cc").string());
  }

 private:
  static Compiled Run(const std::string& arguments) {
    const std::string command = std::string(VITRINE_CXX_COMPILER) + " -std=c++23 -I" +
                                VITRINE_INCLUDE_FOLDER + " " + arguments + " 2>&1";
    Compiled compiled;
    FILE* const compiler = popen(command.c_str(), "r");
    if (compiler == nullptr) return compiled;
    std::array<char, 4096> buffer{};
    while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), compiler)) {
      compiled.said.append(buffer.data(), got);
    }
    compiled.ok = pclose(compiler) == 0;
    return compiled;
  }

  const std::filesystem::path folder_;
};

struct Weakening {
  const char* declarations;
  const char* without_token;
  const char* because;  // stands in what the compiler says; a typing error here would say something else
  const char* with_token;
};

constexpr Weakening kWeakenings[] = {
    {"", "options.several_tenants_in_weak_jail = true;", "operator=",
     "options.several_tenants_in_weak_jail = vitrine::danger::SeveralTenantsInWeakJail::Accept();"},
    {"", "options.several_tenants_in_weak_jail = 1;", "operator=",
     "options.several_tenants_in_weak_jail.emplace(vitrine::danger::SeveralTenantsInWeakJail::Accept());"},
    {"", "options.several_tenants_in_weak_jail.emplace();", "emplace",
     "options.several_tenants_in_weak_jail.reset();"},
    {"", "vitrine::danger::SeveralTenantsInWeakJail token;", "private",
     "auto token = vitrine::danger::SeveralTenantsInWeakJail::Accept();"},
    {"", "options.several_tenants_in_weak_jail = vitrine::danger::SeveralTenantsInWeakJail{};", "private",
     "options.several_tenants_in_weak_jail = {};"},  // none
    {"struct Mine : vitrine::danger::SeveralTenantsInWeakJail {};", "Mine mine;", "deleted", ""},
    {"", "options.without.push_back(\"seccomp\");", "push_back",
     "options.without.push_back(vitrine::danger::WithoutProtection::Named(\"seccomp\"));"},
    {"", "options.without = {\"seccomp\"};",
     "operator=", "options.without = {vitrine::danger::WithoutProtection::Named(\"seccomp\")};"},
    {"", "options.without.emplace_back(\"seccomp\");", "private",
     "options.without.emplace_back(vitrine::danger::WithoutProtection::Named(\"seccomp\"));"},
    {"", "options.without.resize(1);", "WithoutProtection", "options.without.clear();"},
    {"", "vitrine::danger::WithoutProtection token(\"seccomp\");", "private",
     "auto token = vitrine::danger::WithoutProtection::Named(\"seccomp\");"},
    {"", "vitrine::danger::WithoutProtection token;", "WithoutProtection", ""},
};

TEST(P22_WeakeningNeedsAToken, OrItDoesNotCompile) {
  const Compiler compiler;
  const Compiled control = compiler.Compile("", "");
  ASSERT_TRUE(control.ok) << control.said;
  for (const Weakening& weakening : kWeakenings) {
    SCOPED_TRACE(weakening.without_token);
    const Compiled without = compiler.Compile(weakening.declarations, weakening.without_token);
    EXPECT_FALSE(without.ok);
    EXPECT_NE(without.said.find("error"), std::string::npos);
    EXPECT_NE(without.said.find(weakening.because), std::string::npos) << without.said;
    const Compiled with = compiler.Compile(weakening.declarations, weakening.with_token);
    EXPECT_TRUE(with.ok) << with.said;
  }
}

// And what compiles is looked at when it runs: a second tenant below L2.
TEST(P22_WeakeningNeedsAToken, OrSeveralTenantsAreRefused) {
  const auto make = [](bool with_token) {
    WorkerPoolOptions options;
    options.worker_program = VITRINE_WORKER_PROGRAM;
    options.engine = tests::Engines().front();
    options.tenants_count_max = 2;
    // Without it there is no L2.
    options.without.push_back(danger::WithoutProtection::Named("landlock"));
    options.without.push_back(danger::WithoutProtection::Named("limits"));
    if (with_token) options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
    return std::move(WorkerPool::Create(options).value());
  };
  const Grants grants;
  const auto strict = make(false);
  ASSERT_LT(strict->protections()->level, JailLevel::kL2);
  EXPECT_TRUE(strict->CreateSandbox(grants, {}, "first"));
  const auto refused = strict->CreateSandbox(grants, {}, "second");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_TRUE(strict->CreateSandbox(grants, {}, "first"));
  const auto weak = make(true);
  EXPECT_TRUE(weak->CreateSandbox(grants, {}, "first"));
  EXPECT_TRUE(weak->CreateSandbox(grants, {}, "second"));
}

}  // namespace
}  // namespace vitrine::promises
