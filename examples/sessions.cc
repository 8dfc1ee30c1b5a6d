// A session keeps its state whatever becomes of a run; it forks, goes back, waits, and can be told again.
#include <cstdio>
#include <cstdlib>
#include <span>
#include <utility>

#include "vitrine/session.h"

namespace {

template <typename T>
T Must(vitrine::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().what.c_str());
    std::exit(1);
  }
  return std::move(*result);
}

void Show(const vitrine::Session& session, const vitrine::Outcome& outcome) {
  std::printf("%s: %s, %s%s\n", session.name().c_str(), vitrine::Name(outcome.status),
              outcome.value_repr.value_or("no value").c_str(), outcome.rolled_back ? ", rolled back" : "");
}

// A host function whose reply comes later: a person is to be asked.
vitrine::HostFunction Approve() {
  return {.name = "approve",
          .doc = "Asks a person.",
          .parameters = {{.name = "amount"}},
          .call = [](const vitrine::CallContext&, std::span<const vitrine::Value>) {
            return std::unexpected(vitrine::NoValue(vitrine::Later{}));
          }};
}

}  // namespace

int main() {
  const auto image = Must(vitrine::Image::Load());
  const auto store = vitrine::MakeMemorySessionStore();  // or Must(OpenSqliteSessionStore("sessions.db"))
  vitrine::Grants grants;
  if (!grants.AddFunction(Approve())) return 1;
  const auto sessions = Must(vitrine::Sessions::Make(*image, *store));

  const auto session = Must(sessions->Create("budget", grants));
  Show(*session, Must(session->Run("prices = [10, 20, 30]\ntotal = sum(prices)\ntotal")));
  Show(*session, Must(session->Run("prices.clear()\nimport os\nos.abort()")));
  Show(*session, Must(session->Run("total, prices")));

  const auto fork = Must(session->Fork("what-if"));
  Show(*fork, Must(fork->Run("prices.append(40)\nsum(prices)")));
  Show(*session, Must(session->Run("prices[0] = 0\nsum(prices)")));
  std::printf("back to turn %u\n", Must(session->Undo()).number);
  Show(*session, Must(session->Run("sum(prices)")));

  const vitrine::Outcome waits = Must(session->Run("answer = approve(total)\nanswer"));
  std::printf("%s waits for %s()\n", session->name().c_str(), waits.parked->function.c_str());
  // Hours later; the process may have been another one meanwhile.
  Show(*session, Must(session->Resume("yes")));

  const vitrine::ReplayReport report = Must(vitrine::Replay(*image, Must(session->Journal())));
  std::printf("a replay of %u turns %s\n", report.turns_count, report.same ? "is the same" : "differs");
  return report.same ? 0 : 1;
}
