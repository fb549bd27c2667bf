// Rules of cases, people and search, seen through the services together.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

ErrorKind kind_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("no error");
  return ErrorKind::internal;
}

bool finds(Desk& desk, const access::Scope& scope, std::string_view query, CaseId id) {
  return desk.database.read([&](db::Tx& tx) {
    const auto found = desk.search.cases(tx, scope, query, {}, 10);
    return std::find(found.begin(), found.end(), id) != found.end();
  });
}

}  // namespace

TEST_CASE("numbers have no gap and a repeated intake adds nothing") {
  on_each([](Desk& desk, ManualClock&) {
    const auto first = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    CHECK_THROWS(desk.database.write([&](db::Tx& tx) {
      (void)desk.open(tx, desk.rome);
      throw Error(ErrorKind::conflict, "test");
    }));
    const auto second = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    CHECK(first.number == "AP-2026-000001");
    CHECK(second.number == "AP-2026-000002");
    CHECK(first.requester == second.requester);
    desk.database.write([&](db::Tx& tx) {
      const contacts::Contact mail = Desk::mail(first.id, "stefan@example.org", "încă o dată");
      const ContactId once = desk.cases.add_contact(tx, desk.system, mail);
      CHECK(desk.cases.add_contact(tx, desk.system, mail) == once);
      CHECK(desk.cases.contacts(tx, desk.system, first.id).size() == 2);
    });
  });
}

TEST_CASE("another mission's case is absent in every way until a grant, and after it") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto seen = [&](const access::Scope& scope) {
      return desk.database.read([&](db::Tx& tx) {
        const cases::Filter all;
        cases::Filter query;
        query.query = "pasaport";
        const auto listed = desk.cases.list(tx, scope, all, {}, 10).items.size();
        CHECK(desk.cases.list(tx, scope, query, {}, 10).items.size() == listed);
        CHECK(desk.cases.count(tx, scope, all, 10) == static_cast<int>(listed));
        CHECK(desk.people.find(tx, scope, "turcanu", {}, 10).size() == listed);
        CHECK(desk.cases.by_number(tx, scope, c.number).has_value() == (listed == 1));
        return listed;
      });
    };
    CHECK(seen(desk.in_rome) == 1);
    CHECK(seen(desk.in_centre) == 1);
    CHECK(seen(desk.in_paris) == 0);
    CHECK(kind_of([&] {
            desk.database.write([&](db::Tx& tx) { desk.cases.add_note(tx, desk.in_paris, c.id, "x"); });
          }) == ErrorKind::not_found);
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_grant(tx, desk.in_rome, c.id, desk.paris, clock.now() + kHour, "post vecin");
    });
    CHECK(seen(desk.in_paris) == 1);
    clock.advance(2 * kHour);
    CHECK(seen(desk.in_paris) == 0);
  });
}

TEST_CASE("a stale version changes nothing") {
  on_each([](Desk& desk, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    desk.database.write(
        [&](db::Tx& tx) { desk.cases.assign(tx, desk.in_rome, c.id, c.version, desk.rome_staff, {}); });
    CHECK(kind_of([&] {
            desk.database.write(
                [&](db::Tx& tx) { desk.cases.close(tx, desk.in_rome, c.id, c.version, "information", {}); });
          }) == ErrorKind::stale);
    const auto now = desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.in_rome, c.id); });
    CHECK(now.status == "open");
    CHECK(now.holder == desk.rome_staff);
  });
}

TEST_CASE("a citizen's mail opens a closed case, an auto-responder's does not") {
  on_each([](Desk& desk, ManualClock& clock) {
    auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    c = desk.database.write(
        [&](db::Tx& tx) { return desk.cases.close(tx, desk.in_rome, c.id, c.version, "answered", {}); });
    desk.database.write([&](db::Tx& tx) { desk.cases.mark_read(tx, desk.in_rome, c.id); });
    clock.advance(kMinute);
    const auto write = [&](bool automatic) {
      return desk.database.write([&](db::Tx& tx) {
        contacts::Contact mail = Desk::mail(c.id, "stefan@example.org", "Mulțumesc, dar mai am o întrebare");
        mail.automatic = automatic;
        desk.cases.add_contact(tx, desk.system, mail);
        return desk.cases.get(tx, desk.in_rome, c.id);
      });
    };
    CHECK(write(true).status == "closed");
    const auto again = write(false);
    CHECK(again.status == "open");
    CHECK_FALSE(again.closed_at.has_value());
    CHECK(again.unread);
    CHECK(again.answer_due);
  });
}

