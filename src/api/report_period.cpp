#include "api/report_period.hpp"

#include <string>

#include "base/error.hpp"
#include "domain/reports/report_day.hpp"

namespace aproape::api {
namespace {

constexpr int kUsualDays = 30;
constexpr int kMostDays = 800;

}  // namespace

reports::Day day_param(const http::Request& request, std::string_view name, reports::Day otherwise) {
  const auto text = request.query(name);
  if (!text) return otherwise;
  const auto day = reports::day_of(*text);
  if (!day) throw Error("field.invalid", {{std::string(name), "field.invalid"}});
  return *day;
}

Period period_of(const DeskServices& desk, const http::Request& request) {
  const reports::Day today = reports::day_hour(desk.database.clock().now()).day;
  Period period;
  period.to = day_param(request, "to", today);
  period.from = day_param(request, "from", reports::plus_days(period.to, 1 - kUsualDays));
  const int days = reports::days_between(period.from, period.to);
  if (days < 0 || days >= kMostDays) throw Error("field.invalid", {{"from", "field.invalid"}});
  return period;
}

}  // namespace aproape::api
