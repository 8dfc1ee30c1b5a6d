// Runs cases/*.case through the library. The format stands in cases/README.md.

#include <gtest/gtest.h>

#include <algorithm>
#include <expected>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"

namespace vitrine {
namespace {

struct Expectation {
  std::string key;
  bool is_exact = true;
  std::string text;
};

struct CaseRun {
  std::string title;
  std::vector<Expectation> expectations;
  std::string code;

  bool Expects(std::string_view key) const {
    return std::ranges::any_of(expectations, [&](const Expectation& one) { return one.key == key; });
  }
};

// What a run gave, under the keys of the README; a key without a value is absent.
using Found = std::vector<std::pair<std::string, std::string>>;

std::string Unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == '\\')) {
      out += text[++i] == 'n' ? '\n' : '\\';
    } else {
      out += text[i];
    }
  }
  return out;
}

// "KEY: TEXT" or "KEY~ TEXT".
std::optional<Expectation> ParseExpectation(std::string_view line) {
  const std::size_t end = line.find_first_of(":~");
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  std::string_view text = line.substr(end + 1);
  if (text.starts_with(' ')) text.remove_prefix(1);
  return Expectation{std::string(line.substr(0, end)), line[end] == ':', Unescape(text)};
}

std::vector<CaseRun> ReadCaseFile(const std::filesystem::path& path) {
  std::vector<CaseRun> runs;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) {
      runs.push_back({.title = line.substr(4)});
    } else if (runs.empty()) {
      ADD_FAILURE() << path << ": expected a line '=== title' first, got '" << line << "'";
      return {};
    } else if (line.starts_with("#! ") && runs.back().code.empty()) {
      const std::optional<Expectation> expectation = ParseExpectation(std::string_view(line).substr(3));
      if (!expectation) ADD_FAILURE() << path << ": expected '#! KEY: TEXT', got '" << line << "'";
      if (expectation) runs.back().expectations.push_back(*expectation);
    } else {
      runs.back().code += line + "\n";
    }
  }
  return runs;
}

const std::regex& RunName() {
  static const std::regex kRunName("<run [0-9]+>");
  return kRunName;
}

std::string WithoutRunNumber(const std::string& text) { return std::regex_replace(text, RunName(), "<run>"); }

std::string DisplaysAsJson(const std::vector<Display>& displays) {
  Value::List list;
  for (const Display& display : displays) {
    Value::Map bundle;
    for (const MimeData& data : display) {
      bundle.emplace_back(Value(data.mime), data.is_binary ? Value(Bytes{data.data}) : Value(data.data));
    }
    list.emplace_back(std::move(bundle));
  }
  return ToJson(Value(std::move(list)));
}

Found Describe(const Outcome& outcome) {
  Found found = {{"status", Name(outcome.status)},
                 {"stdout", outcome.stdout_text},
                 {"stderr", outcome.stderr_text},
                 {"exit_code", std::to_string(outcome.exit_code)},
                 {"display", DisplaysAsJson(outcome.displays)}};
  if (outcome.value_repr) found.emplace_back("value", *outcome.value_repr);
  if (outcome.value) found.emplace_back("data", ToJson(*outcome.value));
  if (outcome.failure) {
    found.emplace_back("type", outcome.failure->type);
    found.emplace_back("message", WithoutRunNumber(outcome.failure->message));
    found.emplace_back("traceback", WithoutRunNumber(outcome.failure->traceback));
    found.emplace_back("line", std::to_string(outcome.failure->line));
    found.emplace_back("hint", outcome.failure->hint);
  }
  return found;
}

const std::string* Find(const Found& found, std::string_view key) {
  const auto at =
      std::ranges::find(found, key, [](const auto& pair) -> std::string_view { return pair.first; });
  return at == found.end() ? nullptr : &at->second;
}

// stdout and stderr: each exact line of the case is one line of output.
std::optional<std::string> ExpectedStream(const CaseRun& run, std::string_view key) {
  std::optional<std::string> whole;
  for (const Expectation& one : run.expectations) {
    if (one.key == key && one.is_exact) whole = whole.value_or("") + one.text + "\n";
  }
  return whole;
}

