// What the user asked for: the command line, parsed and checked as far as it can be without touching a file.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/limits.h"

namespace vitrine::cli {

// NAME=PATH.
struct NamedPath {
  std::string name;
  std::string path;
};

// What `run` and `repl` share.
struct GuestSettings {
  std::vector<NamedPath> databases;
  std::vector<NamedPath> inputs;  // `name` is the file's name under /input
  std::optional<std::string> output_dir;
  Limits limits;
  SqlLimits sql_limits;
  Engine engine = kDefaultEngine;
  // Around the code: wasm inside a jailed worker process, or wasm alone (--in-process).
  enum class Panes : std::uint8_t { kTwo, kOne } panes = Panes::kTwo;
  enum class Terminal : std::uint8_t { kEscaped, kRaw } terminal = Terminal::kEscaped;
  enum class ShowValue : std::uint8_t { kYes, kNo } show_value = ShowValue::kYes;
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
  enum class Format : std::uint8_t { kText, kJson } format = Format::kText;
};

// Print this and leave with 0.
struct HelpCommand {
  std::string text;
};

using Command =
    std::variant<RunCommand, ReplCommand, DoctorCommand, VersionCommand, BenchCommand, HelpCommand>;

// `arguments` are those after the program's name. The error is one sentence for standard error.
Result<Command> ParseCommandLine(std::span<const std::string> arguments);

// The text of `vitrine --help`.
std::string OverviewHelp();

}  // namespace vitrine::cli
