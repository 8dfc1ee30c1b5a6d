#include "cli/exit_code.h"

#include <gtest/gtest.h>

namespace vitrine::cli {
namespace {

int CodeOf(Status status, LimitKind limit = LimitKind::kNone, int exit_code = 0) {
  Outcome outcome;
  outcome.status = status;
  outcome.limit = limit;
  outcome.exit_code = exit_code;
  return ExitCode(outcome);
}

TEST(ExitCode, TellsStatusesApart) {
  EXPECT_EQ(CodeOf(Status::kOk), 0);
  EXPECT_EQ(CodeOf(Status::kException), 1);
  EXPECT_EQ(CodeOf(Status::kRefused), 2);
  EXPECT_EQ(CodeOf(Status::kTrap), 134);
  EXPECT_EQ(CodeOf(Status::kCancelled), 130);
  EXPECT_EQ(CodeOf(Status::kParked), 75);
}

TEST(ExitCode, TellsLimitsApart) {
  EXPECT_EQ(CodeOf(Status::kLimit, LimitKind::kWallTime), 124);
  EXPECT_EQ(CodeOf(Status::kLimit, LimitKind::kCpuTime), 124);
  EXPECT_EQ(CodeOf(Status::kLimit, LimitKind::kFuel), 124);
  EXPECT_EQ(CodeOf(Status::kLimit, LimitKind::kMemory), 137);
  EXPECT_EQ(CodeOf(Status::kLimit, LimitKind::kHostCalls), 123);
}

TEST(ExitCode, PassesSysExitThroughInEightBits) {
  EXPECT_EQ(CodeOf(Status::kException, LimitKind::kNone, 3), 3);
  EXPECT_EQ(CodeOf(Status::kException, LimitKind::kNone, -1), 255);
  EXPECT_EQ(CodeOf(Status::kException, LimitKind::kNone, 256), 0);
}

TEST(ExitCode, TellsTheUsersMistakesFromTheMachines) {
  EXPECT_EQ(ExitCode(Error{ErrorKind::kNotFound, ""}), 2);
  EXPECT_EQ(ExitCode(Error{ErrorKind::kInvalidArgument, ""}), 2);
  EXPECT_EQ(ExitCode(Error{ErrorKind::kLimit, ""}), 2);
  EXPECT_EQ(ExitCode(Error{ErrorKind::kHost, ""}), 125);
  EXPECT_EQ(ExitCode(Error{ErrorKind::kBusy, ""}), 125);
}

}  // namespace
}  // namespace vitrine::cli
