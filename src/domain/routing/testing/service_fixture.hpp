#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "db/testing/database.hpp"
#include "domain/routing/service.hpp"

// The stored line on each database, with a clock that stands.
namespace aproape::routing::testing {

struct Fixture {
  Fixture(db::Database& db, ManualClock& c)
      : database(db),
        clock(c),
        audit(db, dir.path()),
        access(db, audit, dir.path(), {15 * kMinute, 12 * kHour, {1, 8192}}),
        network(db, access),
        routing(db, network) {}

  template <class F>
  auto write(F&& work) {
    return database.write([&](db::Tx& tx) { return work(tx); });
  }
  CaseId new_case(std::int64_t id) {
    write([&](db::Tx& tx) {
      tx.exec(
          "insert into cases (id, number, subject, status, urgency, family, category, subcategory, unit_id, "
          "channel, "
          "language, snippet, flags, due_key, waiting_kind, waiting_name, answer_due, placed_reason, "
          "placed_evidence, "
          "resolution, ring, last_in_at, created_at, updated_at, version) values ($1, $2, 's', 'new', 'P3', "
          "'service', "
          "'', '', 1, 'mail', 'ro', '', '', 0, '', '', true, '', '', '', 0, 0, 0, 0, 1)",
          {id, std::to_string(id)});
    });
    return CaseId{id};
  }
  Matter matter(CaseId id, std::string urgency = "P3", std::string channel = "mail") {
    return {id, UnitId{1}, std::move(channel), std::move(urgency), "ro", "TRV", {}, true, clock.now()};
  }
  void follow(const Matter& matter) {
    write([&](db::Tx& tx) { routing.follow(tx, matter); });
  }
  access::Scope eyes(std::int64_t account) const {
    return access::Scope::staff(AccountId{account}, false, {UnitId{1}}, {"case.read", "case.write"});
  }
  void comes(std::int64_t account) {
    write([&](db::Tx& tx) {
      return routing.set_availability(tx, eyes(account), AccountId{account}, Availability::available, "");
    });
  }
  int dispatch() {
    return write([&](db::Tx& tx) { return routing.dispatch(tx); });
  }
  std::vector<WorkRecord> in_hands(std::int64_t account) {
    return database.read([&](db::Tx& tx) { return routing.in_hands(tx, AccountId{account}); });
  }
  AgentRecord agent(std::int64_t account) {
    return database.read([&](db::Tx& tx) { return routing.agent(tx, AccountId{account}); });
  }
  std::vector<std::string> told() {
    std::vector<std::string> all;
    for (const auto& row :
         database.read([](db::Tx& tx) { return tx.query("select type, subject_id from event order by id"); }))
      if (row.text(0).starts_with("offer.") || row.text(0).starts_with("agent."))
        all.push_back(row.text(0) + " " + std::to_string(row.i64(1)));
    return all;
  }

  db::testing::TempDir dir;
  db::Database& database;
  ManualClock& clock;
  audit::Service audit;
  access::Service access;
  network::Service network;
  Service routing;
};

inline void run(const std::function<void(Fixture&)>& test) {
  ManualClock clock(*from_rfc3339("2026-11-25T07:00:00Z"));
  db::testing::for_each_database(
      [&](db::Database& database) {
        Fixture f(database, clock);
        test(f);
      },
      clock);
}

inline std::string key_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

}  // namespace aproape::routing::testing
