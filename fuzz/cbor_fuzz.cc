// The CBOR reader: any bytes give items or an error, within the limits; what was read as a Value is written
// and read again as the same.
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/terminal.h"
#include "base/utf8.h"
#include "base/value_cbor.h"
#include "fuzz/fuzz_target.h"

namespace {

using vitrine::base::CborItem;
using vitrine::base::CborReader;

void CheckItems(std::string_view data) {
  CborReader reader(data, {});
  std::size_t items_count = 0;
  for (;;) {
    const CborItem item = reader.Next();
    if (item.type == CborItem::Type::kFinished) break;
    if (item.type == CborItem::Type::kMalformed) {
      VITRINE_CHECK(reader.error() != nullptr, "an error has a sentence");
      break;
    }
    VITRINE_CHECK(item.type != CborItem::Type::kText || vitrine::base::IsUtf8(item.text), "texts are UTF-8");
    // An item takes a byte, and so does what opens the array or map that an end closes.
    VITRINE_CHECK(++items_count <= 2 * data.size(), "items are bounded by bytes");
  }
}

void CheckValue(std::string_view data) {
  const auto value = vitrine::base::DecodeValue(data, {.cbor = {}, .memory_bytes_max = 8u << 20});
  if (!value) return;
  std::string first;
  vitrine::base::CborWriter first_writer(first);
  VITRINE_CHECK(vitrine::base::AppendValue(*value, first_writer), "what was read can be written");
  const auto again = vitrine::base::DecodeValue(first, {.cbor = {}, .memory_bytes_max = 8u << 20});
  VITRINE_CHECK(again.has_value(), "what was written can be read");
  std::string second;
  vitrine::base::CborWriter second_writer(second);
  VITRINE_CHECK(vitrine::base::AppendValue(*again, second_writer) && first == second,
                "a value survives the way round");
  const std::string json = ToJson(*value);
  VITRINE_CHECK(vitrine::base::IsUtf8(json), "JSON is UTF-8");
  VITRINE_CHECK(vitrine::base::EscapeForTerminal(json) == json, "JSON holds nothing that acts on a terminal");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  CheckItems(input);
  CheckValue(input);
  return 0;
}
