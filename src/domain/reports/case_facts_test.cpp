#include "domain/reports/case_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "domain/reports/counters.hpp"

using namespace aproape;
using namespace aproape::reports;

namespace {

constexpr Millis kStart = 1'790'000'000'000;  // 21 September 2026, 17:13 in Bucharest

Material some_case() {
  Material material;
  material.matter.id = CaseId{1};
  material.matter.unit = UnitId{1001};
  material.matter.category = "TRV";
  material.matter.subcategory = "TRV.lost-stolen";
  material.matter.language = "ro";
  material.matter.created_at = kStart;
  material.country = "IT";
  return material;
}

contacts::Brief contact(std::int64_t id, contacts::Direction direction, Millis at, bool automatic = false) {
  const bool by_staff = direction == contacts::Direction::out && !automatic;
  return {ContactId{id}, direction, automatic, "mail", by_staff ? AccountId{7} : AccountId{}, at};
}

cases::Entry entry(std::int64_t id, std::string type, std::string data, Millis at) {
  return {id, std::move(type), AccountId{7}, "", std::move(data), at};
}

std::vector<Fact> of_kind(const std::vector<Fact>& facts, std::string_view kind) {
  std::vector<Fact> found;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(found),
               [&](const Fact& fact) { return fact.kind == kind; });
  return found;
}

}  // namespace

TEST_CASE("the first answer is a person's, not a machine's") {
  Material material = some_case();
  using contacts::Direction;
  material.contacts = {contact(1, Direction::in, kStart), contact(2, Direction::out, kStart + kMinute, true),
                       contact(3, Direction::in, kStart + kHour, true),
                       contact(4, Direction::out, kStart + 2 * kHour),
                       contact(5, Direction::out, kStart + kDay)};
  const auto facts = facts_of(material);
  CHECK(of_kind(facts, "contact").size() == 1);
  CHECK(of_kind(facts, "automatic").size() == 1);
  CHECK(of_kind(facts, "reply").size() == 2);
  const auto first = of_kind(facts, "first_answer");
  REQUIRE(first.size() == 1);
  CHECK(first[0].value == 2 * kHour);
  CHECK(first[0].hit);
  CHECK(first[0].person == AccountId{7});
  CHECK(first[0].hour == 19);
  material.contacts.erase(material.contacts.begin() + 3);
  material.contacts.back().at = kStart + kFirstAnswerAim + 1;
  CHECK_FALSE(of_kind(facts_of(material), "first_answer")[0].hit);
}

TEST_CASE("closings are read from the history, with what became of them") {
  Material material = some_case();
  const auto closed = [&] { return of_kind(facts_of(material), "closed"); };
  CHECK(of_kind(facts_of(material), "open").size() == 1);
  material.entries = {entry(1, "case.closed", R"({"resolution":"spam"})", kStart + kHour)};
  material.matter.closed_at = kStart + kHour;
  CHECK(closed().size() == 1);
  CHECK(closed()[0].value == kHour);
  CHECK(closed()[0].topic == "spam");
  CHECK_FALSE(closed()[0].hit);
  CHECK(of_kind(facts_of(material), "open").empty());
  CHECK(of_kind(facts_of(material), "service").empty());
  // Opened again, and closed by an answer.
  material.entries.push_back(entry(2, "case.reopened", "{}", kStart + 2 * kHour));
  material.entries.push_back(entry(3, "case.answered", R"({"then":"keep"})", kStart + 3 * kHour));
  material.entries.push_back(entry(4, "case.answered", R"({"then":"close"})", kStart + 4 * kHour));
  material.matter.closed_at = kStart + 4 * kHour;
  CHECK(closed().size() == 2);
  CHECK(closed()[0].hit);
  CHECK_FALSE(closed()[1].hit);
  CHECK(of_kind(facts_of(material), "service").size() == 1);
  // That answer was taken back before it left.
  material.entries.push_back(entry(5, "message.cancelled", "{}", kStart + 4 * kHour + 5));
  material.matter.closed_at.reset();
  CHECK(closed().size() == 1);
  CHECK(closed()[0].hit);
  CHECK(of_kind(facts_of(material), "service").empty());
}

TEST_CASE("deadlines count once they are kept or passed") {
  Material material = some_case();
  deadlines::Clock clock;
  clock.id = deadlines::ClockId{5};
  clock.rule = "service.first";
  clock.due_at = kStart + kHour;
  const auto counted = [&] {
    material.clocks = {clock};
    return of_kind(facts_of(material), "deadline");
  };
  CHECK(counted().empty());
  clock.warned = 80;
  CHECK(counted().empty());
  clock.warned = 100;
  REQUIRE(counted().size() == 1);
  CHECK_FALSE(counted()[0].hit);
  CHECK(of_kind(facts_of(material), "open")[0].hit);
  clock.state = "stopped";
  clock.stopped_at = kStart + 2 * kHour;
  CHECK_FALSE(counted()[0].hit);
  clock.stopped_at = kStart + kHour;
  CHECK(counted()[0].hit);
  CHECK(counted()[0].topic == "service.first");
  clock.state = "cancelled";
  CHECK(counted().empty());
}

