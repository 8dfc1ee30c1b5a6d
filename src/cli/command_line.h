// What the user asked for: the command line, parsed and checked as far as it can be without touching a file.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "cli/saved_file.h"
#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/limits.h"
#include "vitrine/session.h"

namespace vitrine::cli {

// NAME=PATH.
struct NamedPath {
  std::string name;
  std::string path;
};

// The limits that were given as options; the others are left to whoever has them.
struct LimitFlags {
  std::optional<std::uint64_t> memory_bytes_max;
  std::optional<std::chrono::milliseconds> wall_time_max;
  std::optional<std::chrono::milliseconds>
      cpu_time_max;  // follows the wall-clock time when only that is given
  std::optional<std::uint64_t> fuel_max;
  std::optional<std::uint64_t> output_bytes_max;
  std::optional<std::uint32_t> host_calls_max;
  std::optional<std::uint64_t> file_bytes_max;

  bool any() const { return *this != LimitFlags(); }
  Limits Over(Limits limits) const;
  friend bool operator==(const LimitFlags&, const LimitFlags&) = default;
};

// What `run` and `repl` share.
struct GuestSettings {
  std::vector<NamedPath> databases;
  std::vector<NamedPath> inputs;  // `name` is the file's name under /input
  std::optional<std::string> output_dir;
  LimitFlags given_limits;
  Limits limits;  // those over the defaults; in a session over its own, see TakeStoredSession
  SqlLimits sql_limits;
  std::optional<Interpreter> interpreter;  // none was named; in a session its own, see OpenStoreFor
  Engine engine = kDefaultEngine;
  // Around the code: wasm inside a jailed worker process, or wasm alone (--in-process).
  enum class Panes : std::uint8_t { kTwo, kOne } panes = Panes::kTwo;
  enum class Terminal : std::uint8_t { kEscaped, kRaw } terminal = Terminal::kEscaped;
  enum class ShowValue : std::uint8_t { kYes, kNo } show_value = ShowValue::kYes;
  // Whether the code may call ask(question).
  enum class Ask : std::uint8_t { kNo, kYes } ask = Ask::kNo;
  std::optional<std::string> session;  // the session's name; none: the interpreter ends with the program
  std::optional<std::string> store;    // the file that sessions are kept in; none: see store_path.h
  HistoryLimits history;               // of a session that is made
};

struct RunCommand {
  GuestSettings guest;
  enum class Source : std::uint8_t { kFile, kText, kStdin } source = Source::kFile;
  std::string file_or_text;            // the path, or the code after -c
  std::vector<std::string> arguments;  // after "--"
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct ReplCommand {
  GuestSettings guest;
};

struct VersionCommand {
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct DoctorCommand {
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct BenchCommand {
  GuestSettings guest;
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct SessionNewCommand {
  GuestSettings guest;
};

struct SessionListCommand {
  std::optional<std::string> store;
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct SessionForkCommand {
  std::optional<std::string> store;
  std::string name;
  std::string new_name;
  std::optional<std::uint32_t> turn;  // none: as the session is now
};

struct SessionHistoryCommand {
  std::optional<std::string> store;
  std::string name;
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct SessionUndoCommand {
  std::optional<std::string> store;
  std::string name;
  std::uint32_t turns_count = 1;
};

// Snapshot or journal: something of a session's, as a file.
struct SessionSaveCommand {
  std::optional<std::string> store;
  std::string name;
  std::string file;
  enum class What : std::uint8_t { kSnapshot, kJournal } what = What::kSnapshot;
  Existing existing = Existing::kRefuse;
};

struct SessionRestoreCommand {
  GuestSettings guest;
  std::string file;
};

struct SessionRemoveCommand {
  std::optional<std::string> store;
  std::vector<std::string> names;
};

struct SessionResumeCommand {
  GuestSettings guest;
  std::optional<CallReply> reply;  // none: a person at the terminal is asked
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

struct SessionAbandonCommand {
  std::optional<std::string> store;
  std::string name;
};

struct ReplayCommand {
  std::string file;
  GuestSettings guest;  // the panes
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

// What a server is told by options; none: the settings file's word, or the built-in one, holds.
struct ServerFlags {
  std::optional<std::string> config;
  std::optional<std::string> listen;
  std::optional<std::string> tokens;
  std::optional<std::string> certificate;
  std::optional<std::string> private_key;
  std::optional<std::string> store;
  std::optional<std::string> log_level;
  std::vector<std::string> public_urls;
  std::vector<NamedPath> databases;  // besides the file's
  LimitFlags limits;
  std::optional<SqlLimits> sql_limits;
  std::optional<Interpreter> interpreter;
  bool ask = false;
  bool accept_weak_jail = false;
};

struct ServeCommand {
  ServerFlags flags;
};

struct McpCommand {
  ServerFlags flags;
  std::optional<std::string> session;  // none: one that ends with the client
};

struct TokenCommand {
  std::string name;
};

// Print this and leave with 0.
struct HelpCommand {
  std::string text;
};

using Command =
    std::variant<RunCommand, ReplCommand, SessionNewCommand, SessionListCommand, SessionForkCommand,
                 SessionHistoryCommand, SessionUndoCommand, SessionSaveCommand, SessionRestoreCommand,
                 SessionRemoveCommand, SessionResumeCommand, SessionAbandonCommand, ReplayCommand,
                 ServeCommand, McpCommand, TokenCommand, DoctorCommand, VersionCommand, BenchCommand,
                 HelpCommand>;

// `arguments` are those after the program's name. The error is one sentence for standard error.
Result<Command> ParseCommandLine(std::span<const std::string> arguments);

// The text of `vitrine --help`.
std::string OverviewHelp();

}  // namespace vitrine::cli
