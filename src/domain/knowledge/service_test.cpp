#include "domain/knowledge/service.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "db/testing/database.hpp"
#include "domain/knowledge/carried.hpp"
#include "domain/knowledge/diff.hpp"
#include "domain/knowledge/document.hpp"

namespace aproape::knowledge {
namespace {

struct Fixture {
  Fixture(db::Database& db, ManualClock& c)
      : database(db),
        clock(c),
        audit(db, dir.path()),
        access(db, audit, dir.path(), {15 * kMinute, 12 * kHour, {1, 8192}}),
        network(db, access),
        knowledge(db, access, network) {}

  static Article guide(std::string_view title) {
    Article made;
    made.key = "parking";
    made.categories = {"APP.mission-info"};
    made.sources = {{"OWN", "official", "the notice on the door", "2026-11-20"}};
    made.review_by = "2027-05-23";
    made.texts["ro"] = {std::string(title), {}, "Unde parcați.", "", {}, {}, "În fața consulatului."};
    made.texts["en"] = {"Parking", {}, "Where to park.", "", {}, {}, "Before the consulate."};
    return made;
  }
  Version save(const Article& article, std::int64_t version, const access::Scope& who,
               std::vector<std::string> confirmed = {}) {
    return database.write([&](db::Tx& tx) {
      return knowledge.save_draft(tx, who, version,
                                  {json::Value(to_json(article)), std::move(confirmed), "why"});
    });
  }
  std::int64_t version() {
    return database.read([&](db::Tx& tx) { return knowledge.entry(tx, "parking").version; });
  }
  Version submit() {
    return database.write(
        [&](db::Tx& tx) { return knowledge.submit(tx, editor, "parking", version_in(tx)); });
  }
  Version approve(const access::Scope& who, std::optional<Millis> at = std::nullopt) {
    return database.write(
        [&](db::Tx& tx) { return knowledge.approve(tx, who, "parking", version_in(tx), at); });
  }
  std::int64_t version_in(db::Tx& tx) { return knowledge.entry(tx, "parking").version; }
  std::string title() {
    const auto now = knowledge.in_force();
    const Article* found = now->library.find("parking");
    return found == nullptr ? "" : found->texts.at("ro").title;
  }
  std::vector<std::string> events() {
    std::vector<std::string> types;
    for (const auto& row : database.read([](db::Tx& tx) {
           return tx.query("select type from event where subject = 'article' order by id");
         }))
      types.push_back(row.text(0));
    return types;
  }

  db::testing::TempDir dir;
  db::Database& database;
  ManualClock& clock;
  audit::Service audit;
  access::Service access;
  network::Service network;
  Service knowledge;
  access::Scope editor = access::Scope::staff(AccountId{5}, false, {}, {"article.write", "article.approve"});
  access::Scope second = access::Scope::staff(AccountId{6}, false, {}, {"article.write", "article.approve"});
  access::Scope reader = access::Scope::staff(AccountId{7}, true, {}, {"article.read", "case.write"});
};

void run(const std::function<void(Fixture&)>& test) {
  constexpr std::string_view kStart = "2026-11-25T07:00:00Z";
  ManualClock clock(*from_rfc3339(kStart));
  db::testing::for_each_database(
      [&](db::Database& database) {
        Fixture f(database, clock);
        test(f);
        clock.jump_wall(*from_rfc3339(kStart));
      },
      clock);
}

std::string refused(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.key();
  }
  return {};
}

TEST_CASE("knowledge: a draft is submitted, approved by another, and only then read") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Parcare"), 0, f.editor);
    CHECK(f.title() == "");
    CHECK(refused([&] { f.approve(f.second); }) == "article.wrong_state");
    f.submit();
    CHECK(refused([&] { f.save(Fixture::guide("Alta"), f.version(), f.editor); }) == "article.in_review");
    CHECK(refused([&] { f.approve(f.editor); }) == "article.own");
    CHECK(refused([&] { f.approve(f.reader); }) == "auth.forbidden");
    CHECK(f.approve(f.second).state == "published");
    CHECK(f.title() == "Parcare");
    CHECK(f.events() == std::vector<std::string>{"article.saved", "article.submitted", "article.approved",
                                                 "article.published"});
  });
}

TEST_CASE("knowledge: whoever wrote a part of it does not approve it") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Parcare"), 0, f.second);
    f.save(Fixture::guide("Parcarea"), f.version(), f.editor);
    f.submit();
    CHECK(refused([&] { f.approve(f.second); }) == "article.own");
  });
}