void CheckStreams(const CaseRun& run, const Found& found, bool expects_ok) {
  for (const std::string_view key : {"stdout", "stderr"}) {
    std::optional<std::string> whole = ExpectedStream(run, key);
    if (!whole && key == "stdout" && expects_ok && !run.Expects("stdout")) whole = "";
    if (whole) {
      EXPECT_EQ(*Find(found, key), *whole) << key;
    }
  }
}

void CheckFile(Sandbox& sandbox, std::string_view text) {
  const std::size_t equals = text.find('=');
  ASSERT_NE(equals, std::string_view::npos) << "expected PATH=CONTENT";
  const Result<std::string> content =
      sandbox.ReadFile("/output/" + std::string(text.substr(0, equals)), 1 << 20);
  ASSERT_TRUE(content) << content.error().what;
  EXPECT_EQ(*content, text.substr(equals + 1));
}

void CheckOne(Sandbox& sandbox, const Expectation& expectation, const Found& found) {
  if (expectation.key == "file") return CheckFile(sandbox, expectation.text);
  if (expectation.key == "no-value") {
    EXPECT_EQ(Find(found, "value"), nullptr) << "there is a value";
    return;
  }
  const std::string* text = Find(found, expectation.key);
  ASSERT_NE(text, nullptr) << "the outcome has no " << expectation.key << "; expected: " << expectation.text;
  if (expectation.is_exact) {
    EXPECT_EQ(*text, expectation.text) << expectation.key;
  } else {
    EXPECT_NE(text->find(expectation.text), std::string::npos)
        << expectation.key << ": expected to contain: " << expectation.text << "\ngot: " << *text;
  }
}

void Check(Sandbox& sandbox, const CaseRun& run, const Outcome& outcome) {
  const Found found = Describe(outcome);
  const auto status = std::ranges::find(run.expectations, "status", &Expectation::key);
  const bool expects_ok = status == run.expectations.end() || status->text == "ok";
  if (expects_ok) {
    EXPECT_EQ(*Find(found, "status"), "ok") << (outcome.failure ? outcome.failure->traceback : "");
  }
  CheckStreams(run, found, expects_ok);
  for (const Expectation& expectation : run.expectations) {
    const bool is_stream_line =
        expectation.is_exact && (expectation.key == "stdout" || expectation.key == "stderr");
    if (!is_stream_line) CheckOne(sandbox, expectation, found);
  }
}

Grants MakeGrants() {
  Grants grants;
  const HostFunction echo = {
      .name = "echo",
      .doc = "Returns its arguments as a list.",
      .parameters = {{.name = "value"}, {.name = "more", .need = Parameter::Need::kOptional}},
      .call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
        return Value(Value::List{arguments[0], arguments[1]});
      }};
  const HostFunction fail = {
      .name = "fail",
      .doc = "Fails.",
      .parameters = {{.name = "text", .type = ParameterType::kText}},
      .call = [](const CallContext&, std::span<const Value> arguments) -> std::expected<Value, std::string> {
        return std::unexpected(*arguments[0].As<std::string>());
      }};
  EXPECT_TRUE(grants.AddFunction(echo));
  EXPECT_TRUE(grants.AddFunction(fail));
  return grants;
}

const Image& TestImage() {
  static const std::unique_ptr<Image> kImage = Image::Load().value();
  return *kImage;
}

class Cases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Cases, BecomeWhatTheySay) {
  const std::vector<CaseRun> runs = ReadCaseFile(GetParam());
  ASSERT_FALSE(runs.empty()) << GetParam();
  const Grants grants = MakeGrants();
  const Result<std::unique_ptr<Sandbox>> sandbox = Sandbox::Create(TestImage(), grants, {});
  ASSERT_TRUE(sandbox) << sandbox.error().what;
  ASSERT_TRUE((*sandbox)->WriteFile("/input/hello.txt", "hello\n"));
  for (const CaseRun& run : runs) {
    SCOPED_TRACE(run.title);
    const Result<Outcome> outcome = (*sandbox)->Run(run.code);
    ASSERT_TRUE(outcome) << outcome.error().what;
    Check(**sandbox, run, *outcome);
    ASSERT_TRUE((*sandbox)->alive());
  }
}

std::vector<std::filesystem::path> CaseFiles() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(VITRINE_CASES_FOLDER)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

INSTANTIATE_TEST_SUITE_P(Python, Cases, testing::ValuesIn(CaseFiles()),
                         [](const auto& test) { return test.param.stem().string(); });

}  // namespace
}  // namespace vitrine
