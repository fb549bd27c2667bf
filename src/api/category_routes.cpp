#include "api/category_routes.hpp"

#include "api/authenticator.hpp"
#include "api/body.hpp"
#include "base/error.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Object subcategory_json(const catalogue::Subcategory& s) {
  return json::Object{{"code", s.code},
                      {"name_ro", s.name_ro},
                      {"name_en", s.name_en},
                      {"urgency", s.urgency},
                      {"route", or_null(s.route)},
                      {"time", or_null(s.time)},
                      {"source", or_null(s.source)},
                      {"valid_from", or_null(s.valid_from)},
                      {"valid_to", or_null(s.valid_to)},
                      {"version", s.version}};
}

json::Object category_json(const catalogue::Category& category) {
  json::Array subcategories;
  for (const catalogue::Subcategory& s : category.subcategories) subcategories.push_back(subcategory_json(s));
  return json::Object{{"code", category.code},
                      {"name_ro", category.name_ro},
                      {"name_en", category.name_en},
                      {"subcategories", std::move(subcategories)},
                      {"version", category.version}};
}

// The category or subcategory of a code.
Response answer(catalogue::Service& catalogue, const std::string& code) {
  return catalogue.database().read([&](db::Tx& tx) {
    if (const auto sub = catalogue.subcategory(tx, code))
      return Response::json(subcategory_json(*sub)).version(sub->version);
    for (const catalogue::Category& category : catalogue.all(tx)) {
      if (category.code == code) return Response::json(category_json(category)).version(category.version);
    }
    throw Error(ErrorKind::not_found, "not_found");
  });
}

}  // namespace

void add_category_routes(http::Router& router, access::Service& access, catalogue::Service& catalogue) {
  router.add(Method::get, "/api/v1/categories", Policy::signed_in(), [&catalogue](const Request&, Context&) {
    const auto all = catalogue.database().read([&](db::Tx& tx) { return catalogue.all(tx); });
    json::Array items;
    for (const catalogue::Category& category : all) items.push_back(category_json(category));
    return Response::json(list_of(std::move(items)));
  });
  router.add(
      Method::patch, "/api/v1/categories/{code}", Policy::needs("catalogue.write"),
      [&access, &catalogue](const Request& request, Context& context) {
        const auto body =
            request.json_body({"name_ro", "name_en", "urgency", "route", "time", "valid_from", "valid_to"});
        const catalogue::Service::Change change{text_member(body, "name_ro"), text_member(body, "name_en"),
                                                text_member(body, "urgency"), text_member(body, "route"),
                                                text_member(body, "time"),    text_member(body, "valid_from"),
                                                text_member(body, "valid_to")};
        const auto by = actor_of(access, request, context);
        const std::string& code = request.param("code");
        catalogue.database().write(
            [&](db::Tx& tx) { catalogue.change(tx, by, code, request.if_match(), change); });
        return answer(catalogue, code);
      });
}

}  // namespace aproape::api
