#include "cli/show.h"

#include "cli/report.h"

namespace vitrine::cli {

void ShowOutcome(const Outcome& outcome, const GuestSettings& settings, std::span<const std::string> saved_as,
                 Console& console) {
  for (std::size_t i = 0; i < outcome.displays.size(); ++i) {
    console.EndLine(OutputStream::kStdout);
    console.Write(OutputStream::kStdout, DisplayReport(outcome.displays[i], saved_as[i]));
  }
  if (outcome.value_repr && settings.show_value == GuestSettings::ShowValue::kYes) {
    console.EndLine(OutputStream::kStdout);
    console.Write(OutputStream::kStdout, *outcome.value_repr);
    console.EndLine(OutputStream::kStdout);
  }
  if (const std::string report = FailureReport(outcome, settings); !report.empty()) {
    // The terminal has shown ^C where the cursor was.
    if (outcome.status == Status::kCancelled && console.IsTerminal(OutputStream::kStderr)) {
      console.Write(OutputStream::kStderr, "\n");
    }
    console.EndLine(OutputStream::kStderr);
    console.Write(OutputStream::kStderr, report);
    console.EndLine(OutputStream::kStderr);
  }
}

}  // namespace vitrine::cli
