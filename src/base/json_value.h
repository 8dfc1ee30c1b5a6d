// JSON from a person, as a value for the code inside.
#pragma once

#include <string_view>

#include "vitrine/error.h"
#include "vitrine/value.h"

namespace vitrine::base {

// Integers beyond 64 bits become floats. Fails for what is no JSON, or nested more than 100 deep.
Result<Value> ValueFromJson(std::string_view json);

}  // namespace vitrine::base
