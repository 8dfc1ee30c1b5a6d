// The same Python programs in the glass and in a native Python, side by side: each round runs both, so that a
// noisy machine disturbs both alike. Compares processor times, the best of all rounds each (what a
// neighbour takes away only ever adds), and prints each program's ratio and the geometric mean.
//
//   vitrine_compare_bench [--guest cpython|micropython] [--native PYTHON] [--rounds N] [--only NAME]
//
// PYTHON should be the same version built with -O2 (make bench builds both); without it python3 or
// micropython in /usr/bin. Programs that a native MicroPython cannot run are left out, and named.
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "native_python.h"
#include "vitrine/sandbox.h"

namespace {

[[noreturn]] void Die(const std::string& what) {
  fmt::print(stderr, "{}\n", what);
  std::exit(1);
}

struct Settings {
  vitrine::Interpreter interpreter = vitrine::Interpreter::kCpython;
  std::string native;
  int rounds = 20;
  std::string only;
};

Settings ParseArguments(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i];
    if (i + 1 == argc) Die(fmt::format("{} needs a value", option));
    if (option == "--guest") {
      const auto found = vitrine::FindInterpreter(argv[i + 1]);
      if (!found) Die(fmt::format("there is no guest {}", argv[i + 1]));
      settings.interpreter = *found;
    } else if (option == "--native") {
      settings.native = argv[i + 1];
    } else if (option == "--rounds") {
      settings.rounds = std::max(1, std::atoi(argv[i + 1]));
    } else if (option == "--only") {
      settings.only = argv[i + 1];
    } else {
      Die(fmt::format("unknown option {}", option));
    }
  }
  if (settings.native.empty()) {
    settings.native =
        settings.interpreter == vitrine::Interpreter::kCpython ? "/usr/bin/python3" : "/usr/bin/micropython";
  }
  return settings;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Comparison {
 public:
  Comparison(const Settings& settings, vitrine::bench::NativePython& native, const vitrine::Image& image,
             const vitrine::Grants& grants)
      : settings_(settings), native_(native), image_(image), grants_(grants) {}

  // Goes on in a new sandbox, as a user's program would.
  void StartAfresh() {
    vitrine::SandboxOptions options;
    options.limits.wall_time_max = options.limits.cpu_time_max = std::chrono::minutes(5);
    auto made = vitrine::Sandbox::Create(image_, grants_, options);
    if (!made) Die(made.error().what);
    sandbox_ = std::move(*made);
  }

  // Best time in the glass to best native time. `glass` and `native` do the same work.
  double Ratio(const std::string& name, const std::string& glass, const std::string& native) {
    double native_ns = std::numeric_limits<double>::infinity();
    double glass_ns = native_ns;
    for (int round = 0; round < settings_.rounds; ++round) {
      native_ns = std::min(native_ns, native_.Run(native));
      glass_ns = std::min(glass_ns, RunInGlass(glass));
    }
    const double ratio = glass_ns / native_ns;
    fmt::print("{:<18} {:>9.2f} {:>9.2f} {:>7.2f}\n", name, native_ns / 1e6, glass_ns / 1e6, ratio);
    return ratio;
  }

  double RunInGlass(const std::string& code) {
    const vitrine::Result<vitrine::Outcome> outcome = sandbox_->Run(code);
    if (!outcome) Die(outcome.error().what);
    if (outcome->status != vitrine::Status::kOk)
      Die("in the glass: " + outcome->failure->traceback + outcome->failure->message);
    return static_cast<double>(outcome->usage.cpu.count());
  }

  // Defines main() on both sides, and calls it once. Why the native side cannot; else empty.
  std::string Prepare(const std::string& program) {
    if (std::string why = native_.Try(program + "\nmain()\n"); !why.empty()) return why;
    StartAfresh();
    RunInGlass(program);
    return "";
  }

  double RunNative(const std::string& code) { return native_.Run(code); }

 private:
  const Settings& settings_;
  vitrine::bench::NativePython& native_;
  const vitrine::Image& image_;
  const vitrine::Grants& grants_;
  std::unique_ptr<vitrine::Sandbox> sandbox_;
};

std::string MakeDatabase() {
  const std::string path =
      (std::filesystem::temp_directory_path() / fmt::format("vitrine-bench-{}.db", getpid())).string();
  std::filesystem::remove(path);
  sqlite3* db = nullptr;
  if (sqlite3_open(path.c_str(), &db) != SQLITE_OK ||
      sqlite3_exec(db,
                   "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, amount REAL, quantity "
                   "INTEGER, day TEXT);"
                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 10000)"
                   "INSERT INTO orders SELECT i, 'customer ' || (i % 97), i * 1.25, i % 7, date(20000 + i % "
                   "365) FROM n;",
                   nullptr, nullptr, nullptr) != SQLITE_OK) {
    Die("cannot make the sample database");
  }
  sqlite3_close(db);
  return path;
}

}  // namespace

int main(int argc, char** argv) {
  const Settings settings = ParseArguments(argc, argv);
  vitrine::bench::NativePython native(settings.native, settings.interpreter);
  const std::string database = MakeDatabase();

  const auto image = vitrine::Image::Load({.interpreter = settings.interpreter});
  if (!image) Die(image.error().what);
  vitrine::Grants grants;
  if (const auto added = grants.AddDatabase("shop", database); !added) Die(added.error().what);
  Comparison comparison(settings, native, **image, grants);

  fmt::print("native: {} {}; the glass: image {:.12}\n{:<18} {:>9} {:>9} {:>7}\n",
             settings.interpreter == vitrine::Interpreter::kCpython ? "CPython" : "MicroPython",
             native.version(), (*image)->id(), "", "native ms", "glass ms", "ratio");
  std::vector<std::filesystem::path> programs(std::filesystem::directory_iterator(VITRINE_PROGRAMS), {});
  std::ranges::sort(programs);
  double log_sum = 0;
  int count = 0;
  for (const std::filesystem::path& program : programs) {
    const std::string name = program.stem().string();
    if (program.extension() != ".py" || (!settings.only.empty() && name != settings.only)) continue;
    const std::string text = ReadFile(program);
    if (const std::string why = comparison.Prepare(text); !why.empty()) {
      fmt::print("{:<18} left out: {}\n", name, why);
      continue;
    }
    log_sum += std::log(comparison.Ratio(name, "main();", "main()"));
    ++count;
  }
  if (count == 0) Die(fmt::format("there is no program named {}", settings.only));
  fmt::print("{:<18} {:>27.3f}\n", fmt::format("geometric mean/{}", count), std::exp(log_sum / count));

  if (settings.only.empty() && settings.interpreter == vitrine::Interpreter::kCpython) {
    fmt::print("\n10,000 rows of five columns from SQLite\n");
    comparison.StartAfresh();
    comparison.RunNative(fmt::format("import sqlite3\ndb = sqlite3.connect('{}')", database));
    comparison.Ratio("sql_rows", "len(read_only_sql_query('shop', 'SELECT * FROM orders')['rows']);",
                     "len(db.execute('SELECT * FROM orders').fetchall())");
  }
  std::filesystem::remove(database);
  return 0;
}
