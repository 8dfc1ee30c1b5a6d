#include "aot/body_rewriter.h"

#include <charconv>

namespace vitrine::aot {
namespace {

bool StartsIdentifier(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool ContinuesIdentifier(char c) { return StartsIdentifier(c) || (c >= '0' && c <= '9'); }

std::size_t EndOfIdentifier(std::string_view text, std::size_t at) {
  while (at < text.size() && ContinuesIdentifier(text[at])) ++at;
  return at;
}

// A loop's label stands before its body, alone in its line, as "w2c_L0: "; other labels end in ":;".
bool IsLoopHead(std::string_view text, std::size_t identifier_end) {
  return text.substr(identifier_end).starts_with(": \n");
}

// Steps over `expected`; false when something else stands there.
bool Skip(std::string_view text, std::size_t& at, std::string_view expected) {
  if (!text.substr(at).starts_with(expected)) return false;
  at += expected.size();
  return true;
}

std::unexpected<Error> Surprise(std::string_view text, std::size_t at) {
  return Fail("wasm2c wrote code that this tool does not know: '{}'; it knows version {}",
              text.substr(at, 120), kWasm2cVersion);
}

}  // namespace

BodyRewriter::BodyRewriter(const WasmModule& module, const Naming& naming, const Wasm2cOutput& generated)
    : naming_(naming) {
  for (std::size_t i = 0; i < generated.functions.size(); ++i) {
    renamed_[generated.functions[i].name] = naming.functions[module.imports.size() + i];
  }
  for (std::size_t i = 0; i < naming.import_names.size(); ++i) {
    import_thunks_.try_emplace(naming.import_names[i], naming.functions[i]);
  }
  std::size_t array = 0;
  for (std::size_t i = 0; i < module.data.size() && array < generated.data_arrays.size(); ++i) {
    if (!module.data[i].bytes.empty()) {
      renamed_[generated.data_arrays[array++]] = naming.Support(fmt::format("data_{}", i));
    }
  }
  array = 0;
  for (std::size_t i = 0; i < module.elements.size() && array < generated.element_arrays.size(); ++i) {
    if (!module.elements[i].functions.empty()) {
      renamed_[generated.element_arrays[array++]] = naming.Support(fmt::format("elements_{}", i));
    }
  }
  renamed_["wasm_rt_grow_memory"] = "GROW_MEMORY";
  if (module.table) {
    table_and_size_ = naming.table_is_constant
                          ? fmt::format("{}, {}u", naming.Support("table"), module.table->minimum)
                          : fmt::format("instance->{0}.data, instance->{0}.size", naming.table_field);
  }
}

Result<std::string> BodyRewriter::Rewrite(std::string_view body) const {
  std::string out;
  out.reserve(body.size() + body.size() / 4);
  std::size_t at = 0;
  while (at < body.size()) {
    const char c = body[at];
    if (!StartsIdentifier(c)) {
      // Digits and the letters behind them ("3ull", "0x7fa00001") are no identifiers.
      const std::size_t end = c >= '0' && c <= '9' ? EndOfIdentifier(body, at) : at + 1;
      out.append(body.substr(at, end - at));
      at = end;
      continue;
    }
    const std::size_t end = EndOfIdentifier(body, at);
    const std::string_view identifier = body.substr(at, end - at);
    if (identifier == "CALL_INDIRECT") {
      const auto next = RewriteCallIndirect(body, end, out);
      if (!next) return std::unexpected(next.error());
      at = *next;
    } else if (const auto thunk = import_thunks_.find(identifier); thunk != import_thunks_.end()) {
      const auto next = RewriteImportCall(body, end, thunk->second, out);
      if (!next) return std::unexpected(next.error());
      at = *next;
    } else {
      const auto renamed = renamed_.find(identifier);
      out.append(renamed == renamed_.end() ? identifier : std::string_view(renamed->second));
      at = end;
      if (IsLoopHead(body, end)) {
        out.append(": LOOP_PROLOGUE;");
        at += 2;
      }
    }
  }
  return out;
}

// (instance->w2c_T0, u32 (*)(void*, u32), 3, w2c_i1, instance->w2c_T0.data[w2c_i1].module_instance, w2c_i0)
Result<std::size_t> BodyRewriter::RewriteCallIndirect(std::string_view text, std::size_t at,
                                                      std::string& out) const {
  const std::size_t start = at;
  if (!Skip(text, at, "(instance->" + naming_.table_field + ", ")) return Surprise(text, start);
  const std::size_t type_at = at;
  const std::size_t type_end = text.find("), ", at);
  if (type_end == std::string_view::npos) return Surprise(text, start);
  const std::string_view type = text.substr(type_at, type_end + 1 - type_at);
  at = type_end + 3;

  std::uint32_t type_index = 0;
  const auto [number_end, error] = std::from_chars(text.data() + at, text.data() + text.size(), type_index);
  if (error != std::errc{} || type_index >= naming_.type_ids.size()) return Surprise(text, start);
  at = static_cast<std::size_t>(number_end - text.data());
  if (!Skip(text, at, ", ")) return Surprise(text, start);

  const std::size_t index_at = at;
  at = EndOfIdentifier(text, at);
  const std::string_view index = text.substr(index_at, at - index_at);
  const std::string callee_instance =
      fmt::format(", instance->{}.data[{}].module_instance", naming_.table_field, index);
  if (!Skip(text, at, callee_instance)) return Surprise(text, start);

  fmt::format_to(std::back_inserter(out), "CALL_INDIRECT({}, {}, {}u, {}, instance", table_and_size_, type,
                 naming_.type_ids[type_index], index);
  return at;
}

// (*Z_vitrineZ_write)(instance->Z_vitrine_instance, w2c_i0, w2c_i1); the "(*" is already in `out`.
Result<std::size_t> BodyRewriter::RewriteImportCall(std::string_view text, std::size_t at,
                                                    const std::string& thunk, std::string& out) const {
  const std::size_t start = at;
  if (!out.ends_with("(*") || !Skip(text, at, ")(instance->Z_")) return Surprise(text, start);
  out.resize(out.size() - 2);
  at = EndOfIdentifier(text, at);
  out.append(thunk).append("(instance");
  return at;
}

}  // namespace vitrine::aot
