#include "cli/doctor_command.h"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/jail_report.h"
#include "cli/sandbox_source.h"
#include "os/machine.h"
#include "os/page_scan.h"
#include "vitrine/worker_pool.h"

namespace vitrine::cli {
namespace {

using Clock = std::chrono::steady_clock;

// Not through a SandboxSource: what is found must be told, however bad it is.
Result<Checkup> ExamineMachine() {
  const auto begin = Clock::now();
  const auto pool = WorkerPool::Create(PoolOptions({}));
  if (!pool) return std::unexpected(pool.error());
  auto protections = (*pool)->protections();
  if (!protections) return std::unexpected(protections.error());
  Checkup checkup;
  checkup.protections = std::move(*protections);
  checkup.ready = Clock::now() - begin;

  const Grants grants;
  const auto asked = Clock::now();
  const auto sandbox = (*pool)->CreateSandbox(grants);
  if (!sandbox) return std::unexpected(sandbox.error());
  const auto outcome = (*sandbox)->Run("print(1+1)");
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->status != Status::kOk || outcome->stdout_text != "2\n") {
    return std::unexpected(Error{
        ErrorKind::kHost, fmt::format("print(1+1) failed in a worker: {}",
                                      outcome->failure ? outcome->failure->message : outcome->stdout_text)});
  }
  checkup.answer = Clock::now() - asked;

  utsname names{};
  uname(&names);
  checkup.system = names.sysname;
  checkup.kernel = names.release;
  checkup.processor = names.machine;
  checkup.has_page_scan = os::PageScanner().available();
  checkup.has_gs_instruction = os::HaveGsInstruction();
  return checkup;
}

}  // namespace

int Examine(const DoctorCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const auto checkup = ExamineMachine();
  if (!checkup) {
    console.Complain(checkup.error().what);
    return ExitCode(checkup.error());
  }
  console.Write(OutputStream::kStdout, command.format == DoctorCommand::Format::kJson
                                           ? CheckupJson(*checkup)
                                           : CheckupText(*checkup));
  if (console.output_error() != 0) return kExitOutput;
  return checkup->protections.level >= JailLevel::kL2 ? kExitOk : kExitException;
}

}  // namespace vitrine::cli
