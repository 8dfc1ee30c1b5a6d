// Files inside the glass, and what is collected from them.
#include <algorithm>
#include <cstdint>

#include "tests/conformance/conformance.h"

namespace vitrine::conformance {
namespace {

class Files : public Conformance {
 protected:
  static ErrorKind Kind(const auto& result) {
    EXPECT_FALSE(result);
    return result ? ErrorKind::kHost : result.error().kind;
  }
};

TEST_P(Files, GoInAndOut) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/input/data.csv", "a,b\n1,2\n"));
  ASSERT_TRUE(sandbox->WriteFile("/tmp/new/deep/x", "deep"));
  EXPECT_EQ(Repr(*sandbox,
                 "open('/output/sum.txt', 'w').write(open('/input/data.csv').read().upper())\n"
                 "open('/tmp/new/deep/x').read()"),
            "'deep'");
  EXPECT_EQ(sandbox->ReadFile("/output/sum.txt", 100), "A,B\n1,2\n");
  EXPECT_EQ(sandbox->ReadFile("/input/data.csv", 100), "a,b\n1,2\n");
}

TEST_P(Files, AreReplacedAndCanBeEmpty) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a", "long content"));
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a", "b"));
  EXPECT_EQ(sandbox->ReadFile("/tmp/a", 100), "b");
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a", ""));
  EXPECT_EQ(sandbox->ReadFile("/tmp/a", 0), "");
}

TEST_P(Files, BigOnesTravelWhole) {
  const auto sandbox = Make();
  std::string data;
  data.resize(33'000'000);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<char>((i * 2654435761u) >> 24);
  ASSERT_TRUE(sandbox->WriteFile("/input/big", data));
  EXPECT_EQ(Repr(*sandbox, "d = open('/input/big', 'rb').read()\n(len(d), d[12345678])"),
            "(33000000, " + std::to_string(static_cast<unsigned char>(data[12345678])) + ")");
  const auto read = sandbox->ReadFile("/input/big", data.size());
  ASSERT_TRUE(read);
  EXPECT_TRUE(*read == data);
  // Sizes at the borders of what travels at once.
  for (const std::size_t size :
       {16384u, 16385u, 1048576u, 1048577u, 2097152u, 4194303u, 4194304u, 4194305u}) {
    ASSERT_TRUE(sandbox->WriteFile("/tmp/edge", data.substr(0, size))) << size;
    EXPECT_TRUE(sandbox->ReadFile("/tmp/edge", size) == data.substr(0, size)) << size;
  }
}

TEST_P(Files, ErrorsSayWhatIsWrong) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a", "12345"));
  EXPECT_EQ(Kind(sandbox->ReadFile("/tmp/nothing", 100)), ErrorKind::kNotFound);
  EXPECT_EQ(Kind(sandbox->ReadFile("/tmp/a", 4)), ErrorKind::kLimit);
  EXPECT_EQ(sandbox->ReadFile("/tmp/a", 5), "12345");
  EXPECT_EQ(Kind(sandbox->ReadFile("/tmp", 5)), ErrorKind::kInvalidArgument);
  EXPECT_EQ(Kind(sandbox->RemoveFile("/tmp/nothing")), ErrorKind::kNotFound);
  EXPECT_EQ(Kind(sandbox->ListFiles("/tmp/nothing")), ErrorKind::kNotFound);
  for (const char* path : {"/lib/os.py", "relative", "", "/", "/tmp/../lib/x", "/tmp//x", "/tmp/./x",
                           "/tmp/x/", "/tmpx", "/tmp/\xff"}) {
    EXPECT_EQ(Kind(sandbox->WriteFile(path, "x")), ErrorKind::kInvalidArgument) << path;
    EXPECT_EQ(Kind(sandbox->ReadFile(path, 10)), ErrorKind::kInvalidArgument) << path;
    EXPECT_EQ(Kind(sandbox->RemoveFile(path)), ErrorKind::kInvalidArgument) << path;
    EXPECT_EQ(Kind(sandbox->ListFiles(path)), ErrorKind::kInvalidArgument) << path;
  }
  EXPECT_EQ(Kind(sandbox->WriteFile(std::string("/tmp/a\0b", 8), "x")), ErrorKind::kInvalidArgument);
  EXPECT_EQ(Kind(sandbox->WriteFile("/tmp/" + std::string(5000, 'x'), "x")), ErrorKind::kInvalidArgument);
  EXPECT_TRUE(sandbox->alive());
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

TEST_P(Files, AnyMostMayBeAsked) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a", "12345"));
  for (const std::uint64_t most : {UINT64_MAX, UINT64_MAX / 2, UINT64_MAX / 100, std::uint64_t{1} << 40}) {
    const auto read = sandbox->ReadFile("/tmp/a", most);
    ASSERT_TRUE(read) << most << ": " << read.error().what;
    EXPECT_EQ(*read, "12345");
  }
}

TEST_P(Files, AreListed) {
  const auto sandbox = Make();
  EXPECT_TRUE(sandbox->ListFiles("/output")->empty());
  Run(*sandbox,
      "import os\nos.makedirs('/output/a/b')\nopen('/output/a/b/c', 'w').write('123')\n"
      "open('/output/\\u4e16', 'w').close()");
  const auto listed = sandbox->ListFiles("/output");
  ASSERT_TRUE(listed);
  const auto find = [&](std::string_view path) {
    const auto found = std::ranges::find(*listed, path, &FileEntry::path);
    EXPECT_NE(found, listed->end()) << path;
    return found == listed->end() ? FileEntry{} : *found;
  };
  EXPECT_TRUE(find("a").is_folder);
  EXPECT_TRUE(find("a/b").is_folder);
  EXPECT_EQ(find("a/b/c").bytes, 3u);
  EXPECT_FALSE(find("a/b/c").is_folder);
  EXPECT_EQ(find("\xe4\xb8\x96").bytes, 0u);
  EXPECT_EQ(listed->size(), 4u);
  EXPECT_EQ(sandbox->ListFiles("/output/a/b")->size(), 1u);
}

