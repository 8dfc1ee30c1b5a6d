#include "service/error.h"

#include <utility>

namespace vitrine::service {

ServiceError ToServiceError(Error error) {
  switch (error.kind) {
    case ErrorKind::kInvalidArgument:
    case ErrorKind::kLimit:
      return {Refusal::kInvalid, std::move(error.what)};
    case ErrorKind::kNotFound:
      return {Refusal::kNotFound, std::move(error.what)};
    case ErrorKind::kBusy:
      return {Refusal::kFull, std::move(error.what), std::chrono::seconds(1)};
    case ErrorKind::kEnded:
    case ErrorKind::kHost:
      break;
  }
  return {Refusal::kFailed, std::move(error.what)};
}

}  // namespace vitrine::service
