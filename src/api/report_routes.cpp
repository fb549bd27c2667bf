#include "api/report_routes.hpp"

#include <string>
#include <utility>

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/report_json.hpp"
#include "api/report_period.hpp"
#include "domain/reports/report_day.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;
using reports::Day;

constexpr std::string_view kCursor = "reports.cases";

// The team that the request names by id or code; empty: none is named.
collaboration::TeamId team_param(const DeskServices& desk, const Request& request) {
  const std::string named = request.query_or("team", "");
  if (named.empty()) return {};
  const auto teams = desk.database.read([&](db::Tx& tx) { return desk.reports.teams(tx); });
  for (const collaboration::Team& team : teams)
    if (team.code == named || team.id.str() == named) return team.id;
  throw Error(ErrorKind::not_found, "team.not_found");
}

reports::Question question_of(const DeskServices& desk, const access::Scope& scope,
                              const network::Directory& directory, const Request& request) {
  const Period period = period_of(desk, request);
  UnitId unit;
  if (const std::string code = request.query_or("unit", ""); !code.empty()) {
    const network::Unit* found = directory.unit(std::string_view(code));
    if (found == nullptr)
      if (const auto id = parse<UnitId>(code)) found = directory.unit(*id);
    if (found == nullptr) throw Error(ErrorKind::not_found, "unit.unknown");
    unit = found->id;
  }
  return {reports::Service::units(scope, directory, unit, request.query_or("country", "")), period.from,
          period.to, request.query_or("channel", ""), team_param(desk, request)};
}

// Period and state of what an answer says.
json::Object frame(db::Tx& tx, const DeskServices& desk, Day from, Day to) {
  const auto state = desk.reports.projection().state(tx);
  return {{"from", reports::to_text(from)},
          {"to", reports::to_text(to)},
          {"zone", reports::kZone},
          {"as_of", to_rfc3339(state.as_of)},
          {"complete", state.complete}};
}

json::Object with_numbers(json::Object body, const reports::Definition& definition,
                          const reports::Tally& tally) {
  for (const auto& [name, value] : figure_numbers(definition, tally)) body.set(name, value);
  return body;
}

Response list_definitions(const Context& context) {
  json::Array items;
  for (const auto& definition : reports::definitions())
    items.emplace_back(figure_words(definition, context.language));
  return Response::json(list_of(std::move(items)));
}

Response overview(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const auto question = question_of(desk, scope, *directory, request);
  return desk.database.read([&](db::Tx& tx) {
    const reports::Tally now = desk.reports.tally(tx, question);
    const reports::Tally earlier = desk.reports.tally(tx, reports::earlier(question));
    json::Array figures;
    for (const auto& definition : reports::definitions()) {
      json::Object figure = with_numbers(figure_words(definition, context.language), definition, now);
      figure.set("before",
                 definition.stock ? json::Value() : json::Value(figure_numbers(definition, earlier)));
      figures.emplace_back(std::move(figure));
    }
    json::Array ages;
    const auto counted = desk.reports.ages(tx, question);
    for (std::size_t i = 0; i < counted.size(); ++i) {
      const bool last = i == reports::Service::kAges.size();
      ages.emplace_back(json::Object{
          {"under_days", last ? json::Value() : json::Value(reports::Service::kAges[i])}, {"n", counted[i]}});
    }
    json::Object body = frame(tx, desk, question.from, question.to);
    body.set("figures", std::move(figures));
    body.set("backlog_ages", std::move(ages));
    return Response::json(std::move(body));
  });
}

Response network_table(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const Period period = period_of(desk, request);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const auto& node : reports::network_tree(tx, desk.reports, scope, *directory, period.from, period.to,
                                                  request.query_or("channel", "")))
      items.emplace_back(node_body(node, *directory, context.language));
    json::Object body = frame(tx, desk, period.from, period.to);
    body.set("items", std::move(items));
    return Response::json(std::move(body));
  });
}

