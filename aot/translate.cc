#include "aot/translate.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string_view>

#include "aot/body_rewriter.h"
#include "aot/embedded_headers.h"
#include "aot/module_writer.h"
#include "aot/naming.h"
#include "aot/native_libc.h"
#include "aot/wasm2c_output.h"

namespace vitrine::aot {
namespace {

constexpr std::size_t kPartBytes = std::size_t{2} << 20;
constexpr unsigned kPartsMax = 1000;

std::string FunctionHead(const Naming& naming, const GeneratedFunction& function, std::size_t index) {
  return fmt::format("GUEST_FUNCTION {} {}({}* instance{}{})", function.result, naming.functions[index],
                     naming.instance_type, function.parameters.empty() ? "" : ", ", function.parameters);
}

Result<std::vector<std::string>> WriteFunctions(const WasmModule& module, const Naming& naming,
                                                const Wasm2cOutput& generated, NativeLibc native_libc) {
  const BodyRewriter rewriter(module, naming, generated);
  std::vector<std::string> functions;
  for (std::size_t i = 0; i < generated.functions.size(); ++i) {
    const std::size_t index = module.imports.size() + i;
    std::string text = FunctionHead(naming, generated.functions[i], index) + " {\n";
    const auto native = native_libc == NativeLibc::kYes && module.memory
                            ? NativeBody(module, static_cast<std::uint32_t>(index), naming.memory_field)
                            : std::nullopt;
    if (native) {
      text += *native;
    } else {
      auto body = rewriter.Rewrite(generated.functions[i].body);
      if (!body) return Fail("function {}: {}", index, body.error().what);
      text += *body;
    }
    functions.push_back(text + "}\n");
  }
  return functions;
}

// Cuts the functions, in their order, into at most `parts` runs of about the same size.
std::vector<GeneratedFile> Partition(const std::vector<std::string>& functions, const std::string& name,
                                     unsigned parts) {
  std::size_t total = 0;
  for (const std::string& function : functions) total += function.size();
  if (parts == 0) parts = static_cast<unsigned>(std::min<std::size_t>(total / kPartBytes + 1, kPartsMax));

  std::vector<GeneratedFile> files;
  std::size_t written = 0;
  for (const std::string& function : functions) {
    // The part that the middle of this function falls into, were the text one strip cut evenly.
    const std::size_t part = (written + function.size() / 2) * parts / std::max<std::size_t>(total, 1);
    if (files.empty() || part >= files.size()) {
      files.push_back(
          {fmt::format("{}_part_{:02}.c", name, files.size()), fmt::format("#include \"{}.h\"\n", name)});
    }
    files.back().text += "\n" + function;
    written += function.size();
  }
  return files;
}

// "cpython_gs_part_" of "cpython_gs_part_07.c"; empty when it is no part.
std::string_view PartPrefix(std::string_view file) {
  constexpr std::string_view kMark = "_part_";
  const std::size_t mark = file.rfind(kMark);
  if (mark == std::string_view::npos || !file.ends_with(".c")) return {};
  return file.substr(0, mark + kMark.size());
}

void RemoveOldParts(const std::vector<GeneratedFile>& files, const std::filesystem::path& folder) {
  std::set<std::string_view> prefixes;
  for (const GeneratedFile& file : files) prefixes.insert(PartPrefix(file.name));
  prefixes.erase(std::string_view());
  std::error_code ignored;  // a part that cannot be removed cannot be overwritten either, which is reported
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (prefixes.contains(PartPrefix(name))) std::filesystem::remove(entry.path(), ignored);
  }
}

}  // namespace

Result<std::vector<GeneratedFile>> Translate(const AdmittedModule& admitted,
                                             const TranslateOptions& options) {
  if (options.parts > kPartsMax) return Fail("{} parts; allowed are {}", options.parts, kPartsMax);
  const auto generated = RunWasm2c(admitted, options.name);
  if (!generated) return std::unexpected(generated.error());
  const auto naming = MakeNaming(admitted.module, *generated, options.name);
  if (!naming) return std::unexpected(naming.error());
  const auto functions = WriteFunctions(admitted.module, *naming, *generated, options.native_libc);
  if (!functions) return std::unexpected(functions.error());

  const ModuleWriter writer(admitted, *naming, *generated, options);
  const auto header = writer.Header();
  if (!header) return std::unexpected(header.error());
  std::vector<GeneratedFile> files = Partition(*functions, options.name, options.parts);
  files.push_back({"guest_code.h", std::string(kGuestCodeHeader)});
  files.push_back({"guest_module.h", std::string(kGuestModuleHeader)});
  if (!naming->unwind_field.empty()) files.push_back({"guest_unwind.h", std::string(kGuestUnwindHeader)});
  files.push_back({options.name + ".h", *header});
  files.push_back({options.name + "_module.c", writer.Source()});
  return files;
}

Result<void> WriteFiles(const std::vector<GeneratedFile>& files, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Fail("cannot make the folder '{}': {}", folder.string(), error.message());
  RemoveOldParts(files, folder);
  for (const GeneratedFile& file : files) {
    std::ofstream stream(folder / file.name, std::ios::binary);
    stream << file.text;
    if (!stream.flush()) return Fail("cannot write '{}'", (folder / file.name).string());
  }
  return {};
}

}  // namespace vitrine::aot
