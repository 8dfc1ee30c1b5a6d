#include "cli/guest.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/utf8.h"
#include "cli/ask.h"
#include "cli/input_file.h"
#include "cli/report.h"
#include "cli/store_path.h"
#include "service/ask.h"

namespace vitrine::cli {

Result<std::unique_ptr<SessionStore>> OpenStoreFor(GuestSettings& settings) {
  if (!settings.session) return nullptr;
  auto store = OpenStore(settings.store);
  if (!store) return std::unexpected(store.error());
  const auto info = FindSession(**store, *settings.session);
  if (!info) return std::unexpected(info.error());
  if (!*info) return std::move(*store);
  const auto made_with = Image::InterpreterOf((*info)->image_id);
  if (made_with && settings.interpreter && made_with != settings.interpreter) {
    return std::unexpected(Error{ErrorKind::kInvalidArgument,
                                 fmt::format("the session '{}' was made with --guest {}; leave --guest out",
                                             *settings.session, Name(*made_with))});
  }
  if (made_with) settings.interpreter = made_with;
  settings.limits = settings.given_limits.Over((*info)->limits);
  // Both engines leave and take the same states (Promise P21); one of them counts fuel.
  settings.engine = settings.limits.fuel_max == 0 ? kDefaultEngine : Engine::kChecked;
  return std::move(*store);
}

Result<std::unique_ptr<Guest>> Guest::Create(const GuestSettings& settings, SandboxSource& source,
                                             SessionStore* store) {
  std::unique_ptr<Guest> guest(new Guest(settings, source));
  if (settings.output_dir) {
    auto folder = OutputFolder::Open(*settings.output_dir);
    if (!folder) return std::unexpected(folder.error());
    guest->output_folder_.emplace(std::move(*folder));
  }
  for (const NamedPath& input : settings.inputs) {
    if (!base::IsUtf8(input.name)) {
      return std::unexpected(
          Error{ErrorKind::kInvalidArgument,
                "--input: the file's name is not UTF-8; give it another one with NAME=PATH"});
    }
    auto content = ReadWholeFile(input.path, "the input file", settings.limits.file_bytes_max);
    if (!content) {
      if (content.error().kind == ErrorKind::kLimit) content.error().what += "; raise it with --max-files";
      return std::unexpected(content.error());
    }
    guest->inputs_.emplace_back("/input/" + input.name, std::move(*content));
  }
  if (auto set = guest->grants_.SetSqlLimits(settings.sql_limits); !set) return std::unexpected(set.error());
  for (const NamedPath& database : settings.databases) {
    if (auto added = guest->grants_.AddDatabase(database.name, database.path); !added) {
      return std::unexpected(
          Error{added.error().kind, fmt::format("--db {}: {}", database.name, added.error().what)});
    }
  }
  if (settings.ask == GuestSettings::Ask::kYes) {
    if (auto added = guest->grants_.AddFunction(service::AskFunction()); !added)
      return std::unexpected(added.error());
  }
  auto started = store == nullptr ? guest->Restart() : guest->OpenSession(*store);
  if (!started) return std::unexpected(started.error());
  return guest;
}

Result<void> Guest::OpenSession(SessionStore& store) {
  store_ = &store;
  auto sessions = source_.MakeSessions(store);
  if (!sessions) return std::unexpected(sessions.error());
  sessions_ = std::move(*sessions);
  OpenSessionOptions options;
  if (settings_.given_limits.any()) options.limits = settings_.limits;
  auto session = sessions_->Open(*settings_.session, grants_, options);
  if (!session && session.error().kind == ErrorKind::kNotFound) {
    session = sessions_->Create(*settings_.session, grants_,
                                {.limits = settings_.limits, .history = settings_.history, .tenant = {}});
    is_new_session_ = session.has_value();
  }
  if (!session) return std::unexpected(session.error());
  session_ = std::move(*session);
  return {};
}

Result<void> Guest::GetReady() {
  if (session_ == nullptr) return {};
  const auto parked = session_->Parked();
  if (!parked) return std::unexpected(parked.error());
  if (*parked) {
    return std::unexpected(
        Error{ErrorKind::kInvalidArgument,
              fmt::format("a run of the session '{}' waits for an answer ({}); {}", *settings_.session,
                          QuestionOf(**parked), HowToGoOn(settings_))});
  }
  for (const auto& [path, content] : inputs_) {
    // Each write is a turn: none for what is there already.
    const auto there = session_->ReadFile(path, content.size());
    if (there && *there == content) continue;
    if (auto written = session_->WriteFile(path, content); !written) {
      return std::unexpected(Error{written.error().kind, fmt::format("{}: {}", path, written.error().what)});
    }
  }
  return {};
}

Result<void> Guest::Restart() {
  sandbox_.reset();
  auto sandbox = source_.Make(grants_, {.limits = settings_.limits});
  if (!sandbox) return std::unexpected(sandbox.error());
  sandbox_ = std::move(*sandbox);
  for (const auto& [path, content] : inputs_) {
    if (auto written = sandbox_->WriteFile(path, content); !written) {
      return std::unexpected(Error{written.error().kind, fmt::format("{}: {}", path, written.error().what)});
    }
  }
  return {};
}

RunOptions Guest::OptionsOfRun(OnOutput on_output) const {
  RunOptions options;
  options.artifacts = output_folder_ ? RunOptions::Artifacts::kCollect : RunOptions::Artifacts::kLeave;
  options.on_output = std::move(on_output);
  return options;
}

Result<Outcome> Guest::Run(Interrupts& interrupts, std::string_view code, const std::string& file_name,
                           OnOutput on_output) {
  RunOptions options = OptionsOfRun(std::move(on_output));
  options.file_name = file_name;
  if (session_ != nullptr) {
    const Interrupts::Run run(interrupts, [this] { session_->Cancel(); });
    return session_->Run(code, options);
  }
  const Interrupts::Run run(interrupts, [this] { sandbox_->Cancel(); });
  return sandbox_->Run(code, options);
}

Result<Outcome> Guest::Resume(Interrupts& interrupts, const CallReply& reply, OnOutput on_output) {
  const RunOptions options = OptionsOfRun(std::move(on_output));
  if (session_ != nullptr) {
    const Interrupts::Run run(interrupts, [this] { session_->Cancel(); });
    return session_->Resume(reply, options);
  }
  const Interrupts::Run run(interrupts, [this] { sandbox_->Cancel(); });
  return sandbox_->Resume(reply, options);
}

bool Guest::WaitsInStore() {
  if (store_ == nullptr) return false;
  const auto info = FindSession(*store_, *settings_.session);
  return info && *info && (*info)->parked;
}

Result<std::vector<FileEntry>> Guest::ListFiles(std::string_view folder) {
  return session_ != nullptr ? session_->ListFiles(folder) : sandbox_->ListFiles(folder);
}

Result<void> Guest::SetArguments(std::span<const std::string> arguments) {
  std::string list;
  for (const std::string& argument : arguments) {
    if (!base::IsUtf8(argument)) {
      return std::unexpected(Error{ErrorKind::kInvalidArgument, "an argument after '--' is not UTF-8"});
    }
    list += PythonLiteral(argument) + ", ";
  }
  const auto outcome =
      sandbox_->Run(fmt::format("import sys\ntry:\n    sys.argv = [{0}]\nexcept AttributeError:  # "
                                "MicroPython\n    sys.argv[:] = [{0}]\n"
                                "del sys\n",
                                list));
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->status != Status::kOk) {
    return std::unexpected(Error{ErrorKind::kLimit, fmt::format("sys.argv could not be set: {}",
                                                                outcome->failure ? outcome->failure->message
                                                                                 : Name(outcome->status))});
  }
  return {};
}