TEST_P(Files, ManyWithLongNamesAreListed) {
  const auto sandbox = MakeWith({.memory_bytes_max = 512u << 20, .wall_time_max = 60s, .cpu_time_max = 60s});
  const Outcome made = Run(*sandbox, "for i in range(50_000): open('/tmp/' + f'{i:0250}', 'w').close()");
  ASSERT_EQ(made.status, Status::kOk) << ToJson(made).substr(0, 1000);
  const auto listed = sandbox->ListFiles("/tmp");
  ASSERT_TRUE(listed) << listed.error().what;
  EXPECT_EQ(listed->size(), 50'000u);
}

TEST_P(Files, TooManyAreALimit) {
  const auto sandbox = MakeWith({.memory_bytes_max = 512u << 20, .wall_time_max = 60s, .cpu_time_max = 60s});
  const Outcome made = Run(*sandbox, "for i in range(100_001): open(f'/tmp/{i}', 'w').close()");
  ASSERT_EQ(made.status, Status::kOk) << ToJson(made).substr(0, 1000);
  EXPECT_EQ(Kind(sandbox->ListFiles("/tmp")), ErrorKind::kLimit);
  EXPECT_EQ(Repr(*sandbox, "1"), "1");
}

TEST_P(Files, AreRemovedWithWhatTheyHold) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/tmp/a/b", "x"));
  ASSERT_TRUE(sandbox->WriteFile("/tmp/c", "x"));
  ASSERT_TRUE(sandbox->RemoveFile("/tmp/a"));
  ASSERT_TRUE(sandbox->RemoveFile("/tmp/c"));
  EXPECT_TRUE(sandbox->ListFiles("/tmp")->empty());
}

TEST_P(Files, InputIsReadOnlyForTheCode) {
  const auto sandbox = Make();
  ASSERT_TRUE(sandbox->WriteFile("/input/a", "1"));
  EXPECT_EQ(Run(*sandbox, "open('/input/a', 'w')").failure->type, "OSError");
  EXPECT_EQ(sandbox->ReadFile("/input/a", 9), "1");
}

TEST_P(Files, HaveALimit) {
  const auto sandbox = MakeWith({.file_bytes_max = 1'000'000});
  EXPECT_EQ(Kind(sandbox->WriteFile("/input/a", std::string(1'000'001, 'x'))), ErrorKind::kLimit);
  EXPECT_TRUE(sandbox->WriteFile("/tmp/a", std::string(900'000, 'x')));
  const Outcome outcome = Run(*sandbox, "open('/output/b', 'wb').write(bytes(200_000))");
  ASSERT_EQ(outcome.status, Status::kException);
  EXPECT_EQ(outcome.failure->type, "OSError");
  ASSERT_TRUE(sandbox->RemoveFile("/tmp/a"));
  EXPECT_EQ(Run(*sandbox, "open('/output/b', 'wb').write(bytes(200_000))").status, Status::kOk);
}

TEST_P(Files, StayOverRunsAndAreTheSandboxsOwn) {
  const auto first = Make();
  const auto second = Make();
  Run(*first, "open('/tmp/a', 'w').write('kept')");
  EXPECT_EQ(Repr(*first, "open('/tmp/a').read()"), "'kept'");
  EXPECT_EQ(Repr(*second, "import os; os.listdir('/tmp')"), "[]");
}

TEST_P(Files, ArtifactsAreCollectedWhenAsked) {
  const auto sandbox = Make();
  const std::string code =
      "import os\nos.makedirs('/output/d', exist_ok=True)\nopen('/output/d/x.bin', "
      "'wb').write(bytes(range(256)))\n"
      "open('/output/y', 'w').write('y' * 3_000_000)\nopen('/tmp/no', 'w').close()";
  EXPECT_TRUE(Run(*sandbox, code).artifacts.empty());
  Outcome outcome = Run(*sandbox, code, {.artifacts = RunOptions::Artifacts::kCollect});
  std::ranges::sort(outcome.artifacts, {}, &Artifact::path);
  ASSERT_EQ(outcome.artifacts.size(), 2u) << outcome.artifacts_dropped;
  EXPECT_EQ(outcome.artifacts[0].path, "d/x.bin");
  EXPECT_EQ(outcome.artifacts[0].data.size(), 256u);
  EXPECT_EQ(outcome.artifacts[0].data[255], '\xff');
  EXPECT_EQ(outcome.artifacts[1].data, std::string(3'000'000, 'y'));
  // Also after an exception.
  const Outcome raised = Run(*sandbox, "1 / 0", {.artifacts = RunOptions::Artifacts::kCollect});
  EXPECT_EQ(raised.artifacts.size(), 2u);
}

TEST_P(Files, ArtifactsHaveALimit) {
  const auto sandbox = MakeWith({.artifacts_count_max = 3});
  const Outcome outcome = Run(*sandbox, "for i in range(10): open(f'/output/{i}', 'w').write('x')",
                              {.artifacts = RunOptions::Artifacts::kCollect});
  EXPECT_EQ(outcome.artifacts.size(), 3u);
  EXPECT_EQ(outcome.artifacts_dropped, 7u);
}

VITRINE_CONFORMS(Files);

}  // namespace
}  // namespace vitrine::conformance
