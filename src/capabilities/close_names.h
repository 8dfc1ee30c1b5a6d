// Finds what somebody may have meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::capabilities {

// The first 60 bytes of a name that came from the guest, with "..." when there are more.
std::string Shortened(std::string_view name);

// Keeps the offered names that are closest to `wanted`, at most three. Time is bounded: long names are not
// compared.
class CloseNames {
 public:
  explicit CloseNames(std::string_view wanted) : wanted_(wanted) {}
  void Offer(std::string_view name);
  // "; did you mean 'a' or 'b'?" without the question mark, or nothing.
  std::string DidYouMean() const;

 private:
  struct Candidate {
    std::string name;
    std::size_t distance;
  };
  std::string wanted_;
  std::vector<Candidate> candidates_;  // the closest first
};

}  // namespace vitrine::capabilities
