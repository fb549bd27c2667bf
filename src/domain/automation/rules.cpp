// Rules at work: once for each citizen's message, in their order, each in a transaction that also says what
// it did.
#include <algorithm>

#include "base/json.hpp"
#include "domain/automation/refusal.hpp"
#include "domain/automation/rule_repository.hpp"
#include "domain/automation/service.hpp"

namespace aproape::automation {
namespace {

// A rule that fires more often is wrong, or somebody floods us: it waits, and the history says so.
constexpr int kMostAnHour = 500;
constexpr int kMostOnACase = 20;  // in a day
constexpr int kLongestTry = 30;   // days of a dry run
constexpr int kMostTried = 2000;  // cases of a dry run
constexpr std::size_t kMostShown = 100;

std::string data_of(const Rule& rule, ContactId contact, std::string_view outcome) {
  json::Object data{{"rule", rule.id.str()}, {"name", rule.name}, {"contact", contact.str()}};
  if (!outcome.empty()) data.set("reason", outcome);
  return json::write(data);
}

bool is_message(const contacts::Contact& contact) {
  return contact.direction == contacts::Direction::in && !contact.automatic;
}

}  // namespace

std::vector<Rule> Service::rules(db::Tx& tx) const {
  return repository::rules(tx);
}

Rule Service::rule(db::Tx& tx, RuleId id) const {
  auto found = repository::rule(tx, id);
  if (!found) throw Error(ErrorKind::not_found, "rule.absent");
  return std::move(*found);
}

Rule Service::save_rule(db::Tx& tx, const access::Scope& scope, const Rule& what) {
  check(what);
  const auto named = repository::rule_by_name(tx, what.name);
  if (named && *named != what.id) throw Error(ErrorKind::conflict, "rule.exists");
  Rule saved = what;
  if (saved.id.empty()) {
    saved.id = make_id<RuleId>();
    const auto all = repository::rules(tx);
    if (saved.position == 0) saved.position = all.empty() ? 1 : all.back().position + 1;
    repository::insert(tx, saved);
  } else {
    (void)rule(tx, saved.id);
    if (!repository::update(tx, saved)) throw Error(ErrorKind::stale, "stale");
  }
  access_.audit().note_change(tx, audit::Actor(scope), "rule.saved", "rule", saved.id.value);
  return rule(tx, saved.id);
}

std::string Service::in_words(const Rule& rule, std::string_view language) const {
  const bool romanian = language == "ro";
  const auto directory = network_.directory();
  const auto categories = database_.read([&](db::Tx& tx) { return catalogue_.all(tx); });
  return sentence(rule, language, [&](std::string_view kind, std::string_view code) -> std::string {
    if (kind == "unit") {
      const network::Unit* unit = directory->unit(code);
      return unit == nullptr ? std::string() : romanian ? unit->name_ro : unit->name_en;
    }
    for (const catalogue::Category& category : categories) {
      if (kind == "category" && category.code == code) return romanian ? category.name_ro : category.name_en;
      if (kind != "subcategory") continue;
      for (const catalogue::Subcategory& one : category.subcategories)
        if (one.code == code) return romanian ? one.name_ro : one.name_en;
    }
    return {};
  });
}

Facts Service::facts(const cases::Case& c, const contacts::Contact& contact, bool first) const {
  const auto directory = network_.directory();
  const network::Unit* unit = c.unit.empty() ? nullptr : directory->unit(c.unit);
  Facts facts;
  facts.unit = unit == nullptr ? std::string() : unit->code;
  facts.category = c.category;
  facts.subcategory = c.subcategory;
  facts.urgency = c.urgency;
  facts.language = c.language;
  facts.channel = contact.channel;
  facts.subject = contact.subject;
  facts.text = contact.text;
  facts.from = contact.from.address;
  facts.first = first;
  return facts;
}

int Service::react(ContactId id) {
  const access::Scope whole = access::Scope::system("rule");
  const Millis now = database_.clock().now();
  const std::string day = to_rfc3339(now).substr(0, 10);
  int done = 0;
  for (const Rule& rule : database_.read([&](db::Tx& tx) { return repository::rules(tx); })) {
    if (!valid_on(rule, day)) continue;
    const auto contact = database_.read([&](db::Tx& tx) { return cases_.contact(tx, whole, id); });
    if (!contact || !is_message(*contact)) return done;
    try {
      done += database_.write([&](db::Tx& tx) {
        const cases::Case c = cases_.get(tx, whole, contact->case_id);
        const auto all = cases_.contacts(tx, whole, c.id);
        // As the rules before it left the case.
        if (!holds(rule, facts(c, *contact, !all.empty() && all.front().id == id))) return 0;
        const bool flood = repository::fired(tx, rule.id, now - kHour) >= kMostAnHour ||
                           repository::fired(tx, c.id, now - kDay) >= kMostOnACase;
        if (!repository::fire(tx, rule.id, id, c.id, flood ? "rule.too_often" : "done", now)) return 0;
        if (flood) {
          cases_.note_work(tx, whole, c.id, "rule.failed", data_of(rule, id, "rule.too_often"));
          return 0;
        }
        for (const Action& action : rule.actions) apply(tx, whole, c.id, action);
        cases_.note_work(tx, whole, c.id, "rule.fired", data_of(rule, id, {}));
        return 1;
      });
    } catch (const Error& error) {
      if (!of_the_case(error)) throw;  // the job comes again; what was done is written down
      database_.write([&](db::Tx& tx) {
        if (repository::fire(tx, rule.id, id, contact->case_id, error.key(), now))
          cases_.note_work(tx, whole, contact->case_id, "rule.failed", data_of(rule, id, error.key()));
      });
    }
  }
  return done;
}

RuleTrial Service::try_rule(const access::Scope& scope, const Rule& rule, int days) const {
  check(rule);
  if (days < 1 || days > kLongestTry) throw Error("rule.invalid", {{"days", "field.invalid"}});
  const Millis since = database_.clock().now() - days * kDay;
  RuleTrial trial;
  std::string cursor;
  do {
    const cases::Page page = database_.read([&](db::Tx& tx) {
      cases::Filter filter;
      filter.sort = "updated";
      return cases_.list(tx, scope, filter, cursor, 200);
    });
    cursor = page.next;
    for (const cases::Case& c : page.items) {
      if (c.updated_at < since) return trial;
      if (++trial.looked > kMostTried) return trial;
      const auto all = database_.read([&](db::Tx& tx) { return cases_.contacts(tx, scope, c.id); });
      const bool fits = std::any_of(all.begin(), all.end(), [&](const contacts::Contact& contact) {
        return is_message(contact) && contact.at >= since &&
               holds(rule, facts(c, contact, contact.id == all.front().id));
      });
      if (!fits) continue;
      ++trial.matched;
      if (trial.cases.size() >= kMostShown) continue;
      RuleMatch match{c.id, c.number, c.subject, {}, {}};
      try {
        match.effects = preview(scope, c.id, rule.actions);
      } catch (const Error& error) {
        if (!of_the_case(error)) throw;
        match.refusal = error.key();
      }
      trial.cases.push_back(std::move(match));
    }
  } while (!cursor.empty());
  return trial;
}

}  // namespace aproape::automation
