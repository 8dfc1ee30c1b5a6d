#include "capabilities/close_names.h"

#include <algorithm>
#include <numeric>

#include "base/utf8.h"

namespace vitrine::capabilities {
namespace {

constexpr std::size_t kComparedBytesMax = 100;
constexpr std::size_t kCandidatesMax = 3;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Levenshtein's, letter case aside.
std::size_t Distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t changed = diagonal + (Lower(left[i]) == Lower(right[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string Shortened(std::string_view name) {
  constexpr std::size_t kShownBytesMax = 60;
  std::string out(name.substr(0, base::Utf8CutLength(name, kShownBytesMax)));
  if (out.size() < name.size()) out += "...";
  return out;
}

void CloseNames::Offer(std::string_view name) {
  if (wanted_.size() > kComparedBytesMax || name.size() > kComparedBytesMax) return;
  const std::size_t distance = Distance(wanted_, name);
  const bool is_part = wanted_.size() >= 3 && (name.find(wanted_) != std::string_view::npos ||
                                               wanted_.find(name) != std::string_view::npos);
  // Two letters exchanged are a distance of two.
  const std::size_t distance_max = wanted_.size() < 4 ? 1 : std::max<std::size_t>(2, wanted_.size() / 3);
  if (distance > distance_max && !is_part) return;
  const auto at =
      std::find_if(candidates_.begin(), candidates_.end(),
                   [distance](const Candidate& candidate) { return distance < candidate.distance; });
  candidates_.insert(at, Candidate{std::string(name), distance});
  if (candidates_.size() > kCandidatesMax) candidates_.pop_back();
}

std::string CloseNames::DidYouMean() const {
  std::string out;
  for (const Candidate& candidate : candidates_) {
    out += out.empty() ? "; did you mean '" : " or '";
    out += candidate.name + "'";
  }
  return out;
}

}  // namespace vitrine::capabilities
