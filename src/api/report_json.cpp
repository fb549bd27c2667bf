#include "api/report_json.hpp"

#include <algorithm>
#include <string>

#include "api/case_json.hpp"
#include "i18n/texts.hpp"

namespace aproape::api {
namespace {

std::string_view name_of(reports::Definition::Shape shape) {
  using Shape = reports::Definition::Shape;
  switch (shape) {
    case Shape::count:
      return "count";
    case Shape::share:
      return "share";
    case Shape::time:
      return "time";
    default:
      return "aim";
  }
}

std::string_view name_of(reports::Node::Level level) {
  using Level = reports::Node::Level;
  switch (level) {
    case Level::network:
      return "network";
    case Level::region:
      return "region";
    case Level::country:
      return "country";
    case Level::team:
      return "team";
    default:
      return "unit";
  }
}

json::Value number_or_null(std::optional<std::int64_t> number) {
  return number ? json::Value(*number) : json::Value();
}

std::string name_of(const reports::Node& node, const network::Directory& directory,
                    std::string_view language) {
  if (node.level == reports::Node::Level::team) return node.name;
  const bool romanian = language == "ro";
  if (const network::Unit* unit = directory.unit(node.unit)) return romanian ? unit->name_ro : unit->name_en;
  if (node.level == reports::Node::Level::network)
    return i18n::Texts::standard().text("report.network", language);
  const auto& all = directory.countries();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const network::Country& one) { return one.code == node.country; });
  if (found == all.end()) return node.country;
  return romanian ? found->name_ro : found->name_en;
}

}  // namespace

json::Object figure_words(const reports::Definition& definition, std::string_view language) {
  const i18n::Texts& texts = i18n::Texts::standard();
  const std::string id(definition.id);
  return {{"id", id},
          {"name", texts.text("report.figure." + id, language)},
          {"definition", texts.text("report.definition." + id, language)},
          {"shape", name_of(definition.shape)},
          {"stock", definition.stock},
          {"behind", definition.of_cases ? "cases" : "quarantine"}};
}

json::Object figure_numbers(const reports::Definition& definition, const reports::Tally& tally) {
  const reports::Value value = reports::value_of(definition, tally);
  return {{"numerator", value.numerator},
          {"denominator", number_or_null(value.denominator)},
          {"median_ms", number_or_null(value.median)},
          {"p90_ms", number_or_null(value.p90)},
          {"mean_ms", number_or_null(value.mean)}};
}

json::Value node_body(const reports::Node& node, const network::Directory& directory,
                      std::string_view language) {
  json::Array last;
  for (const std::int64_t n : node.last_contacts) last.emplace_back(n);
  const network::Unit* unit = directory.unit(node.unit);
  json::Object figures;
  for (const auto& figure : reports::line_figures())
    figures.set(std::string(figure.id), figure_numbers(figure, node.tally));
  json::Object before;
  for (const auto& figure : reports::compared_figures())
    before.set(std::string(figure.id), figure_numbers(figure, node.before));
  return json::Object{{"key", node.key},
                      {"parent", text_or_null(node.parent)},
                      {"level", name_of(node.level)},
                      {"name", name_of(node, directory, language)},
                      {"unit", text_or_null(unit == nullptr ? "" : unit->code)},
                      {"country", text_or_null(node.country)},
                      {"team", text_or_null(node.team.empty() ? std::string() : node.team.str())},
                      {"last_contacts", std::move(last)},
                      {"figures", std::move(figures)},
                      {"before", std::move(before)}};
}

}  // namespace aproape::api
