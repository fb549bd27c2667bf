#include "domain/reports/case_facts.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/json.hpp"
#include "domain/reports/report_day.hpp"

namespace aproape::reports {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kAssistance{{
    {"PRO.arrest", "arrest"},
    {"PRO.death", "death"},
    {"PRO.remains", "death"},
    {"PRO.hospital", "hospital"},
    {"PRO.missing", "missing"},
    {"MIN.unaccompanied", "minor"},
    {"MIN.taken-care", "minor"},
    {"MIN.abduction", "minor"},
    {"CRI.stranded", "stranded"},
    {"CRI.evacuation", "stranded"},
}};
// Categories whose closed cases are services that a post delivered (DESIGN 2: family "service").
constexpr std::array<std::string_view, 8> kServices = {"TRV", "IDN", "CIV", "CTZ",
                                                       "NOT", "DOC", "VIS", "SOC"};

// A closing of the case, read from its history.
struct Closing {
  std::int64_t entry = 0;
  Millis at = 0;
  AccountId by;
  std::string resolution;
  bool reopened = false;
};

std::vector<Closing> closings_of(const Material& material) {
  std::vector<Closing> closings;
  std::int64_t last_answer = 0;
  for (const cases::Entry& entry : material.entries) {
    const bool closes = entry.type == "case.closed";
    const bool open = closings.empty() || closings.back().reopened;
    if (closes || entry.type == "case.answered") {
      const json::Value data = json::parse(entry.data);
      if (!closes) last_answer = entry.id;
      if (!open || (!closes && data.get_string("then") != "close")) continue;
      closings.push_back(
          {entry.id, entry.at, entry.actor, closes ? data.get_string("resolution") : "answered", false});
    } else if (entry.type == "case.reopened") {
      if (!closings.empty()) closings.back().reopened = true;
    } else if (entry.type == "message.cancelled") {
      // The answer that closed it was taken back before it left.
      if (!open && closings.back().entry == last_answer) closings.pop_back();
    }
  }
  // Open without a line that says so: a later answer opened it.
  if (!material.matter.closed_at && !closings.empty()) closings.back().reopened = true;
  return closings;
}

class Counter {
 public:
  explicit Counter(const Material& material) : material_(material) {}

  Fact& add(std::string_view kind, std::int64_t item, Millis at) {
    const cases::Case& c = material_.matter;
    const DayHour when = day_hour(at);
    Fact fact;
    fact.kind = kind;
    fact.item = item;
    fact.day = when.day;
    fact.hour = when.hour;
    fact.unit = c.unit.empty() ? kNoUnit : c.unit;
    fact.channel = c.channel;
    fact.category = c.category;
    fact.subcategory = c.subcategory;
    fact.urgency = c.urgency;
    fact.language = c.language;
    fact.team = material_.team;
    facts_.push_back(std::move(fact));
    return facts_.back();
  }

  void add_contacts() {
    const contacts::Brief* first = nullptr;
    for (const contacts::Brief& contact : material_.contacts) {
      const bool in = contact.direction == contacts::Direction::in;
      if (contact.automatic) {
        if (in) add("automatic", contact.id.value, contact.at).channel = contact.channel;
        continue;
      }
      if (!in && contact.author.empty()) continue;
      Fact& fact = add(in ? "contact" : "reply", contact.id.value, contact.at);
      fact.channel = contact.channel;
      fact.person = contact.author;
      if (!in && first == nullptr) first = &contact;
    }
    if (first == nullptr) return;
    Fact& fact = add("first_answer", 0, first->at);
    fact.person = first->author;
    fact.value = std::max<Millis>(0, first->at - material_.matter.created_at);
    fact.hit = *fact.value <= kFirstAnswerAim;
  }

  void add_life() {
    const cases::Case& c = material_.matter;
    add("opened", 0, c.created_at).country = material_.country;
    if (!c.closed_at) {
      Fact& open = add("open", 0, c.created_at);
      open.person = c.holder;
      open.hit =
          std::any_of(material_.clocks.begin(), material_.clocks.end(),
                      [](const deadlines::Clock& clock) { return clock.live() && clock.warned >= 100; });
    }
    const auto closings = closings_of(material_);
    for (const Closing& closing : closings) {
      Fact& fact = add("closed", closing.entry, closing.at);
      fact.person = closing.by;
      fact.topic = closing.resolution;
      fact.value = std::max<Millis>(0, closing.at - c.created_at);
      fact.hit = closing.reopened;
    }
    const bool is_service = std::find(kServices.begin(), kServices.end(), c.category) != kServices.end();
    if (!closings.empty() && !closings.back().reopened && closings.back().resolution == "answered" &&
        is_service)
      add("service", 0, closings.back().at).topic = c.subcategory;
  }

