#include "api/translation_routes.hpp"

#include <algorithm>

#include "api/body.hpp"
#include "base/error.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kLongest = 20'000;

std::string language_member(const json::Value& body, std::string_view name) {
  std::string language = body.get_string(name);
  const bool good = language.size() == 2 && std::all_of(language.begin(), language.end(),
                                                        [](char c) { return 'a' <= c && c <= 'z'; });
  if (!good) throw Error("field.invalid", {{std::string(name), "field.language"}});
  return language;
}

// Outside of any transaction: the machine may take its time.
Response translate(const messages::Translator& translator, const Request& request) {
  const json::Value body = request.json_body({"subject", "text", "from", "to"});
  const std::string from = language_member(body, "from");
  const std::string to = language_member(body, "to");
  const std::string subject = body.get_string("subject");
  const std::string text = body.get_string("text");
  if (subject.size() + text.size() > kLongest) throw Error("field.invalid", {{"text", "field.invalid"}});
  if (!translator.configured()) throw Error(ErrorKind::not_found, "translation.none");
  return Response::json(json::Object{{"subject", messages::translate_template(translator, subject, from, to)},
                                     {"text", messages::translate_template(translator, text, from, to)}});
}

}  // namespace

void add_translation_routes(http::Router& router, const messages::Translator& translator) {
  const Policy policy = Policy::needs("template.write");
  router.add(Method::get, "/api/v1/translator", policy, [&translator](const Request&, Context&) {
    return Response::json(json::Object{{"configured", translator.configured()}});
  });
  router.add(Method::post, "/api/v1/translations", policy,
             [&translator](const Request& request, Context&) { return translate(translator, request); });
}

}  // namespace aproape::api
