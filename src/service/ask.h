// The function ask(question), which a person answers.
#pragma once

#include "vitrine/grants.h"

namespace vitrine::service {

// ask(question) -> str. Parks the run that calls it.
HostFunction AskFunction();

}  // namespace vitrine::service
