// Two cases become one and two again: what moves, who sees what, and that the undo is exact at any time.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <tuple>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

std::string key_of(Desk& desk, const std::function<void(db::Tx&)>& work) {
  try {
    desk.database.write([&](db::Tx& tx) { work(tx); });
  } catch (const Error& error) {
    return error.key();
  }
  return "done";
}

template <class Part>
std::string ids_of(const std::vector<Part>& parts) {
  std::ostringstream text;
  for (const Part& part : parts) text << part.id.value << ' ';
  return text.str();
}

// All that a reader meets of a case, but for its version and the moment of its last change.
std::string portrait(Desk& desk, db::Tx& tx, CaseId id) {
  const auto& eyes = desk.system;
  const cases::Case c = desk.cases.get(tx, eyes, id);
  std::ostringstream text;
  text << c.number << '|' << c.subject << '|' << c.status << '|' << c.urgency << '|' << c.category << '|'
       << c.subcategory << '|' << c.unit.value << '|' << c.holder.value << '|' << c.requester.value << '|'
       << c.snippet << '|' << c.waiting_on.kind << '|' << c.answer_due << '|' << c.unread << '|'
       << c.resolution << '|' << c.due_at.value_or(0) << '|' << c.snoozed_until.value_or(0) << '|'
       << c.closed_at.value_or(0) << "|\n";
  std::set<std::string> flags(c.flags.begin(), c.flags.end());
  for (const std::string& flag : flags) text << flag << ' ';
  text << "\ncontacts " << ids_of(desk.cases.contacts(tx, eyes, id)) << "\nnotes "
       << ids_of(desk.cases.notes(tx, eyes, id)) << "\ntasks " << ids_of(desk.cases.tasks(tx, eyes, id))
       << "\nroles " << ids_of(desk.cases.roles(tx, eyes, id)) << "\ngrants "
       << ids_of(desk.cases.grants(tx, eyes, id)) << "\nclocks ";
  std::map<std::int64_t, std::string> clocks;
  // A clock that the merge itself had begun ends with it, and stays in the list as cancelled.
  for (const auto& one : desk.cases.clocks(tx, eyes, id))
    if (one.clock.live() || one.clock.ended_by != "unfit")
      clocks[one.clock.id.value] = one.clock.rule + one.clock.state +
                                   std::to_string(one.clock.due_at.value_or(0)) + one.clock.ended_by;
  for (const auto& [clock, state] : clocks) text << clock << state << ' ';
  text << "\nwords ";
  if (const auto words = tx.one("select words from search_case where rowid = $1", {id}))
    text << words->text(0);
  text << "\nparties";
  for (const std::string_view who : {"stefan@example.org", "ana@example.org"})
    text << ' ' << desk.contacts.takes_part(tx, id, who);
  return text.str();
}

cases::Case made(Desk& desk, UnitId unit, std::string_view from = "stefan@example.org") {
  return desk.database.write([&](db::Tx& tx) { return desk.open(tx, unit, from); });
}

}  // namespace

