// The tokens that weaken a wall. Nothing in Vitrine weakens one without a token from here, so that a search
// for `danger::` finds every place that does (Promise P22).
#pragma once

#include <string>
#include <utility>

namespace vitrine::danger {

// Several tenants may be served although the workers' jail is below JailLevel::kL2: a tenant who breaks
// through the glass can then reach the machine, and through it the other tenants.
class SeveralTenantsInWeakJail {
 public:
  static SeveralTenantsInWeakJail Accept() { return {}; }

 private:
  SeveralTenantsInWeakJail() = default;
};

// The workers' jail is built without one protection, named as in Protection::name. For tests of what happens
// where a kernel lacks it.
class WithoutProtection {
 public:
  static WithoutProtection Named(std::string name) { return WithoutProtection(std::move(name)); }
  const std::string& name() const { return name_; }

 private:
  explicit WithoutProtection(std::string name) : name_(std::move(name)) {}
  std::string name_;
};

}  // namespace vitrine::danger
