#include "domain/classification/verdict_json.hpp"

#include <cmath>

namespace aproape::classification {
namespace {

json::Value text_or_null(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

double rounded(float share) {
  return std::round(static_cast<double>(share) * 1000.0) / 1000.0;
}

json::Array list(const std::vector<std::string>& texts) {
  json::Array all;
  for (const std::string& one : texts) all.emplace_back(one);
  return all;
}

std::vector<std::string> texts(const json::Value& value) {
  std::vector<std::string> all;
  for (const json::Value& one : value.as_array()) all.push_back(one.as_string());
  return all;
}

float share(const json::Value& value) {
  return static_cast<float>(value.as_double());
}

}  // namespace

json::Object to_json(const Verdict& v) {
  json::Array alternatives;
  for (const Alternative& one : v.alternatives) {
    alternatives.emplace_back(json::Object{{"category", one.subcategory.substr(0, one.subcategory.find('.'))},
                                           {"subcategory", one.subcategory},
                                           {"confidence", rounded(one.confidence)}});
  }
  return {{"language", text_or_null(v.language)},
          {"category", text_or_null(v.category)},
          {"subcategory", text_or_null(v.subcategory)},
          {"urgent", v.urgent},
          {"urgency", v.urgency},
          {"country", text_or_null(v.country)},
          {"confidence", rounded(v.confidence)},
          {"alternatives", std::move(alternatives)},
          {"kind", v.kind},
          {"confidences", json::Object{{"language", rounded(v.language_confidence)},
                                       {"category", rounded(v.category_confidence)},
                                       {"urgent", rounded(v.urgent_confidence)},
                                       {"country", rounded(v.country_confidence)}}},
          {"words", json::Object{{"subcategory", list(v.words)},
                                 {"urgency", list(v.urgent_words)},
                                 {"country", list(v.country_words)}}},
          {"rules", list(v.rules)},
          {"model", v.model}};
}

Verdict verdict_of(const json::Value& value) {
  Verdict v;
  v.language = value.get_string("language");
  v.category = value.get_string("category");
  v.subcategory = value.get_string("subcategory");
  v.urgent = value.get_bool("urgent");
  v.urgency = value.get_string("urgency", "P3");
  v.country = value.get_string("country");
  v.confidence = share(value["confidence"]);
  for (const json::Value& one : value["alternatives"].as_array())
    v.alternatives.push_back({one.get_string("subcategory"), share(one["confidence"])});
  v.kind = value.get_string("kind", "case");
  const json::Value& confidences = value["confidences"];
  v.language_confidence = share(confidences["language"]);
  v.category_confidence = share(confidences["category"]);
  v.urgent_confidence = share(confidences["urgent"]);
  v.country_confidence = share(confidences["country"]);
  v.words = texts(value["words"]["subcategory"]);
  v.urgent_words = texts(value["words"]["urgency"]);
  v.country_words = texts(value["words"]["country"]);
  v.rules = texts(value["rules"]);
  v.model = value.get_string("model");
  return v;
}

}  // namespace aproape::classification
