// Owns a file descriptor.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace vitrine::os {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { Reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void Reset() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

// The same under a number that is not 0, 1 or 2. In a program that has closed its standard streams these are
// the next ones to be given out; whoever means a stream would then mean us. Holds nothing when there are no
// descriptors left.
inline Descriptor AboveStandard(Descriptor descriptor) {
  if (descriptor.get() < 0 || descriptor.get() > STDERR_FILENO) return descriptor;
  return Descriptor(fcntl(descriptor.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

// A second one for the same, closed on exec; never 0, 1 or 2. Holds nothing when there are no descriptors
// left.
inline Descriptor Duplicate(int number) { return Descriptor(fcntl(number, F_DUPFD_CLOEXEC, 3)); }

}  // namespace vitrine::os
