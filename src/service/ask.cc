#include "service/ask.h"

#include <expected>
#include <span>
#include <variant>

namespace vitrine::service {

HostFunction AskFunction() {
  return {.name = "ask",
          .doc =
              "Ask a person a question and wait for the answer, a str. It may take hours; time spent waiting "
              "does not count.",
          .parameters = {{.name = "question", .type = ParameterType::kText}},
          .call = [](const CallContext&, std::span<const Value>) -> std::expected<Value, NoValue> {
            return std::unexpected(NoValue(Later{}));
          }};
}

}  // namespace vitrine::service
