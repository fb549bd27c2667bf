#include "domain/telephony/snapshot.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/json.hpp"
#include "domain/telephony/answer.hpp"
#include "domain/telephony/seed.hpp"

using namespace aproape;
using namespace aproape::telephony;

namespace {

constexpr const char* kGolden = "tests/golden/voice_snapshot.json";
constexpr UnitId kRome{1}, kLondon{2}, kCentre{9};
constexpr Millis kNow = 1'790'000'000'000;

Line line(std::int64_t id, const char* number, UnitId unit, Action day, Action night) {
  Line made;
  made.id = LineId{id};
  made.number = number;
  made.unit = unit;
  made.day = std::move(day);
  made.night = std::move(night);
  made.from = kNow - kDay;
  return made;
}

duty::Shift on_duty(const char* name, const char* address) {
  duty::Shift shift;
  shift.name = name;
  shift.address = address;
  return shift;
}

// A mission that is open and one that is closed, with one line of each kind.
Book book() {
  Book made;
  made.centre = "centre";
  made.menus = read_menus(R"(
- code: consulat
  name: Consulat
  prompt: {ro: "Urgență 1, informații 2.", en: "Emergency 1, information 2."}
  options:
    - {key: "1", kind: emergency}
    - {key: "2", kind: queue}
    - {key: "3", kind: menu, target: consulat, language: en}
  otherwise: {kind: queue}
)");
  made.places[kRome] = {"it-rome-cg",
                        "IT",
                        true,
                        {on_duty("Victor", "+447700900110"), on_duty("Ilinca", "sip:ilinca@127.0.0.1")},
                        {kRome, {}, 20, 3, false}};
  made.places[kLondon] = {"gb-london-cg", "GB", false, {}, {kLondon, {}}};
  made.places[kCentre] = {"centre", "RO", true, {on_duty("Corina", "+447700900130")}, {kCentre, {}}};
  const Action menu{"menu", "consulat", {}, {}}, queue{"queue", {}, {}, {}},
      emergency{"emergency", {}, {}, {}};
  made.lines.push_back(line(101, "+390655501000", kRome, menu, queue));
  made.lines.push_back(line(102, "+390655501001", kRome, emergency, emergency));
  made.lines.back().emergency = true;
  made.lines.push_back(line(103, "+390655501002", kRome, queue, queue));
  made.lines.back().redirected = false;
  made.lines.back().recorded = true;
  made.lines.push_back(line(104, "+442079460190", kLondon, menu, {"say", {}, {{"ro", "Închis."}}, {}}));
  made.lines.push_back(line(105, "+442079460191", kLondon, {"voicemail", {}, {}, {}}, queue));
  made.lines.back().always_open = true;
  made.lines.push_back(line(106, "+442079460192", kLondon, menu, menu));
  made.lines.back().operator_first = true;
  made.lines.push_back(line(107, "+442079460193", kLondon, queue, queue));
  made.lines.back().from = kNow + 1;
  made.lines.push_back(line(108, "+442079460194", kLondon, queue, queue));
  made.lines.back().until = kNow;
  Trunk trunk;
  trunk.name = "operator";
  trunk.host = "sip.example.org";
  trunk.login = "aproape";
  trunk.secret = "secret";
  trunk.registers = true;
  trunk.prefixes = {"+39"};
  trunk.allow = {"192.0.2.7"};
  made.trunks.push_back(trunk);
  return made;
}

Phrases phrases() {
  const auto in = [](const char* ro) { return protocol::SpokenText{{{"ro", ro}}}; };
  return {in("înregistrare"), in("acceptă"), in("căutăm"), in("la revedere"), in("așteptați"), in("mesaj")};
}

void announce(Book& book, const char* ro, const char* country, Millis from = kNow, Millis until = kNow + 1) {
  Announcement one;
  one.country = country;
  one.texts = {{"ro", ro}, {"en", std::string("en ") + ro}};
  one.from = from;
  one.until = until;
  book.announcements.push_back(one);
}

std::string kinds(const std::vector<Step>& steps) {
  std::string text;
  for (const Step& step : steps) text += (text.empty() ? "" : " ") + step.kind;
  return text;
}

}  // namespace

TEST_CASE("the snapshot is exactly what voice reads") {
  Book all = book();
  announce(all, "Aeroportul este închis.", "GB");
  const auto made = make_snapshot(all, phrases(), kNow);
  const std::string text = json::write(protocol::to_json(made));
  // What voice reads of it, with every name that must be there, writes the same again.
  CHECK(json::write(protocol::to_json(protocol::voice_snapshot_from_json(json::parse(text)))) == text);
  if (std::getenv("APROAPE_TEST_WRITE_GOLDEN") != nullptr) std::ofstream(kGolden) << text << '\n';
  std::ifstream in(kGolden);
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  CHECK(text + "\n" == golden);
}

