// What tests set differently from everybody else.
#pragma once

#include <chrono>

namespace vitrine::store {

struct StoreOptions {
  // How long a writer waits for another one, and anybody for a file that is being recovered; then kBusy.
  std::chrono::milliseconds wait_max{5000};
};

}  // namespace vitrine::store
