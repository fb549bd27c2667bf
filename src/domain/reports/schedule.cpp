#include "domain/reports/schedule.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "db/rows.hpp"
#include "domain/reports/report_day.hpp"
#include "i18n/dates.hpp"

namespace aproape::reports {
namespace {

constexpr std::size_t kMostRecipients = 20;
constexpr std::int64_t kMostSchedules = 20;
// A page of yesterday is of no use tomorrow.
constexpr Millis kTooLate = kDay;

#define SCHEDULE_SELECT                                                                               \
  "select id, account_id, content, format, rhythm, minute, zone, recipients, language, next_at from " \
  "report_schedule "

Schedule schedule_of(const db::Row& row) {
  Schedule schedule;
  schedule.id = row.id<ScheduleId>(0);
  schedule.account = row.id<AccountId>(1);
  schedule.content = row.text(2);
  schedule.format = row.text(3);
  schedule.rhythm = row.text(4);
  schedule.minute = static_cast<int>(row.i64(5));
  schedule.zone = row.text(6);
  const json::Value recipients = json::parse(row.text(7));
  for (const json::Value& one : recipients.as_array()) schedule.recipients.push_back(one.as_string());
  schedule.language = row.text(8);
  schedule.next_at = row.i64(9);
  return schedule;
}

bool is_address(const std::string& text) {
  const std::size_t at = text.rfind('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() && text.size() <= 320 &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',' || c == ';';
         });
}

template <std::size_t N>
bool one_of(const std::string& word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void check(const Schedule& schedule) {
  std::vector<Error::Field> wrong;
  if (!one_of<2>(schedule.content, {"morning", "period"})) wrong.push_back({"content", "field.invalid"});
  if (!one_of<2>(schedule.format, {"pdf", "xlsx"})) wrong.push_back({"format", "field.invalid"});
  if (!one_of<3>(schedule.rhythm, {"daily", "weekly", "monthly"}))
    wrong.push_back({"rhythm", "field.invalid"});
  if (!one_of<2>(schedule.language, {"ro", "en"})) wrong.push_back({"language", "field.invalid"});
  if (schedule.minute < 0 || schedule.minute >= 24 * 60) wrong.push_back({"time", "field.invalid"});
  if (!i18n::is_zone(schedule.zone)) wrong.push_back({"zone", "field.invalid"});
  if (schedule.recipients.empty()) wrong.push_back({"recipients", "field.required"});
  if (schedule.recipients.size() > kMostRecipients) wrong.push_back({"recipients", "field.too_many"});
  if (!std::all_of(schedule.recipients.begin(), schedule.recipients.end(), is_address))
    wrong.push_back({"recipients", "field.email"});
  if (!wrong.empty()) throw Error("field.invalid", std::move(wrong));
}

}  // namespace

Millis next_moment(const Schedule& schedule, Millis after) {
  const i18n::LocalTime today = i18n::to_local(after, schedule.zone);
  Day day = today.year * 10000 + today.month * 100 + today.day;
  // The latest that can be needed is the first of the next month.
  for (int i = 0; i < 40; ++i, day = plus_days(day, 1)) {
    i18n::LocalTime local;
    local.year = day / 10000;
    local.month = day / 100 % 100;
    local.day = day % 100;
    local.hour = schedule.minute / 60;
    local.minute = schedule.minute % 60;
    const Millis at = i18n::from_local(local, schedule.zone);
    if (at <= after) continue;
    if (schedule.rhythm == "weekly" && i18n::to_local(at, schedule.zone).weekday != 1) continue;
    if (schedule.rhythm == "monthly" && local.day != 1) continue;
    return at;
  }
  return after + kDay;
}

Days days_of(const Schedule& schedule, Millis at) {
  const Day yesterday = plus_days(day_hour(at).day, -1);
  if (schedule.rhythm == "daily") return {yesterday, yesterday};
  if (schedule.rhythm == "weekly") return {plus_days(yesterday, -6), yesterday};
  return {yesterday / 100 * 100 + 1, yesterday};
}

Schedules::Schedules(db::Database& database, audit::Service& audit) : database_(database), audit_(audit) {}

Schedule Schedules::add(db::Tx& tx, const access::Scope& scope, Schedule schedule) const {
  check(schedule);
  const auto kept = tx.one("select count(*) from report_schedule where account_id = $1", {scope.account()});
  if (kept->i64(0) >= kMostSchedules) throw Error(ErrorKind::conflict, "schedule.too_many");
  const Millis now = database_.clock().now();
  schedule.id = make_id<ScheduleId>();
  schedule.account = scope.account();
  schedule.next_at = next_moment(schedule, now);
  json::Array recipients;
  for (const std::string& one : schedule.recipients) recipients.emplace_back(one);
  tx.exec(
      "insert into report_schedule (id, account_id, content, format, rhythm, minute, zone, recipients, "
      "language, "
      "next_at, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {schedule.id, schedule.account, schedule.content, schedule.format, schedule.rhythm, schedule.minute,
       schedule.zone, json::write(std::move(recipients)), schedule.language, schedule.next_at, now});
  audit_.note_change(tx, audit::Actor(scope), "report.scheduled", "schedule", schedule.id.value);
  return schedule;
}

std::vector<Schedule> Schedules::list(db::Tx& tx, const access::Scope& scope) const {
  return db::all_of<Schedule>(
      tx.query(SCHEDULE_SELECT "where account_id = $1 order by id desc", {scope.account()}), schedule_of);
}

void Schedules::drop(db::Tx& tx, const access::Scope& scope, ScheduleId id) const {
  if (tx.exec("delete from report_schedule where id = $1 and account_id = $2", {id, scope.account()}) == 0)
    throw Error(ErrorKind::not_found, "schedule.not_found");
  audit_.note_change(tx, audit::Actor(scope), "report.unscheduled", "schedule", id.value);
}

std::optional<Schedule> Schedules::find(db::Tx& tx, ScheduleId id) const {
  const auto row = tx.one(SCHEDULE_SELECT "where id = $1", {id});
  if (!row) return std::nullopt;
  return schedule_of(*row);
}

int Schedules::enqueue_due(db::Tx& tx, int limit) const {
  const Millis now = database_.clock().now();
  int jobs = 0;
  for (const db::Row& row :
       tx.query(SCHEDULE_SELECT "where next_at <= $1 order by next_at, id limit $2", {now, limit})) {
    const Schedule schedule = schedule_of(row);
    // Two nodes may look at once: the one that moves the moment on makes the jobs.
    if (tx.exec("update report_schedule set next_at = $2 where id = $1 and next_at = $3",
                {schedule.id, next_moment(schedule, now), schedule.next_at}) == 0)
      continue;
    if (now - schedule.next_at > kTooLate) continue;
    const Days days = days_of(schedule, schedule.next_at);
    for (std::size_t i = 0; i < schedule.recipients.size(); ++i) {
      const std::string key =
          schedule.id.str() + "/" + std::to_string(schedule.next_at) + "/" + std::to_string(i);
      tx.enqueue({.kind = "report.send",
                  .payload = json::write(json::Object{{"schedule", schedule.id.str()},
                                                      {"recipient", static_cast<std::int64_t>(i)},
                                                      {"from", to_text(days.from)},
                                                      {"to", to_text(days.to)},
                                                      {"key", key}}),
                  .key = key});
      ++jobs;
    }
  }
  return jobs;
}

#undef SCHEDULE_SELECT

}  // namespace aproape::reports
