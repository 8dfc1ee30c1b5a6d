#include "tests/spec/module_library.h"

#include <dlfcn.h>

#include <cstdlib>
#include <set>
#include <thread>

#include "aot/compile.h"
#include "aot/process.h"
#include "aot/sha256.h"

namespace vitrine::spec {
namespace {

// About the size where a compiler's start no longer counts.
constexpr std::size_t kUnitBytes = 300'000;

// Translates all inputs, on all processors.
aot::Result<std::vector<std::vector<aot::GeneratedFile>>> TranslateAll(
    const std::vector<LibraryInput>& inputs, aot::MemoryMode mode) {
  std::vector<aot::Result<std::vector<aot::GeneratedFile>>> results(inputs.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < inputs.size(); i = next++) {
      results[i] = aot::Translate(*inputs[i].module, {.name = inputs[i].name,
                                                      .memory = mode,
                                                      .policy = aot::Policy::kSpec,
                                                      .parts = 1,
                                                      .native_libc = inputs[i].native_libc});
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(std::thread::hardware_concurrency(), 1u); ++i)
      workers.emplace_back(work);
  }
  std::vector<std::vector<aot::GeneratedFile>> all;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!results[i]) return aot::Fail("{}: {}", inputs[i].name, results[i].error().what);
    all.push_back(std::move(*results[i]));
  }
  return all;
}

// Headers stay files; the sources of several modules become one file.
std::vector<aot::GeneratedFile> Join(const std::vector<std::vector<aot::GeneratedFile>>& modules) {
  std::vector<aot::GeneratedFile> files;
  std::set<std::string> shared_headers;
  std::string unit;
  std::size_t units = 0;
  const auto flush = [&] {
    if (!unit.empty()) files.push_back({fmt::format("unit_{:03}.c", units++), std::move(unit)});
    unit.clear();
  };
  for (const auto& module : modules) {
    for (const aot::GeneratedFile& file : module) {
      if (file.name.ends_with(".c")) {
        unit += file.text;
      } else if (shared_headers.insert(file.name).second) {
        files.push_back(file);
      }
    }
    if (unit.size() >= kUnitBytes) flush();
  }
  flush();
  return files;
}

aot::Result<std::string> KeyOf(const std::vector<aot::GeneratedFile>& files) {
  const auto compiler = aot::RunProcess({aot::kCompiler, "--version"});
  if (!compiler) return std::unexpected(compiler.error());
  std::string text = compiler->output;
  for (const std::string& flag : aot::CompilerFlags()) text += flag + "\n";
  for (const aot::GeneratedFile& file : files) text += file.name + aot::ToHex(aot::Sha256(file.text));
  return aot::ToHex(aot::Sha256(text));
}

std::filesystem::path CacheFolder() {
  if (const char* cache = std::getenv("VITRINE_CACHE")) return cache;
  if (const char* home = std::getenv("HOME")) return std::filesystem::path(home) / ".cache" / "vitrine";
  return std::filesystem::temp_directory_path() / "vitrine-cache";
}

aot::Result<void> Build(const std::vector<aot::GeneratedFile>& files, const std::filesystem::path& library) {
  const std::filesystem::path folder = library.string() + ".build";
  if (auto written = aot::WriteFiles(files, folder); !written) return written;
  const auto compiled = aot::CompileFolder({
      .folder = folder,
      .object = folder / "all.o",
      .jobs = std::max(std::thread::hardware_concurrency(), 1u),
      .progress =
          [](const std::string& file, std::size_t done, std::size_t total) {
            fmt::print("[{}/{}] {}\n", done, total, file);
            std::fflush(stdout);
          },
  });
  if (!compiled) return compiled;
  // Under its final name only when it is whole.
  const std::filesystem::path fresh = folder / "all.so";
  const auto linked =
      aot::RunProcess({aot::kCompiler, "-shared", "-o", fresh.string(), (folder / "all.o").string()});
  if (!linked || linked->exit_code != 0)
    return aot::Fail("cannot link the modules: {}", linked ? linked->output : "");
  std::error_code error;
  std::filesystem::rename(fresh, library, error);
  if (error) return aot::Fail("cannot put '{}' in place: {}", library.string(), error.message());
  std::filesystem::remove_all(folder, error);
  return {};
}

}  // namespace

aot::Result<std::unique_ptr<ModuleLibrary>> ModuleLibrary::Make(const std::vector<LibraryInput>& inputs,
                                                                aot::MemoryMode mode) {
  const auto translated = TranslateAll(inputs, mode);
  if (!translated) return std::unexpected(translated.error());
  const std::vector<aot::GeneratedFile> files = Join(*translated);
  const auto key = KeyOf(files);
  if (!key) return std::unexpected(key.error());
  const std::filesystem::path library = CacheFolder() / "spec" / (*key + ".so");
  if (!std::filesystem::exists(library)) {
    std::error_code ignored;  // a folder that cannot be made is reported when it is written to
    std::filesystem::create_directories(library.parent_path(), ignored);
    if (auto built = Build(files, library); !built) return std::unexpected(built.error());
  }
  void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return aot::Fail("cannot load the modules: {}", dlerror());
  return std::unique_ptr<ModuleLibrary>(new ModuleLibrary(handle));
}

ModuleLibrary::~ModuleLibrary() { dlclose(handle_); }

const vitrine_guest_module* ModuleLibrary::Find(const std::string& name) const {
  return static_cast<const vitrine_guest_module*>(dlsym(handle_, ("vitrine_guest_" + name).c_str()));
}

}  // namespace vitrine::spec
