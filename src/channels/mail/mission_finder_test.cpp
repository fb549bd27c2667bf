#include "channels/mail/mission_finder.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "base/json.hpp"
#include "channels/mail/mission_network.hpp"
#include "channels/mail/recipients.hpp"
#include "db/testing/database.hpp"
#include "domain/access/service.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/network/seed.hpp"

namespace aproape::mail {
namespace {

constexpr Millis kNow = 1'795'500'000'000;

// The network that the binary carries.
struct Fixture {
  db::testing::TestDatabase database;
  audit::Service audit{*database, database.dir()};
  access::Service access{*database, audit, database.dir()};
  catalogue::Service catalogue{*database, access};
  network::Service network{*database, access};
  std::shared_ptr<const network::Directory> directory;
  std::unique_ptr<network::Atlas> atlas;

  Fixture() {
    network::seed_base(network, catalogue);
    directory = network.directory();
    atlas = std::make_unique<network::Atlas>(*directory, kNow);
  }
  MissionNetwork finder() const {
    return mission_network(*atlas, *directory, kNow,
                           [this](std::string_view local, std::string_view domain) -> std::optional<UnitId> {
                             if (domain != "informatiiconsulare.ro" || local == "contact")
                               return std::nullopt;
                             const auto found = directory->by_address(local, domain, kNow);
                             return found ? std::optional(found->unit) : std::nullopt;
                           });
  }
  MissionFinding find(MissionClues clues) const { return find_mission(clues, finder()); }
  std::string code(UnitId id) const { return id.empty() ? "central" : directory->unit(id)->code; }
};

}  // namespace

// The figures of one half of the labelled mails.
struct Figures {
  int all = 0, with_evidence = 0, right = 0, wrong = 0;

  void count(const std::string& label, const std::string& found) {
    ++all;
    if (label != "central") ++with_evidence;
    if (found == label && label != "central") ++right;
    if (found != label && found != "central") ++wrong;
  }
  void show(const std::string& which) const {
    MESSAGE(which << ": " << all << " mails, right " << right << " of " << with_evidence
                  << " with evidence, wrong " << wrong << " of all, the rest central");
  }
};

TEST_CASE("labelled mails: 95 % right where evidence exists, at most 1 % wrong") {
  const Fixture fixture;
  std::ifstream file("tests/golden/routing/mails.jsonl");
  REQUIRE(file.good());
  Figures mended, aside, both;
  for (std::string line; std::getline(file, line);) {
    const auto mail = json::parse(line);
    MissionClues clues;
    for (const auto& to : mail["to"].as_array()) clues.recipients.push_back(to.as_string());
    clues.sender_domain = mail.get_string("from").substr(mail.get_string("from").find('@') + 1);
    clues.subject = mail.get_string("subject");
    clues.text = mail.get_string("text");
    clues.person_country = mail.get_string("person_country");
    if (const std::string unit = mail.get_string("person_unit"); !unit.empty())
      clues.person_unit = fixture.directory->unit(unit)->id;
    const std::string label = mail.get_string("mission");
    const MissionFinding finding = fixture.find(clues);
    const std::string found = fixture.code(finding.unit);
    (mail.get_bool("aside") ? aside : mended).count(label, found);
    both.count(label, found);
    if (found == label || mail.get_bool("aside")) continue;  // what is put aside is never looked at
    std::string why;
    for (const auto& one : finding.evidence) why += one + "; ";
    MESSAGE("label " << label << ", found " << found << " (" << finding.reason << "; " << why
                     << "): " << clues.text);
  }
  mended.show("mended on");
  aside.show("put aside");
  CHECK(both.all >= 300);
  CHECK(aside.all >= 90);
  CHECK(both.right * 100 >= both.with_evidence * 95);
  CHECK(both.wrong * 100 <= both.all);
}

TEST_CASE("the original recipient decides, whatever the text says") {
  const Fixture fixture;
  const auto found =
      fixture.find({.recipients = {"milano@informatiiconsulare.ro"}, .text = "Locuiesc la Madrid."});
  CHECK(fixture.code(found.unit) == "it-milan-cg");
  CHECK(found.reason == "address");
}

TEST_CASE("a known person goes to the mission that they dealt with, unless the mail says otherwise") {
  const Fixture fixture;
  const UnitId turin = fixture.directory->unit("it-turin-cg")->id;
  CHECK(fixture.find({.person_unit = turin, .text = "Mulțumesc pentru răspuns."}).unit == turin);
  CHECK(fixture.find({.person_unit = turin, .text = "Mulțumesc pentru răspuns."}).reason == "person");
  CHECK(fixture.find({.person_unit = turin, .text = "Sunt în Italia."}).unit == turin);
  CHECK(
      fixture.code(fixture
                       .find({.person_unit = turin,
                              .text = "Acum locuiesc la Madrid, consulatul din Madrid mi-a dat programare."})
                       .unit) == "es-madrid-cg");
}

TEST_CASE("evidence is told, quoted text is none") {
  const Fixture fixture;
  const auto found = fixture.find({.text = "Locuiesc la Milano.\n> consulatul din Madrid"});
  REQUIRE_FALSE(found.evidence.empty());
  CHECK(found.evidence.front() == "text: Milano");
  CHECK(fixture.find({.text = "> Locuiesc la Milano."}).unit.empty());
  CHECK(fixture.find({}).reason == "no_evidence");
}

TEST_CASE("hostile text ends in time") {
  const Fixture fixture;
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "Milano Madrid ";
  CHECK(fixture.find({.text = text}).unit.empty());
  CHECK(fixture.find({.text = std::string(1'000'000, '\xff')}).unit.empty());
}

}  // namespace aproape::mail
