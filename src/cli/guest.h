// An interpreter as the command line sets it up: grants, limits, input files, output folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/interrupts.h"
#include "cli/output_folder.h"
#include "cli/sandbox_source.h"
#include "vitrine/grants.h"
#include "vitrine/sandbox.h"

namespace vitrine::cli {

// What the settings name, read and checked before anything is started. Single-thread.
class Guest {
 public:
  // Opens the output folder, reads the input files, opens the databases, and then takes a sandbox from
  // `source`, which must outlive the Guest.
  static Result<std::unique_ptr<Guest>> Create(const GuestSettings& settings, SandboxSource& source);

  // A fresh sandbox with the input files in it; the old one is gone.
  Result<void> Restart();

  // Runs code; Ctrl-C cancels it. `on_output` as in RunOptions.
  Result<Outcome> Run(Interrupts& interrupts, std::string_view code, const std::string& file_name,
                      std::function<void(OutputStream, std::string_view)> on_output);

  // Sets sys.argv, to `arguments` as they are.
  Result<void> SetArguments(std::span<const std::string> arguments);

  // Writes the outcome's artifacts, and the forms of its displays as display-N.*, into the output folder, if
  // there is one; complains about each that fails. Returns for each display the path without extension, or
  // "". False: something could not be written.
  std::pair<std::vector<std::string>, bool> SaveFiles(const Outcome& outcome, Console& console);

  Sandbox& sandbox() { return *sandbox_; }
  const GuestSettings& settings() const { return settings_; }

 private:
  Guest(const GuestSettings& settings, SandboxSource& source) : settings_(settings), source_(source) {}

  GuestSettings settings_;
  SandboxSource& source_;
  std::optional<OutputFolder> output_folder_;
  std::vector<std::pair<std::string, std::string>> inputs_;  // path in the glass, content
  Grants grants_;
  std::unique_ptr<Sandbox> sandbox_;  // uses the grants
};

// `text` as a Python string literal. Requires UTF-8.
std::string PythonLiteral(std::string_view text);

}  // namespace vitrine::cli