TEST_CASE("a case is due when the first of its clocks, tasks and waits is, whatever is done to it") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto step = [&](const std::function<void(db::Tx&)>& work) {
      return desk.database.write([&](db::Tx& tx) {
        work(tx);
        return desk.cases.get(tx, desk.system, c.id).due_at.value_or(0);
      });
    };
    const auto nothing = [](db::Tx&) {};
    const Millis answer = step(nothing);
    REQUIRE(answer > clock.now());
    // The statement that the view "overdue" and sort=due walk must say the same.
    const auto key = [&] {
      return desk.database.read(
          [&](db::Tx& tx) { return tx.one("select due_key from cases where id = $1", {c.id})->i64(0); });
    };
    CHECK(key() == answer);
    TaskId task;
    const Millis in_an_hour = clock.now() + kHour;
    CHECK(step([&](db::Tx& tx) {
            task = desk.cases.add_task(tx, desk.in_rome, c.id, {"Sună la IGPR", {}, in_an_hour}).id;
          }) == in_an_hour);
    CHECK(key() == in_an_hour);
    const auto assign = [&](db::Tx& tx) {
      desk.cases.assign(tx, desk.in_rome, c.id, 0, desk.rome_staff, {});
    };
    CHECK(step(assign) == in_an_hour);
    CHECK(step([&](db::Tx& tx) { desk.cases.transfer(tx, desk.in_centre, c.id, 0, desk.paris, {}); }) != 0);
    CHECK(step([&](db::Tx& tx) { desk.cases.transfer(tx, desk.in_centre, c.id, 0, desk.rome, {}); }) ==
          in_an_hour);
    cases::Service::TaskChange done;
    done.done = true;
    CHECK(step([&](db::Tx& tx) { desk.cases.change_task(tx, desk.in_rome, task, done); }) == answer);
    done.done = false;
    CHECK(step([&](db::Tx& tx) { desk.cases.change_task(tx, desk.in_rome, task, done); }) == in_an_hour);
    cases::Service::TaskChange later;
    later.due_at = std::optional(clock.now() + 2 * kHour);
    CHECK(step([&](db::Tx& tx) { desk.cases.change_task(tx, desk.in_rome, task, later); }) ==
          clock.now() + 2 * kHour);
    const Millis soon = clock.now() + kMinute;
    CHECK(step([&](db::Tx& tx) {
            desk.cases.wait(tx, desk.in_rome, c.id, 0, {"authority", "IGPR", 0, soon});
          }) == soon);
    CHECK(step([&](db::Tx& tx) { desk.cases.wait(tx, desk.in_rome, c.id, 0, {}); }) ==
          clock.now() + 2 * kHour);
    CHECK(step([&](db::Tx& tx) { desk.cases.close(tx, desk.in_rome, c.id, 0, "information", {}); }) == 0);
    CHECK(step([&](db::Tx& tx) { desk.cases.reopen(tx, desk.in_rome, c.id, 0); }) == clock.now() + 2 * kHour);
    done.done = true;
    CHECK(step([&](db::Tx& tx) { desk.cases.change_task(tx, desk.in_rome, task, done); }) == answer);
  });
}

TEST_CASE(
    "what a closing or a merge by mistake ended runs on without a gap; after an answer it stays ended") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto other = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto due = [&] {
      return desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.in_rome, c.id).due_at; });
    };
    const auto started = due();
    REQUIRE(started);
    desk.database.write([&](db::Tx& tx) { desk.cases.close(tx, desk.in_rome, c.id, 0, "duplicate", {}); });
    clock.advance(kHour);
    desk.database.write([&](db::Tx& tx) { desk.cases.reopen(tx, desk.in_rome, c.id, 0); });
    CHECK(due() == started);
    desk.database.write([&](db::Tx& tx) { desk.cases.merge(tx, desk.in_rome, c.id, other.id); });
    CHECK_FALSE(due());
    clock.advance(kHour);
    desk.database.write([&](db::Tx& tx) { desk.cases.unmerge(tx, desk.in_rome, c.id); });
    CHECK(due() == started);
    desk.database.write(
        [&](db::Tx& tx) { desk.cases.answered(tx, desk.in_rome, c.id, 0, "Bună ziua", "close"); });
    desk.database.write([&](db::Tx& tx) { desk.cases.reopen(tx, desk.in_rome, c.id, 0); });
    CHECK_FALSE(due());
    // A citizen's message after a closing begins a term of its own.
    desk.database.write(
        [&](db::Tx& tx) { desk.cases.close(tx, desk.in_rome, other.id, 0, "information", {}); });
    clock.advance(3 * kDay);
    const auto again = desk.database.write([&](db::Tx& tx) {
      desk.cases.add_contact(tx, desk.system, Desk::mail(other.id, "stefan@example.org", "Încă o întrebare"));
      return desk.cases.get(tx, desk.in_rome, other.id);
    });
    CHECK(again.due_at.value_or(0) > *started);
    desk.database.write(
        [&](db::Tx& tx) { desk.cases.close(tx, desk.in_rome, other.id, 0, "information", {}); });
    desk.database.write([&](db::Tx& tx) { desk.cases.reopen(tx, desk.in_rome, other.id, 0); });
    CHECK(desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.in_rome, other.id).due_at; }) ==
          again.due_at);
  });
}

