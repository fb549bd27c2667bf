#include <array>
#include <string_view>

#include "domain/network/seed.hpp"
#include "domain/network/staff.hpp"

namespace aproape::network {
namespace {

// One password for all: these people do not exist, and ./run prints it.
constexpr const char* kPassword = "cinci-brazi-pe-deal";

struct Somebody {
  const char* login;
  const char* name;
  const char* role;
  const char* unit;  // where they work; the grant of roles that see a unit
};

// Fictitious staff. The first of each role is the one that ./run prints.
constexpr std::array<Somebody, 30> kStaff{{
    {"ana.parvulescu", "Ana Pârvulescu", "operator", "centre"},
    {"mihai.dobrescu", "Mihai Dobrescu", "operator", "centre"},
    {"ioana.cernat", "Ioana Cernat", "operator", "centre"},
    {"radu.vlaicu", "Radu Vlaicu", "operator", "centre"},
    {"teodora.stanciu", "Teodora Stanciu", "operator", "centre"},
    {"matei.oprisan", "Matei Oprișan", "operator", "centre"},
    {"ilinca.bratu", "Ilinca Bratu", "officer", "it-rome-cg"},
    {"horia.zamfir", "Horia Zamfir", "officer", "es-madrid-cg"},
    {"sanda.tataru", "Sanda Tătaru", "officer", "gb-london-cg"},
    {"petru.lungu", "Petru Lungu", "officer", "de-munich-cg"},
    {"carmen.iftode", "Carmen Iftode", "officer", "fr-paris-cg"},
    {"doru.salageanu", "Doru Sălăgeanu", "officer", "ae-dubai-cg"},
    {"victor.moldovan", "Victor Moldovan", "consul", "it-rome-cg"},
    {"elena.barbulescu", "Elena Bărbulescu", "consul", "it-milan-cg"},
    {"sorin.draghici", "Sorin Drăghici", "consul", "es-madrid-cg"},
    {"lavinia.neamtu", "Lavinia Neamțu", "consul", "gb-london-cg"},
    {"tudor.hanganu", "Tudor Hanganu", "consul", "de-berlin-amb"},
    {"roxana.ghica", "Roxana Ghica", "consul", "fr-paris-cg"},
    {"emil.cojocaru", "Emil Cojocaru", "consul", "ae-dubai-cg"},
    {"dana.marinescu", "Dana Marinescu", "head", "it-rome-cg"},
    {"pavel.rusu", "Pavel Rusu", "head", "es-madrid-cg"},
    {"corina.avram", "Corina Avram", "supervisor", "centre"},
    {"silviu.petcu", "Silviu Petcu", "supervisor", "centre"},
    {"adela.munteanu", "Adela Munteanu", "central", "department"},
    {"george.tomescu", "George Tomescu", "central", "department"},
    {"livia.ene", "Livia Ene", "registrar", "department"},
    {"oana.filip", "Oana Filip", "editor", "centre"},
    {"nicu.balan", "Nicu Bălan", "dpo", "department"},
    {"irina.cazacu", "Irina Cazacu", "auditor", "department"},
    {"marius.albu", "Marius Albu", "admin", "centre"},
}};

void add(Service& network, db::Tx& tx, const audit::Actor& by, const Somebody& person) {
  access::Service& access = network.access();
  if (access.find_login(tx, person.login)) return;
  const auto unit = network.find_unit(tx, person.unit);
  const access::Role* role = access.roles().find(person.role);
  const bool by_unit = role != nullptr && role->scope == access::RoleScope::unit;
  access::Service::NewAccount account;
  account.login = person.login;
  account.name = person.name;
  account.unit = unit ? unit->id : UnitId{};
  account.grants = {access::Grant{person.role, by_unit ? account.unit : UnitId{}}};
  account.password = kPassword;
  account.demonstration = true;
  access.add(tx, by, account);
}

}  // namespace

std::vector<DemonstrationAccount> seed_demonstration(Service& network) {
  audit::Actor by;
  by.reason = "demonstration.seed";
  network.database().write([&](db::Tx& tx) {
    for (const Somebody& person : kStaff) add(network, tx, by, person);
    seed_numbers(network, tx, by);
  });
  std::vector<DemonstrationAccount> shown;
  for (const Somebody& person : kStaff) {
    if (shown.empty() || shown.back().role != person.role)
      shown.push_back({person.login, kPassword, person.role, person.name, person.unit});
  }
  return shown;
}

std::vector<DemonstrationAccount> demonstration_desk() {
  std::vector<DemonstrationAccount> desk;
  for (const std::string_view role : {"operator", "officer", "consul"})
    for (const Somebody& person : kStaff)
      if (person.role == role)
        desk.push_back({person.login, kPassword, person.role, person.name, person.unit});
  return desk;
}

}  // namespace aproape::network
