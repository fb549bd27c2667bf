#include "domain/routing/stage_plan.hpp"

#include <doctest/doctest.h>

namespace aproape::routing {
namespace {

constexpr const char* kWidening =
    "urgency,centre,neighbours,anybody\nP1,1,3,5\nP2,30,60,120\nP3,480,1440,2880\nP4,1440,2880,4320\n";

network::Unit unit_of(std::int64_t id, const char* code, const char* kind, std::int64_t parent) {
  network::Unit unit;
  unit.id = {id};
  unit.code = code;
  unit.kind = kind;
  unit.parent = {parent};
  unit.country = "IT";
  unit.time_zone = "Europe/Rome";
  return unit;
}

// Rome is open on weekdays from 9 to 17; it has a neighbour, and the centre.
network::Directory directory() {
  network::Directory::Data data;
  data.units = {unit_of(1, "it-rome", "mission", 2), unit_of(2, "europe", "region", 3),
                unit_of(3, "central-mail", "central", 0), unit_of(4, "it-milan", "mission", 2)};
  for (int day = 1; day <= 5; ++day) data.hours.push_back({UnitId{1}, {day, 9 * 60, 17 * 60}});
  return network::Directory(std::move(data));
}

std::vector<StageRecord> plan(const char* urgency, const char* language, const char* moment,
                              std::optional<std::vector<Skill>> asked = std::nullopt) {
  const Millis now = *from_rfc3339(moment);
  const Matter matter{{10}, {1}, "mail", urgency, language, "TRV", {}, true, now};
  return plan_stages(matter, asked, directory(), read_widening(kWidening), now, now);
}

}  // namespace

TEST_CASE("the mission has its opening hours, then the centre joins, then the neighbours") {
  const auto morning = plan("P3", "ro", "2026-11-25T08:00:00Z");  // nine on the wall
  REQUIRE(morning.size() == 3);
  CHECK(morning[0].queues == std::vector<QueueId>{QueueId{1}});
  CHECK(morning[1].queues == std::vector<QueueId>{QueueId{3}});
  CHECK(morning[1].after == 8 * kHour);
  CHECK(morning[2].queues == std::vector<QueueId>{QueueId{4}});
  CHECK(morning[2].after == 24 * kHour);
  CHECK(plan("P3", "ro", "2026-11-25T15:30:00Z")[1].after == 30 * kMinute);  // it closes at five
  CHECK(plan("P2", "ro", "2026-11-25T08:00:00Z")[1].after == 30 * kMinute);
  CHECK(plan("P1", "ro", "2026-11-25T15:30:00Z")[1].after == kMinute);
}

TEST_CASE("while the mission is closed the centre is asked at once") {
  CHECK(plan("P3", "ro", "2026-11-25T20:00:00Z")[1].after == 0);
  CHECK(plan("P4", "ro", "2026-11-28T10:00:00Z")[1].after == 0);  // a Saturday
}

TEST_CASE("the language is asked for until anybody will do; what a supervisor asks for goes before") {
  const auto german = plan("P3", "de", "2026-11-25T08:00:00Z");
  REQUIRE(german.size() == 4);
  CHECK(german[0].skills.at(0).name == "language:de");
  CHECK(german[3].skills.empty());
  CHECK(german[3].queues == std::vector<QueueId>{QueueId{1}, QueueId{3}});
  CHECK(plan("P3", "de", "2026-11-25T08:00:00Z", std::vector<Skill>{}).size() == 3);
  CHECK(
      plan("P3", "ro", "2026-11-25T08:00:00Z", std::vector<Skill>{{"topic:PAS", 2}})[0].skills.at(0).level ==
      2);
}

}  // namespace aproape::routing
