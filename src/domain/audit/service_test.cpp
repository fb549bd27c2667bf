#include "domain/audit/service.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <thread>

#include "db/testing/database.hpp"

namespace aproape::audit {
namespace {

struct Person {
  AccountId id{5};
  [[nodiscard]] AccountId account() const { return id; }
  [[nodiscard]] std::string reason() const { return {}; }
};

void fill(Service& service, int count) {
  for (int i = 1; i <= count; ++i) service.note_read(Person{}, "case", i, "case.timeline");
}

// True where verify() finds what `tamper` did to a signed chain of 20 entries.
bool finds(const std::function<void(db::Tx&)>& tamper) {
  db::testing::TestDatabase database;
  Service service(*database, database.dir());
  fill(service, 20);
  service.join_waiting();
  service.sign_head();
  REQUIRE(service.verify().ok);
  database->write([&](db::Tx& tx) { tamper(tx); });
  return !service.verify().ok;
}

TEST_CASE("entries join the chain in order and the whole verifies, on both databases") {
  db::testing::for_each_database([](db::Database& database) {
    const db::testing::TempDir dir;
    Service service(database, dir.path());
    fill(service, 30);
    database.write([&](db::Tx& tx) { service.note_change(tx, Person{}, "case.closed", "case", 4); });
    CHECK(service.join_waiting() == 31);
    service.sign_head();
    const auto verification = service.verify();
    CHECK(verification.ok);
    CHECK(verification.entries == 31);
    CHECK(verification.heads == 1);
    Query query;
    query.subject = "case";
    query.subject_id = 4;
    const auto of_case = database.read([&](db::Tx& tx) { return service.list(tx, query); });
    REQUIRE(of_case.size() == 2);
    CHECK(of_case.front().action == "case.closed");
    CHECK(of_case.back().action == "read");
  });
}

TEST_CASE("a list is one entry with its count and filter; the same one again only after a minute") {
  ManualClock clock(1'790'000'000'000);
  db::testing::TestDatabase database(db::Backend::sqlite, clock);
  Service service(*database, database.dir());
  const auto entries = [&] {
    service.join_waiting();
    return database->read([&](db::Tx& tx) { return service.list(tx, {}); });
  };
  const Service::ListRead list{"case", "case.list", {{"view", "mine"}, {"status", ""}}, "ana@example.org", 7};
  service.note_list(Person{}, list);
  service.note_list(Person{}, list);
  REQUIRE(entries().size() == 1);
  const Entry one = entries().front();
  CHECK(one.action == "read");
  CHECK(one.subject == "case");
  CHECK(one.subject_id == 0);
  CHECK(one.detail == "{\"why\":\"case.list\",\"count\":7,\"filter\":{\"view\":\"mine\",\"words\":\"" +
                          service.digest("ana@example.org") + "\"}}");
  Service::ListRead other = list;
  other.count = 8;
  service.note_list(Person{}, other);
  service.note_list(Person{AccountId{6}}, list);
  CHECK(entries().size() == 3);
  clock.advance(kMinute);
  service.note_list(Person{}, list);
  CHECK(entries().size() == 4);
  CHECK(service.verify().ok);
}

TEST_CASE("every kind of tampering in the database is found") {
  // A row slipped in while it waits to join the chain.
  CHECK(finds([](db::Tx& tx) {
    tx.exec(
        "insert into audit_entry (id, seq, at, account_id, action, subject, subject_id, source, detail, "
        "hash) "
        "values (77, null, 1, 5, 'read', 'case', 3, '', '{}', '')");
  }));
  CHECK(finds([](db::Tx& tx) { tx.exec("update audit_entry set account_id = 6 where seq = 7"); }));
  CHECK(finds([](db::Tx& tx) { tx.exec("delete from audit_entry where seq = 7"); }));
  CHECK(finds([](db::Tx& tx) {
    tx.exec("delete from audit_entry where seq = 7");
    tx.exec("update audit_entry set seq = seq - 1 where seq > 7");
    tx.exec("update audit_chain set seq = 19");
  }));
  CHECK(finds([](db::Tx& tx) {
    tx.exec("update audit_entry set seq = 99 where seq = 7");
    tx.exec("update audit_entry set seq = 7 where seq = 8");
    tx.exec("update audit_entry set seq = 8 where seq = 99");
  }));
  CHECK(finds([](db::Tx& tx) {
    tx.exec(
        "insert into audit_entry (id, seq, at, account_id, action, subject, subject_id, source, detail, "
        "hash) "
        "values (1, 21, 1, 5, 'read', 'case', 1, '', '{}', 'aa')");
  }));
}

TEST_CASE("a chain cut off at its end is found by the signed head, also when the heads' table was cut too") {
  const auto cut = [](db::Tx& tx) {
    tx.exec("delete from audit_entry where seq > 10");
    tx.exec("update audit_chain set seq = 10, hash = (select hash from audit_entry where seq = 10)");
  };
  CHECK(finds(cut));
  CHECK(finds([&](db::Tx& tx) {
    cut(tx);
    tx.exec("delete from audit_head");
  }));
}

TEST_CASE("a head that another key signed is found") {
  CHECK(finds([](db::Tx& tx) { tx.exec("update audit_head set signature = '00'"); }));
}

TEST_CASE("an entry is taken back with its transaction") {
  db::testing::TestDatabase database;
  Service service(*database, database.dir());
  CHECK_THROWS(database->write([&](db::Tx& tx) {
    service.note_change(tx, Person{}, "case.closed", "case", 4);
    throw std::runtime_error("no");
  }));
  CHECK(service.join_waiting() == 0);
}

TEST_CASE("concurrent writers give one chain") {
  db::testing::TestDatabase database;
  Service service(*database, database.dir());
  service.start();
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < 4; ++w) writers.emplace_back([&] { fill(service, 25); });
  }
  service.stop();
  const auto verification = service.verify();
  CHECK(verification.ok);
  CHECK(verification.entries == 100);
}

TEST_CASE("digests tell equality and nothing else, and differ between installations") {
  db::testing::TestDatabase database;
  const db::testing::TempDir other;
  const Service here(*database, database.dir());
  const Service there(*database, other.path());
  CHECK(here.digest("ana@example.org") == here.digest("ana@example.org"));
  CHECK(here.digest("ana@example.org") != here.digest("ana@example.com"));
  CHECK(here.digest("ana@example.org") != there.digest("ana@example.org"));
}

}  // namespace
}  // namespace aproape::audit
