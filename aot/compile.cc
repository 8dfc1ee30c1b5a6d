#include "aot/compile.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "aot/object_check.h"
#include "aot/process.h"

namespace vitrine::aot {
namespace {

constexpr std::string_view kCompilerBug = "internal compiler error";

// gcc 12 now and then fails on code with %gs (an ICE in its value numbering). Without this pass it does not,
// and the code is a little slower: only for the parts that need it.
constexpr const char* kFlagAfterCompilerBug = "-fno-tree-fre";

// Returns what to say about the part: its name, and what was special.
Result<std::string> CompilePart(const std::filesystem::path& folder, const std::string& file) {
  std::vector<std::string> arguments = {kCompiler};
  for (std::string& flag : CompilerFlags()) arguments.push_back(std::move(flag));
  const std::string object = std::filesystem::path(file).replace_extension(".o").string();
  arguments.insert(arguments.end(), {"-c", file, "-o", object});
  auto outcome = RunProcess(arguments, folder);
  std::string remark = file;
  if (outcome && outcome->exit_code != 0 && outcome->output.find(kCompilerBug) != std::string::npos) {
    remark += fmt::format(" (again with {}, after an {})", kFlagAfterCompilerBug, kCompilerBug);
    arguments.emplace_back(kFlagAfterCompilerBug);
    outcome = RunProcess(arguments, folder);
  }
  if (!outcome) return Fail("{}; install gcc", outcome.error().what);
  if (outcome->exit_code != 0) return Fail("{} failed on {}: {}", kCompiler, file, outcome->output);
  return remark;
}

std::vector<std::string> PartsOf(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  std::error_code ignored;  // a folder that cannot be read has no parts, and that is reported
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".c") files.push_back(entry.path().filename().string());
  }
  std::ranges::sort(files);
  return files;
}

Result<void> CompileParts(const CompileOptions& options, const std::vector<std::string>& files) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;  // guards what follows
  std::size_t done = 0;
  std::optional<Error> first_error;

  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      const auto compiled = CompilePart(options.folder, files[i]);
      const std::lock_guard lock(mutex);
      if (!compiled) {
        if (!first_error) first_error = compiled.error();
        next = files.size();
        return;
      }
      ++done;
      if (options.progress) options.progress(*compiled, done, files.size());
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < std::max(options.jobs, 1u); ++i) workers.emplace_back(work);
  work();
  workers.clear();
  if (first_error) return std::unexpected(*first_error);
  return {};
}

Result<void> RunStep(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  const auto outcome = RunProcess(arguments, folder);
  if (!outcome) return Fail("{}; install binutils", outcome.error().what);
  if (outcome->exit_code != 0) return Fail("{} failed: {}", arguments[0], outcome->output);
  return {};
}

}  // namespace

std::vector<std::string> CompilerFlags() {
  return {
      "-std=gnu11",
      "-O2",
      "-w",     // wasm2c's code is full of labels and variables that nobody uses
      "-fPIC",  // linked into executables, shared objects and Python extensions alike
      "-fvisibility=hidden",
      // What wasm defines and C does not.
      "-fwrapv",
      "-fno-strict-aliasing",
      "-fno-delete-null-pointer-checks",
      "-frounding-math",
      "-fsignaling-nans",
      "-ffp-contract=off",
      "-fexcess-precision=standard",
      "-fno-math-errno",  // sqrt is an instruction, not a call
      "-msse4.1",         // and so is rounding, and counting bits; every x86-64 since 2008
      "-mpopcnt",
      "-mfpmath=sse",
      // What the runtime relies on: a frame larger than the stack's guard touches each of its pages, a call
      // leaves its frame behind (deep recursion must meet the guard, not run for ever), and code stays in the
      // section that it was given.
      "-fstack-clash-protection",
      "-fno-optimize-sibling-calls",
      "-fno-reorder-functions",
      "-fno-reorder-blocks-and-partition",
      // Nothing unwinds through guest code and nothing debugs it at source level; nothing in user space turns
      // on indirect branch tracking, whose markers would only cost.
      "-fno-asynchronous-unwind-tables",
      "-fno-unwind-tables",
      "-fno-exceptions",
      "-fcf-protection=none",
      "-fno-stack-protector",
      // libc is called by range-checked operations alone: no loop may become such a call behind their back.
      "-fno-tree-loop-distribute-patterns",
      // The same input gives the same object, wherever it lies.
      "-frandom-seed=vitrine",
      "-ffile-prefix-map==",
      "-I.",
  };
}

Result<void> CompileFolder(const CompileOptions& options) {
  const std::vector<std::string> files = PartsOf(options.folder);
  if (files.empty()) {
    return Fail("'{}' holds no C files; expected what 'vitrine-aot translate' writes",
                options.folder.string());
  }
  if (auto compiled = CompileParts(options, files); !compiled) return compiled;

  const std::string object = std::filesystem::absolute(options.object).string();
  std::vector<std::string> link = {"ld", "-r", "-o", object};
  for (const std::string& file : files)
    link.push_back(std::filesystem::path(file).replace_extension(".o").string());
  if (auto linked = RunStep(link, options.folder); !linked) return linked;
  const std::vector<std::string> localise = {"objcopy", "--wildcard", "--keep-global-symbol=vitrine_guest_*",
                                             object};
  if (auto localised = RunStep(localise, options.folder); !localised) return localised;
  return CheckObject(options.object);
}

}  // namespace vitrine::aot
