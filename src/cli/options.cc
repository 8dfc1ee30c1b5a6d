#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <memory>

#include "base/units.h"
#include "cli/suggest.h"

namespace vitrine::cli {
namespace {

constexpr std::uint64_t kMemoryBytesMax = 2ull << 30;  // the guest's address space that we hand out
constexpr std::uint64_t kOutputBytesMax = 1ull << 30;  // held by the host
constexpr std::uint64_t kFileBytesMax = 1ull << 30;    // lies in the guest's memory
constexpr std::uint32_t kRowsCountMax = 10'000'000;
constexpr std::uint32_t kTurnsCountMax = 1'000'000;
constexpr std::uint64_t kHistoryBytesMax = 1ull << 40;

template <typename T>
struct Plainly {
  using Type = T;
};
template <typename T>
struct Plainly<std::optional<T>> {
  using Type = T;
};

// One size, time or count: parses `text` when it was given, names the option in the error.
template <typename T, typename Parse, typename Target>
Result<void> Take(std::string_view option, const std::string& text, Parse parse, T least, T most,
                  std::string (*format)(T), Target& target) {
  if (text.empty()) return {};
  const auto parsed = parse(text);
  if (!parsed) return Bad(fmt::format("{}: {}", option, parsed.error().what));
  if (*parsed < least || *parsed > most) {
    return Bad(
        fmt::format("{}: '{}' is out of range; give {} to {}", option, text, format(least), format(most)));
  }
  target = static_cast<typename Plainly<Target>::Type>(*parsed);
  return {};
}

std::string Plain(std::uint64_t number) { return fmt::format("{}", number); }

std::string Milliseconds(std::chrono::milliseconds time) { return base::FormatDuration(time); }

Result<void> TakeLimits(const RawOptions& raw, GuestSettings& settings) {
  using std::chrono::milliseconds;
  LimitFlags& limits = settings.given_limits;
  const milliseconds least{1};
  const milliseconds most = std::chrono::hours(24);
  const std::uint64_t zero = 0;
  const std::uint64_t one = 1;
  const std::array<std::function<Result<void>()>, 10> steps = {
      [&] {
        return Take("--memory", raw.memory, base::ParseSize, one, kMemoryBytesMax, base::FormatSize,
                    limits.memory_bytes_max);
      },
      [&] {
        return Take("--time", raw.time, base::ParseDuration, least, most, Milliseconds, limits.wall_time_max);
      },
      [&] {
        return Take("--cpu", raw.cpu, base::ParseDuration, least, most, Milliseconds, limits.cpu_time_max);
      },
      [&] {
        return Take("--fuel", raw.fuel, base::ParseCount, one, std::uint64_t{1} << 62, Plain,
                    limits.fuel_max);
      },
      [&] {
        return Take("--max-output", raw.max_output, base::ParseSize, zero, kOutputBytesMax, base::FormatSize,
                    limits.output_bytes_max);
      },
      [&] {
        return Take("--max-rows", raw.max_rows, base::ParseCount, one, std::uint64_t{kRowsCountMax}, Plain,
                    settings.sql_limits.rows_count_max);
      },
      [&] {
        return Take("--max-calls", raw.max_calls, base::ParseCount, zero,
                    std::uint64_t{std::numeric_limits<std::uint32_t>::max()}, Plain, limits.host_calls_max);
      },
      [&] {
        return Take("--max-files", raw.max_files, base::ParseSize, zero, kFileBytesMax, base::FormatSize,
                    limits.file_bytes_max);
      },
      [&] {
        return Take("--max-turns", raw.max_turns, base::ParseCount, one, std::uint64_t{kTurnsCountMax}, Plain,
                    settings.history.turns_count_max);
      },
      [&] {
        return Take("--max-history", raw.max_history, base::ParseSize, one, kHistoryBytesMax,
                    base::FormatSize, settings.history.bytes_max);
      }};
  for (const auto& step : steps) {
    if (auto taken = step(); !taken) return taken;
  }
  settings.limits = limits.Over({});
  if (!raw.fuel.empty()) settings.engine = Engine::kChecked;
  return {};
}

Result<NamedPath> SplitDatabase(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    return Bad(fmt::format("--db: '{}' is not of the form NAME=PATH, like shop=data/shop.db", text));
  }
  return NamedPath{text.substr(0, equals), text.substr(equals + 1)};
}

// FILE, or NAME=PATH. A '=' behind a slash belongs to the path, so ./a=b.csv means that file.
Result<NamedPath> SplitInput(const std::string& text) {
  NamedPath input{"", text};
  const std::size_t equals = text.find('=');
  const std::size_t slash = text.find('/');
  if (equals != std::string::npos && (slash == std::string::npos || equals < slash)) {
    input = NamedPath{text.substr(0, equals), text.substr(equals + 1)};
    if (input.name.empty() || input.path.empty()) {
      return Bad(fmt::format("--input: '{}' is neither FILE nor NAME=PATH", text));
    }
  } else {
    const std::size_t last = text.rfind('/');
    input.name = last == std::string::npos ? text : text.substr(last + 1);
  }
  if (input.name.empty() || input.name == "." || input.name == "..") {
    return Bad(fmt::format("--input: '{}' does not name a file", text));
  }
  return input;
}

// Not every command has every option.
bool IsGiven(const CLI::App& app, const char* name) {
  const CLI::Option* const option = app.get_option_no_throw(name);
  return option != nullptr && option->count() > 0;
}

std::unexpected<Error> BadOption(const CLI::App& app, const std::string& given) {
  const std::string see = fmt::format("see '{} --help'", app.get_name());
  if (given.size() < 2 || given.front() != '-') {
    const bool runs = app.get_name() == "vitrine run";
    return Bad(fmt::format("'{}' was not expected here;{} {}", given,
                           runs ? " arguments for the code come after '--';" : "", see));
  }
  const std::string name = given.substr(0, given.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& long_name : option->get_lnames()) known.push_back("--" + long_name);
  }
  if (const auto near = Nearest(name, known)) {
    return Bad(fmt::format("there is no option '{}'; did you mean '{}'? ({})", name, *near, see));
  }
  return Bad(fmt::format("there is no option '{}'; {}", name, see));
}

