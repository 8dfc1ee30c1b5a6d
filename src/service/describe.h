// What a model has to know of the tool that runs its code.
#pragma once

#include <string>

#include "service/service.h"

namespace vitrine::service {

// Made from what is granted: functions, databases with their tables, limits, and what there is not. At most
// some 20 KB: long lists of tables are cut, and say so.
std::string DescribeForModel(const Service& service, const Principal& principal);

}  // namespace vitrine::service
