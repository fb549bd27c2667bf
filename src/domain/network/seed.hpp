#pragma once

#include <string>
#include <vector>

#include "domain/catalogue/service.hpp"
#include "domain/network/service.hpp"

namespace aproape::network {

// Brings what the binary carries into an empty or older database: units, missions, countries, holidays,
// competences, taxonomy. Idempotent, and never changes what an administrator edited. Returns how many rows
// were added.
int seed_base(Service& network, catalogue::Service& catalogue);

struct DemonstrationAccount {
  std::string login;
  std::string password;
  std::string role;
  std::string name;
  std::string unit;  // code
};

// Adds the demonstration's fictitious staff. Idempotent. Returns one account of each role, for ./run to
// print.
std::vector<DemonstrationAccount> seed_demonstration(Service& network);
// Gives the centre and some missions fictitious numbers where they have none; part of seed_demonstration().
void seed_numbers(Service& network, db::Tx& tx, const audit::Actor& by);
// Those of the demonstration's staff who answer citizens: operators first, then officers and consuls.
std::vector<DemonstrationAccount> demonstration_desk();

}  // namespace aproape::network
