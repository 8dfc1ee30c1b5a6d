#include "cli/report.h"

#include <gtest/gtest.h>

namespace vitrine::cli {
namespace {

using std::chrono::milliseconds;

Outcome Failed(Status status, Failure failure, LimitKind limit = LimitKind::kNone) {
  Outcome outcome;
  outcome.status = status;
  outcome.limit = limit;
  outcome.failure = std::move(failure);
  return outcome;
}

TEST(FailureReport, IsEmptyWhenAllWentWell) {
  Outcome outcome;
  outcome.status = Status::kOk;
  EXPECT_EQ(FailureReport(outcome, {}), "");
}

TEST(FailureReport, ShowsTracebackThenHint) {
  const Outcome outcome =
      Failed(Status::kException, {.type = "NameError",
                                  .message = "name 'x' is not defined",
                                  .traceback = "Traceback ...\nNameError: name 'x' is not defined",
                                  .hint = "define x first"});
  EXPECT_EQ(FailureReport(outcome, {}),
            "Traceback ...\nNameError: name 'x' is not defined\nhint: define x first\n");
}

TEST(FailureReport, ShowsTypeAndMessageWithoutATraceback) {
  EXPECT_EQ(FailureReport(Failed(Status::kTrap, {.type = "Trap", .message = "stack overflow"}), {}),
            "Trap: stack overflow\n");
}

TEST(FailureReport, SaysWhatIsUndone) {
  Outcome outcome = Failed(Status::kCancelled, {.type = "KeyboardInterrupt", .hint = "h"});
  outcome.rolled_back = true;
  outcome.undone = "everything is undone";
  EXPECT_EQ(FailureReport(outcome, {}), "KeyboardInterrupt\nhint: h\nrolled back: everything is undone\n");
}

TEST(FailureReport, WhatWaitsHasNotFailed) {
  EXPECT_EQ(FailureReport(Failed(Status::kParked, {.type = "Parked", .message = "m", .hint = "h"}), {}), "");
}

TEST(FailureReport, SysExitAddsNothing) {
  Outcome with_text = Failed(Status::kException, {.type = "SystemExit", .message = "no such month"});
  with_text.stderr_text = "a line\nno such month\n";
  EXPECT_EQ(FailureReport(with_text, {}), "");
  Outcome with_number = Failed(Status::kException, {.type = "SystemExit", .message = "3"});
  with_number.exit_code = 3;
  EXPECT_EQ(FailureReport(with_number, {}), "");
  EXPECT_EQ(FailureReport(Failed(Status::kException, {.type = "SystemExit"}), {}), "");
}

TEST(FailureReport, AnEndOfTheInterpreterIsExplained) {
  EXPECT_EQ(FailureReport(
                Failed(Status::kException, {.type = "SystemExit", .message = "it left by os._exit(3)"}), {}),
            "it left by os._exit(3)\n");
}

TEST(FailureReport, SaysWhatWasCut) {
  Outcome outcome;
  outcome.status = Status::kOk;
  outcome.stdout_bytes_cut = 1000;
  outcome.stderr_bytes_cut = 24;
  outcome.displays_dropped = 2;
  outcome.artifacts_dropped = 3;
  const std::string report = FailureReport(outcome, {});
  EXPECT_NE(report.find("limit: output, 1 KiB were cut after 1 MiB; raise it with --max-output\n"),
            std::string::npos)
      << report;
  EXPECT_NE(report.find("limit: displays, 2 were dropped"), std::string::npos) << report;
  EXPECT_NE(report.find("limit: files in /output, 3 were left out"), std::string::npos) << report;
}

TEST(LimitReport, SaysWhichLimitHowMuchAndHowToRaiseIt) {
  GuestSettings settings;
  Outcome outcome = Failed(Status::kLimit, {.type = "TimeLimitExceeded"}, LimitKind::kWallTime);
  outcome.usage.wall = milliseconds(5010);
  EXPECT_EQ(LimitReport(outcome, settings), "wall-clock time, 5.01 s used of 5 s; raise it with --time 10s");
  outcome.limit = LimitKind::kCpuTime;
  outcome.usage.cpu = milliseconds(250);
  settings.limits.cpu_time_max = milliseconds(250);
  EXPECT_EQ(LimitReport(outcome, settings),
            "processor time, 250 ms used of 250 ms; raise it with --cpu 500ms");
  outcome.limit = LimitKind::kFuel;
  outcome.usage.fuel = 1001;
  settings.limits.fuel_max = 1000;
  EXPECT_EQ(LimitReport(outcome, settings), "fuel, 1001 used of 1000; raise it with --fuel 2000");
  outcome.limit = LimitKind::kMemory;
  outcome.usage.memory_bytes_peak = 64u << 20;
  settings.limits.memory_bytes_max = 64u << 20;
  EXPECT_EQ(LimitReport(outcome, settings), "memory, 64 MiB used of 64 MiB; raise it with --memory 128M");
  outcome.limit = LimitKind::kHostCalls;
  outcome.usage.host_calls = 11;
  settings.limits.host_calls_max = 10;
  EXPECT_EQ(LimitReport(outcome, settings), "host calls, 11 made of 10; raise it with --max-calls 20");
  outcome.limit = LimitKind::kNone;
  EXPECT_EQ(LimitReport(outcome, settings), "");
}

TEST(DisplayReport, PrintsTextAndMentionsTheRest) {
  const Display display = {{"image/png", std::string(12 << 10, 'x'), true}, {"text/plain", "a chart", false}};
  EXPECT_EQ(DisplayReport(display, ""), "a chart\n[image/png, 12 KiB]\n");
  EXPECT_EQ(DisplayReport(display, "out/display-1"), "a chart\n[image/png, 12 KiB: out/display-1.png]\n");
}

TEST(FileExtension, KnowsCommonForms) {
  EXPECT_EQ(FileExtension("image/svg+xml"), "svg");
  EXPECT_EQ(FileExtension("application/vnd.vegalite.v5+json"), "json");
  EXPECT_EQ(FileExtension("../../etc/passwd"), "bin");
}

}  // namespace
}  // namespace vitrine::cli
