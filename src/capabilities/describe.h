// What is granted, told to the guest and to models.
#pragma once

#include <string>
#include <string_view>

#include "base/cbor_writer.h"
#include "capabilities/row.h"
#include "vitrine/grants.h"

namespace vitrine::capabilities {

// A Python annotation of builtin names: "str", "object", ...
std::string_view Annotation(ParameterType type);

// "name(a: str, b: object = None)"
std::string Signature(const Row& row);

// The array that stands under "functions" in the configuration map of guests/abi.h, as CBOR.
std::string FunctionsForGuest(const Grants::Impl& grants);

}  // namespace vitrine::capabilities