TEST_CASE(
    "what belongs to a merged case shows in the other, and both are exactly as before when it is undone") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto kept = made(desk, desk.rome, "ana@example.org");
    clock.advance(kHour);
    const auto gone = made(desk, desk.rome);
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_note(tx, desk.in_rome, gone.id, "Sunat la spital");
      desk.cases.add_task(tx, desk.in_rome, gone.id, {"Sună familia", {}, clock.now() + kHour});
      desk.cases.add_grant(tx, desk.in_rome, gone.id, desk.paris, clock.now() + kDay, "post vecin");
      desk.cases.change(tx, desk.in_rome, gone.id, 0, {.urgency = "P1"});
      desk.cases.close(tx, desk.in_rome, kept.id, 0, "information", {});
    });
    CHECK_MESSAGE(key_of(desk, [&](db::Tx& tx) { desk.cases.merge(tx, desk.in_rome, gone.id, kept.id); }) ==
                      "case.closed",
                  "an open matter does not vanish in a closed case");
    desk.database.write([&](db::Tx& tx) {
      desk.cases.reopen(tx, desk.in_rome, kept.id, 0);
      desk.cases.wait(tx, desk.in_rome, kept.id, 0, {"citizen", "", 0, std::nullopt});
    });
    const auto both = [&] {
      return desk.database.write(
          [&](db::Tx& tx) { return portrait(desk, tx, kept.id) + "\n\n" + portrait(desk, tx, gone.id); });
    };
    const std::string before = both();
    desk.database.write([&](db::Tx& tx) {
      const auto clocks = desk.cases.clocks(tx, desk.in_rome, gone.id).size();
      desk.cases.merge(tx, desk.in_rome, gone.id, kept.id);
      const cases::Case c = desk.cases.get(tx, desk.in_rome, kept.id);
      CHECK(c.urgency == "P1");
      CHECK_MESSAGE(c.status == "open", "the other one waits for our answer");
      CHECK(c.answer_due);
      CHECK(desk.cases.contacts(tx, desk.in_rome, kept.id).size() == 2);
      CHECK(desk.cases.notes(tx, desk.in_rome, kept.id).size() == 1);
      CHECK(desk.cases.tasks(tx, desk.in_rome, kept.id).size() == 1);
      CHECK(desk.cases.roles(tx, desk.in_rome, kept.id).size() == 2);
      CHECK(desk.cases.grants(tx, desk.in_rome, kept.id).size() == 1);
      CHECK(desk.cases.clocks(tx, desk.in_rome, kept.id).size() >= clocks);
      CHECK(desk.cases.clocks(tx, desk.in_rome, gone.id).empty());
      const auto merged = desk.cases.merged(tx, desk.in_rome, kept.id);
      REQUIRE(merged.size() == 1);
      CHECK(merged[0].number == gone.number);
      CHECK_MESSAGE(desk.cases.history(tx, desk.in_rome, kept.id).size() >
                        desk.cases.entries(tx, desk.in_rome, kept.id).size(),
                    "what was done to the other before shows too");
      const auto found = desk.search.cases(tx, desk.in_rome, gone.number, {}, 10);
      CHECK_MESSAGE(found == std::vector<CaseId>{kept.id}, "its number is found in the case that stays");
    });
    desk.database.write([&](db::Tx& tx) { desk.cases.unmerge(tx, desk.in_rome, gone.id); });
    CHECK(both() == before);
    CHECK(key_of(desk, [&](db::Tx& tx) { desk.cases.unmerge(tx, desk.in_rome, gone.id); }) ==
          "case.not_merged");
  });
}

TEST_CASE("what came after a merge stays where it belongs when the merge is undone") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto kept = made(desk, desk.rome, "ana@example.org");
    const auto gone = made(desk, desk.rome);
    ContactId to_alias, to_kept, answer, thanks;
    NoteId note;
    desk.database.write([&](db::Tx& tx) {
      desk.cases.close(tx, desk.in_rome, gone.id, 0, "information", {});
      desk.cases.merge(tx, desk.in_rome, gone.id, kept.id);
    });
    clock.advance(kHour);
    desk.database.write([&](db::Tx& tx) {
      auto mail = Desk::mail(gone.id, "stefan@example.org", "Mai aștept un răspuns");
      to_alias = desk.cases.add_contact(tx, desk.system, mail);
      to_kept = desk.cases.add_contact(tx, desk.system, Desk::mail(kept.id, "ana@example.org", "Altceva"));
      note = desk.cases.add_note(tx, desk.in_rome, kept.id, "Notă la cazul rămas");
      // The colleague answers the alias's mail, and the citizen that answer.
      auto reply = Desk::mail(kept.id, "contact@centre.example.org", "Răspundem");
      reply.direction = contacts::Direction::out;
      reply.in_reply_to = mail.message_id;
      answer = desk.cases.add_contact(tx, desk.system, reply);
      auto last = Desk::mail(kept.id, "stefan@example.org", "Mulțumesc, dar când?");
      last.in_reply_to = reply.message_id;
      thanks = desk.cases.add_contact(tx, desk.system, last);
      CHECK(desk.cases.contacts(tx, desk.in_rome, kept.id).size() == 6);
    });
    desk.database.write([&](db::Tx& tx) {
      desk.cases.unmerge(tx, desk.in_rome, gone.id);
      std::set<ContactId> theirs, ours;
      for (const auto& contact : desk.cases.contacts(tx, desk.in_rome, gone.id)) theirs.insert(contact.id);
      for (const auto& contact : desk.cases.contacts(tx, desk.in_rome, kept.id)) ours.insert(contact.id);
      CHECK(theirs.size() == 4);
      CHECK(theirs.contains(to_alias));
      CHECK(theirs.contains(answer));
      CHECK(theirs.contains(thanks));
      CHECK(ours.size() == 2);
      CHECK(ours.contains(to_kept));
      CHECK(desk.cases.notes(tx, desk.in_rome, kept.id).front().id == note);
      const cases::Case c = desk.cases.get(tx, desk.in_rome, gone.id);
      CHECK_MESSAGE(c.status == "open", "the citizen wrote meanwhile: the closed case is open again");
      CHECK(c.answer_due);
      CHECK(c.snippet == "Mulțumesc, dar când?");
    });
  });
}

