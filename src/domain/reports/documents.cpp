#include "domain/reports/documents.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "domain/reports/report_day.hpp"
#include "formats/csv/csv.hpp"
#include "i18n/dates.hpp"
#include "i18n/texts.hpp"

namespace aproape::reports {
namespace {

constexpr std::array<std::string_view, 6> kSorts = {"arrest",  "death", "hospital",
                                                    "missing", "minor", "stranded"};
constexpr std::size_t kMostPosts = 10;

std::string text(std::string_view key, std::string_view language) {
  return i18n::Texts::standard().text(key, language);
}
std::string figure_name(std::string_view id, std::string_view language) {
  return text("report.figure." + std::string(id), language);
}

// Noon of a day, to write its date.
Millis noon(Day day) {
  i18n::LocalTime local;
  local.year = day / 10000;
  local.month = day / 100 % 100;
  local.day = day % 100;
  local.hour = 12;
  return i18n::from_local(local, kZone);
}
std::string date(Day day, std::string_view language) {
  return i18n::date_long(noon(day), kZone, language);
}

std::string percent(const Value& value, std::string_view language) {
  if (!value.denominator || *value.denominator == 0) return "–";
  const double share = 100.0 * static_cast<double>(value.numerator) / static_cast<double>(*value.denominator);
  return render::shown_number(static_cast<double>(static_cast<std::int64_t>(share + 0.5)),
                              std::string(language)) +
         " %";
}

std::string shown(const Definition& figure, const Tally& tally, std::string_view language) {
  const Value value = value_of(figure, tally);
  if (figure.shape == Definition::Shape::share) return percent(value, language);
  if (figure.timed()) return shown_duration(value.median, language);
  return render::shown_number(static_cast<double>(value.numerator), std::string(language));
}

std::string country_name(const network::Directory& directory, const std::string& code,
                         std::string_view language) {
  const auto& all = directory.countries();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const network::Country& one) { return one.code == code; });
  if (found == all.end()) return code;
  return language == "ro" ? found->name_ro : found->name_en;
}

std::string unit_name(const network::Directory& directory, const Node& node, std::string_view language) {
  if (node.level == Node::Level::team) return node.name;
  if (const network::Unit* unit = directory.unit(node.unit))
    return language == "ro" ? unit->name_ro : unit->name_en;
  if (node.level == Node::Level::network) return text("report.network", language);
  return country_name(directory, node.country, language);
}

std::vector<render::Tile> tiles(const Tally& now, const Tally& before, std::string_view language) {
  std::vector<render::Tile> all;
  for (const std::string_view id : {"contacts", "cases", "first_answer", "deadlines", "backlog"}) {
    const Definition& figure = definition(id);
    const std::string note =
        figure.stock ? "" : text("report.before", language) + ": " + shown(figure, before, language);
    all.push_back({figure_name(id, language), shown(figure, now, language), note});
  }
  return all;
}

