// The parts that command lines are made of: options, their help, and the errors. For this layer's parsers.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "vitrine/error.h"

namespace vitrine::cli {

// The options as typed; turned into settings once CLI11 is done, so that the error texts are ours.
struct RawOptions {
  std::vector<std::string> databases;
  std::vector<std::string> inputs;
  std::string output_dir;
  std::string memory;
  std::string time;
  std::string cpu;
  std::string fuel;
  std::string max_output;
  std::string max_rows;
  std::string max_calls;
  std::string max_files;
  std::string code;
  std::string file;
  std::string session;
  std::string store;
  std::string interpreter;
  std::string max_turns;
  std::string max_history;
  bool ask = false;
  bool in_process = false;
  bool json = false;
  bool raw = false;
  bool no_value = false;
};

std::unexpected<Error> Bad(std::string what);

// TakeGuestSettings reads whatever of these is there.
void AddDatabaseOption(CLI::App& app, RawOptions& raw);
void AddGrantOptions(CLI::App& app, RawOptions& raw);  // databases and input files
void AddInterpreterOption(CLI::App& app, RawOptions& raw);
void AddPaneOption(CLI::App& app, RawOptions& raw);
void AddLimitOptions(CLI::App& app, RawOptions& raw);
void AddGuestOptions(CLI::App& app, RawOptions& raw);  // all of these and what is for showing
void AddAskOption(CLI::App& app, RawOptions& raw);
void AddSessionOption(CLI::App& app, RawOptions& raw);
void AddStoreOption(CLI::App& app, RawOptions& raw);
void AddHistoryOptions(CLI::App& app, RawOptions& raw);
Result<GuestSettings> TakeGuestSettings(const RawOptions& raw, const CLI::App& app);
// None when it was not given.
Result<std::optional<std::string>> TakeStore(const RawOptions& raw, const CLI::App& app);
// A whole number in a range; `what` names it in the error.
Result<std::uint32_t> TakeNumber(std::string_view what, const std::string& text, std::uint32_t least);

// Runs CLI11 over the arguments. True: go on; false: --help was asked for.
Result<bool> Parse(CLI::App& app, std::span<const std::string> arguments);

void Prepare(CLI::App& app, const char* usage, const char* footer);
HelpCommand Help(const CLI::App& app);

}  // namespace vitrine::cli
