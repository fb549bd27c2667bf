#pragma once

#include <string>
#include <vector>

namespace aproape::classification {

// Another answer that the classifier thinks possible.
struct Alternative {
  std::string subcategory;
  float confidence = 0;  // 0 to 1
};

// What the classifier says of one text. Confidences are probabilities, 0 to 1.
struct Verdict {
  std::string language;  // ISO 639-1; empty: unknown
  float language_confidence = 0;
  std::string kind = "case";  // "case", "spam", "auto-reply", "abuse"
  std::string category;       // empty where the kind is none
  std::string subcategory;
  float category_confidence = 0;
  float confidence = 0;        // of the subcategory, or of the kind
  std::string urgency = "P3";  // "P1" to "P4"
  bool urgent = false;         // P1, or P2 with harm or departure within 24 hours
  float urgent_confidence = 0;
  std::string country;  // ISO 3166 alpha-2 of the country concerned; empty: not said
  float country_confidence = 0;
  std::vector<Alternative> alternatives;   // best first, without the answer itself
  std::vector<std::string> words;          // that spoke for the subcategory, as written, strongest first
  std::vector<std::string> urgent_words;   // that spoke for the urgency
  std::vector<std::string> country_words;  // that spoke for the country
  std::vector<std::string> rules;          // codes of catalog/classification/rules.csv that fired
  std::string model;                       // LinearModel::name()
};

}  // namespace aproape::classification
