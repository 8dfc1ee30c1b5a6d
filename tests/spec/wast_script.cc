#include "tests/spec/wast_script.h"

#include <charconv>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "aot/process.h"

namespace vitrine::spec {
namespace {

using Json = nlohmann::json;
using Kind = Command::Kind;

const std::map<std::string, Kind> kKinds = {
    {"module", Kind::kModule},
    {"register", Kind::kRegister},
    {"action", Kind::kAction},
    {"assert_return", Kind::kReturn},
    {"assert_trap", Kind::kTrap},
    {"assert_exhaustion", Kind::kExhaustion},
    {"assert_invalid", Kind::kInvalid},
    {"assert_malformed", Kind::kMalformed},
    {"assert_unlinkable", Kind::kUnlinkable},
    {"assert_uninstantiable", Kind::kUninstantiable},
};

Value ReadValue(const Json& json) {
  const auto& type = json.at("type").get_ref<const std::string&>();
  Value value;
  value.type = type == "i32" ? 'i' : type == "i64" ? 'l' : type == "f32" ? 'f' : type == "f64" ? 'd' : 'r';
  const std::string text = json.value("value", "");
  if (text == "nan:canonical") {
    value.nan = Value::Nan::kCanonical;
  } else if (text == "nan:arithmetic") {
    value.nan = Value::Nan::kArithmetic;
  } else {
    std::from_chars(text.data(), text.data() + text.size(), value.bits);
  }
  return value;
}

std::vector<Value> ReadValues(const Json& json, const char* key) {
  std::vector<Value> values;
  if (json.contains(key)) {
    for (const Json& value : json.at(key)) values.push_back(ReadValue(value));
  }
  return values;
}

Command ReadCommand(const Json& json) {
  Command command;
  command.kind = kKinds.at(json.at("type").get<std::string>());
  command.line = json.at("line").get<int>();
  command.file = json.value("filename", "");
  command.is_text = json.value("module_type", "binary") == "text";
  command.name = json.value("name", "");
  command.text = json.value("text", "");
  command.expected = ReadValues(json, "expected");
  if (json.contains("action")) {
    const Json& action = json.at("action");
    command.action.kind = action.at("type") == "get" ? Action::Kind::kGet : Action::Kind::kInvoke;
    command.action.module = action.value("module", "");
    command.action.field = action.at("field").get<std::string>();
    command.action.arguments = ReadValues(action, "args");
  }
  return command;
}

}  // namespace

aot::Result<Script> ReadScript(const std::filesystem::path& wast, const std::filesystem::path& folder) {
  const std::filesystem::path list = folder / (wast.stem().string() + ".json");
  const auto outcome = aot::RunProcess({"wast2json", "--debug-names", wast.string(), "-o", list.string()});
  if (!outcome) return aot::Fail("{}; install the package wabt", outcome.error().what);
  if (outcome->exit_code != 0) return aot::Fail("wast2json failed on {}: {}", wast.string(), outcome->output);
  std::ifstream stream(list);
  Script script;
  script.name = wast.stem().string();
  const Json json = Json::parse(stream);
  for (const Json& command : json.at("commands")) script.commands.push_back(ReadCommand(command));
  return script;
}

}  // namespace vitrine::spec
