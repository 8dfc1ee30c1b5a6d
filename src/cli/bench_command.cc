#include "cli/bench_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/units.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/sandbox_source.h"
#include "cli/statistics.h"
#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/sandbox.h"
#include "vitrine/version.h"
#include "vitrine/worker_pool.h"

namespace vitrine::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr int kCallsPerRun = 1000;
constexpr int kRows = 10'000;
constexpr int kNewWorkers = 50;

struct Row {
  std::string key;   // in JSON
  std::string what;  // in the table
  Summary summary;
};

struct Budget {
  std::size_t samples_max;
  nanoseconds time_max;
};

// Samples until one of the bounds is met; at least once. `sample` returns what one took.
Result<Summary> Sample(const Budget& budget, const std::function<Result<nanoseconds>()>& sample) {
  std::vector<nanoseconds> samples;
  const auto begin = Clock::now();
  do {
    const auto took = sample();
    if (!took) return std::unexpected(took.error());
    samples.push_back(*took);
  } while (samples.size() < budget.samples_max && Clock::now() - begin < budget.time_max);
  return Summarize(samples);
}

// Runs code that has to end well; returns how long that took.
Result<nanoseconds> Timed(Sandbox& sandbox, std::string_view code) {
  const auto begin = Clock::now();
  const auto outcome = sandbox.Run(code);
  const nanoseconds took = Clock::now() - begin;
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->status != Status::kOk) {
    return std::unexpected(Error{
        ErrorKind::kHost,
        fmt::format("a measured program failed: {}", outcome->failure ? outcome->failure->message : "")});
  }
  return took;
}

// A folder with a database of kRows rows; removed at the end.
class SampleDatabase {
 public:
  static Result<std::unique_ptr<SampleDatabase>> Make() {
    std::error_code error;
    std::string folder = std::filesystem::temp_directory_path(error) / "vitrine-bench-XXXXXX";
    if (error || mkdtemp(folder.data()) == nullptr) return Failed("a temporary folder cannot be made");
    std::unique_ptr<SampleDatabase> made(new SampleDatabase(folder));
    sqlite3* database = nullptr;
    const std::string sql = fmt::format(
        "create table item (id integer primary key, name text, price real);"
        "insert into item with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) "
        "select i, 'item number ' || i, i * 0.25 from n;",
        kRows);
    const bool ok = sqlite3_open(made->path().c_str(), &database) == SQLITE_OK &&
                    sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    if (!ok) return Failed("the sample database cannot be written");
    return made;
  }
  ~SampleDatabase() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  SampleDatabase(const SampleDatabase&) = delete;
  SampleDatabase& operator=(const SampleDatabase&) = delete;

  std::string path() const { return folder_ + "/sample.db"; }

 private:
  explicit SampleDatabase(std::string folder) : folder_(std::move(folder)) {}
  static std::unexpected<Error> Failed(const char* what) {
    return std::unexpected(Error{ErrorKind::kHost, what});
  }

  std::string folder_;
};