std::pair<std::vector<std::string>, bool> Guest::SaveFiles(const Outcome& outcome, Console& console) {
  std::pair<std::vector<std::string>, bool> result{std::vector<std::string>(outcome.displays.size()), true};
  if (!output_folder_) return result;
  auto& [saved_as, all_written] = result;
  const auto save = [&](const std::string& path, std::string_view data) {
    const auto written = output_folder_->Write(path, data);
    if (!written) {
      console.Complain(written.error().what);
      result.second = false;
    }
    return written.has_value();
  };
  std::set<std::string> taken;  // artifacts keep their names; displays get what is free
  for (const Artifact& artifact : outcome.artifacts) {
    taken.insert(artifact.path.substr(0, artifact.path.rfind('.')));
    save(artifact.path, artifact.data);
  }
  int number = 0;
  for (std::size_t i = 0; i < outcome.displays.size(); ++i) {
    std::string stem;
    do {
      stem = fmt::format("display-{}", ++number);
    } while (taken.contains(stem));
    bool any = false;
    for (const MimeData& form : outcome.displays[i]) {
      // What is printed as text needs no file.
      if (form.mime == "text/plain") continue;
      any = save(fmt::format("{}.{}", stem, FileExtension(form.mime)), form.data) || any;
    }
    if (any) {
      saved_as[i] = fmt::format("{}/{}", output_folder_->path(), stem);
    } else {
      --number;
    }
  }
  return result;
}

std::string PythonLiteral(std::string_view text) {
  std::string out = "'";
  while (!text.empty()) {
    const base::Utf8Head head = base::ReadUtf8(text);
    const char32_t c = head.value;
    if (c >= 0x20 && c < 0x7f && c != U'\'' && c != U'\\') {
      out.push_back(static_cast<char>(c));
    } else {
      out += fmt::format("\\U{:08x}", static_cast<std::uint32_t>(c));
    }
    text.remove_prefix(head.bytes);
  }
  return out + "'";
}

}  // namespace vitrine::cli
