#include "domain/classification/carried.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"

namespace aproape::classification {
namespace {

std::string_view file(std::string_view name) {
  for (const embedded::File& one : embedded::files())
    if (one.name == name) return one.content;
  throw Error(ErrorKind::internal, "catalogue.missing", std::string(name));
}

}  // namespace

std::shared_ptr<const Analyser> carried_analyser() {
  static const auto analyser = std::make_shared<const Analyser>(file("catalog/classification/concepts.csv"),
                                                                file("catalog/classification/rules.csv"));
  return analyser;
}

std::shared_ptr<const Taxonomy> carried_taxonomy() {
  static const auto taxonomy = std::make_shared<const Taxonomy>(file("catalog/taxonomy.csv"));
  return taxonomy;
}

std::shared_ptr<const Classifier> carried_classifier() {
  static const auto classifier = std::make_shared<const Classifier>(
      carried_analyser(), carried_taxonomy(), LinearModel::read(std::string(file("classifier.model"))));
  return classifier;
}

std::vector<Example> carried_examples(std::string_view side) {
  const std::string folder = "catalog/classification/" + std::string(side) + "/";
  std::vector<Example> all;
  for (const embedded::File& one : embedded::files()) {
    if (!one.name.starts_with(folder) || !one.name.ends_with(".jsonl")) continue;
    for (Example& example : read_examples(one.name, one.content)) all.push_back(std::move(example));
  }
  return all;
}

}  // namespace aproape::classification
