// An interpreter as the command line sets it up: grants, limits, input files, output folder; one that ends
// with the program, or a session's.
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
#include "vitrine/session.h"

namespace vitrine::cli {

using OnOutput = std::function<void(OutputStream, std::string_view)>;

// For settings that name a session, before anything is started: opens the store; limits, engine and
// interpreter in `settings` become those that the session will have, when it is there already. Null without a
// session.
Result<std::unique_ptr<SessionStore>> OpenStoreFor(GuestSettings& settings);

// What the settings name, read and checked before anything is started. Single-thread.
class Guest {
 public:
  // Opens the output folder, reads the input files, opens the databases, and then takes a sandbox from
  // `source`, or opens the session or makes it. `source` and `store`, which OpenStoreFor gave, must outlive
  // the Guest.
  static Result<std::unique_ptr<Guest>> Create(const GuestSettings& settings, SandboxSource& source,
                                               SessionStore* store);

  // Before the first Run: in a session this refuses when a run waits, with its question, and puts those input
  // files in that are not there as they are.
  Result<void> GetReady();

  // A fresh sandbox with the input files in it; the old one is gone. Not for a session.
  Result<void> Restart();

  // Runs code; Ctrl-C cancels it. `on_output` as in RunOptions; no file name means a number.
  Result<Outcome> Run(Interrupts& interrupts, std::string_view code, const std::string& file_name,
                      OnOutput on_output);
  // After an outcome with kParked, or in a session with a run that waits.
  Result<Outcome> Resume(Interrupts& interrupts, const CallReply& reply, OnOutput on_output);

  // Sets sys.argv, to `arguments` as they are. Not for a session.
  Result<void> SetArguments(std::span<const std::string> arguments);

  // Writes the outcome's artifacts, and the forms of its displays as display-N.*, into the output folder, if
  // there is one; complains about each that fails. Returns for each display the path without extension, or
  // "". False: something could not be written.
  std::pair<std::vector<std::string>, bool> SaveFiles(const Outcome& outcome, Console& console);

  Result<std::vector<FileEntry>> ListFiles(std::string_view folder);
  // False: the interpreter is gone, and Restart is due. A session always lives.
  bool alive() const { return session_ != nullptr || sandbox_->alive(); }
  // Null without one.
  Session* session() { return session_.get(); }
  // The run that waits is stored, and waits on when this process ends.
  bool WaitsInStore();
  // The session was not there before.
  bool is_new_session() const { return is_new_session_; }
  const GuestSettings& settings() const { return settings_; }

 private:
  Guest(const GuestSettings& settings, SandboxSource& source) : settings_(settings), source_(source) {}
  Result<void> OpenSession(SessionStore& store);
  RunOptions OptionsOfRun(OnOutput on_output) const;

  GuestSettings settings_;
  SandboxSource& source_;
  std::optional<OutputFolder> output_folder_;
  std::vector<std::pair<std::string, std::string>> inputs_;  // path in the glass, content
  Grants grants_;
  std::unique_ptr<Sandbox> sandbox_;    // uses the grants; null in a session
  SessionStore* store_ = nullptr;       // null without a session
  std::unique_ptr<Sessions> sessions_;  // uses the grants and the store; null without a session
  std::unique_ptr<Session> session_;
  bool is_new_session_ = false;
};

// `text` as a Python string literal. Requires UTF-8.
std::string PythonLiteral(std::string_view text);

}  // namespace vitrine::cli