TEST_CASE("only valid lines are there, with the plan of the hour") {
  Book all = book();
  auto made = make_snapshot(all, phrases(), kNow);
  CHECK(made.lines.size() == 6);
  CHECK(made.line("+442079460193") == nullptr);
  CHECK(made.line("+442079460194") == nullptr);
  CHECK(made.line("+390655501000")->action.target == "consulat/it-rome-cg");
  CHECK(made.line("+442079460190")->action.kind == protocol::CallAction::Kind::say);
  CHECK(made.line("+442079460191")->action.kind == protocol::CallAction::Kind::voicemail);
  all.places[kRome].open = false;
  all.places[kLondon].open = true;
  made = make_snapshot(all, phrases(), kNow);
  CHECK(made.line("+390655501000")->action.target == "centre");  // redirected
  CHECK(made.line("+390655501002")->action.target == "it-rome-cg");
  CHECK(made.line("+442079460190")->action.target == "consulat/gb-london-cg");
}

TEST_CASE("an emergency rings the chain, then waits for the centre; an operator may ask first") {
  const auto made = make_snapshot(book(), phrases(), kNow);
  const auto* hunt = made.hunt("duty/it-rome-cg");
  REQUIRE(hunt != nullptr);
  REQUIRE(hunt->targets.size() == 2);
  CHECK(hunt->targets[0].name == "Victor");
  CHECK(hunt->targets[1].address == "sip:ilinca@127.0.0.1");
  CHECK(hunt->targets[1].seconds == 20);
  CHECK(hunt->rounds == 3);
  CHECK(hunt->otherwise.target == "centre");
  const auto* asked = made.queue("urgent/gb-london-cg");
  REQUIRE(asked != nullptr);
  CHECK(asked->patience_seconds == 30);
  CHECK(asked->otherwise.target == "duty/gb-london-cg");
}

TEST_CASE("an announcement is said before the menu, by itself before a queue, and never to an emergency") {
  Book all = book();
  announce(all, "Ghișeul se mută.", "IT");
  announce(all, "Altundeva.", "FR");
  announce(all, "Trecut.", "IT", 0, kNow);
  const auto made = make_snapshot(all, phrases(), kNow);
  const auto* menu = made.menu("consulat/it-rome-cg/101");
  REQUIRE(menu != nullptr);
  CHECK(menu->prompt.find("ro")->text == "Ghișeul se mută. Urgență 1, informații 2.");
  CHECK(menu->prompt.find("en")->text == "en Ghișeul se mută. Emergency 1, information 2.");
  const auto* said = made.menu("announcement/103");
  REQUIRE(said != nullptr);
  CHECK(said->options.empty());
  CHECK(said->otherwise.target == "it-rome-cg");
  CHECK(made.line("+390655501001")->action.kind == protocol::CallAction::Kind::hunt);
}

TEST_CASE("a menu that is not there leads to the queue instead of spoiling everything") {
  Book all = book();
  all.menus.clear();
  const auto made = make_snapshot(all, phrases(), kNow);
  CHECK(made.line("+390655501000")->action.kind == protocol::CallAction::Kind::queue);
  CHECK_NOTHROW((void)protocol::voice_snapshot_from_json(protocol::to_json(made)));
}

TEST_CASE("time alone changes the configuration at the next full minute or the next boundary") {
  Book all = book();
  CHECK(next_change(all, kNow) == kNow + 1);  // a line begins
  all.lines.clear();
  CHECK(next_change(all, kNow) == kNow + kDay);
  announce(all, "x", "", kNow + 500);
  CHECK(next_change(all, kNow) == kNow + 1);  // its end
  CHECK(next_change(all, kNow + 1) == kNow + 500);
  all.lines = {line(1, "1", kRome, {}, {})};
  CHECK(next_change(all, kNow + 501) == (kNow / kMinute + 1) * kMinute);
}

TEST_CASE("who answers a number is told in the order in which it would be tried") {
  const auto made = make_snapshot(book(), phrases(), kNow);
  CHECK(who_answers(made, "+4900").empty());
  const auto emergency = who_answers(made, "+390655501001");
  CHECK(kinds(emergency) == "ring ring queue voicemail");
  CHECK(emergency[0].name == "Victor");
  const auto menu = who_answers(made, "+390655501000");
  CHECK(kinds(menu) == "menu queue voicemail");
  REQUIRE(menu[0].branches.size() == 3);
  CHECK(menu[0].name == "consulat");
  CHECK(kinds(menu[0].branches[0].steps) == "ring ring queue voicemail");
  CHECK(kinds(menu[0].branches[2].steps) == "menu");
  CHECK(menu[0].branches[2].steps[0].text == "Emergency 1, information 2.");
  CHECK(kinds(who_answers(made, "+442079460190")) == "say");
}
