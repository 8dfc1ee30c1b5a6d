// Errors of the HTTP API as RFC 9457 has them.
#pragma once

#include <string_view>

#include "http/message.h"
#include "service/error.h"

namespace vitrine::serve {

// `detail` is a sentence for the client.
http::Response Problem(unsigned status, std::string_view detail);
http::Response Problem(const service::ServiceError& error);
// The same as a JSON object.
std::string ProblemJson(unsigned status, std::string_view detail);
unsigned StatusOf(service::Refusal refusal);

}  // namespace vitrine::serve
