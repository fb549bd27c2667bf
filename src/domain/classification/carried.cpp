#include "domain/classification/carried.hpp"

#include <map>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "formats/csv/csv.hpp"

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

std::shared_ptr<const Places> carried_places() {
  static const auto places = [] {
    network::Directory::Data data;
    const csv::Table countries(file("catalog/countries.csv"), {"iso2", "name_ro", "name_en"});
    for (const csv::Row& row : countries.rows())
      data.countries.push_back({countries.field(row, "iso2"), countries.field(row, "name_ro"),
                                countries.field(row, "name_en"), ""});
    const csv::Table missions(file("catalog/missions.csv"), {"code", "country_iso2", "city"});
    std::map<std::string, UnitId> ids;
    for (const csv::Row& row : missions.rows()) {
      network::Unit unit;
      unit.id = UnitId{static_cast<std::int64_t>(data.units.size()) + 1};
      unit.code = missions.field(row, "code");
      unit.kind = "mission";
      unit.country = missions.field(row, "country_iso2");
      unit.city = missions.field(row, "city");
      ids[unit.code] = unit.id;
      data.units.push_back(std::move(unit));
    }
    const csv::Table competences(file("catalog/competences.csv"), {"country", "district", "places", "unit"});
    for (const csv::Row& row : competences.rows()) {
      network::Competence competence;
      competence.id = network::CompetenceId{static_cast<std::int64_t>(data.competences.size()) + 1};
      competence.country = competences.field(row, "country");
      competence.district = competences.field(row, "district");
      competence.places = competences.field(row, "places");
      competence.unit = ids[competences.field(row, "unit")];
      data.competences.push_back(std::move(competence));
    }
    const std::string names = std::string(file("catalog/mail_places.csv")) + '\n' +
                              std::string(file("catalog/classification/places.csv"));
    return std::make_shared<const Places>(
        Places{network::Atlas(network::Directory(std::move(data)), Clock::system().now(), names),
               Lexicon(file("catalog/classification/country_hints.csv"))});
  }();
  return places;
}

std::shared_ptr<const Classifier> carried_classifier() {
  static const auto classifier = std::make_shared<const Classifier>(
      carried_analyser(), carried_taxonomy(), LinearModel::read(std::string(file("classifier.model"))),
      carried_places());
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