// Starts `python3 -I -c "print(1+1)"` and waits for it: what the same line costs as a process. Negative when
// there is no python3.
nanoseconds TimePythonProcess() {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string words[] = {"python3", "-I", "-c", "print(1+1)"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  const auto begin = Clock::now();
  pid_t process = 0;
  const int error = posix_spawnp(&process, "python3", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (error != 0 || waitpid(process, &status, 0) != process) return nanoseconds(-1);
  const nanoseconds took = Clock::now() - begin;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took : nanoseconds(-1);
}

Result<void> MeasureStart(const Image& image, std::vector<Row>& rows) {
  const Grants grants;
  std::vector<nanoseconds> answers;
  const auto cycle = Sample({20'000, std::chrono::seconds(1)}, [&]() -> Result<nanoseconds> {
    const auto begin = Clock::now();
    auto sandbox = Sandbox::Create(image, grants);
    if (!sandbox) return std::unexpected(sandbox.error());
    const auto ran = Timed(**sandbox, "print(1+1)");
    if (!ran) return ran;
    answers.push_back(Clock::now() - begin);
    sandbox->reset();
    return Clock::now() - begin;
  });
  if (!cycle) return std::unexpected(cycle.error());
  rows.push_back({"start_answer", "start + print(1+1), until the answer", Summarize(answers)});
  rows.push_back({"start_cycle", "the same with recycling", *cycle});
  return {};
}

// The same through workers: as `vitrine run` and a server have it.
Result<void> MeasureWorkers(const GuestSettings& settings, std::vector<Row>& rows) {
  WorkerPoolOptions options = PoolOptions(settings);
  options.spares_count = 0;
  options.workers_count_max = kNewWorkers + 1;
  const auto begin = Clock::now();
  const auto pool = WorkerPool::Create(options);
  if (!pool) return std::unexpected(pool.error());
  if (const auto ready = (*pool)->protections(); !ready) return std::unexpected(ready.error());
  const nanoseconds ready = Clock::now() - begin;
  rows.push_back({"worker_zygote", "zygote, once a pool", Summarize(std::span(&ready, 1))});

  const Grants grants;
  const auto one_shot = [&](std::unique_ptr<Sandbox>& sandbox) -> Result<nanoseconds> {
    const auto asked = Clock::now();
    auto made = (*pool)->CreateSandbox(grants);
    if (!made) return std::unexpected(made.error());
    sandbox = std::move(*made);
    if (const auto ran = Timed(*sandbox, "print(1+1)"); !ran) return ran;
    return Clock::now() - asked;
  };
  const auto warm = Sample({20'000, std::chrono::seconds(1)}, [&] {
    std::unique_ptr<Sandbox> sandbox;  // dropped at once: its worker serves the next one
    return one_shot(sandbox);
  });
  if (!warm) return std::unexpected(warm.error());
  rows.push_back({"worker_answer", "start + print(1+1) in a warm worker, answer", *warm});

  // Each is held, so that the next one finds no idle worker; the first may take the warm one.
  std::vector<std::unique_ptr<Sandbox>> held(1);
  if (const auto first = one_shot(held.front()); !first) return std::unexpected(first.error());
  const auto cold =
      Sample({kNewWorkers, std::chrono::seconds(1)}, [&] { return one_shot(held.emplace_back()); });
  if (!cold) return std::unexpected(cold.error());
  rows.push_back({"worker_new_answer", "the same in a new worker", *cold});
  return {};
}

Result<void> MeasureCalls(const Image& image, const SampleDatabase& database, std::vector<Row>& rows) {
  Grants grants;
  auto added = grants.AddFunction({.name = "nothing",
                                   .doc = "Does nothing.",
                                   .parameters = {},
                                   .call = [](const CallContext&, std::span<const Value>) { return Value(); },
                                   .calls_count_max = kCallsPerRun});
  if (added) added = grants.AddDatabase("sample", database.path());
  if (!added) return added;
  const auto sandbox = Sandbox::Create(image, grants);
  if (!sandbox) return std::unexpected(sandbox.error());

  const std::string calls = fmt::format("for _ in range({}): nothing()", kCallsPerRun);
  const std::string turns = fmt::format("for _ in range({}): pass", kCallsPerRun);
  const auto call = Sample({500, std::chrono::seconds(1)}, [&]() -> Result<nanoseconds> {
    const auto empty = Timed(**sandbox, turns);
    if (!empty) return empty;
    const auto full = Timed(**sandbox, calls);
    if (!full) return full;
    return (*full - *empty) / kCallsPerRun;
  });
  if (!call) return std::unexpected(call.error());
  rows.push_back({"host_call", fmt::format("host call and reply, mean of {}", kCallsPerRun), *call});

  const auto query = Sample({200, std::chrono::seconds(1)}, [&] {
    return Timed(**sandbox,
                 "rows = read_only_sql_query('sample', 'select id, name, price from item')['rows']");
  });
  if (!query) return std::unexpected(query.error());
  const auto counted = (*sandbox)->Run("len(rows)");
  if (!counted || counted->value_repr != std::to_string(kRows)) {
    return std::unexpected(Error{ErrorKind::kHost, "the measured query did not return all rows"});
  }
  rows.push_back({"sql_rows", fmt::format("{} SQL rows into the guest", kRows), *query});
  return {};
}

Result<std::vector<Row>> Measure(const GuestSettings& settings) {
  std::vector<Row> rows;
  const auto loading = Clock::now();
  const auto image = Image::Load({.interpreter = settings.interpreter.value_or(Interpreter::kCpython)});
  if (!image) return std::unexpected(image.error());
  const nanoseconds loaded = Clock::now() - loading;
  rows.push_back({"image_load", "image, once a process", Summarize(std::span(&loaded, 1))});
  if (auto measured = MeasureStart(**image, rows); !measured) return std::unexpected(measured.error());
  const auto database = SampleDatabase::Make();
  if (!database) return std::unexpected(database.error());
  if (auto measured = MeasureCalls(**image, **database, rows); !measured)
    return std::unexpected(measured.error());
  if (auto measured = MeasureWorkers(settings, rows); !measured) return std::unexpected(measured.error());
  const auto process =
      Sample({20, std::chrono::seconds(1)}, [] { return Result<nanoseconds>(TimePythonProcess()); });
  if (process && process->median > nanoseconds(0)) {
    rows.push_back({"python_process", "for comparison: python3 -I -c 'print(1+1)'", *process});
  }
  return rows;
}

std::string AsTable(const std::vector<Row>& rows) {
  std::string text = fmt::format("{:<44} {:>7} {:>12} {:>12}\n", "", "n", "median", "p99");
  for (const Row& row : rows) {
    text += fmt::format("{:<44} {:>7} {:>12} {:>12}\n", row.what, row.summary.count,
                        base::FormatDuration(row.summary.median), base::FormatDuration(row.summary.p99));
  }
  return text;
}

std::string AsJson(const std::vector<Row>& rows) {
  nlohmann::ordered_json object = {{"version", kVersion}, {"unit", "ns"}};
  for (const Row& row : rows) {
    object["figures"][row.key] = {
        {"n", row.summary.count}, {"median", row.summary.median.count()}, {"p99", row.summary.p99.count()}};
  }
  return object.dump() + "\n";
}

}  // namespace

int Bench(const BenchCommand& command) {
  Console console(STDOUT_FILENO, STDERR_FILENO, Console::Escaping::kOnTerminals);
  const auto rows = Measure(command.guest);
  if (!rows) {
    console.Complain(rows.error().what);
    return ExitCode(rows.error());
  }
  console.Write(OutputStream::kStdout,
                command.format == BenchCommand::Format::kJson ? AsJson(*rows) : AsTable(*rows));
  return console.output_error() == 0 ? kExitOk : kExitOutput;
}

}  // namespace vitrine::cli
