#include "cli/version_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"
#include "vitrine/version.h"

namespace vitrine::cli {
namespace {

constexpr const char* kEngine = kDefaultEngine == Engine::kFast ? "fast" : "checked";

struct GuestInfo {
  std::string name;
  std::string image_id;
};

// Asks the guest itself, so that the answer is true for the binary at hand.
Result<GuestInfo> AskGuest() {
  const auto image = Image::Load();
  if (!image) return std::unexpected(image.error());
  const Grants grants;
  const auto sandbox = Sandbox::Create(**image, grants);
  if (!sandbox) return std::unexpected(sandbox.error());
  const auto outcome = (*sandbox)->Run(
      "import platform\nprint(platform.python_implementation(), platform.python_version(), end='')");
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->status != Status::kOk) {
    return std::unexpected(Error{ErrorKind::kHost, "the guest does not answer"});
  }
  return GuestInfo{outcome->stdout_text, (*image)->id()};
}

}  // namespace

int ShowVersion(const VersionCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const auto guest = AskGuest();
  if (!guest) {
    console.Complain(guest.error().what);
    return ExitCode(guest.error());
  }
  std::string text;
  if (command.format == VersionCommand::Format::kJson) {
    const nlohmann::ordered_json object = {{"version", kVersion},
                                           {"guest", guest->name},
                                           {"image", guest->image_id},
                                           {"engine", kEngine},
                                           {"build_type", VITRINE_BUILD_TYPE}};
    text = object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  } else {
    text = fmt::format("vitrine {}\nguest   {}\nimage   {}\nengine  {}\nbuild   {}\n", kVersion, guest->name,
                       guest->image_id, kEngine, VITRINE_BUILD_TYPE);
  }
  console.Write(OutputStream::kStdout, text);
  return console.output_error() == 0 ? kExitOk : kExitOutput;
}

}  // namespace vitrine::cli
