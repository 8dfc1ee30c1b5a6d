#include "vitrine/value.h"

namespace vitrine {

const Value* Value::Find(std::string_view key) const {
  const Map* map = As<Map>();
  if (map == nullptr) return nullptr;
  for (const auto& [name, value] : *map) {
    const std::string* text = name.As<std::string>();
    if (text != nullptr && *text == key) return &value;
  }
  return nullptr;
}

}  // namespace vitrine
