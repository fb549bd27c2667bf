#include "api/report_export_routes.hpp"

#include <filesystem>
#include <string>
#include <utility>

#include "api/report_period.hpp"
#include "base/error.hpp"
#include "domain/reports/documents.hpp"
#include "domain/reports/report_day.hpp"
#include "render/pdf.hpp"
#include "render/xlsx.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

Response file(std::string body, std::string type, const std::string& name) {
  return Response::text(std::move(body), std::move(type))
      .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
}

Response written(const render::Document& document, const std::string& format, const std::string& name,
                 bool one_page) {
  if (format == "pdf") return file(render::to_pdf(document, one_page), "application/pdf", name + ".pdf");
  if (format == "xlsx")
    return file(render::to_xlsx(document, std::filesystem::temp_directory_path()),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
  if (format == "csv") return file(reports::to_csv(document), "text/csv; charset=utf-8", name + ".csv");
  throw Error("field.invalid", {{"format", "field.invalid"}});
}

void note(const DeskServices& desk, const access::Scope& scope, std::string_view what,
          const std::string& format) {
  desk.audit.note_list(audit::Actor(scope), {"report", what, {{"format", format}}, "", 1});
}

Response period_file(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const Period period = period_of(desk, request);
  const std::string format = request.query_or("format", "csv");
  const render::Document document = desk.database.read([&](db::Tx& tx) {
    return reports::period_report(tx, desk.reports, scope, *directory, period.from, period.to,
                                  request.query_or("channel", ""), context.language);
  });
  Response answer =
      written(document, format,
              "aproape-" + reports::to_text(period.from) + "-" + reports::to_text(period.to), false);
  note(desk, scope, "report.export", format);
  return answer;
}

Response morning_file(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const reports::Day yesterday = reports::plus_days(reports::day_hour(desk.database.clock().now()).day, -1);
  const reports::Day day = day_param(request, "day", yesterday);
  const std::string format = request.query_or("format", "pdf");
  const render::Document document = desk.database.read([&](db::Tx& tx) {
    return reports::morning_page(tx, desk.reports, scope, *directory, day, context.language);
  });
  Response answer = written(document, format, "aproape-" + reports::to_text(day), true);
  note(desk, scope, "report.morning", format);
  return answer;
}

Response open_data_file(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const Period period = period_of(desk, request);
  std::string csv = desk.database.read([&](db::Tx& tx) {
    return reports::open_data(tx, desk.reports, scope, *directory, period.from, period.to);
  });
  note(desk, scope, "report.open_data", "csv");
  return file(std::move(csv), "text/csv; charset=utf-8", "aproape-open-data.csv");
}

}  // namespace

void add_report_export_routes(http::Router& router, const DeskServices& desk) {
  const Policy policy = Policy::needs("report.read");
  router.add(Method::get, "/api/v1/reports/export", policy, [desk](const Request& request, Context& context) {
    return period_file(desk, request, context);
  });
  router.add(
      Method::get, "/api/v1/reports/morning", policy,
      [desk](const Request& request, Context& context) { return morning_file(desk, request, context); });
  router.add(
      Method::get, "/api/v1/reports/open-data", policy,
      [desk](const Request& request, Context& context) { return open_data_file(desk, request, context); });
}

}  // namespace aproape::api
