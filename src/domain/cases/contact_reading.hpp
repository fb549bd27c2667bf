#pragma once

#include <string>
#include <vector>

#include "domain/classification/model.hpp"

namespace aproape::cases {

// What the words of a contact say, before it is stored.
struct ContactReading {
  classification::Verdict verdict;  // of one that comes in
  std::vector<std::string> terms;   // for the search, as text::analyse() gives them
};

}  // namespace aproape::cases
