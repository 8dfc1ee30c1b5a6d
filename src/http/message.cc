#include "http/message.h"

#include <algorithm>

#include "base/utf8.h"

namespace vitrine::http {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view Trim(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> Decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = HexDigit(text[i + 1]);
    const int low = HexDigit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  const bool has_control =
      std::ranges::any_of(decoded, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (has_control || !base::IsUtf8(decoded)) return std::nullopt;
  return decoded;
}

// Calls `use` with each part; stops and returns false when it does.
template <typename Use>
bool ForEachPart(std::string_view text, char separator, const Use& use) {
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (!use(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return Lower(x) == Lower(y); });
}

std::optional<std::string_view> Find(const std::vector<Header>& headers, std::string_view name) {
  std::optional<std::string_view> found;
  for (const Header& header : headers) {
    if (!EqualsIgnoringCase(header.name, name)) continue;
    if (found) return std::nullopt;
    found = header.value;
  }
  return found;
}

bool Has(const std::vector<Header>& headers, std::string_view name) {
  return std::ranges::any_of(headers,
                             [&](const Header& header) { return EqualsIgnoringCase(header.name, name); });
}

bool Request::Accepts(std::string_view media_type) const {
  bool is_there = false;
  bool accepted = false;
  const std::string any_subtype = std::string(media_type.substr(0, media_type.find('/'))) + "/*";
  for (const Header& header : headers) {
    if (!EqualsIgnoringCase(header.name, "accept")) continue;
    is_there = true;
    ForEachPart(header.value, ',', [&](std::string_view part) {
      const std::string_view type = Trim(part.substr(0, part.find(';')));
      accepted = accepted || type == "*/*" || EqualsIgnoringCase(type, media_type) ||
                 EqualsIgnoringCase(type, any_subtype);
      return true;
    });
  }
  return accepted || !is_there;
}

std::string Request::ContentType() const {
  const std::string_view value = Find("content-type").value_or("");
  std::string type(Trim(value.substr(0, value.find(';'))));
  std::ranges::transform(type, type.begin(), Lower);
  return type;
}

std::optional<std::string_view> Target::Find(std::string_view key) const {
  for (const auto& [name, value] : query) {
    if (name == key) return value;
  }
  return std::nullopt;
}

std::optional<Target> ParseTarget(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  Target parsed;
  const std::size_t question = std::min(target.find('?'), target.size());
  const std::string_view path = target.substr(1, question - 1);
  if (!path.empty()) {
    const bool is_whole = ForEachPart(path, '/', [&](std::string_view part) {
      std::optional<std::string> segment = Decode(part);
      if (segment) parsed.segments.push_back(std::move(*segment));
      return segment.has_value();
    });
    if (!is_whole) return std::nullopt;
  }
  if (question >= target.size()) return parsed;
  const bool is_whole = ForEachPart(target.substr(question + 1), '&', [&](std::string_view part) {
    if (part.empty()) return true;
    const std::size_t equals = std::min(part.find('='), part.size());
    const auto spaces = [](std::string_view text) {
      std::string copy(text);
      std::ranges::replace(copy, '+', ' ');
      return copy;
    };
    auto key = Decode(spaces(part.substr(0, equals)));
    auto value = Decode(equals < part.size() ? spaces(part.substr(equals + 1)) : std::string());
    if (!key || !value) return false;
    parsed.query.emplace_back(std::move(*key), std::move(*value));
    return true;
  });
  if (!is_whole) return std::nullopt;
  return parsed;
}

}  // namespace vitrine::http
