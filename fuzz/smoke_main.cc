// Runs a target without libFuzzer: every file of its corpus, then `rounds` mutations of them, the same ones
// every time.
//
//   cbor_fuzz_smoke CORPUS_FOLDER ROUNDS
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/fuzz_target.h"

namespace {

using Input = std::vector<std::uint8_t>;

std::vector<Input> ReadCorpus(const char* folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());  // the order of a folder is not the same everywhere
  std::vector<Input> inputs;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

// One small change, of the kinds that find most: bits, interesting bytes, cuts, repeats, and parts of other
// inputs.
void Mutate(Input& input, const std::vector<Input>& corpus, std::mt19937& random) {
  const auto below = [&random](std::size_t end) { return end == 0 ? 0 : random() % end; };
  constexpr std::uint8_t kBytes[] = {0x00, 0x01, 0x17, 0x18, 0x1B, 0x20, 0x27, 0x5F,
                                     0x7F, 0x80, 0x9B, 0x9F, 0xBF, 0xC2, 0xFF};
  const std::size_t at = below(input.size() + 1);
  const auto here = input.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random() % 6) {
    case 0:
      if (at < input.size()) input[at] = static_cast<std::uint8_t>(input[at] ^ (1u << (random() % 8)));
      break;
    case 1:
      if (at < input.size()) input[at] = kBytes[below(std::size(kBytes))];
      break;
    case 2:
      input.insert(here, kBytes[below(std::size(kBytes))]);
      break;
    case 3:
      input.erase(
          here, here + static_cast<std::ptrdiff_t>(below(std::min<std::size_t>(input.size() - at, 16) + 1)));
      break;
    case 4: {
      const std::size_t length = below(std::min<std::size_t>(input.size() - at, 64) + 1);
      const Input part(here, here + static_cast<std::ptrdiff_t>(length));
      input.insert(input.begin() + static_cast<std::ptrdiff_t>(below(input.size() + 1)), part.begin(),
                   part.end());
      break;
    }
    default: {
      const Input& other = corpus[below(corpus.size())];
      const std::size_t from = below(other.size() + 1);
      const std::size_t length = below(std::min<std::size_t>(other.size() - from, 64) + 1);
      input.insert(here, other.begin() + static_cast<std::ptrdiff_t>(from),
                   other.begin() + static_cast<std::ptrdiff_t>(from + length));
    }
  }
  if (input.size() > vitrine::fuzz::kInputBytesMax) input.resize(vitrine::fuzz::kInputBytesMax);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rounds = 0;
  const std::string rounds_text = argc == 3 ? argv[2] : "";
  if (std::from_chars(rounds_text.data(), rounds_text.data() + rounds_text.size(), rounds).ec !=
      std::errc()) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER ROUNDS\n", argv[0]);
    return 2;
  }
  const std::vector<Input> corpus = ReadCorpus(argv[1]);
  if (corpus.empty()) {
    std::fprintf(stderr, "the folder %s holds no corpus\n", argv[1]);
    return 2;
  }
  for (const Input& input : corpus) LLVMFuzzerTestOneInput(input.data(), input.size());
  std::mt19937 random(1);
  for (std::size_t round = 0; round < rounds; ++round) {
    Input input = corpus[random() % corpus.size()];
    for (std::size_t changes = random() % 8 + 1; changes > 0; --changes) Mutate(input, corpus, random);
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  std::printf("%zu inputs and %zu mutations: no failure\n", corpus.size(), rounds);
  return 0;
}
