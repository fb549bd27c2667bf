// What the classifier says becomes properties of the case, where no person has said anything.
#include "base/json.hpp"
#include "domain/cases/rights.hpp"
#include "domain/cases/service.hpp"
#include "text/analyse.hpp"

namespace aproape::cases {
namespace {

// Below, the suggestion is shown and nothing filled in: an empty field misleads nobody.
constexpr float kSureCategory = 0.5F;
constexpr float kSureSubcategory = 0.4F;

}  // namespace

ContactReading Service::read(db::Tx& tx, const contacts::Contact& contact) const {
  ContactReading reading;
  if (contact.direction == contacts::Direction::in)
    reading.verdict = classification_.classify(tx, contact.subject, contact.text);
  reading.terms = text::analyse(contact.subject + ' ' + contact.from.name + ' ' + contact.from.address +
                                '\n' + contact.text);
  return reading;
}

std::string Service::take_verdict(db::Tx& tx, Case& c, const contacts::Contact& contact,
                                  const classification::Verdict& verdict) {
  const bool first = !classification_.first_of_case(tx, c.id).has_value();
  classification_.keep(tx, c.id, contact.id, verdict);
  // What a machine wrote changes no case.
  if (verdict.kind == "case" && !contact.automatic) {
    if (c.category.empty() && c.subcategory.empty() && verdict.category_confidence >= kSureCategory) {
      c.category = verdict.category;
      if (verdict.confidence >= kSureSubcategory) c.subcategory = verdict.subcategory;
    }
    const auto corrected = classification_.corrected(tx, c.id);
    const bool by_person = c.placed_by.reason == "staff" || (corrected && corrected->what.urgency);
    // The first letter sets the urgency, later ones only raise it: a thank-you ends no emergency.
    if (!by_person && (first || verdict.urgency < c.urgency)) c.urgency = verdict.urgency;
    if (c.language.empty()) c.language = verdict.language;
  }
  return json::write(json::Object{{"contact", contact.id.str()},
                                  {"kind", verdict.kind},
                                  {"subcategory", verdict.subcategory},
                                  {"urgency", verdict.urgency},
                                  {"urgent", verdict.urgent}});
}

void Service::keep_correction(db::Tx& tx, const access::Scope& scope, const Case& before, const Case& after) {
  if (scope.account().empty()) return;  // the program corrects nobody
  classification::Correction what;
  if (after.subcategory != before.subcategory || after.category != before.category) {
    what.subcategory = after.subcategory;
    if (!after.subcategory.empty()) what.kind = "case";
  }
  if (after.urgency != before.urgency) what.urgency = after.urgency;
  if (after.language != before.language) what.language = after.language;
  classification_.correct(tx, after.id, scope.account(), what);
}

Case Service::correct(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                      const classification::Correction& what) {
  Case c = for_change(tx, scope, id, version);
  classification_.correct(tx, id, scope.account(), what);
  if (what.subcategory) {
    c.subcategory = *what.subcategory;
    c.category = c.subcategory.substr(0, c.subcategory.find('.'));
  }
  if (what.urgency) c.urgency = *what.urgency;
  if (what.language) c.language = *what.language;
  json::Array fields;
  const auto name = [&](bool said, std::string_view field) {
    if (said) fields.emplace_back(field);
  };
  name(what.kind.has_value(), "kind");
  name(what.subcategory.has_value(), "subcategory");
  name(what.urgency.has_value(), "urgency");
  name(what.urgent.has_value(), "urgent");
  name(what.language.has_value(), "language");
  name(what.country.has_value(), "country");
  return save(tx, scope, std::move(c), "case.corrected", "properties",
              json::write(json::Object{{"fields", std::move(fields)}}));
}

}  // namespace aproape::cases
