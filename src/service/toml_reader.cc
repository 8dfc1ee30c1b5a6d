#include "service/toml_reader.h"

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <set>

#include "base/units.h"

namespace vitrine::service {

struct TomlTable::Impl {
  const toml::table* table = nullptr;
  toml::table owned;  // of the outermost
  std::set<std::string, std::less<>> asked;
  std::optional<std::string> error;

  const toml::node* Ask(const char* key) {
    asked.insert(key);
    return table->get(key);
  }
  void Complain(const toml::source_region& place, std::string_view key, std::string_view what) {
    if (error) return;
    error = fmt::format("line {}: {} {}", place.begin.line, key, what);
  }
};

TomlTable::TomlTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TomlTable::~TomlTable() = default;

Result<std::unique_ptr<TomlTable>> TomlTable::Parse(std::string_view text) {
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument, fmt::format("line {}: {}", parsed.error().source().begin.line,
                                                       std::string(parsed.error().description()))});
  }
  auto impl = std::make_unique<Impl>();
  impl->owned = std::move(parsed).table();
  impl->table = &impl->owned;
  return std::unique_ptr<TomlTable>(new TomlTable(std::move(impl)));
}

bool TomlTable::Has(const char* key) const { return impl_->table->contains(key); }

void TomlTable::Complain(const char* key, std::string_view what) {
  const toml::node* node = impl_->table->get(key);
  impl_->Complain(node != nullptr ? node->source() : impl_->table->source(), key, what);
}

void TomlTable::Text(const char* key, std::string& out) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  if (const auto* text = node->as_string()) {
    out = text->get();
  } else {
    Complain(key, "must be a text in quotes");
  }
}

void TomlTable::Text(const char* key, std::optional<std::string>& out) {
  std::string text;
  Text(key, text);
  if (Has(key)) out = std::move(text);
}

void TomlTable::Bool(const char* key, bool& out) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  if (const auto* value = node->as_boolean()) {
    out = value->get();
  } else {
    Complain(key, "must be true or false");
  }
}

void TomlTable::Number(const char* key, std::uint64_t least, std::uint64_t most, std::uint32_t& out) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  const auto* value = node->as_integer();
  if (value == nullptr || value->get() < 0 || static_cast<std::uint64_t>(value->get()) < least ||
      static_cast<std::uint64_t>(value->get()) > most) {
    return Complain(key, fmt::format("must be a whole number from {} to {}", least, most));
  }
  out = static_cast<std::uint32_t>(value->get());
}

void TomlTable::Size(const char* key, std::uint64_t most, std::uint64_t& out) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  Result<std::uint64_t> size =
      std::unexpected(Error{ErrorKind::kInvalidArgument, R"(must be a size, like "64M" or 1000000)"});
  if (const auto* text = node->as_string()) size = base::ParseSize(text->get());
  if (const auto* number = node->as_integer(); number != nullptr && number->get() >= 0) {
    size = static_cast<std::uint64_t>(number->get());
  }
  if (!size) return Complain(key, size.error().what);
  if (*size > most) return Complain(key, fmt::format("must be at most {}", base::FormatSize(most)));
  out = *size;
}

void TomlTable::Duration(const char* key, std::uint64_t most_ms, std::int64_t& out_ms) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  Result<std::chrono::milliseconds> time =
      std::unexpected(Error{ErrorKind::kInvalidArgument, R"(must be a time, like "5s" or "250ms")"});
  if (const auto* text = node->as_string()) time = base::ParseDuration(text->get());
  if (const auto* number = node->as_integer()) time = base::ParseDuration(std::to_string(number->get()));
  if (!time) return Complain(key, time.error().what);
  if (static_cast<std::uint64_t>(time->count()) > most_ms) {
    return Complain(
        key, fmt::format("must be at most {}", base::FormatDuration(std::chrono::milliseconds(most_ms))));
  }
  out_ms = time->count();
}

void TomlTable::Texts(const char* key, std::vector<std::string>& out) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  std::vector<std::string> texts;
  const toml::array* array = node->as_array();
  bool is_good = array != nullptr;
  for (std::size_t i = 0; is_good && i < array->size(); ++i) {
    const auto* text = array->get(i)->as_string();
    is_good = text != nullptr;
    if (is_good) texts.push_back(text->get());
  }
  if (!is_good) return Complain(key, R"(must be a list of texts, like ["a", "b"])");
  out = std::move(texts);
}

void TomlTable::TextPairs(const char* key, std::vector<std::pair<std::string, std::string>>& out) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  const toml::table* table = node->as_table();
  if (table == nullptr) return Complain(key, "must be a table");
  for (const auto& [name, value] : *table) {
    const auto* text = value.as_string();
    if (text == nullptr) return impl_->Complain(value.source(), name.str(), "must be a text in quotes");
    out.emplace_back(std::string(name.str()), text->get());
  }
}

void TomlTable::SubTable(const char* key, const std::function<void(TomlTable&)>& read) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  if (node->as_table() == nullptr) return Complain(key, "must be a table");
  auto impl = std::make_unique<Impl>();
  impl->table = node->as_table();
  TomlTable table(std::move(impl));
  read(table);
  if (Result<void> finished = table.Finish(); !finished && !impl_->error)
    impl_->error = finished.error().what;
}

void TomlTable::SubTables(const char* key, const std::function<void(TomlTable&)>& read) {
  const toml::node* node = impl_->Ask(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr) return Complain(key, fmt::format("must be written as [[{}]]", key));
  for (const toml::node& entry : *array) {
    if (entry.as_table() == nullptr) return Complain(key, fmt::format("must be written as [[{}]]", key));
    auto impl = std::make_unique<Impl>();
    impl->table = entry.as_table();
    TomlTable table(std::move(impl));
    read(table);
    if (Result<void> finished = table.Finish(); !finished && !impl_->error)
      impl_->error = finished.error().what;
  }
}

Result<void> TomlTable::Finish() {
  for (const auto& [key, value] : *impl_->table) {
    if (impl_->asked.contains(key.str())) continue;
    std::string known;
    for (const std::string& name : impl_->asked) known += (known.empty() ? "" : ", ") + name;
    impl_->Complain(key.source(), std::string(key.str()), "is no setting; there are: " + known);
  }
  if (impl_->error) return std::unexpected(Error{ErrorKind::kInvalidArgument, *impl_->error});
  return {};
}

}  // namespace vitrine::service
