#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/classification/classifier.hpp"
#include "domain/classification/example.hpp"

namespace aproape::classification {

// What the binary carries of the catalogue, read once.
[[nodiscard]] std::shared_ptr<const Analyser> carried_analyser();
[[nodiscard]] std::shared_ptr<const Taxonomy> carried_taxonomy();
// The names of countries, of the cities of missions and of their districts, as the catalogue has them.
[[nodiscard]] std::shared_ptr<const Places> carried_places();
// The classifier with the model that was trained at build time.
[[nodiscard]] std::shared_ptr<const Classifier> carried_classifier();
// Examples of one side, "train" or "held".
[[nodiscard]] std::vector<Example> carried_examples(std::string_view side);

}  // namespace aproape::classification
