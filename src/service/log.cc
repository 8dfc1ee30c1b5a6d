#include "service/log.h"

#include <unistd.h>

#include <chrono>
#include <string>

#include "base/json.h"
#include "base/utc_time.h"
#include "base/utf8.h"

namespace vitrine::service {
namespace {

constexpr std::size_t kTextBytesMax = 300;

const char* Name(Log::Level level) {
  switch (level) {
    case Log::Level::kError:
      return "error";
    case Log::Level::kWarning:
      return "warning";
    case Log::Level::kInfo:
      return "info";
    case Log::Level::kDebug:
      break;
  }
  return "debug";
}

}  // namespace

std::optional<Log::Level> Log::FindLevel(std::string_view name) {
  for (const Level level : {Level::kError, Level::kWarning, Level::kInfo, Level::kDebug}) {
    if (name == Name(level)) return level;
  }
  return std::nullopt;
}

void Log::Write(Level level, std::string_view event, std::initializer_list<LogField> fields) const {
  if (!Writes(level)) return;
  std::string line;
  base::JsonWriter writer(line);
  writer.Open('{');
  writer.Key("time");
  writer.Text(base::UtcTime(std::chrono::system_clock::now()));
  writer.Key("level");
  writer.Text(Name(level));
  writer.Key("event");
  writer.Text(event);
  for (const LogField& field : fields) {
    writer.Key(field.key);
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
      writer.Text(text->substr(0, base::Utf8CutLength(*text, kTextBytesMax)));
    } else if (const auto* number = std::get_if<std::uint64_t>(&field.value)) {
      writer.Unsigned(*number);
    } else {
      writer.Double(std::get<double>(field.value));
    }
  }
  writer.Close('}');
  line += '\n';
  [[maybe_unused]] const ssize_t written = write(descriptor_, line.data(), line.size());
}

}  // namespace vitrine::service
