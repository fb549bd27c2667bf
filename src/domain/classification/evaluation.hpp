#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/classification/example.hpp"
#include "domain/classification/model.hpp"

namespace aproape::classification {

// Figures of a classifier on labelled texts. Shares are 0 to 1; 0 where nothing was asked.
struct Figures {
  std::size_t texts = 0;
  double category_accuracy = 0;
  double subcategory_accuracy = 0;
  double subcategory_macro_f1 = 0;
  double in_first_three = 0;  // subcategory, or among the first two alternatives
  double kind_accuracy = 0;
  double urgent_recall = 0;
  double urgent_precision = 0;
  double level_accuracy = 0;  // P1 to P4
  double language_accuracy = 0;
  double country_accuracy = 0;
  double calibration_error = 0;  // mean gap between confidence and share of right ones, ten steps
  std::vector<std::pair<std::string, int>> confusions;  // "PRO.death -> PRO.remains", most first
  std::map<std::string, double> subcategory_by_language;
  std::vector<std::string> missed_urgent;  // ids
  std::vector<std::string> false_urgent;
};

// Verdicts stand in the order of the examples.
[[nodiscard]] Figures evaluate(const std::vector<Example>& examples, const std::vector<Verdict>& verdicts);

}  // namespace aproape::classification