  void add_deadlines() {
    for (const deadlines::Clock& clock : material_.clocks) {
      if (clock.state == "cancelled") continue;
      const bool late_while_live = clock.live() && clock.warned >= 100 && clock.due_at;
      if (!late_while_live && clock.state != "stopped") continue;
      const bool kept = !late_while_live && (!clock.due_at || *clock.stopped_at <= *clock.due_at);
      Fact& fact = add("deadline", clock.id.value, kept ? *clock.stopped_at : *clock.due_at);
      fact.topic = clock.rule;
      fact.hit = kept;
    }
  }

  void add_assistance() {
    const std::string_view sort = assistance_of(material_.matter.subcategory);
    if (sort.empty()) return;
    const auto& before = material_.counted_before;
    for (const PersonId person : assisted(material_.matter, material_.roles)) {
      if (std::find(before.begin(), before.end(), person) != before.end()) continue;
      Fact& fact = add("assistance", person.value, material_.matter.created_at);
      fact.topic = sort;
      fact.country = material_.country;
    }
  }

  // Messages that left: whether they arrived, as far as we were told.
  void add_messages() {
    for (const messages::Fate& message : material_.messages) {
      const bool failed = message.status == "failed";
      if (!failed && message.status != "sent" && message.status != "delivered") continue;
      Fact& fact = add("message", message.id.value, message.created_at);
      fact.topic = message.kind;
      fact.person = message.author;
      fact.hit = failed;
    }
  }

  void add_articles() {
    for (const knowledge::CaseMark& mark : material_.marks) {
      Fact& fact = add(mark.outcome == "inserted" ? "article_used" : "article_judged", mark.id, mark.at);
      fact.topic = mark.key;
      fact.person = mark.account;
      fact.hit = mark.outcome == "solved";
    }
  }

  void add_turns() {
    for (const routing::Turn& turn : material_.turns) {
      const bool taken = !turn.taken_by.empty();
      const bool urgent = turn.urgency == 1;
      const Millis waited = std::max<Millis>(0, turn.ended_at - turn.entered_at);
      Fact& line = add("line", turn.id, turn.ended_at);
      line.channel = routing::name_of(turn.channel);
      line.hit = !taken;
      // Who gave up soon has not been answered in time either.
      Fact& pickup = add(urgent ? "pickup_urgent" : "pickup", turn.id, turn.ended_at);
      pickup.channel = routing::name_of(turn.channel);
      pickup.person = turn.taken_by;
      pickup.value = waited;
      pickup.hit = taken && waited <= (urgent ? kUrgentPickupAim : kPickupAim);
    }
  }

  void add_answers() {
    for (const satisfaction::Answer& answer : material_.answers) {
      Fact& fact = add("satisfaction", answer.invitation, answer.at);
      fact.topic = std::to_string(answer.score);
      fact.hit = answer.score >= kContentScore;
    }
  }

  [[nodiscard]] std::vector<Fact> take() { return std::move(facts_); }

 private:
  const Material& material_;
  std::vector<Fact> facts_;
};

}  // namespace

std::string_view assistance_of(std::string_view subcategory) {
  for (const auto& [code, sort] : kAssistance)
    if (code == subcategory) return sort;
  return {};
}

std::vector<PersonId> assisted(const cases::Case& matter, const std::vector<cases::Role>& roles) {
  std::vector<PersonId> persons;
  for (const cases::Role& role : roles) {
    if (role.role != "subject" || role.person.empty()) continue;
    if (std::find(persons.begin(), persons.end(), role.person) == persons.end())
      persons.push_back(role.person);
  }
  if (persons.empty()) persons.push_back(matter.requester);
  return persons;
}

std::vector<Fact> facts_of(const Material& material) {
  if (!material.matter.merged_into.empty()) return {};
  Counter counter(material);
  counter.add_life();
  counter.add_contacts();
  counter.add_deadlines();
  counter.add_assistance();
  counter.add_messages();
  counter.add_articles();
  counter.add_turns();
  counter.add_answers();
  return counter.take();
}

}  // namespace aproape::reports
