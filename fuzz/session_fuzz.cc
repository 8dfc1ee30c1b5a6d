// What sessions read from stores, snapshots and journals: any bytes give a record or nothing, within limits,
// and a record that was read is written as what is read again as the same.
//
// The first byte says which reader gets the rest.
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "fuzz/fuzz_target.h"
#include "sandbox/state_codec.h"
#include "session/digest.h"
#include "session/journal.h"
#include "session/journal_file.h"
#include "session/pack.h"
#include "session/records.h"
#include "session/snapshot.h"

namespace {

namespace sandbox = vitrine::sandbox;
namespace session = vitrine::session;

constexpr std::uint64_t kMemoryMax = 1u << 20;
const std::string kImageId(64, 'a');
const std::vector<std::byte> kImage(std::size_t{4} * 4096, std::byte{3});

template <typename Record>
void CheckAgain(std::optional<Record> (*decode)(std::string_view), std::string (*encode)(const Record&),
                std::string_view bytes) {
  const std::optional<Record> record = decode(bytes);
  if (!record) return;
  const std::string written = encode(*record);
  const std::optional<Record> again = decode(written);
  VITRINE_CHECK(again.has_value() && encode(*again) == written, "what was read is written as itself");
}

void CheckDelta(std::string_view bytes) {
  const auto plain = sandbox::ParseDelta(bytes, kMemoryMax);
  for (const auto form : {sandbox::PageForm::kPlanes, sandbox::PageForm::kExclusiveOr}) {
    const auto delta = sandbox::ParsePackedDelta(bytes, kImage, form, kMemoryMax);
    VITRINE_CHECK(plain.has_value() == delta.has_value(), "all forms have the same shape");
    if (!delta) continue;
    std::string written;
    sandbox::AppendDeltaToPack(*delta, kImage, form, written);
    VITRINE_CHECK(written == bytes, "a state is written as it was read");
  }
}

// With the right digest, so that what stands behind it is reached.
std::string Sealed(std::string_view bytes) { return std::string(bytes) + session::Digest(bytes); }

void CheckSnapshot(std::string_view bytes) {
  for (const std::string& snapshot : {std::string(bytes), Sealed(bytes)}) {
    const auto state = session::ReadSnapshot(snapshot, kImageId, kImage, kMemoryMax);
    if (!state) {
      VITRINE_CHECK(!state.error().what.empty(), "a refusal has a sentence");
      continue;
    }
    VITRINE_CHECK(state->memory_bytes() <= kMemoryMax, "memory stays within its limit");
    const auto again =
        session::ReadSnapshot(session::WriteSnapshot(*state, kImageId, kImage), kImageId, kImage, kMemoryMax);
    VITRINE_CHECK(again && session::DigestState(*again) == session::DigestState(*state),
                  "a state survives the way round");
  }
}

void CheckJournalFile(std::string_view bytes) {
  for (const std::string& file : {std::string(bytes), Sealed(bytes)}) {
    const auto journal = session::ReadJournalFile(file);
    if (!journal) continue;
    const auto written = session::WriteJournalFile(*journal);
    VITRINE_CHECK(written && session::ReadJournalFile(*written), "a journal survives the way round");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
      CheckAgain<session::TurnJournal>(session::DecodeJournal, session::EncodeJournal, rest);
      break;
    case 1:
      CheckAgain<session::SessionRecord>(session::DecodeSession, session::Encode, rest);
      break;
    case 2:
      CheckAgain<session::TurnRecord>(session::DecodeTurn, session::Encode, rest);
      break;
    case 3:
      CheckAgain<session::ParkedRecord>(session::DecodeParked, session::Encode, rest);
      break;
    case 4:
      CheckDelta(rest);
      break;
    case 5:
      for (const auto effort : {session::Effort::kFast, session::Effort::kSmall}) {
        const auto bytes = session::Unpack(effort, rest, kMemoryMax);
        VITRINE_CHECK(!bytes || bytes->size() <= kMemoryMax, "what is unpacked stays within its limit");
      }
      break;
    case 6:
      CheckSnapshot(rest);
      break;
    default:
      CheckJournalFile(rest);
      break;
  }
  return 0;
}
