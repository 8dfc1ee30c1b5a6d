#include "serve/api.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "base/json_reader.h"

namespace vitrine::serve {
namespace {

// openapi.json says what there is, all of it and nothing else.
TEST(Api, IsAsItsDocumentSays) {
  const auto document = base::ParseJson(OpenApiDocument(), 100);
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)["openapi"], "3.1.0");
  std::vector<std::string> documented;
  for (const auto& [path, operations] : (*document)["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      if (method == "parameters") continue;
      std::string name = method;
      std::ranges::transform(name, name.begin(),
                             [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      documented.push_back(name.append(" ").append(path));
      EXPECT_TRUE(operation.contains("operationId") && operation.contains("summary")) << path;
    }
  }
  std::vector<std::string> known = Api::Routes();
  std::ranges::sort(documented);
  std::ranges::sort(known);
  EXPECT_EQ(documented, known);
}

// Every reference in the document leads somewhere.
TEST(Api, ReferencesOfItsDocumentResolve) {
  const auto document = base::ParseJson(OpenApiDocument(), 100);
  ASSERT_TRUE(document);
  const std::function<void(const base::Json&)> check = [&](const base::Json& json) {
    if (json.is_object() && json.contains("$ref") && json["$ref"].is_string()) {
      const std::string pointer = json["$ref"].get<std::string>().substr(1);
      EXPECT_TRUE(document->contains(base::Json::json_pointer(pointer))) << pointer;
    }
    if (!json.is_structured()) return;
    for (const base::Json& inner : json) check(inner);
  };
  check(*document);
}

}  // namespace
}  // namespace vitrine::serve
