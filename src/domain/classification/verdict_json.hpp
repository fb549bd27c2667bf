#pragma once

#include "base/json.hpp"
#include "domain/classification/model.hpp"

namespace aproape::classification {

// A verdict as the command line and the API tell it: language, category, subcategory (null where the text is
// no case), urgent, urgency, country, confidence, alternatives, then kind, the other confidences and the
// words that spoke for each. Confidences have three digits.
[[nodiscard]] json::Object to_json(const Verdict& verdict);
// Reads what to_json() made. Throws Error{invalid, "json.type"}.
[[nodiscard]] Verdict verdict_of(const json::Value& value);

}  // namespace aproape::classification