TEST_CASE("knowledge: an approved version waits for its day, the old one stands until then") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Veche"), 0, f.editor);
    f.submit();
    f.approve(f.second);
    f.save(Fixture::guide("Nouă"), f.version(), f.editor);
    f.submit();
    CHECK(f.approve(f.second, f.clock.now() + kDay).state == "approved");
    CHECK(f.database.write([&](db::Tx& tx) { return f.knowledge.publish_due(tx, 10); }) == 0);
    CHECK(f.title() == "Veche");
    f.clock.advance(kDay);
    CHECK(f.database.write([&](db::Tx& tx) { return f.knowledge.publish_due(tx, 10); }) == 1);
    CHECK(f.title() == "Nouă");
    const auto versions = f.database.read([&](db::Tx& tx) { return f.knowledge.versions(tx, "parking"); });
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].state == "published");
    CHECK(versions[1].state == "replaced");
    CHECK(f.events().back() == "article.published");
  });
}

TEST_CASE("knowledge: what is sent back says why and may be written again; what is dropped is gone") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Parcare"), 0, f.editor);
    f.submit();
    f.database.write([&](db::Tx& tx) {
      const Version back = f.knowledge.send_back(tx, f.second, "parking", f.version_in(tx), "fără sursă");
      CHECK(back.state == "draft");
      CHECK(back.note == "fără sursă");
    });
    f.save(Fixture::guide("Parcări"), f.version(), f.editor);
    f.database.write([&](db::Tx& tx) { f.knowledge.drop_draft(tx, f.editor, "parking", f.version_in(tx)); });
    CHECK(refused([&] { f.submit(); }) == "article.no_draft");
    // A version's number is never used again.
    CHECK(f.save(Fixture::guide("Parcare"), f.version(), f.editor).number == 2);
  });
}

TEST_CASE("knowledge: a stale version, a taken key, a reader and a faulty document are refused") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Parcare"), 0, f.editor);
    CHECK(refused([&] { f.save(Fixture::guide("X"), 0, f.editor); }) == "article.exists");
    CHECK(refused([&] { f.save(Fixture::guide("X"), f.version() + 1, f.editor); }) == "stale");
    CHECK(refused([&] { f.save(Fixture::guide("X"), f.version(), f.reader); }) == "auth.forbidden");
    CHECK(refused([&] { f.save(Fixture::guide(""), f.version(), f.editor); }) == "article.invalid");
    Article nowhere = Fixture::guide("X");
    nowhere.variants = {{"", "xx-nowhere-amb", {"OWN"}, {{"ro", {{}, {}, "1 EUR", "", {}, ""}}}}};
    CHECK(refused([&] { f.save(nowhere, f.version(), f.editor); }) == "article.invalid");
    CHECK(refused([&] { f.database.read([&](db::Tx& tx) { (void)f.knowledge.entry(tx, "none"); }); }) ==
          "article.not_found");
  });
}

TEST_CASE("knowledge: a translation is stale once its base changed, until it is written or confirmed") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Parcare"), 0, f.editor);
    f.submit();
    f.approve(f.second);
    CHECK_FALSE(f.knowledge.in_force()->versions.at("parking").translations.stale("en"));
    const Article changed = Fixture::guide("Parcare nouă");
    CHECK(f.save(changed, f.version(), f.editor).translations.stale("en"));
    // Confirmed, and so it stays in the next save of the same base.
    CHECK_FALSE(f.save(changed, f.version(), f.editor, {"en"}).translations.stale("en"));
    CHECK_FALSE(f.save(changed, f.version(), f.editor).translations.stale("en"));
    // The base changes once more.
    CHECK(f.save(Fixture::guide("Alta"), f.version(), f.editor).translations.stale("en"));
    Article both = Fixture::guide("Alta");
    both.texts["en"].title = "Another";
    CHECK_FALSE(f.save(both, f.version(), f.editor).translations.stale("en"));
  });
}

