// vitrine-aot: checks a wasm module at the door, translates it to C, compiles it.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>

#include "aot/compile.h"
#include "aot/door.h"
#include "aot/translate.h"

namespace {

namespace aot = vitrine::aot;

constexpr int kExitFailed = 1;

int Report(const aot::Error& error) {
  fmt::print(stderr, "vitrine-aot: {}\n", error.what);
  return kExitFailed;
}

int Check(const std::string& module, aot::Policy policy) {
  const auto admitted = aot::CheckModule(module, policy);
  if (!admitted) return Report(admitted.error());
  fmt::print("{}: admitted, {} functions, {} imports\n", module, admitted->module.functions.size(),
             admitted->module.imports.size());
  return 0;
}

int Translate(const std::string& module, const aot::TranslateOptions& options, const std::string& folder) {
  const auto admitted = aot::CheckModule(module, options.policy);
  if (!admitted) return Report(admitted.error());
  const auto files = aot::Translate(*admitted, options);
  if (!files) return Report(files.error());
  const auto written = aot::WriteFiles(*files, folder);
  if (!written) return Report(written.error());
  return 0;
}

int Compile(aot::CompileOptions options) {
  const auto begin = std::chrono::steady_clock::now();
  options.progress = [begin](const std::string& file, std::size_t done, std::size_t total) {
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    fmt::print("[{:3}/{}] {} ({:.1f} s)\n", done, total, file, elapsed.count());
    std::fflush(stdout);
  };
  const auto compiled = aot::CompileFolder(options);
  if (!compiled) return Report(compiled.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Checks a WebAssembly module at the door, translates it to C, compiles it."};
  app.require_subcommand(1);
  const std::map<std::string, aot::Policy> policies = {
      {"product", aot::Policy::kProduct}, {"guest", aot::Policy::kGuest}, {"spec", aot::Policy::kSpec}};
  const std::map<std::string, aot::MemoryMode> memory_modes = {{"gs", aot::MemoryMode::kGs},
                                                               {"checked", aot::MemoryMode::kChecked}};
  std::string module;
  std::string folder;
  aot::TranslateOptions options;
  bool is_guest = false;
  const auto add_door_options = [&](CLI::App& command) {
    command.add_option("module", module, "The wasm module")->required();
    command
        .add_option("--policy", options.policy,
                    "product, or spec for the specification's tests (default: product)")
        ->transform(CLI::CheckedTransformer(policies))
        ->option_text("product|guest|spec");
    command.add_flag("--guest", is_guest, "Demand the exports of a guest (guests/abi.h), as --policy guest");
  };

  CLI::App& check = *app.add_subcommand("check", "Says whether the module is admitted, or why not");
  add_door_options(check);

  CLI::App& translate = *app.add_subcommand("translate", "Checks the module and writes it as C");
  add_door_options(translate);
  translate.add_option("--name", options.name, "Name of the module: the descriptor is vitrine_guest_NAME")
      ->required();
  translate
      .add_option("--memory", options.memory,
                  "gs (guard pages) or checked (every access checked, fuel counted)")
      ->required()
      ->transform(CLI::CheckedTransformer(memory_modes))
      ->option_text("gs|checked");
  translate
      .add_option("--parts", options.parts, "Files to split the functions into (default: one for each 2 MiB)")
      ->check(CLI::Range(1, 1000));
  bool native_libc = false;
  bool drop_unused_loads = false;
  translate.add_flag("--native-libc", native_libc, "Make the guest's memcpy and its fellows native");
  translate.add_flag("--drop-unused-loads", drop_unused_loads,
                     "Let the compiler delete loads that nobody looks at");
  translate.add_option("-o,--output", folder, "Folder for the C")->required();

  CLI::App& compile = *app.add_subcommand("compile", "Compiles a folder of translated C to one object");
  aot::CompileOptions compile_options;
  compile.add_option("folder", compile_options.folder, "What 'translate' wrote")->required();
  compile.add_option("--jobs,-j", compile_options.jobs, "How many compilers run at once")
      ->check(CLI::Range(1, 256));
  compile.add_option("-o,--output", compile_options.object, "The object")->required();

  CLI::App& flags =
      *app.add_subcommand("flags", "Prints what translated C must be compiled with, one flag a line");

  CLI11_PARSE(app, argc, argv);
  if (is_guest) options.policy = aot::Policy::kGuest;
  if (native_libc) options.native_libc = aot::NativeLibc::kYes;
  if (drop_unused_loads) options.unused_loads = aot::UnusedLoads::kDropped;

  if (check) return Check(module, options.policy);
  if (translate) return Translate(module, options, folder);
  if (compile) return Compile(std::move(compile_options));
  if (flags) {
    for (const std::string& flag : aot::CompilerFlags()) fmt::print("{}\n", flag);
  }
  return 0;
}
