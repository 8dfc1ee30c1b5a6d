#include "mcp/content.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/json.h"
#include "base/terminal.h"
#include "base/utf8.h"

namespace vitrine::mcp {
namespace {

// Of all resources of one result; what is more is left out and said.
constexpr std::size_t kRichBytesMax = 4u << 20;

void AppendPart(std::string_view part, std::string& text) {
  if (part.empty()) return;
  if (!text.empty() && text.back() != '\n') text += '\n';
  text += part;
}

std::string TextOf(const Outcome& outcome, bool show_value) {
  std::string text = outcome.stdout_text;
  if (outcome.stdout_bytes_cut > 0)
    AppendPart(fmt::format("[{} bytes more were cut]", outcome.stdout_bytes_cut), text);
  if (!outcome.stderr_text.empty()) AppendPart("[stderr]\n" + outcome.stderr_text, text);
  if (outcome.stderr_bytes_cut > 0)
    AppendPart(fmt::format("[{} bytes more were cut]", outcome.stderr_bytes_cut), text);
  if (show_value && outcome.value_repr) AppendPart(*outcome.value_repr, text);
  if (outcome.failure) {
    const Failure& failure = *outcome.failure;
    AppendPart(
        failure.traceback.empty() ? fmt::format("{}: {}", failure.type, failure.message) : failure.traceback,
        text);
    if (!failure.hint.empty()) AppendPart("Hint: " + failure.hint, text);
  }
  if (outcome.rolled_back) AppendPart("Rolled back: " + outcome.undone, text);
  return text;
}

std::string Cut(std::string text) {
  if (text.size() <= kTextBytesMax) return text;
  const std::size_t kept = base::Utf8CutLength(text, kTextBytesMax);
  const std::size_t cut = text.size() - kept;
  text.resize(kept);
  return text +
         fmt::format("\n[{} bytes more are left out here; print less, or write to a file in /output]", cut);
}

// What our own reader of JSON makes a float of, or fails at.
bool IsLong(const BigInt& number) { return number.negative || number.magnitude.size() > 8; }

void SpellLongIntegers(Value& value) {
  if (auto* list = std::get_if<Value::List>(&value.storage())) {
    for (Value& item : *list) SpellLongIntegers(item);
  } else if (auto* map = std::get_if<Value::Map>(&value.storage())) {
    for (auto& [key, item] : *map) SpellLongIntegers(item);
  } else if (const auto* number = value.As<BigInt>(); number != nullptr && IsLong(*number)) {
    value = Value::Map{{"$hex", base::HexText(*number)}};
  }
}

Json Resource(const MimeData& form, std::size_t number) {
  Json resource = {{"uri", fmt::format("vitrine://display/{}", number)}, {"mimeType", form.mime}};
  if (form.is_binary) {
    resource["blob"] = base::Base64(form.data);
  } else {
    resource["text"] = form.data;
  }
  return {{"type", "resource"}, {"resource", resource}, {"annotations", {{"audience", {"user"}}}}};
}

// For the model the plain text; for the user everything that shows more.
void AppendDisplay(const Display& display, std::size_t number, std::size_t& room, Json& content) {
  for (const MimeData& form : display) {
    if (form.mime == "text/plain") {
      content.push_back({{"type", "text"}, {"text", Cut(base::EscapeForTerminal(form.data))}});
      continue;
    }
    if (form.data.size() > room) {
      content.push_back(
          {{"type", "text"},
           {"text", fmt::format("[a display of type {} with {} bytes is left out: it is too long]",
                                base::EscapeForTerminal(form.mime), form.data.size())}});
      continue;
    }
    room -= form.data.size();
    const bool is_image = form.is_binary && (form.mime == "image/png" || form.mime == "image/jpeg");
    if (is_image) {
      content.push_back({{"type", "image"}, {"data", base::Base64(form.data)}, {"mimeType", form.mime}});
    } else {
      content.push_back(Resource(form, number));
    }
  }
}

}  // namespace

Json ResultOf(const Outcome& outcome, bool show_value, Revision revision) {
  Json content = Json::array();
  std::string text = Cut(base::EscapeForTerminal(TextOf(outcome, show_value)));
  if (text.empty() && outcome.displays.empty()) text = "[nothing was printed]";
  if (!text.empty()) content.push_back({{"type", "text"}, {"text", std::move(text)}});
  std::size_t room = kRichBytesMax;
  for (std::size_t i = 0; i < outcome.displays.size(); ++i)
    AppendDisplay(outcome.displays[i], i + 1, room, content);
  Json result = {{"content", std::move(content)}};
  if (revision >= Revision::k2025_06_18) {
    // Displays and files stand in the content already.
    Outcome bare = outcome;
    bare.displays.clear();
    bare.artifacts.clear();
    if (!show_value) {
      bare.value_repr.reset();
      bare.value.reset();
    }
    if (bare.value) SpellLongIntegers(*bare.value);
    if (bare.parked) {
      for (auto& [name, argument] : bare.parked->arguments) SpellLongIntegers(argument);
    }
    result["structuredContent"] = Json::parse(ToJson(bare));
  }
  if (outcome.status != Status::kOk) result["isError"] = true;
  return result;
}

Json TextResult(std::string_view text, bool is_error) {
  Json result = {{"content", {{{"type", "text"}, {"text", Cut(base::EscapeForTerminal(text))}}}}};
  if (is_error) result["isError"] = true;
  return result;
}

Json OutcomeSchema() {
  return Json::parse(R"({
    "type": "object",
    "required": ["status", "stdout", "stderr", "rolled_back", "usage"],
    "properties": {
      "status": {"type": "string", "description": "ok, exception, limit, trap, cancelled, refused or parked"},
      "limit": {"type": "string", "description": "which limit ended the run, or none"},
      "stdout": {"type": "string"},
      "stderr": {"type": "string"},
      "value_repr": {"type": ["string", "null"], "description": "repr of the last expression"},
      "value": {"description": "the same as data, when it can be"},
      "failure": {"type": ["object", "null"]},
      "rolled_back": {"type": "boolean", "description": "the session is as it was before this run"},
      "undone": {"type": "string"},
      "usage": {"type": "object"}
    }
  })");
}

std::string_view MimeTypeOf(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kTypes = {{
      {".txt", "text/plain"},
      {".md", "text/markdown"},
      {".csv", "text/csv"},
      {".tsv", "text/tab-separated-values"},
      {".json", "application/json"},
      {".html", "text/html"},
      {".xml", "application/xml"},
      {".py", "text/x-python"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".gif", "image/gif"},
      {".pdf", "application/pdf"},
      {".zip", "application/zip"},
      {".db", "application/vnd.sqlite3"},
  }};
  for (const auto& [extension, type] : kTypes) {
    if (path.ends_with(extension)) return type;
  }
  return "application/octet-stream";
}

}  // namespace vitrine::mcp