TEST_CASE("knowledge: the program's articles come once, are renewed, and never overwrite staff") {
  run([](Fixture& f) {
    const auto seed = [&] { return f.database.write([&](db::Tx& tx) { return f.knowledge.seed(tx); }); };
    const int all = seed();
    CHECK(all >= 40);
    CHECK(seed() == 0);
    CHECK(f.knowledge.in_force()->library.articles().size() == static_cast<std::size_t>(all));
    // An older program had another text: it is renewed as a version of its own.
    f.database.write([](db::Tx& tx) {
      const auto row = tx.one(
          "select v.id, v.document from article_version v join article a on a.id = v.article_id "
          "where a.key = 'fees'");
      json::Value document = json::parse(row->text(1));
      document.as_object()["review_by"] = "2020-01-01";
      tx.exec("update article_version set document = $2 where id = $1", {row->i64(0), json::write(document)});
    });
    CHECK(seed() == 1);
    CHECK(f.database.read([&](db::Tx& tx) { return f.knowledge.versions(tx, "fees").size(); }) == 2);
    // Staff have a draft: theirs goes before ours.
    f.database.write([&](db::Tx& tx) {
      Article mine = f.knowledge.version(tx, "fees", 2).article;
      mine.texts["ro"].title = "Taxele noastre";
      mine.variants.clear();
      f.knowledge.save_draft(tx, f.editor, f.knowledge.entry(tx, "fees").version,
                             {json::Value(to_json(mine)), {}, ""});
    });
    CHECK(seed() == 0);
  });
}

TEST_CASE("knowledge: every mission and country that the articles name exists") {
  std::string places;
  for (const embedded::File& file : embedded::files())
    if (file.name == "catalog/missions.csv" || file.name == "catalog/countries.csv")
      places += std::string(file.content);
  for (const Article& article : carried_articles())
    for (const Variant& variant : article.variants) {
      const std::string line = "\n" + (variant.mission.empty() ? variant.country : variant.mission) + ",";
      CHECK_MESSAGE(places.find(line) != std::string::npos, article.key, line);
    }
}

TEST_CASE("knowledge: what solved and what failed is counted, the last word for each case") {
  run([](Fixture& f) {
    f.save(Fixture::guide("Parcare"), 0, f.editor);
    f.database.write([&](db::Tx& tx) {
      tx.exec(
          "insert into cases (id, number, subject, status, urgency, family, category, subcategory, unit_id, "
          "channel, "
          "language, snippet, flags, due_key, waiting_kind, waiting_name, answer_due, placed_reason, "
          "placed_evidence, "
          "resolution, ring, last_in_at, created_at, updated_at, version) values (77, 'n', 's', 'new', 'P3', "
          "'service', "
          "'', '', 1, 'mail', 'ro', '', '', 0, '', '', $1, '', '', '', 0, 0, 0, 0, 1)",
          {true});
    });
    const auto mark = [&](std::string_view outcome) {
      f.database.write(
          [&](db::Tx& tx) { f.knowledge.mark(tx, f.reader, CaseId{77}, UnitId{1}, "parking", outcome); });
    };
    mark("inserted");
    mark("failed");
    mark("solved");
    mark("solved");
    CHECK(refused([&] { mark("loved"); }) == "field.invalid");
    const Usage used = f.database.read([&](db::Tx& tx) { return f.knowledge.usage(tx); }).at("parking");
    CHECK(used.inserted == 1);
    CHECK(used.solved == 1);
    CHECK(used.failed == 0);
    CHECK(f.database.read([&](db::Tx& tx) { return f.knowledge.marks(tx, CaseId{77}).size(); }) == 2);
  });
}

TEST_CASE("knowledge: a difference names the part and its lines") {
  Article before = Fixture::guide("Parcare");
  before.texts["ro"].body = "Unu\nDoi\nTrei";
  Article after = before;
  after.texts["ro"].body = "Unu\nDoi și jumătate\nTrei";
  after.texts["ro"].details.documents = {"Permis"};
  const auto parts = diff(before, after);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].path == "texts.ro.documents");
  CHECK(parts[0].lines == std::vector<DiffLine>{{'+', "Permis"}});
  CHECK(parts[1].path == "texts.ro.body");
  CHECK(parts[1].lines ==
        std::vector<DiffLine>{{' ', "Unu"}, {'-', "Doi"}, {'+', "Doi și jumătate"}, {' ', "Trei"}});
  CHECK(diff(before, before).empty());
}

TEST_CASE("knowledge: a text of nothing but line ends costs no more than it should") {
  Article before = Fixture::guide("Parcare");
  Article after = before;
  for (int i = 0; i < 10'000; ++i) {
    before.texts["ro"].body += "a\n";
    after.texts["ro"].body += "b\n";
  }
  const auto parts = diff(before, after);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].lines.size() == 20'000);
  CHECK(parts[0].lines.front().sign == '-');
  CHECK(parts[0].lines.back().sign == '+');
}

}  // namespace
}  // namespace aproape::knowledge