TEST_CASE("assistance counts persons: the subjects, or the one who asks") {
  Material material = some_case();
  CHECK(of_kind(facts_of(material), "assistance").empty());
  material.matter.subcategory = "PRO.arrest";
  material.matter.requester = PersonId{50};
  CHECK(of_kind(facts_of(material), "assistance").size() == 1);
  CHECK(of_kind(facts_of(material), "assistance")[0].item == 50);
  for (const std::int64_t person : {61, 62, 62}) {
    cases::Role role;
    role.role = "subject";
    role.person = PersonId{person};
    material.roles.push_back(role);
  }
  const auto two = of_kind(facts_of(material), "assistance");
  REQUIRE(two.size() == 2);
  CHECK(two[0].topic == "arrest");
  CHECK(two[0].country == "IT");
  material.counted_before = {PersonId{61}};
  CHECK(of_kind(facts_of(material), "assistance").size() == 1);
}

TEST_CASE("each answer to the question after closing counts, the content ones as hits") {
  Material material = some_case();
  material.answers = {{CaseId{1}, 200, 3, "", kStart + kDay}, {CaseId{1}, 100, 4, "", kStart + kHour}};
  const auto said = of_kind(facts_of(material), "satisfaction");
  REQUIRE(said.size() == 2);
  CHECK_FALSE(said[0].hit);
  CHECK(said[0].topic == "3");
  CHECK(said[1].hit);
  CHECK(said[1].item == 100);
  CHECK(said[0].day == said[1].day + 1);
}

TEST_CASE("a merged case contributes nothing") {
  Material material = some_case();
  material.contacts = {contact(1, contacts::Direction::in, kStart)};
  material.matter.merged_into = CaseId{2};
  CHECK(facts_of(material).empty());
}

TEST_CASE("a fact counts for its unit and the network, and taking it back leaves nothing") {
  const auto facts = facts_of(some_case());
  const Counts counts = difference({}, facts);
  CHECK(counts.at({kNetwork, "category", "opened", 20260921, "mail", "TRV"}).n == 1);
  CHECK(counts.at({UnitId{1001}, "hour", "opened", 20260921, "mail", "17"}).n == 1);
  CHECK(counts.at({UnitId{1001}, "country", "opened", 20260921, "mail", "IT"}).n == 1);
  CHECK(difference(facts, facts).empty());
  Counts both = counts;
  for (const auto& [key, count] : difference(facts, {})) both[key] += count;
  CHECK(std::all_of(both.begin(), both.end(), [](const auto& one) { return one.second == Count{}; }));
}

TEST_CASE("waits in the line, messages and articles count by how they ended") {
  Material material = some_case();
  const auto turn = [](std::int64_t id, int urgency, Millis waited, AccountId by) {
    return routing::Turn{id, CaseId{1}, routing::Channel::chat, urgency, kStart, kStart + waited, by};
  };
  material.turns = {turn(1, 3, 20 * kSecond, AccountId{7}), turn(2, 3, 21 * kSecond, AccountId{7}),
                    turn(3, 3, kSecond, {}), turn(4, 1, 11 * kSecond, AccountId{7})};
  material.messages = {{MessageId{1}, "reply", "sent", AccountId{7}, kStart},
                       {MessageId{2}, "reply", "failed", AccountId{7}, kStart},
                       {MessageId{3}, "reply", "cancelled", AccountId{7}, kStart}};
  material.marks = {{1, "passport", "inserted", AccountId{7}, kStart},
                    {2, "passport", "solved", AccountId{7}, kStart}};
  const auto facts = facts_of(material);
  const auto hits = [&](std::string_view kind) {
    const auto found = of_kind(facts, kind);
    return std::pair(std::count_if(found.begin(), found.end(), [](const Fact& fact) { return fact.hit; }),
                     static_cast<long>(found.size()));
  };
  CHECK(hits("pickup") == std::pair(1L, 3L));
  CHECK(hits("pickup_urgent") == std::pair(0L, 1L));
  CHECK(hits("line") == std::pair(1L, 4L));
  CHECK(of_kind(facts, "line")[0].channel == "chat");
  CHECK(hits("message") == std::pair(1L, 2L));
  CHECK(hits("article_used") == std::pair(0L, 1L));
  CHECK(hits("article_judged") == std::pair(1L, 1L));
}
