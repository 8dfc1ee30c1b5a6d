#include "cli/run_to_end.h"

#include <fmt/format.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "cli/ask.h"
#include "cli/exit_code.h"
#include "cli/show.h"

namespace vitrine::cli {

int RunToEnd(Guest& guest, Interrupts& interrupts, Console& console, RunCommand::Format format,
             const std::function<Result<Outcome>(const OnOutput&)>& start) {
  const bool streams = format == RunCommand::Format::kText;
  OnOutput on_output;
  if (streams) {
    // Code whose output nobody can take has nothing left to do.
    console.OnOutputFailure([&] { interrupts.CancelRun(); });
    on_output = [&](OutputStream stream, std::string_view text) { console.Write(stream, text); };
  }
  auto outcome = start(on_output);
  if (outcome && outcome->parked && streams && SomebodyIsThere()) {
    outcome = AskAndGoOn(guest, std::move(*outcome), interrupts, console, on_output);
  }
  if (!outcome) {
    console.Complain(outcome.error().what);
    return ExitCode(outcome.error());
  }
  outcome = GiveUpWhatIsNotKept(guest, std::move(*outcome));

  const auto [saved_as, all_saved] = guest.SaveFiles(*outcome, console);
  if (streams) {
    ShowOutcome(*outcome, guest.settings(), saved_as, console);
    if (outcome->parked) ShowWaiting(*outcome->parked, guest.settings(), console);
  } else {
    console.Write(OutputStream::kStdout, ToJson(*outcome));
    console.EndLine(OutputStream::kStdout);
  }
  if (console.output_error() == EPIPE) return kExitPipeClosed;
  if (console.output_error() != 0) {
    console.Complain(fmt::format("standard output cannot be written: {}",
                                 std::generic_category().message(console.output_error())));
    return kExitOutput;
  }
  const int code = ExitCode(*outcome);
  return code == kExitOk && !all_saved ? kExitOutput : code;
}

}  // namespace vitrine::cli
