// Sessions: interpreters with a name that outlive every limit, crash and restart.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/limits.h"
#include "vitrine/outcome.h"
#include "vitrine/sandbox.h"
#include "vitrine/session_store.h"
#include "vitrine/worker_pool.h"

namespace vitrine {

// Limits of one session's past. What is over is dropped, the oldest turns first; the session as it is now
// never is.
struct HistoryLimits {
  std::uint32_t turns_count_max = 100;          // the last one included; at least 1
  std::uint64_t bytes_max = 256u << 20;         // of all turns as they are stored
  std::uint64_t journal_bytes_max = 16u << 20;  // of one turn; a longer one cannot be replayed
};

struct SessionOptions {
  Limits limits;
  HistoryLimits history;
  // Whose it is: any text without NUL of at most 200 bytes. Names are one tenant's own, and so are workers.
  std::string tenant;
};

struct OpenSessionOptions {
  std::string tenant;
  // In place of those that the session was made with, as long as this process keeps it open or in memory.
  std::optional<Limits> limits;
};

// One step of a session's past: what was done, and the state it left.
struct Turn {
  enum class Kind : std::uint8_t { kStart, kCode, kWriteFile, kRemoveFile, kFork, kRestore };

  std::uint32_t number = 0;  // counts from 0, the beginning
  Kind kind = Kind::kStart;
  std::string text;  // the code, the path, or where the session came from; cut at 4000 bytes
  Status status = Status::kOk;
  std::chrono::system_clock::time_point at;
  std::uint64_t bytes = 0;     // what storing it takes
  std::string not_replayable;  // why the journal cannot tell it again; empty: it can
};
const char* Name(Turn::Kind kind);

struct SessionInfo {
  std::string name;
  std::string id;
  std::chrono::system_clock::time_point created;
  std::chrono::system_clock::time_point used;  // its last turn
  std::uint32_t turn = 0;                      // the last one's number
  std::uint64_t bytes = 0;                     // of all its turns
  bool parked = false;
  std::string image_id;  // of the image it was made with; see Image::InterpreterOf
  Limits limits;         // that it was made with
};

// One session, in memory or not. Nothing that happens to a run can lose it: each run that comes to its end,
// with an exception or not, or that a soft limit ends, makes a checkpoint; after anything else (a trap, a
// hard limit, a cancel, the end of a worker, an exit of the interpreter) the session is as it was before that
// run, and the outcome says so (Outcome::rolled_back).
//
// Thread-compatible, but for Cancel; two handles of one session may be used at once, and what comes second
// gets kBusy.
class Session {
 public:
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const std::string& name() const;  // empty: an earlier state that At has opened
  const std::string& id() const;    // 32 hexadecimal digits, never given twice

  // As Sandbox::Run. Once it has come back, the turn is stored. An Error means that nothing was run.
  Result<Outcome> Run(std::string_view code, const RunOptions& options = {});
  // The call that a run waits in; none when none does. Reading files, and turns, have to wait until then.
  Result<std::optional<ParkedCall>> Parked();
  // As Sandbox::Resume; also after the session has left memory, on another machine too: the run is then
  // played again from its checkpoint with the replies it got, up to where it waits.
  Result<Outcome> Resume(const CallReply& reply, const RunOptions& options = {});
  // Gives the run that waits up.
  Result<void> Abandon();
  // As Sandbox::Cancel; the run is rolled back.
  void Cancel();

  // As Sandbox has them; what changes a file is a turn.
  Result<void> WriteFile(std::string_view path, std::string_view data);
  Result<std::string> ReadFile(std::string_view path, std::uint64_t bytes_max);
  Result<std::vector<FileEntry>> ListFiles(std::string_view folder);
  Result<void> RemoveFile(std::string_view path);

  // The turns that are kept, oldest first.
  Result<std::vector<Turn>> History();
  // Back to the turn before the last one, or before that; what came after it is gone. Returns the turn that
  // is the last one now. A run that waits is given up first.
  Result<Turn> Undo(std::uint32_t turns_count = 1);
  // The session as of then, to look at and to try things in: nothing that is done there is stored, but Fork
  // makes a session of it.
  Result<std::unique_ptr<Session>> At(std::uint32_t turn);
  // A second session from the last checkpoint, which shares memory and store with this one until they differ.
  // It draws other random numbers (Promise P16).
  Result<std::unique_ptr<Session>> Fork(std::string_view new_name);