TEST_CASE("a snoozed case wakes at its time") {
  on_each([](Desk& desk, ManualClock& clock) {
    auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    desk.database.write(
        [&](db::Tx& tx) { desk.cases.snooze(tx, desk.in_rome, c.id, c.version, clock.now() + kHour); });
    CHECK(desk.database.write([&](db::Tx& tx) { return desk.cases.wake_snoozed(tx); }) == 0);
    clock.advance(kHour);
    CHECK(desk.database.write([&](db::Tx& tx) { return desk.cases.wake_snoozed(tx); }) == 1);
    CHECK(desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.in_rome, c.id); }).status ==
          "open");
  });
}

TEST_CASE("a merged case shows its contacts in the other, takes new ones there, and comes back whole") {
  on_each([](Desk& desk, ManualClock&) {
    const auto a = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto b = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    desk.database.write([&](db::Tx& tx) {
      desk.cases.merge(tx, desk.in_rome, a.id, b.id);
      CHECK(desk.cases.contacts(tx, desk.in_rome, b.id).size() == 2);
      CHECK(desk.cases.resolve(tx, a.id) == b.id);
      desk.cases.add_contact(tx, desk.system, Desk::mail(a.id, "stefan@example.org", "răspuns"));
      CHECK(desk.cases.contacts(tx, desk.in_rome, b.id).size() == 3);
      CHECK(desk.cases.list(tx, desk.in_rome, {}, {}, 10).items.size() == 1);
    });
    CHECK(kind_of([&] {
            desk.database.write([&](db::Tx& tx) { desk.cases.merge(tx, desk.in_rome, b.id, a.id); });
          }) == ErrorKind::conflict);
    desk.database.write([&](db::Tx& tx) {
      desk.cases.unmerge(tx, desk.in_rome, a.id);
      CHECK_MESSAGE(desk.cases.contacts(tx, desk.in_rome, a.id).size() == 2,
                    "the one that came to it goes with it");
      CHECK(desk.cases.contacts(tx, desk.in_rome, b.id).size() == 1);
    });
  });
}

TEST_CASE("every Romanian spelling, a number, an address and a beginning are found") {
  on_each([](Desk& desk, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    for (const std::string_view query :
         {"București", "Bucureşti", "bucuresti", "BUCUREȘTI", "Țurcanu", "Ţurcanu", "turcanu stefan",
          "AP-2026-000001", "stefan@example.org", "pierdu"})
      CHECK_MESSAGE(finds(desk, desk.in_rome, query, c.id), query);
    CHECK_FALSE(finds(desk, desk.in_rome, "Timișoara", c.id));
    CHECK_FALSE(finds(desk, desk.in_rome, "\"' OR * : &", c.id));
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_contact(tx, desk.system, Desk::mail(c.id, "stefan@example.org", "Sunt la Timişoara"));
    });
    CHECK(finds(desk, desk.in_rome, "Timișoara", c.id));
  });
}

TEST_CASE("pages follow one another without a gap or a repeat") {
  on_each([](Desk& desk, ManualClock& clock) {
    for (int i = 0; i < 7; ++i) {
      desk.database.write([&](db::Tx& tx) { return desk.open(tx, i % 2 == 0 ? desk.rome : desk.paris); });
      clock.advance(kSecond);
    }
    for (const std::string_view sort : {"updated", "created", "due"}) {
      for (const std::string_view query : {"", "pasaport"}) {
        cases::Filter filter;
        filter.sort = sort;
        filter.query = query;
        std::vector<std::string> numbers;
        std::string cursor;
        do {
          const cases::Page page = desk.database.read(
              [&](db::Tx& tx) { return desk.cases.list(tx, desk.in_centre, filter, cursor, 3); });
          for (const cases::Case& c : page.items) numbers.push_back(c.number);
          cursor = page.next;
        } while (!cursor.empty());
        CHECK(numbers.size() == 7);
        std::sort(numbers.begin(), numbers.end());
        CHECK(std::unique(numbers.begin(), numbers.end()) == numbers.end());
      }
    }
  });
}

