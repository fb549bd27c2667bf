#include "domain/deadlines/compute.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "domain/deadlines/rules.hpp"
#include "domain/deadlines/warnings.hpp"

namespace aproape::deadlines {
namespace {

Millis at(const char* text) {
  return *from_rfc3339(text);
}

// Rome's counter with its break, closed on 26 November.
Calendar rome() {
  std::vector<Calendar::Shift> shifts;
  for (int day = 1; day <= 5; ++day) {
    shifts.push_back({day, 9 * 60, 12 * 60 + 30});
    shifts.push_back({day, 13 * 60 + 30, 15 * 60});
  }
  return Calendar("Europe/Rome", shifts, {{*parse_day("2026-11-26"), {"closure", "Lucrări", "Works"}}});
}

}  // namespace

TEST_CASE("an hour's term explains its breaks, nights and closures") {
  const auto deadline =
      compute({6, Unit::hours}, rome(), at("2026-11-25T08:12:00Z"), {}, at("2026-11-25T09:22:00Z"));
  // 3 h 18 min before the break, 1 h 30 after it; the 26th is closed; the rest on Friday from 9:00.
  REQUIRE(deadline.due);
  CHECK(to_rfc3339(*deadline.due) == "2026-11-27T09:12:00.000Z");
  CHECK(deadline.total == 6 * kHour);
  CHECK(deadline.passed == 70 * kMinute);
  REQUIRE(deadline.spans.size() == 7);
  CHECK(deadline.spans[0].what == Span::What::counted);
  CHECK(deadline.spans[1].reason == "hours");
  CHECK(deadline.spans[1].to - deadline.spans[1].from == kHour);
  CHECK(deadline.spans[4].reason == "closure");
  CHECK(deadline.spans[4].name_ro == "Lucrări");
}

TEST_CASE("a pause stops what we promised and never what the law gives") {
  const Millis start = at("2026-11-23T08:00:00Z");
  const std::vector<Pause> pause{{at("2026-11-23T09:00:00Z"), at("2026-11-24T09:00:00Z")}};
  const auto promised = compute({2, Unit::hours, true}, rome(), start, pause, start);
  CHECK(to_rfc3339(*promised.due) == "2026-11-24T10:00:00.000Z");
  CHECK(promised.spans[1].what == Span::What::paused);
  const auto law = compute({30, Unit::days, true}, rome(), start, pause, start);
  CHECK(to_rfc3339(*law.due) == "2026-12-23T23:00:00.000Z");
}

TEST_CASE("a clock that still stands still has no due moment and keeps what has passed") {
  const Millis start = at("2026-11-23T08:00:00Z");
  const std::vector<Pause> pause{{at("2026-11-23T09:00:00Z"), std::nullopt}};
  const auto deadline = compute({4, Unit::hours, true}, rome(), start, pause, at("2026-11-30T09:00:00Z"));
  CHECK_FALSE(deadline.due);
  CHECK(deadline.passed == kHour);
  CHECK(deadline.spans.back().what == Span::What::paused);
  CHECK(deadline.spans.back().to == at("2026-11-30T09:00:00Z"));
  const auto days = compute({2, Unit::working_days, true}, rome(), start, pause, at("2026-11-30T09:00:00Z"));
  CHECK_FALSE(days.due);
}

TEST_CASE("a month ends on the same date, on the last day of a shorter month, and moves off a free day") {
  const Calendar calendar = rome();
  const auto due = [&](const char* start, Term term) {
    return to_rfc3339(*compute(term, calendar, at(start), {}, at(start)).due);
  };
  CHECK(due("2027-01-31T10:00:00Z", {1, Unit::months, false, false}) == "2027-02-28T23:00:00.000Z");
  CHECK(due("2028-01-31T10:00:00Z", {1, Unit::months, false, false}) == "2028-02-29T23:00:00.000Z");
  // 28 February 2027 is a Sunday.
  CHECK(due("2027-01-31T10:00:00Z", {1, Unit::months, false, true}) == "2027-03-01T23:00:00.000Z");
  // Registered at half past eleven at night in Rome: the day is Rome's.
  CHECK(due("2026-11-24T23:30:00Z", {5, Unit::days, false, false}) == "2026-11-30T23:00:00.000Z");
}

TEST_CASE("terms and calendars that cannot be counted are refused") {
  const Calendar none("Europe/Rome", {}, {});
  CHECK_THROWS_AS((void)compute({0, Unit::hours}, rome(), 0, {}, 0), Error);
  CHECK_THROWS_AS((void)compute({1000, Unit::months}, rome(), 0, {}, 0), Error);
  CHECK_THROWS_AS((void)compute({1, Unit::hours}, none, 0, {}, 0), Error);
  CHECK_THROWS_AS((void)compute({1, Unit::working_days}, none, 0, {}, 0), Error);
}

TEST_CASE("warnings come at shares of the counted time, and again after it was missed") {
  const Millis start = at("2026-11-25T11:00:00Z");  // half an hour before the break
  const auto deadline = compute({1, Unit::hours}, rome(), start, {}, start);
  const std::vector<int> shares{50, 80, 100, 200};
  const auto half = next_warning(deadline, shares, 0);
  REQUIRE(half);
  CHECK(half->at == at("2026-11-25T11:30:00Z"));
  CHECK(next_warning(deadline, shares, 50)->at == at("2026-11-25T12:48:00Z"));
  CHECK(next_warning(deadline, shares, 80)->at == *deadline.due);
  CHECK(next_warning(deadline, shares, 100)->at == *deadline.due + kHour);
  CHECK_FALSE(next_warning(deadline, shares, 200));
}

TEST_CASE("the catalogue holds the terms of the law and fits them to cases") {
  const Rules& rules = Rules::carried();
  const auto fitting = [&](const Facts& facts) {
    std::string codes;
    for (const Rule& rule : rules.all())
      if (rule.start != Start::marked && Rules::fits(rule, facts, "2026-11-25")) codes += rule.code + " ";
    return codes;
  };
  CHECK(fitting({"P3", "mail", "TRV", "TRV.lost-stolen"}) == "service.p3.answer legal.petition ");
  CHECK(fitting({"P1", "call", "PRO", "PRO.death"}) == "service.p1.act service.p1.answer ");
  CHECK(fitting({"P4", "mail", "PET", "PET.gdpr"}) == "service.p4.answer legal.gdpr ");
  CHECK(fitting({"P4", "form", "PET", "PET.foi"}) == "service.p4.answer legal.foi ");
  REQUIRE(rules.find("legal.petition") != nullptr);
  CHECK(rules.find("legal.petition")->extension == 15);
  CHECK_FALSE(
      Rules::fits(*rules.find("legal.etd.consult"), {"P2", "mail", "TRV", "TRV.eu-etd"}, "2025-12-08"));
}

TEST_CASE("a wrong line of the catalogue is named") {
  const std::string head =
      "code,kind,name_ro,name_en,amount,unit,acting,start,stop,pauses,last_day,extension,urgencies,channels,"
      "categories,not_categories,warnings,basis,valid_from,valid_to\n";
  const auto complaint = [&](const std::string& row) {
    try {
      const Rules rules(head + row);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(complaint("a,legal,A,A,30,days,home,opened,answered,no,keep,15,,,,,50|100,Legea,,\n").empty());
  CHECK(complaint("a,legal,A,A,x,days,home,opened,answered,no,keep,15,,,,,50|100,Legea,,\n")
            .find("line 2, amount") != std::string::npos);
  CHECK(
      complaint("a,legal,A,A,3,days,home,opened,answered,yes,keep,15,,,,,50|100,Legea,,\n").find("pauses") !=
      std::string::npos);
  CHECK(complaint("a,legal,A,A,3,days,home,opened,answered,no,keep,15,,,,,50|100,,,\n").find("basis") !=
        std::string::npos);
}

}  // namespace aproape::deadlines
