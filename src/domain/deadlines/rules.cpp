#include "domain/deadlines/rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "domain/deadlines/calendar.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::deadlines {
namespace {

template <class E, std::size_t N>
using Names = std::array<std::pair<std::string_view, E>, N>;

constexpr Names<Kind, 3> kKinds{
    {{"service", Kind::service}, {"legal", Kind::legal}, {"expiry", Kind::expiry}}};
constexpr Names<Unit, 5> kUnits{{{"minutes", Unit::minutes},
                                 {"hours", Unit::hours},
                                 {"working_days", Unit::working_days},
                                 {"days", Unit::days},
                                 {"months", Unit::months}}};
constexpr Names<Acting, 3> kActing{
    {{"unit", Acting::unit}, {"home", Acting::home}, {"everyday", Acting::everyday}}};
constexpr Names<Start, 3> kStarts{
    {{"opened", Start::opened}, {"wrote", Start::wrote}, {"marked", Start::marked}}};
constexpr Names<Stop, 4> kStops{{{"acted", Stop::acted},
                                 {"answered", Stop::answered},
                                 {"closed", Stop::closed},
                                 {"marked", Stop::marked}}};
constexpr Names<bool, 2> kPauses{{{"yes", true}, {"no", false}}};
constexpr Names<bool, 2> kLastDay{{{"keep", false}, {"next_working_day", true}}};

template <class E, std::size_t N>
std::string_view name_in(const Names<E, N>& names, E value) {
  for (const auto& [name, one] : names)
    if (one == value) return name;
  return {};
}

// Fields of one row; every complaint names the line and the column.
class Fields {
 public:
  Fields(const csv::Table& table, const csv::Row& row) : table_(table), row_(row) {}

  [[noreturn]] void refuse(std::string_view heading) const {
    throw Error(ErrorKind::invalid, "catalogue.deadlines",
                "line " + std::to_string(row_.line) + ", " + std::string(heading));
  }
  [[nodiscard]] std::string text(std::string_view heading) const { return table_.field(row_, heading); }
  [[nodiscard]] std::string needed(std::string_view heading) const {
    std::string value = text(heading);
    if (value.empty()) refuse(heading);
    return value;
  }
  [[nodiscard]] int number(std::string_view heading, std::string_view value, int least) const {
    int read = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), read);
    if (error != std::errc() || end != value.data() + value.size() || read < least) refuse(heading);
    return read;
  }
  [[nodiscard]] std::vector<std::string> list(std::string_view heading) const {
    std::vector<std::string> parts;
    const std::string value = text(heading);
    for (std::size_t from = 0; from < value.size();) {
      const std::size_t to = std::min(value.find('|', from), value.size());
      if (to > from) parts.push_back(value.substr(from, to - from));
      from = to + 1;
    }
    return parts;
  }
  template <class E, std::size_t N>
  [[nodiscard]] E one_of(std::string_view heading, const Names<E, N>& names) const {
    const std::string value = text(heading);
    for (const auto& [name, one] : names)
      if (name == value) return one;
    refuse(heading);
  }
  [[nodiscard]] std::string day(std::string_view heading) const {
    std::string value = text(heading);
    if (!value.empty() && !parse_day(value)) refuse(heading);
    return value;
  }

 private:
  const csv::Table& table_;
  const csv::Row& row_;
};

Rule read_rule(const Fields& fields) {
  Rule rule;
  rule.code = fields.needed("code");
  rule.kind = fields.one_of("kind", kKinds);
  rule.name_ro = fields.needed("name_ro");
  rule.name_en = fields.needed("name_en");
  rule.amount = fields.number("amount", fields.text("amount"), 1);
  rule.unit = fields.one_of("unit", kUnits);
  rule.acting = fields.one_of("acting", kActing);
  rule.start = fields.one_of("start", kStarts);
  rule.stop = fields.one_of("stop", kStops);
  rule.pauses = fields.one_of("pauses", kPauses);
  rule.next_working_day = fields.one_of("last_day", kLastDay);
  rule.extension = fields.number("extension", fields.text("extension"), 0);
  rule.urgencies = fields.list("urgencies");
  rule.channels = fields.list("channels");
  rule.categories = fields.list("categories");
  rule.not_categories = fields.list("not_categories");
  for (const std::string& share : fields.list("warnings"))
    rule.warnings.push_back(fields.number("warnings", share, 1));
  if (!std::is_sorted(rule.warnings.begin(), rule.warnings.end())) fields.refuse("warnings");
  rule.basis = fields.needed("basis");
  rule.valid_from = fields.day("valid_from");
  rule.valid_to = fields.day("valid_to");
  if (rule.kind != Kind::service && rule.pauses) fields.refuse("pauses");  // the law does not wait
  return rule;
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool holds_category(const std::vector<std::string>& list, const Facts& facts) {
  return holds(list, facts.category) || holds(list, facts.subcategory);
}

std::string_view carried_csv() {
  for (const embedded::File& file : embedded::files())
    if (file.name == "catalog/deadlines.csv") return file.content;
  throw Error(ErrorKind::internal, "catalogue.missing", "catalog/deadlines.csv");
}

}  // namespace

Rules::Rules(std::string_view csv) {
  const csv::Table table(csv, {"code", "kind", "amount", "unit", "acting", "start", "stop", "pauses",
                               "last_day", "extension", "warnings", "basis"});
  std::set<std::string> codes;
  for (const csv::Row& row : table.rows()) {
    const Fields fields(table, row);
    rules_.push_back(read_rule(fields));
    if (!codes.insert(rules_.back().code).second) fields.refuse("code");
  }
}

const Rules& Rules::carried() {
  static const Rules rules(carried_csv());
  return rules;
}

const Rule* Rules::find(std::string_view code) const {
  const auto found =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.code == code; });
  return found == rules_.end() ? nullptr : &*found;
}

bool Rules::fits(const Rule& rule, const Facts& facts, std::string_view day) {
  if (!rule.valid_from.empty() && day < rule.valid_from) return false;
  if (!rule.valid_to.empty() && day > rule.valid_to) return false;
  if (!rule.urgencies.empty() && !holds(rule.urgencies, facts.urgency)) return false;
  if (!rule.channels.empty() && !holds(rule.channels, facts.channel)) return false;
  if (!rule.categories.empty() && !holds_category(rule.categories, facts)) return false;
  return !holds_category(rule.not_categories, facts);
}

std::string_view name_of(Kind kind) {
  return name_in(kKinds, kind);
}
std::string_view name_of(Unit unit) {
  return name_in(kUnits, unit);
}
std::string_view name_of(Acting acting) {
  return name_in(kActing, acting);
}

}  // namespace aproape::deadlines
