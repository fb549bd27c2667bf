#include "domain/dossier/service.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

std::vector<std::string> wrong_in(const std::function<void()>& work) {
  std::vector<std::string> names;
  try {
    work();
  } catch (const Error& error) {
    for (const auto& field : error.fields()) names.push_back(field.name);
    if (names.empty()) names.push_back(error.key());
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "fields of the category are written together, found by the search, and kept when the category changes") {
  on_each([](Desk& desk, ManualClock&) {
    dossier::Service service(desk.database, desk.cases, desk.search);
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    desk.database.write([&](db::Tx& tx) {
      CHECK(wrong_in([&] {
              service.set_fields(
                  tx, desk.in_rome, c.id,
                  {{"travel.flight", "RO 404"}, {"travel.departure", "mâine"}, {"no.such", "x"}});
            }) == Names{"no.such", "travel.departure"});
      for (const auto& one : service.fields(tx, desk.in_rome, c.id)) CHECK_FALSE(one.value.has_value());
      service.set_fields(tx, desk.in_rome, c.id,
                         {{"travel.flight", " RO 40417 "}, {"travel.departure", "2026-12-01"}});
      desk.cases.change(tx, desk.in_rome, c.id, 0, {.category = "CIV", .subcategory = "CIV.birth-reg"});
      bool kept = false;
      for (const auto& one : service.fields(tx, desk.in_rome, c.id))
        if (one.field->code == "travel.flight") kept = one.value && one.value->value == "RO 40417";
      CHECK(kept);
      service.set_fields(tx, desk.in_rome, c.id, {{"travel.flight", std::nullopt}});
      CHECK(wrong_in([&] { service.set_fields(tx, desk.in_paris, c.id, {}); }) == Names{"case.not_found"});
      CHECK(wrong_in([&] { (void)service.fields(tx, desk.in_paris, c.id); }) == Names{"case.not_found"});
    });
    desk.database.read([&](db::Tx& tx) {
      const auto found = desk.search.cases(tx, desk.in_rome, "40417", {}, 10);
      CHECK(found == std::vector<CaseId>{c.id});
    });
  });
}

TEST_CASE("documents begin as the article names them and each has its own state") {
  on_each([](Desk& desk, ManualClock&) {
    dossier::Service service(desk.database, desk.cases, desk.search);
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      service.begin_documents(tx, desk.in_rome, c.id, "lost-passport", {{"Act", "Paper"}, {"Dovadă", ""}});
      service.begin_documents(tx, desk.in_rome, c.id, "lost-passport", {{"Act", "Paper"}, {"Poză", "Photo"}});
      service.add_document(tx, desk.in_rome, c.id, "Bilet de avion");
      auto all = service.documents(tx, desk.in_rome, c.id);
      REQUIRE(all.size() == 4);
      CHECK(all[1].name_en == "Dovadă");
      CHECK(all[3].article.empty());
      CHECK(wrong_in([&] { service.set_state(tx, desk.in_rome, c.id, all[0].id, "refused", ""); }) ==
            Names{"reason"});
      CHECK(wrong_in([&] { service.set_state(tx, desk.in_rome, c.id, all[0].id, "lost", ""); }) ==
            Names{"state"});
      service.set_state(tx, desk.in_rome, c.id, all[0].id, "refused", "Este expirat.");
      CHECK(service.documents(tx, desk.in_rome, c.id)[0].reason == "Este expirat.");
      service.set_state(tx, desk.in_rome, c.id, all[0].id, "accepted", "");
      CHECK(service.documents(tx, desk.in_rome, c.id)[0].reason.empty());
      service.drop_document(tx, desk.in_rome, c.id, all[3].id);
      CHECK(service.documents(tx, desk.in_rome, c.id).size() == 3);
      const auto other = desk.open(tx, desk.rome, "alta@example.org");
      CHECK(wrong_in([&] { service.drop_document(tx, desk.in_rome, other.id, all[0].id); }) ==
            Names{"dossier.not_found"});
      CHECK(wrong_in([&] { (void)service.documents(tx, desk.in_paris, c.id); }) == Names{"case.not_found"});
    });
  });
}