TEST_CASE(
    "a wrong merge across missions: while it stands one mission sees all, afterwards nobody infers "
    "anything") {
  on_each([](Desk& desk, ManualClock&) {
    const auto rome = made(desk, desk.rome, "ana@example.org");
    const auto paris = made(desk, desk.paris);
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_note(tx, desk.in_paris, paris.id, "Zugravul Xenofont");
      desk.cases.add_note(tx, desk.in_rome, rome.id, "Violoncel Quintilian");
    });
    CHECK_MESSAGE(key_of(desk, [&](db::Tx& tx) { desk.cases.merge(tx, desk.in_rome, paris.id, rome.id); }) ==
                      "case.not_found",
                  "a mission merges nothing that it does not see");
    desk.database.write([&](db::Tx& tx) { desk.cases.merge(tx, desk.in_centre, paris.id, rome.id); });
    const auto sees = [&](const access::Scope& scope, std::string_view words) {
      return desk.database.read([&](db::Tx& tx) {
        cases::Filter filter;
        filter.query = words;
        return desk.cases.list(tx, scope, filter, {}, 10).items.size();
      });
    };
    CHECK(sees(desk.in_rome, "Xenofont") == 1);
    for (const std::string_view words : {"Xenofont", "Quintilian", "ana@example.org"})
      CHECK_MESSAGE(sees(desk.in_paris, words) == 0, words);
    CHECK(key_of(desk, [&](db::Tx& tx) { (void)desk.cases.contacts(tx, desk.in_paris, rome.id); }) ==
          "case.not_found");
    CHECK_MESSAGE(key_of(desk, [&](db::Tx& tx) { desk.cases.unmerge(tx, desk.in_paris, paris.id); }) ==
                      "case.not_found",
                  "who does not see the content takes nothing out");
    desk.database.read([&](db::Tx& tx) {
      CHECK(desk.cases.list(tx, desk.in_paris, {}, {}, 10).items.empty());
      CHECK(desk.cases.count(tx, desk.in_paris, {}, 10) == 0);
      CHECK_FALSE(desk.cases.by_number(tx, desk.in_paris, rome.number));
      CHECK_FALSE(desk.cases.by_number(tx, desk.in_paris, paris.number));
      CHECK(desk.cases.by_number(tx, desk.in_rome, paris.number));
    });
    desk.database.write([&](db::Tx& tx) { desk.cases.unmerge(tx, desk.in_centre, paris.id); });
    // Each has its own again and no trace of the other: no words, no person, no link, no line of history.
    CHECK(sees(desk.in_paris, "Xenofont") == 1);
    CHECK(sees(desk.in_rome, "Quintilian") == 1);
    CHECK(sees(desk.in_rome, "Xenofont") == 0);
    CHECK(sees(desk.in_rome, paris.number) == 0);
    CHECK(sees(desk.in_paris, rome.number) == 0);
    desk.database.read([&](db::Tx& tx) {
      for (const auto& [scope, own, other] :
           {std::tuple(desk.in_rome, rome.id, paris.id), std::tuple(desk.in_paris, paris.id, rome.id)}) {
        CHECK(desk.cases.links(tx, scope, own).empty());
        CHECK(desk.cases.merged(tx, scope, own).empty());
        CHECK(desk.cases.list(tx, scope, {}, {}, 10).items.size() == 1);
        for (const cases::Entry& entry : desk.cases.entries(tx, scope, own)) {
          CHECK_MESSAGE(entry.data.find(other.str()) == std::string::npos, entry.type);
          CHECK(entry.type.find("merge") == std::string::npos);
        }
      }
      CHECK_MESSAGE(desk.cases.entries(tx, desk.in_centre, paris.id).size() >
                        desk.cases.entries(tx, desk.in_paris, paris.id).size(),
                    "who sees both reads of it");
      CHECK_THROWS((void)desk.people.get(tx, desk.in_rome, paris.requester));
      CHECK_THROWS((void)desk.people.get(tx, desk.in_paris, rome.requester));
    });
  });
}

