// The counts beside the views agree with the lists, whatever was done to the cases.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

constexpr std::array<std::string_view, 9> kViews = {"mine",    "unassigned", "unit",   "answer", "waiting",
                                                    "overdue", "snoozed",    "closed", "all"};

const AccountId kOfParis{2009};

// Walks the whole list, page by page.
int listed(db::Tx& tx, Desk& desk, const access::Scope& scope, const cases::Filter& filter) {
  int n = 0;
  std::string cursor;
  std::vector<CaseId> seen;
  do {
    const cases::Page page = desk.cases.list(tx, scope, filter, cursor, 7);
    for (const cases::Case& c : page.items) seen.push_back(c.id);
    n += static_cast<int>(page.items.size());
    cursor = page.next;
  } while (!cursor.empty());
  std::sort(seen.begin(), seen.end());
  CHECK(std::unique(seen.begin(), seen.end()) == seen.end());
  return n;
}

class Work {
 public:
  Work(Desk& desk, ManualClock& clock, unsigned seed) : desk_(desk), clock_(clock), random_(seed) {}

  // One random thing done to a random case; what the rules refuse changes nothing.
  void step() {
    clock_.advance(static_cast<Millis>(random_() % (8 * kHour)));
    try {
      desk_.database.write([&](db::Tx& tx) { act(tx); });
    } catch (const Error&) {
    }
  }

  void compare() {
    // Reads everything, and Paris is his own.
    const access::Scope both =
        access::Scope::staff(kOfParis, {{Desk::kRights, true, {}}, {Desk::kRights, false, {desk_.paris}}});
    desk_.database.read([&](db::Tx& tx) {
      for (const access::Scope& scope :
           {desk_.system, desk_.in_centre, desk_.in_rome, desk_.in_paris, both}) {
        const std::vector<int> counted = desk_.cases.counts(tx, scope, {kViews.begin(), kViews.end()}, 1000);
        for (std::size_t i = 0; i < kViews.size(); ++i) {
          for (const std::string_view sort : {"updated", "created", "due"}) {
            for (const UnitId unit : {UnitId{}, desk_.rome}) {
              cases::Filter filter;
              filter.view = kViews[i];
              filter.sort = sort;
              filter.unit = unit;
              const int lines = listed(tx, desk_, scope, filter);
              CHECK_MESSAGE(desk_.cases.count(tx, scope, filter, 1000) == lines, kViews[i] << " by " << sort);
              if (unit.empty()) CHECK_MESSAGE(counted[i] == lines, kViews[i] << " by " << sort);
            }
          }
          cases::Filter waiting;
          waiting.view = kViews[i];
          waiting.status = "waiting";
          CHECK_MESSAGE(desk_.cases.count(tx, scope, waiting, 1000) == listed(tx, desk_, scope, waiting),
                        kViews[i]);
        }
      }
    });
  }

 private:
  CaseId any() { return all_.at(random_() % all_.size()); }

  void act(db::Tx& tx) {
    if (all_.empty() || random_() % 5 == 0) {
      const CaseId id = desk_.open(tx, random_() % 2 == 0 ? desk_.rome : desk_.paris).id;
      // A transaction may run again, and one that failed opened nothing.
      all_.push_back(id);
      return;
    }
    const CaseId id = any();
    const access::Scope& scope = desk_.system;
    switch (random_() % 12) {
      case 0:
        desk_.cases.assign(tx, scope, id, 0, random_() % 2 == 0 ? desk_.rome_staff : desk_.paris_staff, {});
        break;
      case 1:
        desk_.cases.assign(tx, scope, id, 0, {}, desk_.paris);
        break;
      case 2:
        desk_.cases.transfer(tx, scope, id, 0, random_() % 2 == 0 ? desk_.rome : desk_.paris, "x");
        break;
      case 3:
        desk_.cases.close(tx, scope, id, 0, "information", {});
        break;
      case 4:
        desk_.cases.reopen(tx, scope, id, 0);
        break;
      case 5:
        desk_.cases.snooze(tx, scope, id, 0, clock_.now() + kDay);
        break;
      case 6:
        desk_.cases.wait(tx, scope, id, 0, {"citizen", "", 0, clock_.now() + kDay});
        break;
      case 7:
        desk_.cases.wait(tx, scope, id, 0, {});
        break;
      case 8:
        desk_.cases.answered(tx, scope, id, 0, "Bună ziua", random_() % 2 == 0 ? "close" : "keep");
        break;
      case 9:
        desk_.cases.add_contact(tx, scope, Desk::mail(id, "stefan@example.org", "Încă o dată"));
        break;
      case 10:
        if (random_() % 2 == 0)
          desk_.cases.merge(tx, scope, id, any());
        else
          desk_.cases.unmerge(tx, scope, id);
        break;
      default:
        desk_.cases.add_grant(tx, scope, id, random_() % 2 == 0 ? desk_.rome : desk_.paris,
                              clock_.now() + kDay, "x");
    }
    if (random_() % 4 == 0) desk_.cases.wake_snoozed(tx);
  }

  Desk& desk_;
  ManualClock& clock_;
  std::mt19937 random_;
  std::vector<CaseId> all_;
};

}  // namespace

TEST_CASE("after any work the counts of the views are those of the lists") {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    on_each([seed](Desk& desk, ManualClock& clock) {
      desk.database.write([&](db::Tx& tx) {
        tx.exec("insert into account_unit (account_id, unit_id) values ($1, $2)", {kOfParis, desk.paris});
      });
      Work work(desk, clock, seed);
      for (int i = 0; i < 3; ++i) {
        for (int k = 0; k < 40; ++k) work.step();
        work.compare();
      }
    });
  }
}

TEST_CASE("folding the tally changes no count") {
  on_each([](Desk& desk, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    CHECK_FALSE(desk.database.write([&](db::Tx& tx) { return desk.cases.fold_counts(tx); }));
    desk.database.write([&](db::Tx& tx) {
      for (int i = 0; i < 300; ++i) {
        desk.cases.assign(tx, desk.system, c.id, 0, desk.rome_staff, {});
        desk.cases.assign(tx, desk.system, c.id, 0, {}, {});
      }
    });
    CHECK(desk.database.write([&](db::Tx& tx) { return desk.cases.fold_counts(tx); }));
    desk.database.read([&](db::Tx& tx) {
      CHECK(tx.one("select count(*) from case_tally")->i64(0) <= 2);
      CHECK(desk.cases.counts(tx, desk.in_rome, {"all", "unassigned", "mine"}, 10) ==
            std::vector<int>{1, 1, 0});
    });
  });
}
