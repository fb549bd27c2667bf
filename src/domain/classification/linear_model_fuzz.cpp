// Any bytes as a model file: read or refused, and what was read scores a text within its bounds.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "domain/classification/linear_model.hpp"

using namespace aproape::classification;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  // Most inputs would fail at the magic and teach nothing.
  if (size > 8) bytes.replace(0, 8, "APCLASS3");
  try {
    const LinearModel model = LinearModel::read(bytes);
    std::vector<Counted> counted;
    std::vector<Occurrence> occurrences;
    for (std::uint32_t bucket = 0; bucket < 64; ++bucket) {
      counted.push_back({bucket, Block::word, 1});
      occurrences.push_back({bucket, Block::word, 0, 1});
    }
    if (model.score(counted).size() != model.columns()) __builtin_trap();
    if (model.word_shares(occurrences, counted, 0, 2).size() != 2) __builtin_trap();
  } catch (const aproape::Error&) {
    // refused
  }
  return 0;
}
