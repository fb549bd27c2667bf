#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "db/testing/database.hpp"
#include "domain/messages/service.hpp"

namespace aproape::messages::testing {

// All services of the desk on one test database, with two units and staff of each.
struct Desk {
  explicit Desk(db::Database& db, const std::filesystem::path& dir)
      : database(db),
        audit(db, dir),
        access(db, audit, dir, {15 * kMinute, 12 * kHour, {1, 8192}}),
        network(db, access),
        deadlines(db, network),
        search(db),
        people(db, audit, search),
        contacts(db),
        classification(db, contacts),
        cases(db, audit, people, contacts, search, deadlines, classification),
        messages(db, cases, contacts, people, access, network, {"contact@centre.example.org", dir}) {
    db.write([&](db::Tx& tx) {
      tx.exec("insert into account_unit (account_id, unit_id) values ($1, $2)", {rome_staff, rome});
      tx.exec("insert into account_unit (account_id, unit_id) values ($1, $2)", {paris_staff, paris});
      messages.seed_templates(tx);
    });
  }

  // A citizen's mail, as the channel hands it over.
  [[nodiscard]] static contacts::Contact mail(CaseId id, std::string_view from, std::string_view text) {
    contacts::Contact contact;
    contact.case_id = id;
    contact.from = {"Ștefan Țurcanu", std::string(from)};
    contact.to = {{{}, "contact@centre.example.org"}};
    contact.subject = "Pașaport pierdut";
    contact.text = text;
    contact.message_id = std::to_string(next_id()) + "@example.org";
    contact.intake = make_id<IntakeId>();
    contact.threaded_by = "new";
    return contact;
  }
  cases::Case open(db::Tx& tx, UnitId unit, std::string_view from = "stefan@example.org") {
    cases::NewCase what;
    what.subject = "Pașaport pierdut";
    what.unit = unit;
    what.language = "ro";
    what.placed_by = {"staff", {}};  // so that the classifier sets no urgency: these tests are not about it
    what.category = "TRV";
    what.subcategory = "TRV.lost-stolen";
    what.requester =
        people.find_or_make(tx, system, {"Ștefan Țurcanu", "ro", "email", std::string(from), "claimed"});
    const cases::Case c = cases.open(tx, system, what);
    cases.add_contact(tx, system, mail(c.id, from, "Mi-am pierdut pașaportul la București."));
    return cases.get(tx, system, c.id);
  }

  db::Database& database;
  audit::Service audit;
  access::Service access;
  network::Service network;
  deadlines::Service deadlines;
  search::Service search;
  people::Service people;
  contacts::Service contacts;
  classification::Service classification;
  cases::Service cases;
  Service messages;

  UnitId rome{1001}, paris{1002};
  AccountId rome_staff{2001}, paris_staff{2002}, central_staff{2003};
  // What a consul may do.
  inline static const std::vector<std::string> kRights = {
      "case.grant", "case.read", "case.reply", "case.write", "outbox.write", "person.read", "person.write"};
  access::Scope system = access::Scope::system("test");
  access::Scope in_rome = access::Scope::staff(rome_staff, false, {rome}, kRights);
  access::Scope in_paris = access::Scope::staff(paris_staff, false, {paris}, kRights);
  access::Scope in_centre = access::Scope::staff(central_staff, true, {}, kRights);
};

// Runs `test` with a desk on each database, on a clock that stands still.
inline void on_each(const std::function<void(Desk&, ManualClock&)>& test) {
  ManualClock clock(1'790'000'000'000);
  db::testing::for_each_database(
      [&](db::Database& database) {
        const db::testing::TempDir dir;
        Desk desk(database, dir.path());
        test(desk, clock);
      },
      clock);
}

}  // namespace aproape::messages::testing
