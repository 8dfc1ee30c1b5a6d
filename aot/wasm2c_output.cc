#include "aot/wasm2c_output.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "aot/process.h"
#include "aot/sha256.h"

namespace vitrine::aot {
namespace {

constexpr std::string_view kEndOfPrologue = "static bool s_module_initialized = false;";

// Hands out the lines of a text, without their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool Next(std::string_view& line) {
    if (at_ >= text_.size()) return false;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    line = text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  std::size_t at() const { return std::min(at_, text_.size()); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// Removes `prefix` and `suffix`; nothing when the text does not have both.
std::optional<std::string_view> Between(std::string_view text, std::string_view prefix,
                                        std::string_view suffix) {
  if (text.size() < prefix.size() + suffix.size() || !text.starts_with(prefix) || !text.ends_with(suffix)) {
    return std::nullopt;
  }
  return text.substr(prefix.size(), text.size() - prefix.size() - suffix.size());
}

class Parser {
 public:
  Parser(std::string_view header, std::string_view source, const std::string& name)
      : header_(header), name_(name), instance_type_("Z_" + name + "_instance_t") {
    output_.c.assign(source.begin(), source.end());
    source_ = std::string_view(output_.c.data(), output_.c.size());
  }

  Result<Wasm2cOutput> Parse() {
    Result<void> parsed = CheckPrologue();
    if (parsed) parsed = ParseHeader();
    if (parsed) parsed = ParseSource();
    if (!parsed) return std::unexpected(parsed.error());
    return std::move(output_);
  }

 private:
  static std::unexpected<Error> Surprise(std::string_view where, std::string_view line) {
    return Fail("wasm2c wrote a line in its {} that this tool does not know: '{}'; it knows version {}",
                where, line, kWasm2cVersion);
  }

  Result<void> CheckPrologue() {
    const std::size_t end = source_.find(kEndOfPrologue);
    if (end == std::string_view::npos) return Fail("wasm2c's output has no '{}'", kEndOfPrologue);
    const std::string found = ToHex(Sha256(source_.substr(0, end)));
    if (found != kWasm2cPrologueSha256) {
      return Fail(
          "wasm2c's prologue has SHA-256 {}, expected {}: it is not the wasm2c that guest_code.h stands in "
          "for; "
          "use {}, or review the new prologue and change kWasm2cPrologueSha256",
          found, kWasm2cPrologueSha256, kWasm2cVersion);
    }
    module_code_at_ = end;
    return {};
  }

  // From the header: the instance's fields, the structs of several results, the imports' prototypes.
  Result<void> ParseHeader() {
    Lines lines(header_);
    std::string_view line;
    const std::string struct_head = "typedef struct " + instance_type_ + " {";
    bool next_is_import = false;
    while (lines.Next(line)) {
      if (line == struct_head) {
        if (const auto parsed = ParseFields(lines); !parsed) return parsed;
      } else if (line.starts_with("#ifndef wasm_multi_")) {
        do {
          output_.multi_value_structs.append(line).append("\n");
        } while (!line.starts_with("#endif") && lines.Next(line));
      } else if (line.starts_with("/* import: ")) {
        next_is_import = true;
      } else if (next_is_import) {
        if (!line.ends_with(");")) return Surprise("header", line);
        output_.import_prototypes.emplace_back(line);
        next_is_import = false;
      }
    }
    return {};
  }

  Result<void> ParseFields(Lines& lines) {
    const std::string struct_tail = "} " + instance_type_ + ";";
    std::string_view line;
    while (lines.Next(line)) {
      if (line == struct_tail) return {};
      const auto declaration = Between(line, "  ", ";");
      if (!declaration) return Surprise("header", line);
      InstanceField field;
      std::string_view rest = *declaration;
      if (rest.ends_with(" : 1")) {
        field.is_bit = true;
        rest.remove_suffix(4);
      }
      const std::size_t space = rest.rfind(' ');
      if (space == std::string_view::npos) return Surprise("header", line);
      field.type = rest.substr(0, space);
      field.name = rest.substr(space + 1);
      output_.fields.push_back(std::move(field));
    }
    return Fail("wasm2c's header ends within the instance's struct");
  }

  Result<void> ParseSource() {
    const std::string_view code = source_.substr(module_code_at_);
    Lines lines(code);
    std::string_view line;
    const std::string head_end = "(" + instance_type_ + "* instance";
    while (lines.Next(line)) {
      if (!line.starts_with("static ")) continue;
      if (const auto data = Between(line, "static const u8 data_segment_data_", "[] = {")) {
        output_.data_arrays.push_back(fmt::format("data_segment_data_{}", *data));
      } else if (const auto elements =
                     Between(line, "static const wasm_elem_segment_expr_t elem_segment_exprs_", "[] = {")) {
        output_.element_arrays.push_back(fmt::format("elem_segment_exprs_{}", *elements));
      } else if (const std::size_t parameters_at = line.find(head_end);
                 parameters_at != std::string_view::npos) {
        const std::size_t name_at = line.substr(0, parameters_at).rfind(' ') + 1;
        // The others are init_globals and its like. An export with an empty name gives "_".
        const std::string_view name = line.substr(name_at, parameters_at - name_at);
        if (!name.starts_with("w2c_") && name != "_") continue;
        // A long list of parameters is continued in indented lines.
        std::string head(line);
        while (!head.ends_with(") {")) {
          if (!lines.Next(line)) return Fail("wasm2c's output ends within the head of a function");
          head.append(line.substr(std::min(line.find_first_not_of(' '), line.size())));
        }
        const auto parsed = ParseFunction(lines, code, head, name_at, parameters_at + head_end.size());
        if (!parsed) return parsed;
      }
    }
    return {};
  }

  Result<void> ParseFunction(Lines& lines, std::string_view code, std::string_view head, std::size_t name_at,
                             std::size_t parameters_at) {
    constexpr std::string_view kStatic = "static ";
    constexpr std::string_view kHeadEnd = ") {";
    GeneratedFunction function;
    function.result = head.substr(kStatic.size(), name_at - 1 - kStatic.size());
    function.name = head.substr(name_at, head.find('(') - name_at);
    std::string_view parameters = head.substr(parameters_at, head.size() - kHeadEnd.size() - parameters_at);
    if (parameters.starts_with(", ")) parameters.remove_prefix(2);
    function.parameters = parameters;
    const std::size_t body_at = lines.at();
    std::string_view line;
    while (lines.Next(line)) {
      if (line != "}") continue;
      const std::size_t body_end = static_cast<std::size_t>(line.data() - code.data());
      function.body = code.substr(body_at, body_end - body_at);
      output_.functions.push_back(std::move(function));
      return {};
    }
    return Fail("wasm2c's output ends within function {}", function.name);
  }

  std::string_view header_;
  std::string_view source_;
  const std::string& name_;
  std::string instance_type_;
  std::size_t module_code_at_ = 0;
  Wasm2cOutput output_;
};

// A folder of its own under the system's temporary folder, removed with all it holds.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-aot-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;  // nothing can be done about a file that stays behind
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  // Empty when it could not be made.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

Result<std::string> ReadText(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Fail("wasm2c left no file '{}'", file.filename().string());
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

Result<void> CheckWasm2cVersion() {
  const auto outcome = RunProcess({"wasm2c", "--version"});
  if (!outcome) return Fail("{}; install the package wabt", outcome.error().what);
  std::string_view version = outcome->output;
  while (version.ends_with('\n')) version.remove_suffix(1);
  if (outcome->exit_code != 0 || version != kWasm2cVersion) {
    return Fail("found wasm2c '{}', expected {}", version, kWasm2cVersion);
  }
  return {};
}

}  // namespace

std::string MangleName(std::string_view name) {
  std::string mangled;
  for (const char letter : name) {
    const bool is_plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                          (letter >= 'A' && letter <= 'Y') || letter == '_';
    if (is_plain) {
      mangled += letter;
    } else {
      mangled += fmt::format("Z{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return mangled;
}

Result<Wasm2cOutput> ParseWasm2cOutput(std::string_view header, std::string_view source,
                                       const std::string& name) {
  return Parser(header, source, name).Parse();
}

Result<Wasm2cOutput> RunWasm2c(const AdmittedModule& admitted, const std::string& name) {
  static const Result<void> version = CheckWasm2cVersion();
  if (!version) return std::unexpected(version.error());

  const ScratchFolder scratch;
  if (scratch.path().empty()) return Fail("cannot make a temporary folder for wasm2c");
  {
    // wasm2c reads what the door has read, not a file that may have changed since.
    std::ofstream wasm(scratch.path() / "guest.wasm", std::ios::binary);
    wasm.write(reinterpret_cast<const char*>(admitted.bytes.data()),
               static_cast<std::streamsize>(admitted.bytes.size()));
    if (!wasm.flush()) return Fail("cannot write the module for wasm2c to a temporary folder");
  }
  // wasm2c 1.0.32 refuses every option that turns one of its default features off, so the door alone keeps
  // them out.
  const auto outcome =
      RunProcess({"wasm2c", "--no-debug-names", "-n", name, "-o", "guest.c", "guest.wasm"}, scratch.path());
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->exit_code != 0) return Fail("wasm2c failed: {}", outcome->output);

  const auto header = ReadText(scratch.path() / "guest.h");
  if (!header) return std::unexpected(header.error());
  const auto source = ReadText(scratch.path() / "guest.c");
  if (!source) return std::unexpected(source.error());
  return ParseWasm2cOutput(*header, *source, name);
}

}  // namespace vitrine::aot
