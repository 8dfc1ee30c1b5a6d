#include "cli/version_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"
#include "vitrine/version.h"

namespace vitrine::cli {
namespace {

constexpr const char* kEngine = kDefaultEngine == Engine::kFast ? "fast" : "checked";

struct GuestInfo {
  Interpreter interpreter;
  std::string name;
  std::string image_id;
};

// Asks the guest itself, so that the answer is true for the binary at hand.
Result<GuestInfo> AskGuest(Interpreter interpreter) {
  const auto image = Image::Load({.interpreter = interpreter});
  if (!image) return std::unexpected(image.error());
  const Grants grants;
  const auto sandbox = Sandbox::Create(**image, grants);
  if (!sandbox) return std::unexpected(sandbox.error());
  const auto outcome = (*sandbox)->Run(
      interpreter == Interpreter::kCpython
          ? "import platform\nprint(platform.python_implementation(), platform.python_version(), end='')"
          : "import sys\nprint('MicroPython', '.'.join(map(str, sys.implementation.version[:3])), end='')");
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->status != Status::kOk) {
    return std::unexpected(Error{ErrorKind::kHost, "the guest does not answer"});
  }
  return GuestInfo{interpreter, outcome->stdout_text, (*image)->id()};
}

}  // namespace

int ShowVersion(const VersionCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  std::vector<GuestInfo> guests;
  for (const Interpreter interpreter : {Interpreter::kCpython, Interpreter::kMicropython}) {
    auto guest = AskGuest(interpreter);
    if (!guest) {
      console.Complain(guest.error().what);
      return ExitCode(guest.error());
    }
    guests.push_back(std::move(*guest));
  }
  std::string text;
  if (command.format == VersionCommand::Format::kJson) {
    nlohmann::ordered_json object = {
        {"version", kVersion}, {"engine", kEngine}, {"build_type", VITRINE_BUILD_TYPE}};
    for (const GuestInfo& guest : guests) {
      object["guests"][Name(guest.interpreter)] = {{"python", guest.name}, {"image", guest.image_id}};
    }
    text = object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  } else {
    text = fmt::format("vitrine {}\n", kVersion);
    for (const GuestInfo& guest : guests) {
      text += fmt::format("guest   {}\nimage   {}\n", guest.name, guest.image_id);
    }
    text += fmt::format("engine  {}\nbuild   {}\n", kEngine, VITRINE_BUILD_TYPE);
  }
  console.Write(OutputStream::kStdout, text);
  return console.output_error() == 0 ? kExitOk : kExitOutput;
}

}  // namespace vitrine::cli
