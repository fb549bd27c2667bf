#include "domain/cases/similarity.hpp"

#include <algorithm>
#include <iterator>

namespace aproape::cases {

int similarity(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  constexpr std::size_t kFewestWords = 5;
  if (a.size() < kFewestWords || b.size() < kFewestWords) return 0;
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const std::size_t either = a.size() + b.size() - both.size();
  return static_cast<int>(100 * both.size() / either);
}

}  // namespace aproape::cases