// CLI11's own layout, with usage lines of ours.
class HelpFormatter final : public CLI::Formatter {
 public:
  explicit HelpFormatter(std::string usage) : usage_(std::move(usage)) { column_width(26); }
  std::string make_usage(const CLI::App*, std::string) const override { return "\n" + usage_ + "\n"; }

 private:
  std::string usage_;
};

}  // namespace

std::unexpected<Error> Bad(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

void AddDatabaseOption(CLI::App& app, RawOptions& raw) {
  // Repeated, not listed: "--db a=b c=d" would swallow what follows.
  app.add_option("--db", raw.databases,
                 "Let the code query a SQLite file, read-only, under a name; repeatable")
      ->option_text("NAME=PATH")
      ->allow_extra_args(false);
}

void AddGrantOptions(CLI::App& app, RawOptions& raw) {
  AddDatabaseOption(app, raw);
  app.add_option("--input", raw.inputs,
                 "Put a file into /input under its own name, or NAME=PATH under\nanother; repeatable")
      ->option_text("FILE")
      ->allow_extra_args(false);
}

void AddInterpreterOption(CLI::App& app, RawOptions& raw) {
  app.add_option("--guest", raw.interpreter, "The Python: cpython (default), or micropython, the small one")
      ->option_text("NAME");
}

void AddPaneOption(CLI::App& app, RawOptions& raw) {
  app.add_flag("--in-process", raw.in_process,
               "One pane of glass: run in this process, not in a jailed worker;\nsays what that gives up");
}

void AddGuestOptions(CLI::App& app, RawOptions& raw) {
  AddGrantOptions(app, raw);
  app.add_option(
         "--output-dir", raw.output_dir,
         "Folder that gets what the code left in /output, and displays;\nmade when missing, files of the "
         "same name are replaced")
      ->option_text("DIR");
  AddInterpreterOption(app, raw);
  AddPaneOption(app, raw);
  AddLimitOptions(app, raw);
  app.add_flag("--raw", raw.raw, "Send terminal control sequences of the code to the terminal as they are")
      ->group("Output");
  app.add_flag("--no-value", raw.no_value, "Do not print the value of the last expression")->group("Output");
}

void AddLimitOptions(CLI::App& app, RawOptions& raw) {
  app.add_option("--memory", raw.memory, "Guest memory, interpreter included; default 256M, at most 2G")
      ->option_text("SIZE")
      ->group("Limits");
  app.add_option("--time", raw.time, "Wall-clock time of a run; default 5s, at most 24h")
      ->option_text("TIME")
      ->group("Limits");
  app.add_option("--cpu", raw.cpu, "Processor time of a run; default: as --time")
      ->option_text("TIME")
      ->group("Limits");
  app.add_option("--fuel", raw.fuel,
                 "Work of a run, counted the same on every machine; selects the\nslower, checked engine")
      ->option_text("N")
      ->group("Limits");
  app.add_option("--max-output", raw.max_output, "Output kept, the rest is cut; default 1M, at most 1G")
      ->option_text("SIZE")
      ->group("Limits");
  app.add_option("--max-rows", raw.max_rows, "Rows of one query, the rest is cut; default 10000")
      ->option_text("N")
      ->group("Limits");
  app.add_option("--max-calls", raw.max_calls, "Host calls of a run, queries included; default 10000")
      ->option_text("N")
      ->group("Limits");
  app.add_option("--max-files", raw.max_files,
                 "Content of /input, and of /output with /tmp; default 64M, at most 1G")
      ->option_text("SIZE")
      ->group("Limits");
}

void AddAskOption(CLI::App& app, RawOptions& raw) {
  app.add_flag(
      "--ask", raw.ask,
      "Let the code call ask(question), which waits for a person's answer:\nat the terminal, or, in a "
      "session, until 'vitrine session resume'");
}

void AddSessionOption(CLI::App& app, RawOptions& raw) {
  app.add_option("--session", raw.session,
                 "Work in the session of this name: names and files are there from\n"
                 "before and are kept; it is made when it is not there")
      ->option_text("NAME")
      ->group("Sessions");
}

void AddStoreOption(CLI::App& app, RawOptions& raw) {
  app.add_option("--store", raw.store,
                 "The file that sessions are kept in; default: $VITRINE_STORE, or\n"
                 "sessions.db in $XDG_DATA_HOME/vitrine or ~/.local/share/vitrine")
      ->option_text("FILE")
      ->group("Sessions");
}

void AddHistoryOptions(CLI::App& app, RawOptions& raw) {
  app.add_option("--max-turns", raw.max_turns, "Turns kept to go back to, older ones go; default 100")
      ->option_text("N")
      ->group("Sessions");
  app.add_option("--max-history", raw.max_history, "Size of all turns kept, older ones go; default 256M")
      ->option_text("SIZE")
      ->group("Sessions");
}

Result<GuestSettings> TakeGuestSettings(const RawOptions& raw, const CLI::App& app) {
  GuestSettings settings;
  for (const std::string& text : raw.databases) {
    auto database = SplitDatabase(text);
    if (!database) return std::unexpected(database.error());
    settings.databases.push_back(std::move(*database));
  }
  for (const std::string& text : raw.inputs) {
    auto input = SplitInput(text);
    if (!input) return std::unexpected(input.error());
    for (const NamedPath& other : settings.inputs) {
      if (other.name == input->name) {
        return Bad(fmt::format("--input: two files would be /input/{}; give one another name with NAME=PATH",
                               input->name));
      }
    }
    settings.inputs.push_back(std::move(*input));
  }
  if (IsGiven(app, "--output-dir")) {
    if (raw.output_dir.empty()) return Bad("--output-dir: the folder's name is empty");
    settings.output_dir = raw.output_dir;
  }
  for (const char* option : {"--memory", "--time", "--cpu", "--fuel", "--max-output", "--max-rows",
                             "--max-calls", "--max-files", "--max-turns", "--max-history"}) {
    if (IsGiven(app, option) && app.get_option(option)->as<std::string>().empty()) {
      return Bad(fmt::format("{}: the value is empty", option));
    }
  }
  if (auto taken = TakeLimits(raw, settings); !taken) return std::unexpected(taken.error());
  if (IsGiven(app, "--guest")) {
    settings.interpreter = FindInterpreter(raw.interpreter);
    if (!settings.interpreter) {
      return Bad(fmt::format("--guest: there is no '{}'; it is cpython or micropython", raw.interpreter));
    }
  }
  if (raw.in_process) settings.panes = GuestSettings::Panes::kOne;
  if (raw.raw) settings.terminal = GuestSettings::Terminal::kRaw;
  if (raw.no_value) settings.show_value = GuestSettings::ShowValue::kNo;
  if (raw.ask) settings.ask = GuestSettings::Ask::kYes;
  if (IsGiven(app, "--session")) {
    if (raw.session.empty()) return Bad("--session: the name is empty");
    settings.session = raw.session;
  }
  auto store = TakeStore(raw, app);
  if (!store) return std::unexpected(store.error());
  settings.store = std::move(*store);
  return settings;
}

Result<std::optional<std::string>> TakeStore(const RawOptions& raw, const CLI::App& app) {
  if (!IsGiven(app, "--store")) return std::nullopt;
  if (raw.store.empty()) return Bad("--store: the file's name is empty");
  return raw.store;
}

Result<std::uint32_t> TakeNumber(std::string_view what, const std::string& text, std::uint32_t least) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t number = 0;
  if (text.empty()) return Bad(fmt::format("{}: the value is empty", what));
  if (auto taken = Take(what, text, base::ParseCount, std::uint64_t{least}, kMost, Plain, number); !taken) {
    return std::unexpected(taken.error());
  }
  return number;
}