TEST_CASE("random work and merges: every contact, note and task ends where it belongs") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    on_each([seed](Desk& desk, ManualClock& clock) {
      std::mt19937 random(seed);
      std::vector<CaseId> all;
      std::map<CaseId, std::set<std::int64_t>> owned;  // contacts and notes by the case they belong to
      std::map<CaseId, CaseId> into;
      const auto shown_in = [&](CaseId id) {
        while (into.contains(id)) id = into[id];
        return id;
      };
      for (int i = 0; i < 4; ++i) {
        all.push_back(made(desk, i % 2 == 0 ? desk.rome : desk.paris).id);
        desk.database.read([&](db::Tx& tx) {
          owned[all.back()].insert(desk.cases.contacts(tx, desk.system, all.back()).front().id.value);
        });
      }
      for (int step = 0; step < 60; ++step) {
        clock.advance(kMinute);
        const CaseId id = all[random() % all.size()];
        const CaseId other = all[random() % all.size()];
        desk.database.write([&](db::Tx& tx) {
          const CaseId shown = shown_in(id);
          switch (random() % 6) {
            case 0:
              owned[id].insert(
                  desk.cases.add_contact(tx, desk.system, Desk::mail(id, "stefan@example.org", "Încă o dată"))
                      .value);
              break;
            case 1:
              owned[shown].insert(desk.cases.add_note(tx, desk.system, shown, "Notă").value);
              break;
            case 2:
              desk.cases.answered(tx, desk.system, shown, 0, "Bună ziua",
                                  random() % 2 == 0 ? "close" : "keep");
              break;
            case 3:
              if (into.contains(id)) {
                desk.cases.unmerge(tx, desk.system, id);
                into.erase(id);
              }
              break;
            default:
              if (into.contains(id) || shown_in(other) == id) break;
              // Merged and undone at once, nothing is different.
              const CaseId target = shown_in(other);
              const bool closed = desk.cases.get(tx, desk.system, target).status == "closed";
              if (closed && desk.cases.get(tx, desk.system, id).status != "closed") break;
              const std::string before = portrait(desk, tx, id) + portrait(desk, tx, target);
              desk.cases.merge(tx, desk.system, id, other);
              desk.cases.unmerge(tx, desk.system, id);
              CHECK(portrait(desk, tx, id) + portrait(desk, tx, target) == before);
              desk.cases.merge(tx, desk.system, id, other);
              into[id] = target;
          }
        });
        desk.database.read([&](db::Tx& tx) {
          std::map<CaseId, std::set<std::int64_t>> seen, wanted;
          for (const CaseId each : all) {
            wanted[shown_in(each)].insert(owned[each].begin(), owned[each].end());
            CHECK(desk.cases.resolve(tx, each) == shown_in(each));
            if (into.contains(each)) continue;
            for (const auto& contact : desk.cases.contacts(tx, desk.system, each))
              seen[each].insert(contact.id.value);
            for (const auto& note : desk.cases.notes(tx, desk.system, each)) seen[each].insert(note.id.value);
          }
          CHECK(seen == wanted);
        });
      }
      while (!into.empty()) {
        auto one = into.begin();
        std::advance(one, random() % into.size());
        desk.database.write([&](db::Tx& tx) { desk.cases.unmerge(tx, desk.system, one->first); });
        into.erase(one);
      }
      desk.database.read([&](db::Tx& tx) {
        for (const CaseId each : all) {
          std::set<std::int64_t> seen;
          for (const auto& contact : desk.cases.contacts(tx, desk.system, each))
            seen.insert(contact.id.value);
          for (const auto& note : desk.cases.notes(tx, desk.system, each)) seen.insert(note.id.value);
          CHECK(seen == owned[each]);
        }
      });
    });
  }
}