TEST_CASE("a merge of persons leaves both as they were") {
  on_each([](Desk& desk, ManualClock&) {
    desk.database.write([&](db::Tx& tx) {
      const PersonId a =
          desk.people.find_or_make(tx, desk.system, {"Ana", "ro", "email", "ana@example.org", "claimed"});
      const PersonId b =
          desk.people.find_or_make(tx, desk.system, {"Ana P", "ro", "phone", "+40 21 555 0100", "claimed"});
      CHECK(desk.people.find_or_make(tx, desk.system, {"x", "", "email", "ANA@example.org", "claimed"}) == a);
      desk.people.merge(tx, desk.system, a, b);
      CHECK(desk.people.find_identity(tx, desk.system, "email", "ana@example.org") == b);
      CHECK(desk.people.get(tx, desk.system, b).identities.size() == 2);
      CHECK_THROWS(desk.people.merge(tx, desk.system, b, a));
      desk.people.unmerge(tx, desk.system, a);
      CHECK(desk.people.find_identity(tx, desk.system, "email", "ana@example.org") == a);
      // A number is found as people say it.
      for (const std::string_view query : {"+40 21 555 0100", "021 555 0100", "0215550100", "0040215550100"})
        CHECK_MESSAGE(desk.people.find(tx, desk.system, query, {}, 10).size() == 1, query);
      CHECK(desk.people.get(tx, desk.system, b).identities.size() == 1);
    });
  });
}

TEST_CASE("an organisation is known by its addresses and found by them, also through its case") {
  on_each([](Desk& desk, ManualClock&) {
    people::Organisation what;
    what.name = "Spitalul Niguarda Milano";
    what.kind = "hospital";
    what.identities = {{{}, "email", "Urgenta@Niguarda.example.org", "claimed"}};
    const auto made =
        desk.database.write([&](db::Tx& tx) { return desk.people.add_organisation(tx, desk.in_rome, what); });
    desk.database.write([&](db::Tx& tx) {
      desk.people.add_identity(tx, desk.in_rome, made.id,
                               people::Identity{{}, "phone", "+40 21 555 0100", "confirmed"});
    });
    const auto found = [&](std::string_view query) {
      return desk.database.read([&](db::Tx& tx) { return desk.people.organisations(tx, query, 10).size(); });
    };
    for (const std::string_view query : {"Niguarda", "niguar", "milano spital",
                                         "urgenta@niguarda.example.org", "+40 21 555 0100", "0215550100", ""})
      CHECK_MESSAGE(found(query) == 1, query);
    CHECK(found("Torino") == 0);
    desk.database.read([&](db::Tx& tx) {
      CHECK(desk.people.find_organisation(tx, "email", "URGENTA@niguarda.example.org") == made.id);
      CHECK(desk.people.find_organisation(tx, "phone", "0040215550100") == made.id);
      CHECK_FALSE(desk.people.find_organisation(tx, "email", "x"));
    });
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    CHECK_FALSE(finds(desk, desk.in_rome, "niguarda", c.id));
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_role(tx, desk.in_rome, c.id, {{}, "witness", {}, made.id, {}, false});
      CHECK(desk.cases.roles(tx, desk.in_rome, c.id).back().name == what.name);
    });
    CHECK(finds(desk, desk.in_rome, "niguarda", c.id));
    CHECK(finds(desk, desk.in_rome, "urgenta@niguarda.example.org", c.id));
    // What it is not.
    const auto refused = [&](std::string_view kind, std::string_view value) {
      return kind_of([&] {
        desk.database.write([&](db::Tx& tx) {
          desk.people.add_identity(tx, desk.in_rome, made.id,
                                   people::Identity{{}, std::string(kind), std::string(value), "claimed"});
        });
      });
    };
    CHECK(refused("cnp", "1960101000000") == ErrorKind::invalid);
    CHECK(refused("email", "nobody") == ErrorKind::invalid);
    desk.database.write([&](db::Tx& tx) {
      people::Service::OrganisationChange change;
      change.name = "Spitalul Torino";
      const auto renamed = desk.people.change_organisation(tx, desk.in_rome, made.id, made.version, change);
      CHECK(renamed.identities.size() == 2);
      desk.people.drop_identity(tx, desk.in_rome, made.id, renamed.identities.front().id);
    });
    CHECK(found("torino") == 1);
    CHECK(found("urgenta@niguarda.example.org") == 0);
    CHECK(kind_of([&] {
            desk.database.write([&](db::Tx& tx) {
              desk.people.change_organisation(tx, desk.in_rome, made.id, made.version, {});
            });
          }) == ErrorKind::stale);
  });
}