// The words of a part of a split, where its code is not enough.
json::Value member_name(db::Tx& tx, const DeskServices& desk, std::string_view by, const std::string& member,
                        std::string_view language) {
  const bool romanian = language == "ro";
  if (by == "person") {
    const auto account = desk.access.find(tx, parse<AccountId>(member).value_or(AccountId{}));
    return text_or_null(account ? account->name : "");
  }
  if (by == "team") {
    for (const collaboration::Team& team : desk.reports.teams(tx))
      if (team.id.str() == member) return team.name;
    return nullptr;
  }
  if (by == "category" && !member.empty())
    if (const auto found = desk.catalogue.category(tx, member))
      return romanian ? found->name_ro : found->name_en;
  if (by == "subcategory" && !member.empty())
    if (const auto found = desk.catalogue.subcategory(tx, member))
      return romanian ? found->name_ro : found->name_en;
  return nullptr;
}

Response one_figure(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const reports::Definition& definition = reports::definition(request.param("figure"));
  const auto question = question_of(desk, scope, *directory, request);
  const std::string by = request.query_or("by", "");
  return desk.database.read([&](db::Tx& tx) {
    json::Object body = frame(tx, desk, question.from, question.to);
    body.set("figure", with_numbers(figure_words(definition, context.language), definition,
                                    desk.reports.tally(tx, question)));
    body.set("by", text_or_null(by));
    json::Array parts;
    if (!by.empty()) {
      for (const auto& [member, tally] : desk.reports.split(tx, question, definition, by)) {
        json::Object part{{"member", member}, {"name", member_name(tx, desk, by, member, context.language)}};
        parts.emplace_back(with_numbers(std::move(part), definition, tally));
      }
    }
    body.set("parts", std::move(parts));
    json::Array series;
    for (const auto& point : desk.reports.series(tx, question, definition))
      series.emplace_back(json::Object{{"day", reports::to_text(point.day)},
                                       {"channel", point.channel},
                                       {"n", point.count.n},
                                       {"hits", point.count.hits}});
    body.set("series", std::move(series));
    return Response::json(std::move(body));
  });
}

Response cases_of(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const reports::Definition& definition = reports::definition(request.param("figure"));
  const auto question = question_of(desk, scope, *directory, request);
  reports::Service::Part part;
  const std::string wanted = request.query_or("part", "numerator");
  if (wanted != "numerator" && wanted != "denominator")
    throw Error("field.invalid", {{"part", "field.invalid"}});
  part.numerator = wanted == "numerator";
  part.by = request.query_or("by", "");
  part.member = request.query_or("member", "");
  CaseId below;
  if (const auto cursor = request.query("cursor"))
    below = CaseId{http::decode_cursor(kCursor, *cursor, 1).front()};
  const auto limit = static_cast<std::size_t>(request.limit());
  std::size_t shown = 0;
  Response answer = desk.database.read([&](db::Tx& tx) {
    auto found = desk.reports.cases(tx, question, definition, part, below, static_cast<int>(limit) + 1);
    std::optional<std::string> next;
    if (found.size() > limit) {
      found.resize(limit);
      next = http::encode_cursor(kCursor, {found.back().id.value});
    }
    json::Array items;
    for (const reports::CountedCase& one : found)
      items.emplace_back(
          json::Object{{"case", case_item(desk.cases.get(tx, scope, one.id), *directory, context.language)},
                       {"n", definition.shared() && part.numerator ? one.hits : one.n},
                       {"first_day", reports::to_text(one.first)}});
    shown = items.size();
    return Response::json(http::list_body(std::move(items), next));
  });
  desk.audit.note_list(audit::Actor(scope), {"case",
                                             "report.cases",
                                             {{"figure", std::string(definition.id)},
                                              {"from", reports::to_text(question.from)},
                                              {"to", reports::to_text(question.to)},
                                              {"by", part.by}},
                                             "",
                                             shown});
  return answer;
}

}  // namespace

void add_report_routes(http::Router& router, const DeskServices& desk) {
  const Policy policy = Policy::needs("report.read");
  router.add(Method::get, "/api/v1/reports", policy,
             [](const Request&, Context& context) { return list_definitions(context); });
  router.add(Method::get, "/api/v1/reports/overview", policy,
             [desk](const Request& request, Context& context) { return overview(desk, request, context); });
  router.add(
      Method::get, "/api/v1/reports/network", policy,
      [desk](const Request& request, Context& context) { return network_table(desk, request, context); });
  router.add(Method::get, "/api/v1/reports/{figure}", policy,
             [desk](const Request& request, Context& context) { return one_figure(desk, request, context); });
  router.add(Method::get, "/api/v1/reports/{figure}/cases", policy,
             [desk](const Request& request, Context& context) { return cases_of(desk, request, context); });
}

}  // namespace aproape::api
