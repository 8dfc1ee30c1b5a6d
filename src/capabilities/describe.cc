#include "capabilities/describe.h"

#include "capabilities/grants_impl.h"

namespace vitrine::capabilities {
namespace {

bool IsOptional(const Parameter& parameter) { return parameter.need == Parameter::Need::kOptional; }

std::string FullAnnotation(const Parameter& parameter) {
  std::string annotation(Annotation(parameter.type));
  if (IsOptional(parameter) && parameter.type != ParameterType::kAny) annotation += " | None";
  return annotation;
}

}  // namespace

std::string_view Annotation(ParameterType type) {
  switch (type) {
    case ParameterType::kAny:
      return "object";
    case ParameterType::kBool:
      return "bool";
    case ParameterType::kInt:
      return "int";
    case ParameterType::kFloat:
      return "float";
    case ParameterType::kText:
      return "str";
    case ParameterType::kBytes:
      return "bytes";
    case ParameterType::kList:
      return "list";
    case ParameterType::kMap:
      return "dict";
  }
  return "object";
}

std::string Signature(const Row& row) {
  std::string out = row.name + "(";
  for (const Parameter& parameter : row.parameters) {
    if (out.back() != '(') out += ", ";
    out += parameter.name + ": " + FullAnnotation(parameter);
    if (IsOptional(parameter)) out += " = None";
  }
  return out + ")";
}

std::string FunctionsForGuest(const Grants::Impl& grants) {
  std::string out;
  base::CborWriter writer(out);
  writer.Array(grants.rows().size());
  for (const Row& row : grants.rows()) {
    writer.Map(3);
    writer.Text("name");
    writer.Text(row.name);
    writer.Text("doc");
    writer.Text(row.doc);
    writer.Text("parameters");
    writer.Array(row.parameters.size());
    for (const Parameter& parameter : row.parameters) {
      writer.Map(IsOptional(parameter) ? 3 : 2);
      writer.Text("name");
      writer.Text(parameter.name);
      writer.Text("type");
      writer.Text(FullAnnotation(parameter));
      if (IsOptional(parameter)) {
        writer.Text("default");
        writer.Null();
      }
    }
  }
  return out;
}

}  // namespace vitrine::capabilities

namespace vitrine {

Result<std::vector<DatabaseInfo>> DescribeDatabases(const Grants& grants) {
  return grants.impl().databases().Describe();
}

std::string DescribeForModel(const Grants& grants) {
  std::string out;
  for (const capabilities::Row& row : grants.impl().rows()) {
    if (!out.empty()) out += '\n';
    out += "def " + capabilities::Signature(row) + ":\n";
    // The docstring, indented line by line.
    std::string_view doc = row.doc;
    while (!doc.empty()) {
      const std::size_t end = std::min(doc.find('\n'), doc.size());
      if (end > 0) out += "    " + std::string(doc.substr(0, end));
      out += '\n';
      doc.remove_prefix(std::min(end + 1, doc.size()));
    }
    if (row.calls_count_max == capabilities::kNoLimitOfItsOwn) continue;
    out += "    At most " + std::to_string(row.calls_count_max) + " calls in one run.\n";
  }
  return out;
}

}  // namespace vitrine