  // The session as of its last checkpoint as bytes (docs/snapshot.md). Holds nothing of the host's.
  Result<std::string> Snapshot();
  // What was done since the first turn that is kept, as bytes (docs/journal.md) for Replay.
  Result<std::string> Journal();

  // For the library itself.
  class Impl;
  explicit Session(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

struct SessionsOptions {
  // Sessions in memory at once, each with an interpreter (and a worker); the one that was used least recently
  // leaves when another one is needed.
  std::uint32_t live_count_max = 32;
};

// All sessions of one store that this process uses. Thread-safe. Must outlive its Session handles.
class Sessions {
 public:
  // With interpreters in this process, or in the pool's workers. `image`, `pool` and `store` must outlive
  // this.
  static Result<std::unique_ptr<Sessions>> Make(const Image& image, SessionStore& store,
                                                const SessionsOptions& options = {});
  static Result<std::unique_ptr<Sessions>> Make(WorkerPool& pool, SessionStore& store,
                                                const SessionsOptions& options = {});
  ~Sessions();
  Sessions(const Sessions&) = delete;
  Sessions& operator=(const Sessions&) = delete;

  // A new one. Names are UTF-8 of 1 to 100 characters without controls, '/' and a '.' in front; fails with
  // kInvalidArgument where the name is taken. `grants` must outlive this Sessions object.
  Result<std::unique_ptr<Session>> Create(std::string_view name, const Grants& grants,
                                          const SessionOptions& options = {});
  // One that is stored. kNotFound where there is none, kBusy while another process uses it, kInvalidArgument
  // when it was made with another image.
  Result<std::unique_ptr<Session>> Open(std::string_view name, const Grants& grants,
                                        const OpenSessionOptions& options = {});
  // A new one from a snapshot, which may come from anywhere: one that is cut, changed, from another image or
  // from a newer version is refused with kInvalidArgument and a sentence (Promise P15).
  Result<std::unique_ptr<Session>> Restore(std::string_view name, std::string_view snapshot,
                                           const Grants& grants, const SessionOptions& options = {});
  // With all it has. kBusy while it is used.
  Result<void> Remove(std::string_view name, std::string_view tenant = {});
  // By name, those after `after`.
  Result<std::vector<SessionInfo>> List(std::string_view tenant = {}, std::string_view after = {},
                                        std::uint32_t count_max = 1000);

  // Takes sessions out of memory that have not been used for so long. They come back with their next use.
  void EvictIdle(std::chrono::milliseconds idle_for);
  std::uint32_t live_count() const;

  class Impl;

 private:
  explicit Sessions(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What the store knows of one session; nothing: it has none of that name. Needs no interpreter, and tells
// beforehand what limits one will have to stay within.
Result<std::optional<SessionInfo>> FindSession(SessionStore& store, std::string_view name,
                                               std::string_view tenant = {});
// As Session::History, also while the session runs. kNotFound when the store has none of that name.
Result<std::vector<Turn>> ReadHistory(SessionStore& store, std::string_view name,
                                      std::string_view tenant = {});

// What became of a replay: the same bit for bit, or where it was not.
struct ReplayReport {
  std::uint32_t turns_count = 0;  // that were played
  bool same = true;
  std::uint32_t turn = 0;            // the first one that differs
  std::string difference;            // in which way, as one sentence
  std::vector<std::string> skipped;  // turns that the journal cannot tell, one sentence each
};
// Plays a journal again, without the world: clocks, randomness and replies come from the journal. Nothing of
// the host's is called. Fails with kInvalidArgument for what is no journal of this image.
// The limits are the journal's own, but for `time_max`: kLimit once the whole replay takes longer. Its texts
// may be a stranger's.
Result<ReplayReport> Replay(const Image& image, std::string_view journal,
                            std::chrono::milliseconds time_max = std::chrono::minutes(10));
Result<ReplayReport> Replay(WorkerPool& pool, std::string_view journal,
                            std::chrono::milliseconds time_max = std::chrono::minutes(10));

}  // namespace vitrine
