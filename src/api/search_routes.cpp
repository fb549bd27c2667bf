#include "api/search_routes.hpp"

#include "api/case_json.hpp"

namespace aproape::api {

void add_search_routes(http::Router& router, const DeskServices& desk) {
  constexpr int kMost = 10;
  router.add(http::Method::get, "/api/v1/search", http::Policy::needs("case.read"),
             [desk](const http::Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               const auto directory = desk.network.directory();
               cases::Filter filter;
               filter.query = request.query_or("q", "");
               std::size_t shown = 0;
               http::Response answer = desk.database.read([&](db::Tx& tx) {
                 json::Array cases, people, organisations;
                 if (!filter.query.empty()) {
                   for (const cases::Case& c : desk.cases.list(tx, scope, filter, {}, kMost).items)
                     cases.emplace_back(case_item(c, *directory, context.language));
                   if (scope.may("person.read")) {
                     for (const people::Person& p : desk.people.find(tx, scope, filter.query, {}, kMost))
                       people.emplace_back(json::Object{{"id", p.id.str()}, {"name", p.name}});
                     for (const people::Organisation& o : desk.people.organisations(tx, filter.query, kMost))
                       organisations.emplace_back(json::Object{{"id", o.id.str()}, {"name", o.name}});
                   }
                 }
                 shown = cases.size() + people.size();
                 return http::Response::json(json::Object{{"cases", std::move(cases)},
                                                          {"people", std::move(people)},
                                                          {"organisations", std::move(organisations)}});
               });
               if (!filter.query.empty())
                 desk.audit.note_list(audit::Actor(scope), {"case", "search", {}, filter.query, shown});
               return answer;
             });
}

}  // namespace aproape::api