Result<bool> Parse(CLI::App& app, std::span<const std::string> arguments) {
  // CLI11 wants them in reverse.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return false;
  } catch (const CLI::ExtrasError&) {
    const std::vector<std::string> extras = app.remaining();
    const auto option = std::find_if(extras.begin(), extras.end(), [](const std::string& text) {
      return text.size() > 1 && text.front() == '-';
    });
    return BadOption(app, option == extras.end() ? extras.front() : *option);
  } catch (const CLI::ArgumentMismatch& error) {
    // "--db: 1 required TEXT missing"
    const std::string text = error.what();
    return Bad(fmt::format("option {} needs a value; see '{} --help'", text.substr(0, text.find(':')),
                           app.get_name()));
  } catch (const CLI::ParseError& error) {
    return Bad(fmt::format("{}; see '{} --help'", error.what(), app.get_name()));
  }
  return true;
}

void Prepare(CLI::App& app, const char* usage, const char* footer) {
  app.formatter(std::make_shared<HelpFormatter>(usage));
  app.set_help_flag("-h,--help", "Print this and leave");
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.footer(footer);
}

HelpCommand Help(const CLI::App& app) {
  std::string text = app.help();
  // CLI11 leaves two empty lines between groups.
  for (std::size_t at = 0; (at = text.find("\n\n\n", at)) != std::string::npos;) text.erase(at, 1);
  return HelpCommand{std::move(text)};
}

}  // namespace vitrine::cli
