// For tests of this layer and those above: a service over a store in memory, with two principals, ana and
// bob, whose tokens are their names.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "service/service.h"
#include "service/token.h"

namespace vitrine::service {

inline Principals AnaAndBob() {
  const auto entry = [](const char* name, const char* more) {
    return std::string("[[principal]]\nname = '") + name + "'\ntoken = '" + HashOfToken(name) + "'\n" + more;
  };
  auto parsed = Principals::Parse(
      entry("ana", "operator = true\n") + entry("bob", "runs_at_once = 1\nsessions = 1\n"), {});
  EXPECT_TRUE(parsed) << parsed.error().what;
  return std::move(*parsed);
}

class ServiceFixture : public testing::Test {
 protected:
  explicit ServiceFixture(ServiceOptions options = {}) {
    options.principals = AnaAndBob();
    options.limits.wall_time_max = options.limits.cpu_time_max = std::chrono::seconds(20);
    options.limits_max.wall_time_max = options.limits_max.cpu_time_max = std::chrono::seconds(30);
    options.workers_count_max = 8;
    options.worker_program = VITRINE_WORKER_PROGRAM;
    options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
    auto started = Service::Start(std::move(options), *store_);
    EXPECT_TRUE(started) << started.error().what;
    service_ = std::move(*started);
    ana_ = service_->principals().Find("ana");
    bob_ = service_->principals().Find("bob");
  }

  std::unique_ptr<SessionStore> store_ = MakeMemorySessionStore();
  std::unique_ptr<Service> service_;
  const Principal* ana_ = nullptr;
  const Principal* bob_ = nullptr;
};

}  // namespace vitrine::service
