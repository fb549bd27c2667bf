#include "domain/reports/service.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/error.hpp"
#include "domain/reports/report_day.hpp"
#include "domain/reports/repository.hpp"

namespace aproape::reports {
namespace {

constexpr std::string_view kPermission = "report.read";
constexpr Day kFirstDay = 0;
constexpr Day kLastDay = 99'999'999;

bool lies_under(const network::Directory& directory, const network::Unit& unit, UnitId root) {
  // The tree has few levels; a broken one must not hold us for ever.
  const network::Unit* at = &unit;
  for (int level = 0; at != nullptr && level < 16; ++level) {
    if (at->id == root) return true;
    at = directory.unit(at->parent);
  }
  return false;
}

void count_in(Tally& tally, const std::vector<repository::Sum>& sums) {
  for (const repository::Sum& one : sums) tally.counts[one.kind] += one.count;
}

void count_classes(Tally& tally, const std::vector<repository::Sum>& sums) {
  for (const repository::Sum& one : sums) {
    std::size_t number = 0;
    std::from_chars(one.member.data(), one.member.data() + one.member.size(), number);
    tally.histograms[one.kind][number] += one.count.n;
  }
}

}  // namespace

Question earlier(const Question& question) {
  Question before = question;
  before.from = plus_days(question.from, -days_between(question.from, question.to) - 1);
  before.to = plus_days(question.from, -1);
  return before;
}

Service::Service(Sources sources)
    : database_(sources.database), collaboration_(sources.collaboration), projection_(sources) {}

std::vector<collaboration::Team> Service::teams(db::Tx& tx) const {
  return collaboration_.teams(tx);
}

std::int64_t Service::counted_cases(db::Tx& tx) const {
  return repository::counted_cases(tx);
}

std::vector<UnitId> Service::units(const access::Scope& scope, const network::Directory& directory,
                                   UnitId unit, std::string_view country) {
  if (unit.empty() && country.empty() && scope.may_everywhere(kPermission)) return {kNetwork};
  std::vector<UnitId> found;
  for (const network::Unit& one : directory.units()) {
    if (!scope.may(kPermission, one.id)) continue;
    if (!country.empty() && one.country != country) continue;
    if (!unit.empty() && !lies_under(directory, one, unit)) continue;
    found.push_back(one.id);
  }
  if (found.empty()) throw Error(ErrorKind::not_found, "unit.unknown");
  // Under the root lies everything, also what belongs to no unit.
  if (scope.may_everywhere(kPermission) && found.size() == directory.units().size()) return {kNetwork};
  return found;
}

Tally Service::tally(db::Tx& tx, const Question& question, const std::vector<Definition>& figures) const {
  Tally tally;
  const std::string all = dimension_of(question.team, "");
  const std::string classes = dimension_of(question.team, "bucket");
  std::set<std::string_view> kinds;
  for (const Definition& figure : figures) {
    const bool first = kinds.insert(figure.kind).second;
    const Day from = figure.stock ? kFirstDay : question.from;
    const Day to = figure.stock ? kLastDay : question.to;
    for (const UnitId unit : question.units) {
      if (first) count_in(tally, repository::sums_of(tx, unit, all, figure.kind, from, to, question.channel));
      if (figure.timed())
        count_classes(tally, repository::sums_of(tx, unit, classes, figure.kind, from, to, question.channel));
    }
  }
  return tally;
}

std::vector<std::pair<std::string, Tally>> Service::split(db::Tx& tx, const Question& question,
                                                          const Definition& definition,
                                                          std::string_view by) const {
  if (!is_dimension(by)) throw Error("field.invalid", {{"by", "field.invalid"}});
  std::map<std::string, Tally> parts;
  const Day from = definition.stock ? kFirstDay : question.from;
  const Day to = definition.stock ? kLastDay : question.to;
  const std::string dimension = dimension_of(question.team, by);
  for (const UnitId unit : question.units)
    for (const auto& one :
         repository::sums_of(tx, unit, dimension, definition.kind, from, to, question.channel))
      parts[one.member].counts[one.kind] += one.count;
  return {parts.begin(), parts.end()};
}

std::vector<Service::Point> Service::series(db::Tx& tx, const Question& question,
                                            const Definition& definition) const {
  std::map<std::pair<Day, std::string>, Count> points;
  const std::string all = dimension_of(question.team, "");
  for (const UnitId unit : question.units)
    for (const auto& one :
         repository::by_day(tx, unit, all, definition.kind, question.from, question.to, question.channel))
      points[{one.day, one.channel}] += one.count;
  std::vector<Point> series;
  for (const auto& [at, count] : points) series.push_back({at.first, at.second, count});
  return series;
}

Service::Ages Service::ages(db::Tx& tx, const Question& question) const {
  const Day today = day_hour(database_.clock().now()).day;
  Ages ages{};
  const std::string all = dimension_of(question.team, "");
  for (const UnitId unit : question.units) {
    for (const auto& one : repository::by_day(tx, unit, all, "open", kFirstDay, kLastDay, question.channel)) {
      const int days = days_between(one.day, today);
      const auto at = std::upper_bound(kAges.begin(), kAges.end(), days) - kAges.begin();
      ages[static_cast<std::size_t>(at)] += one.count.n;
    }
  }
  return ages;
}

std::vector<CountedCase> Service::cases(db::Tx& tx, const Question& question, const Definition& definition,
                                        const Part& part, CaseId before, int limit) const {
  if (!part.by.empty() && !is_dimension(part.by)) throw Error("field.invalid", {{"by", "field.invalid"}});
  if (!definition.of_cases) return {};
  repository::Wanted wanted;
  wanted.team = question.team;
  wanted.kind = definition.kind;
  wanted.from = definition.stock ? kFirstDay : question.from;
  wanted.to = definition.stock ? kLastDay : question.to;
  wanted.channel = question.channel;
  wanted.dimension = part.by;
  wanted.member = part.member;
  wanted.hits_only = definition.shared() && part.numerator;
  std::vector<CountedCase> found;
  for (const UnitId unit : question.units)
    for (CountedCase& one : repository::cases(tx, unit, wanted, before, limit))
      found.push_back(std::move(one));
  // Each unit gave its newest; the newest of all are among them.
  std::sort(found.begin(), found.end(),
            [](const CountedCase& a, const CountedCase& b) { return a.id > b.id; });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace aproape::reports
