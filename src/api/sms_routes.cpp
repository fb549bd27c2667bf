#include "api/sms_routes.hpp"

#include <algorithm>

#include "api/case_json.hpp"
#include "domain/messages/short_message.hpp"
#include "formats/sms/segments.hpp"
#include "formats/sms/transliterate.hpp"
#include "text/fold.hpp"
#include "text/phone.hpp"

namespace aproape::api {
namespace {

constexpr std::size_t kLongestText = 20'000;

// Numbers of the requester, each once, the one that last wrote first.
json::Array numbers_of(const DeskServices& desk, db::Tx& tx, const access::Scope& scope,
                       const cases::Case& c) {
  const std::string& country = desk.messages.sms().country;
  std::vector<std::string> found;
  const auto add = [&](std::string_view written) {
    std::string number = messages::short_message_number(written, country);
    if (!number.empty() && std::find(found.begin(), found.end(), number) == found.end())
      found.push_back(std::move(number));
  };
  const auto contacts = desk.cases.contacts(tx, scope, c.id);
  for (auto contact = contacts.rbegin(); contact != contacts.rend(); ++contact)
    if (contact->channel == "sms" && contact->direction == contacts::Direction::in)
      add(contact->from.address);
  if (!c.requester.empty()) {
    const people::Person person = desk.people.get(tx, scope, c.requester);
    for (const people::Identity& identity : person.identities)
      if (identity.kind == "phone") add(identity.value);
  }
  json::Array list;
  for (const std::string& number : found)
    list.push_back(json::Object{{"number", number}, {"shown", text::format_phone(number)}});
  return list;
}

http::Response numbers(const DeskServices& desk, const sms::SmsChannel& channel, const http::Request& request,
                       http::Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId id;
  json::Array list = desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    return numbers_of(desk, tx, scope, desk.cases.get(tx, scope, id));
  });
  desk.audit.note_read(scope, "case", id.value, "case.sms");
  return http::Response::json(json::Object{{"ready", channel.ready()},
                                           {"numbers", std::move(list)},
                                           {"most_segments", desk.messages.sms().most_segments}});
}

// "0.090", of thousandths.
std::string amount(std::int64_t thousandths) {
  std::string rest = std::to_string(thousandths % 1000);
  rest.insert(0, 3 - rest.size(), '0');
  return std::to_string(thousandths / 1000) + "." + rest;
}

http::Response measured(const SmsPrice& price, int most, const http::Request& request) {
  const json::Value body = request.json_body({"text", "plain"});
  std::string text = body.get_string("text");
  if (text.size() > kLongestText) throw Error(ErrorKind::too_large, "message.too_large");
  text = text::valid_utf8(text);
  if (body.get_bool("plain", true)) text = sms::transliterate(text);
  const sms::Measure found = sms::measure(text);
  json::Value cost;
  if (price.thousandths > 0)
    cost = json::Object{{"amount", amount(price.thousandths * found.segments)}, {"currency", price.currency}};
  return http::Response::json(
      json::Object{{"text", text},
                   {"coding", sms::name_of(found.coding)},
                   {"units", found.units},
                   {"segments", found.segments},
                   {"per_segment", found.per_segment},
                   {"left", found.left},
                   {"foreign", found.foreign.empty() ? json::Value() : json::Value(found.foreign)},
                   {"fits", found.segments <= most},
                   {"cost", cost}});
}

}  // namespace

void add_sms_routes(http::Router& router, const DeskServices& desk, const sms::SmsChannel& channel,
                    SmsPrice price) {
  router.add(http::Method::get, "/api/v1/cases/{id}/sms", http::Policy::needs("case.reply"),
             [desk, &channel](const http::Request& request, http::Context& context) {
               return numbers(desk, channel, request, context);
             });
  router.add(http::Method::post, "/api/v1/sms/measure", http::Policy::needs("case.reply"),
             [most = desk.messages.sms().most_segments, price = std::move(price)](
                 const http::Request& request, http::Context&) { return measured(price, most, request); });
}

}  // namespace aproape::api
