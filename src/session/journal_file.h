// What a session was told in all its turns, as bytes for a replay. docs/journal.md describes the format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "session/journal.h"
#include "vitrine/error.h"
#include "vitrine/limits.h"
#include "vitrine/outcome.h"

namespace vitrine::session {

struct JournalTurn {
  std::uint32_t number = 0;
  TurnJournal journal;
  std::string packed_state;  // the state it left, where the journal has a gap (snapshot.h: PackState)
  std::string state_digest;  // of that state in any case
};

struct JournalFile {
  std::string image_id;
  Limits limits;
  std::vector<JournalTurn> turns;
};

// kLimit when it would be longer than ReadJournalFile accepts.
Result<std::string> WriteJournalFile(const JournalFile& file);
// Takes an attacker's bytes; kInvalidArgument with a sentence for what is no journal, is cut or changed.
Result<JournalFile> ReadJournalFile(std::string_view bytes);

// Everything that a run has told, but for what it used: what a replay has to tell again.
std::string TellResult(Outcome outcome);

}  // namespace vitrine::session