// Persons assisted by country and sort.
render::Table assistance(db::Tx& tx, const Service& service, const Question& question,
                         const network::Directory& directory, std::string_view language) {
  std::map<std::string, std::map<std::string, std::int64_t, std::less<>>> countries;
  for (const auto& [member, tally] : service.split(tx, question, definition("assistance"), "country_topic")) {
    const std::size_t bar = member.find('|');
    countries[member.substr(0, bar)][member.substr(bar + 1)] += tally.counts.at("assistance").n;
  }
  render::Table table;
  table.heading = figure_name("assistance", language);
  table.columns.push_back({text("report.country", language), false, 2});
  for (const std::string_view sort : kSorts)
    table.columns.push_back({text("report.topic." + std::string(sort), language), true, 1});
  for (const auto& [code, sorts] : countries) {
    std::vector<render::Cell> cells{country_name(directory, code, language)};
    for (const std::string_view sort : kSorts) {
      const auto found = sorts.find(sort);
      cells.emplace_back(found == sorts.end() ? 0.0 : static_cast<double>(found->second));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

render::Table backlog(const Service::Ages& ages, std::string_view language) {
  render::Table table;
  table.heading = figure_name("backlog", language);
  for (std::size_t i = 0; i < ages.size(); ++i) {
    const bool last = i == Service::kAges.size();
    const std::string days = std::to_string(Service::kAges[last ? i - 1 : i]);
    table.columns.push_back({i18n::Texts::standard().text(last ? "report.days_more" : "report.days_under",
                                                          language, {{"n", days}}),
                             true, 1});
  }
  std::vector<render::Cell> cells;
  for (const std::int64_t n : ages) cells.emplace_back(static_cast<double>(n));
  table.rows.push_back(std::move(cells));
  return table;
}

render::Table lines(const std::vector<Node>& nodes, const network::Directory& directory,
                    std::string_view language) {
  render::Table table;
  table.heading = text("report.network", language);
  table.columns.push_back({text("report.post", language), false, 5});
  for (const Definition& figure : line_figures())
    table.columns.push_back({text("report.column." + std::string(figure.id), language), true, 1.2});
  for (const Node& node : nodes) {
    std::vector<render::Cell> cells{unit_name(directory, node, language)};
    for (const Definition& figure : line_figures()) {
      if (figure.shape == Definition::Shape::count)
        cells.emplace_back(static_cast<double>(value_of(figure, node.tally).numerator));
      else
        cells.emplace_back(shown(figure, node.tally, language));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

std::string shown_duration(std::optional<Millis> length, std::string_view language) {
  if (!length) return "–";
  const std::string in(language);
  const auto one = [&](double number, std::string_view unit) {
    return render::shown_number(number, in) + " " + text("report.unit." + std::string(unit), language);
  };
  if (*length < kMinute) return one(static_cast<double>(*length / kSecond), "s");
  if (*length < kHour) return one(static_cast<double>(*length / kMinute), "min");
  if (*length < kDay)
    return one(static_cast<double>(*length / kHour), "h") + " " +
           one(static_cast<double>(*length % kHour / kMinute), "min");
  return one(static_cast<double>(*length / (kDay / 10)) / 10, "days");
}

render::Document morning_page(db::Tx& tx, const Service& service, const access::Scope& scope,
                              const network::Directory& directory, Day day, std::string_view language) {
  const Question yesterday{Service::units(scope, directory, {}, {}), day, day, "", {}};
  Question week = yesterday;
  week.from = plus_days(day, -6);
  Question before = yesterday;
  before.from = before.to = plus_days(day, -7);
  render::Document page;
  page.language = language;
  page.title = text("report.morning", language);
  page.subtitle = date(day, language) + " · " + text("report.morning_compared", language);
  page.tiles = tiles(service.tally(tx, yesterday), service.tally(tx, before), language);
  page.tables.push_back(assistance(tx, service, yesterday, directory, language));
  render::Table sevens = assistance(tx, service, week, directory, language);
  sevens.heading += " · " + text("report.seven_days", language);
  page.tables.push_back(std::move(sevens));
  page.tables.push_back(backlog(service.ages(tx, yesterday), language));
  auto nodes = network_tree(tx, service, scope, directory, day, day, "");
  std::erase_if(nodes, [](const Node& node) { return node.level != Node::Level::unit; });
  const auto contacts = [](const Node& node) {
    return value_of(definition("contacts"), node.tally).numerator;
  };
  std::stable_sort(nodes.begin(), nodes.end(),
                   [&](const Node& a, const Node& b) { return contacts(a) > contacts(b); });
  if (nodes.size() > kMostPosts) nodes.resize(kMostPosts);
  page.tables.push_back(lines(nodes, directory, language));
  page.tables.back().heading = text("report.most_contacts", language);
  page.footer = text("report.no_personal_data", language);
  return page;
}

render::Document period_report(db::Tx& tx, const Service& service, const access::Scope& scope,
                               const network::Directory& directory, Day from, Day to,
                               std::string_view channel, std::string_view language) {
  const Question question{Service::units(scope, directory, {}, {}), from, to, std::string(channel), {}};
  const Tally now = service.tally(tx, question);
  render::Document report;
  report.language = language;
  report.title = text("report.period", language);
  report.subtitle = date(from, language) + " – " + date(to, language);
  report.tiles = tiles(now, service.tally(tx, earlier(question)), language);
  report.tables.push_back(
      lines(network_tree(tx, service, scope, directory, from, to, channel), directory, language));
  render::Table figures;
  figures.heading = text("report.figures", language);
  figures.columns = {{text("report.figure", language), false, 2},
                     {text("report.numerator", language), true, 1},
                     {text("report.denominator", language), true, 1},
                     {text("report.median", language), true, 1},
                     {text("report.definition", language), false, 6}};
  for (const Definition& figure : definitions()) {
    const Value value = value_of(figure, now);
    render::Cell whole = std::string();
    if (value.denominator) whole = static_cast<double>(*value.denominator);
    figures.rows.push_back({figure_name(figure.id, language), static_cast<double>(value.numerator), whole,
                            figure.timed() ? shown_duration(value.median, language) : std::string(),
                            text("report.definition." + std::string(figure.id), language)});
  }
  report.tables.push_back(std::move(figures));
  report.tables.push_back(assistance(tx, service, question, directory, language));
  report.footer = text("report.no_personal_data", language);
  return report;
}

std::string open_data(db::Tx& tx, const Service& service, const access::Scope& scope,
                      const network::Directory& directory, Day from, Day to) {
  // Sums by figure, month, country and member before anything is hidden.
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::int64_t> cells;
  for (const network::Unit& unit : directory.units()) {
    if (unit.kind != "mission" || !scope.may("report.read", unit.id)) continue;
    for (Day first = from; first <= to;) {
      const Day next = plus_days(first / 100 * 100 + 1, 31) / 100 * 100 + 1;
      const Question month{{unit.id}, first, std::min(to, plus_days(next, -1)), "", {}};
      for (const auto& [id, by] : {std::pair("contacts", "category"), std::pair("cases", "category"),
                                   std::pair("assistance", "topic")})
        for (const auto& [member, tally] : service.split(tx, month, definition(id), by))
          cells[{id, to_text(first).substr(0, 7), unit.country, member}] +=
              tally.counts.at(std::string(definition(id).kind)).n;
      first = next;
    }
  }
  std::string out = csv::write_row({"figure", "month", "country", "sort", "number", "hidden"});
  for (const auto& [key, n] : cells) {
    const auto& [id, month, country, member] = key;
    const bool hidden = n < kSmallCell;
    out +=
        csv::write_row({id, month, country, member, hidden ? "" : std::to_string(n), hidden ? "yes" : "no"});
  }
  return out;
}

std::string to_csv(const render::Document& document) {
  std::string out;
  for (const render::Table& table : document.tables) {
    std::vector<std::string> fields{table.heading};
    out += csv::write_row(fields);
    fields.clear();
    for (const render::Column& column : table.columns) fields.push_back(column.name);
    out += csv::write_row(fields);
    for (const auto& cells : table.rows) {
      fields.clear();
      for (const render::Cell& cell : cells) {
        const auto* number = std::get_if<double>(&cell);
        fields.push_back(number == nullptr ? std::get<std::string>(cell)
                                           : std::to_string(static_cast<std::int64_t>(*number)));
      }
      out += csv::write_row(fields);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace aproape::reports
