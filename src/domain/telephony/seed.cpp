#include "domain/telephony/seed.hpp"

#include <array>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "domain/catalogue/yaml.hpp"
#include "domain/telephony/import.hpp"
#include "domain/telephony/repository.hpp"

namespace aproape::telephony {
namespace {

[[noreturn]] void refuse(const yaml::Node& node, std::string_view what) {
  throw Error(ErrorKind::internal, "catalogue.menus",
              "catalog/menus.yaml:" + std::to_string(node.line) + ": " + std::string(what));
}

const yaml::Node& member(const yaml::Node& node, std::string_view name) {
  const yaml::Node* found = node.find(name);
  if (found == nullptr) refuse(node, name);
  return *found;
}

std::string text_or(const yaml::Node& node, std::string_view name) {
  const yaml::Node* found = node.find(name);
  return found == nullptr ? std::string() : found->text;
}

Spoken spoken_of(const yaml::Node& node) {
  Spoken spoken;
  for (const yaml::Member& one : node.members) spoken[one.name] = one.value.text;
  return spoken;
}

Action action_of(const yaml::Node& node) {
  Action action;
  action.kind = member(node, "kind").text;
  action.target = text_or(node, "target");
  action.language = text_or(node, "language");
  if (const yaml::Node* text = node.find("text")) action.text = spoken_of(*text);
  return action;
}

std::string_view carried(std::string_view name) {
  for (const embedded::File& file : embedded::files())
    if (file.name == name) return file.content;
  throw Error(ErrorKind::internal, "catalogue.menus", std::string(name));
}

// Fictitious people; their numbers lie in ranges that are kept free for fiction.
struct OnDuty {
  const char* unit;
  const char* first;
  const char* first_number;
  const char* second;
  const char* second_number;
  const char* neighbour;
  int free_week;  // of the weeks from now: nobody is on duty; -1: always somebody
};
constexpr std::array<OnDuty, 7> kOnDuty{{
    {"it-rome-cg", "Victor Moldovan", "+447700900110", "Ilinca Bratu", "+447700900111", "it-milan-cg", -1},
    {"it-milan-cg", "Elena Bărbulescu", "+447700900112", "Paul Ștefănuț", "+447700900113", "it-rome-cg", -1},
    {"gb-london-cg", "Lavinia Neamțu", "+447700900114", "Sanda Tătaru", "+447700900115", "fr-paris-cg", 2},
    {"fr-paris-cg", "Roxana Ghica", "+447700900116", "Carmen Iftode", "+447700900117", "gb-london-cg", -1},
    {"de-berlin-amb", "Tudor Hanganu", "+447700900118", "Mara Voicu", "+447700900119", "de-munich-cg", 3},
    {"es-madrid-cg", "Sorin Drăghici", "+447700900120", "Horia Zamfir", "+447700900121", "", -1},
    {"ae-dubai-cg", "Emil Cojocaru", "+447700900122", "Doru Sălăgeanu", "+447700900123", "", -1},
}};
constexpr int kWeeks = 6;
constexpr Millis kWeek = 7 * kDay;
// 1970-01-01 was a Thursday: weeks begin on Monday at 06:00 UTC.
constexpr Millis kFirstMonday = 4 * kDay + 6 * kHour;

void add_shift(duty::Service& duty, db::Tx& tx, const access::Scope& scope, UnitId unit, const char* role,
               const char* name, const char* number, Millis from) {
  duty::Shift shift;
  shift.unit = unit;
  shift.role = role;
  shift.name = name;
  shift.address = number;
  shift.from = from;
  shift.until = from + kWeek;
  duty.save(tx, scope, shift);
}

void add_roster(duty::Service& duty, db::Tx& tx, network::Service& network, Millis now) {
  const auto scope = access::Scope::system("demonstration.seed");
  const Millis begin = (now - kFirstMonday) / kWeek * kWeek + kFirstMonday;
  for (const OnDuty& one : kOnDuty) {
    const auto unit = network.find_unit(tx, one.unit);
    if (!unit) continue;
    duty::Plan plan;
    plan.unit = unit->id;
    if (const auto neighbour = network.find_unit(tx, one.neighbour)) plan.neighbour = neighbour->id;
    duty.set_plan(tx, scope, plan);
    for (int week = 0; week < kWeeks; ++week) {
      const Millis from = begin + week * kWeek;
      const bool even = week % 2 == 0;
      if (week != one.free_week)
        add_shift(duty, tx, scope, unit->id, "consul", even ? one.first : one.second,
                  even ? one.first_number : one.second_number, from);
      add_shift(duty, tx, scope, unit->id, "deputy", even ? one.second : one.first,
                even ? one.second_number : one.first_number, from);
    }
  }
  if (const auto centre = network.find_unit(tx, "centre"))
    for (int week = 0; week < kWeeks; ++week)
      add_shift(duty, tx, scope, centre->id, "officer", "Corina Avram", "+447700900130",
                begin + week * kWeek);
}

}  // namespace

std::vector<Menu> read_menus(std::string_view text) {
  std::vector<Menu> menus;
  for (const yaml::Node& node : yaml::parse(text).items) {
    Menu menu;
    menu.code = member(node, "code").text;
    menu.name = member(node, "name").text;
    menu.prompt = spoken_of(member(node, "prompt"));
    for (const yaml::Node& option : member(node, "options").items) {
      const std::string& key = member(option, "key").text;
      if (key.size() != 1) refuse(option, "key");
      menu.options.push_back({key[0], action_of(option)});
    }
    menu.otherwise = action_of(member(node, "otherwise"));
    menus.push_back(std::move(menu));
  }
  return menus;
}

int Service::seed_menus(db::Tx& tx) {
  int added = 0;
  for (Menu& menu : read_menus(carried("catalog/menus.yaml"))) {
    if (repository::menu(tx, menu.code)) continue;
    menu.id = make_id<MenuId>();
    repository::insert(tx, menu);
    ++added;
  }
  return added;
}

void seed_demonstration(Service& service, duty::Service& duty, db::Database& database,
                        network::Service& network) {
  if (!database.read([&](db::Tx& tx) { return service.lines(tx).empty(); })) return;
  const auto result = import_lines(service, database, network, access::Scope::system("demonstration.seed"),
                                   carried("catalog/demonstration_lines.csv"), false);
  if (!result.errors.empty())
    throw Error(ErrorKind::internal, "catalogue.menus",
                "catalog/demonstration_lines.csv:" + std::to_string(result.errors.front().line) + ": " +
                    result.errors.front().key);
  database.write([&](db::Tx& tx) { add_roster(duty, tx, network, database.clock().now()); });
}

}  // namespace aproape::telephony