TEST_CASE(
    "chosen contacts become a case of their own, whose terms count from the letter; a merge undoes it") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto first = made(desk, desk.rome);
    const ContactId second = desk.database.write([&](db::Tx& tx) {
      return desk.cases.add_contact(
          tx, desk.system, Desk::mail(first.id, "stefan@example.org", "Și vreau un cazier Xenofont"));
    });
    const Millis wrote = clock.now();
    clock.advance(kDay);
    const auto refused = [&](const std::vector<ContactId>& chosen) {
      return key_of(desk, [&](db::Tx& tx) { desk.cases.split(tx, desk.in_rome, first.id, 0, chosen, {}); });
    };
    CHECK(refused({}) == "case.invalid");
    CHECK(refused({second, ContactId{17}}) == "case.invalid");
    const auto contacts =
        desk.database.read([&](db::Tx& tx) { return desk.cases.contacts(tx, desk.system, first.id); });
    CHECK(refused({contacts[0].id, contacts[1].id}) == "case.split_all");
    desk.database.write([&](db::Tx& tx) {
      const auto now = desk.cases.get(tx, desk.in_rome, first.id);
      const auto own = desk.cases.split(tx, desk.in_rome, first.id, now.version, {second}, "Cazier");
      CHECK(own.subject == "Cazier");
      CHECK(own.requester == first.requester);
      CHECK(own.answer_due);
      CHECK(desk.cases.contacts(tx, desk.in_rome, own.id).size() == 1);
      CHECK(desk.cases.contacts(tx, desk.in_rome, first.id).size() == 1);
      CHECK(desk.cases.links(tx, desk.in_rome, first.id).front().number == own.number);
      CHECK(desk.search.cases(tx, desk.in_rome, "Xenofont", {}, 5) == std::vector<CaseId>{own.id});
      for (const auto& one : desk.cases.clocks(tx, desk.in_rome, own.id))
        CHECK(one.clock.started_at == wrote);
      desk.cases.merge(tx, desk.in_rome, own.id, first.id);
      CHECK(desk.cases.contacts(tx, desk.in_rome, first.id).size() == 2);
    });
  });
}

TEST_CASE("what may be the same matter is told with its reason, and never beyond what the reader sees") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto letter = [&](UnitId unit, std::string_view from, std::string_view text) {
      return desk.database.write([&](db::Tx& tx) {
        const auto c = desk.open(tx, unit, from);
        desk.cases.add_contact(tx, desk.system, Desk::mail(c.id, from, text));
        return c;
      });
    };
    const std::string_view story =
        "Soția mea a pierdut geanta cu pașapoartele în aeroportul Fiumicino și avem zbor sâmbătă spre "
        "Otopeni";
    const auto one = letter(desk.rome, "ana@example.org", story);
    const auto again = letter(desk.rome, "ana@example.org",
                              "Altceva: cât costă o procură pentru vânzarea unui teren agricol");
    const auto husband = letter(desk.rome, "mihai@example.org", story);
    const auto elsewhere = letter(desk.paris, "mihai@example.org", story);
    // Our own long words to everybody make no two letters alike.
    const auto stranger = letter(desk.rome, "ioana@example.org", "Bunica mea are nevoie de pensie");
    for (const CaseId id : {one.id, again.id, stranger.id})
      desk.database.write([&](db::Tx& tx) {
        auto ours = Desk::mail(
            id, "contact@centre.example.org",
            "Am primit mesajul dumneavoastră și l-am înregistrat. Un coleg citește mesajul și vă răspunde la "
            "această adresă. Dacă doriți să adăugați ceva, răspundeți la acest e-mail; programul cu "
            "publicul, "
            "telefonul de urgență și adresa misiunii stau mai jos, cu mulțumiri pentru răbdarea "
            "dumneavoastră.");
        ours.direction = contacts::Direction::out;
        ours.automatic = true;
        desk.cases.add_contact(tx, desk.system, ours);
      });
    desk.database.read([&](db::Tx& tx) {
      const auto told = desk.cases.duplicates(tx, desk.in_rome, one.id, 5);
      REQUIRE(told.size() == 2);
      CHECK(told[0].other.id == husband.id);
      CHECK(told[0].alike >= 50);
      CHECK(told[0].person.empty());
      CHECK(told[1].other.id == again.id);
      CHECK_FALSE(told[1].person.empty());
      CHECK(desk.cases.duplicates(tx, desk.in_centre, one.id, 5).size() == 3);
      CHECK(desk.cases.duplicates(tx, desk.in_paris, elsewhere.id, 5).empty());
    });
    desk.database.write([&](db::Tx& tx) { desk.cases.link(tx, desk.in_rome, one.id, again.id, "staff"); });
    clock.advance(40 * kDay);
    const auto later = letter(desk.rome, "ana@example.org", story);
    desk.database.read([&](db::Tx& tx) {
      CHECK_MESSAGE(desk.cases.duplicates(tx, desk.in_rome, one.id, 5).size() == 1,
                    "what is linked is known");
      CHECK_MESSAGE(desk.cases.duplicates(tx, desk.in_rome, later.id, 5).empty(),
                    "a letter of last month is another");
    });
  });
}
