#include "tests/escape/escape_file.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

namespace vitrine::escape {
namespace {

constexpr std::chrono::milliseconds kWithinSlack{1500};

std::string Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(Trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// "64K" and "128M" are bytes.
std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view unit(end, text.data() + text.size());
  if (unit == "K") return number << 10;
  if (unit == "M") return number << 20;
  return unit.empty() ? std::optional(number) : std::nullopt;
}

bool SetLimit(const std::string& name, std::uint64_t number, Limits& limits) {
  const auto small = static_cast<std::uint32_t>(number);
  const std::chrono::milliseconds time(number);
  if (name == "time") {
    limits.wall_time_max = time;
  } else if (name == "cpu") {
    limits.cpu_time_max = time;
  } else if (name == "grace") {
    limits.grace = time;
  } else if (name == "memory") {
    limits.memory_bytes_max = number;
  } else if (name == "output") {
    limits.output_bytes_max = number;
  } else if (name == "value") {
    limits.value_bytes_max = small;
  } else if (name == "display") {
    limits.display_bytes_max = number;
  } else if (name == "files") {
    limits.file_bytes_max = number;
  } else if (name == "request") {
    limits.request_bytes_max = small;
  } else if (name == "reply") {
    limits.reply_bytes_max = small;
  } else if (name == "calls") {
    limits.host_calls_max = small;
  } else if (name == "fuel") {
    limits.fuel_max = number;
  } else {
    return false;
  }
  return true;
}

std::optional<Status> StatusNamed(std::string_view name) {
  for (const Status status : {Status::kOk, Status::kException, Status::kLimit, Status::kTrap,
                              Status::kCancelled, Status::kRefused}) {
    if (name == Name(status)) return status;
  }
  return std::nullopt;
}

std::optional<bool> YesOrNo(std::string_view text) {
  if (text == "yes") return true;
  if (text == "no") return false;
  return std::nullopt;
}

// Empty, or what is wrong with the line. A value in quotes is a JSON string.
std::string ReadLine(const std::string& key, const std::string& text, EscapeFile& file) {
  std::string value = text;
  if (text.starts_with('"')) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_string()) return text + " is no JSON string";
    value = json.get<std::string>();
  }
  const std::string bad = "'" + value + "' is no value for '" + key + "'";
  if (key == "items") {
    for (const std::string& item : Split(value, ',')) {
      const std::optional<std::uint64_t> number = Number(item);
      if (!number) return bad;
      file.items.push_back(static_cast<int>(*number));
    }
  } else if (key == "expect" || key == "micropython") {
    std::vector<Ending>& endings = key == "expect" ? file.endings : file.micropython_endings;
    for (const std::string& part : Split(value, '|')) {
      const std::size_t space = part.find(' ');
      const std::optional<Status> status = StatusNamed(part.substr(0, space));
      if (!status) return bad;
      endings.push_back({*status, space == std::string::npos ? "" : Trim(part.substr(space))});
    }
  } else if (key == "limits") {
    for (const std::string& part : Split(value, ',')) {
      const std::vector<std::string> pair = Split(part, ' ');
      const std::optional<std::uint64_t> number = pair.size() == 2 ? Number(pair[1]) : std::nullopt;
      if (!number || !SetLimit(pair[0], *number, file.limits)) return "'" + part + "' is no limit";
    }
  } else if (key == "stdout") {
    file.stdout_has.push_back(value);
  } else if (key == "stderr") {
    file.stderr_has.push_back(value);
  } else if (key == "failure") {
    file.failure_has.push_back(value);
  } else if (key == "never") {
    file.never.push_back(value);
  } else if (key == "value") {
    file.value = value;
  } else if (key == "exit_code" || key == "within" || key == "runs") {
    const std::optional<std::uint64_t> number = Number(value);
    if (!number) return bad;
    if (key == "exit_code") file.exit_code = static_cast<int>(*number);
    if (key == "within") file.within = std::chrono::milliseconds(*number);
    if (key == "runs") file.runs_count = static_cast<std::uint32_t>(*number);
  } else if (key == "alive") {
    file.alive_either = value == "any";
    file.alive = YesOrNo(value);
    if (!file.alive && !file.alive_either) return bad;
  } else if (key == "same") {
    if (!YesOrNo(value)) return bad;
    file.check_same_sandbox = *YesOrNo(value);
  } else if (key == "engine") {
    if (value != "fast" && value != "checked") return bad;
    file.only_engine = value == "fast" ? Engine::kFast : Engine::kChecked;
  } else {
    return "there is no key '" + key + "'";
  }
  return {};
}

}  // namespace

std::string EscapeFile::CodeFor(std::uint32_t seed) const {
  static const std::regex kRepeat(R"re(\{\{("(?:[^"\\]|\\.)*") \* ([0-9]+)\}\}|\{\{SEED\}\})re");
  std::string out;
  auto rest = code.cbegin();
  for (std::sregex_iterator match(code.begin(), code.end(), kRepeat), end; match != end; ++match) {
    out.append(rest, (*match)[0].first);
    rest = (*match)[0].second;
    if (!(*match)[1].matched) {
      out += std::to_string(seed);
      continue;
    }
    const auto text = nlohmann::json::parse((*match)[1].str()).get<std::string>();
    for (std::uint64_t left = Number((*match)[2].str()).value_or(0); left > 0; --left) out += text;
  }
  out.append(rest, code.cend());
  return out;
}

std::expected<EscapeFile, std::string> ReadEscapeFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EscapeFile file;
  file.limits.wall_time_max = std::chrono::milliseconds(10'000);
  file.limits.cpu_time_max = std::chrono::milliseconds(10'000);
  file.limits.grace = std::chrono::milliseconds(100);
  file.limits.memory_bytes_max = 128u << 20;
  file.limits.output_bytes_max = 256u << 10;
  std::string line;
  bool has_code = false;
  while (!has_code && std::getline(in, line)) {
    if (line == "---") {
      has_code = true;
    } else if (!Trim(line).empty() && line[0] != '#') {
      const std::size_t colon = line.find(':');
      if (colon == std::string::npos) return std::unexpected("'" + line + "' is no 'key: value'");
      const std::string wrong = ReadLine(Trim(line.substr(0, colon)), Trim(line.substr(colon + 1)), file);
      if (!wrong.empty()) return std::unexpected(wrong);
    }
  }
  if (!has_code) return std::unexpected("there is no line '---'");
  if (file.items.empty() || file.endings.empty()) return std::unexpected("'items' and 'expect' are needed");
  if (file.within.count() == 0) file.within = file.limits.wall_time_max + file.limits.grace + kWithinSlack;
  file.code.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  return file;
}

std::vector<std::filesystem::path> ListFiles(const std::filesystem::path& folder,
                                             std::string_view extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace vitrine::escape
