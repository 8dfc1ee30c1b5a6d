#include "session/journal_file.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <utility>

#include "base/value_cbor.h"
#include "base/value_items.h"
#include "session/digest.h"
#include "session/pack.h"
#include "session/records.h"

namespace vitrine::session {
namespace {

using base::ValueItems;

constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kMagic = "VITRINE JOURNAL\n";
// Of a whole file, unpacked.
constexpr std::uint64_t kBytesMost = 512u << 20;

//   head | packed CBOR | BLAKE2b-256 of both
struct Head {
  char magic[16];
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t packed_bytes;
};
static_assert(kVersion == 1 && sizeof(Head) == 32 && kMagic.size() == sizeof(Head::magic) &&
                  std::endian::native == std::endian::little,
              "the journal's format has changed: it needs another version");

std::unexpected<Error> Refuse(std::string why) {
  return std::unexpected(
      Error{ErrorKind::kInvalidArgument, "this journal cannot be used: " + std::move(why)});
}

std::optional<JournalTurn> TurnFromValue(Value& value) {
  ValueItems items(value);
  JournalTurn turn;
  turn.number = static_cast<std::uint32_t>(items.TakeNumber(0xffff'ffff));
  const Bytes journal = items.Take<Bytes>();
  turn.packed_state = std::move(items.Take<Bytes>().data);
  turn.state_digest = std::move(items.Take<Bytes>().data);
  std::optional<TurnJournal> told = DecodeJournal(journal.data);
  if (!items.AtEnd() || !told || turn.state_digest.size() != kDigestBytes) return std::nullopt;
  if (told->operations.empty() == turn.packed_state.empty()) return std::nullopt;
  turn.journal = std::move(*told);
  return turn;
}

}  // namespace

Result<std::string> WriteJournalFile(const JournalFile& file) {
  Value::List turns;
  for (const JournalTurn& turn : file.turns) {
    turns.push_back(Value::List{static_cast<std::int64_t>(turn.number), Bytes{EncodeJournal(turn.journal)},
                                Bytes{turn.packed_state}, Bytes{turn.state_digest}});
  }
  std::uint64_t size = 0;
  const std::string packed = Pack(Effort::kSmall, [&](std::string& cbor) {
    base::CborWriter writer(cbor);
    base::AppendValue(Value::List{file.image_id, LimitsToValue(file.limits), std::move(turns)}, writer);
    size = cbor.size();
  });
  if (size > kBytesMost) {
    return std::unexpected(
        Error{ErrorKind::kLimit,
              fmt::format("the journal has {} bytes, and at most {} can be replayed; keep fewer turns "
                          "(HistoryLimits)",
                          size, kBytesMost)});
  }
  Head head{.version = kVersion, .packed_bytes = packed.size()};
  std::memcpy(head.magic, kMagic.data(), sizeof(head.magic));
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof(head));
  bytes += packed;
  return bytes + Digest(bytes);
}

Result<JournalFile> ReadJournalFile(std::string_view bytes) {
  Head head;
  if (!bytes.starts_with(kMagic)) return Refuse("it is no journal");
  if (bytes.size() < sizeof(head) + kDigestBytes) return Refuse("it is cut");
  std::memcpy(&head, bytes.data(), sizeof(head));
  if (head.version > kVersion) {
    return Refuse(fmt::format("it has version {}, and this program reads up to version {}; use a newer one",
                              head.version, kVersion));
  }
  const std::string_view content = bytes.substr(0, bytes.size() - kDigestBytes);
  if (head.version < kVersion || head.reserved != 0 || head.packed_bytes != content.size() - sizeof(head) ||
      Digest(content) != bytes.substr(content.size())) {
    return Refuse("it is cut, damaged or was changed");
  }
  const std::optional<std::string_view> cbor =
      Unpack(Effort::kSmall, content.substr(sizeof(head)), kBytesMost);
  if (!cbor) return Refuse("it is damaged");
  auto value = base::DecodeValue(*cbor, {.cbor = {.items_count_max = cbor->size(),
                                                  .text_bytes_max = cbor->size(),
                                                  .bytes_bytes_max = cbor->size()},
                                         .memory_bytes_max = 2 * kBytesMost});
  if (!value) return Refuse("it is damaged");
  ValueItems items(*value);
  JournalFile file;
  file.image_id = items.Take<std::string>();
  if (!LimitsFromValue(items.Next(), file.limits)) return Refuse("it is damaged");
  ValueItems turns(items.Next());
  while (turns.ok() && !turns.AtEnd()) {
    std::optional<JournalTurn> turn = TurnFromValue(turns.Next());
    if (!turn) return Refuse("one of its turns cannot be read");
    file.turns.push_back(std::move(*turn));
  }
  if (!items.AtEnd() || !turns.ok()) return Refuse("it is damaged");
  return file;
}

std::string TellResult(Outcome outcome) {
  outcome.usage = {};
  outcome.rolled_back = false;
  outcome.undone.clear();
  return ToJson(outcome);
}

}  // namespace vitrine::session
