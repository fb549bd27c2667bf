#include <array>

#include "domain/network/seed.hpp"

namespace aproape::network {
namespace {

struct Numbers {
  const char* unit;
  const char* emergency;
  const char* information;
};

// Fictitious: ranges that the country keeps for drama (Germany: 89 99998, 30 23125; Britain: 20 7946 0;
// France: 1 99 00), elsewhere 555. Nothing that the demonstration does leaves the machine.
constexpr std::array<Numbers, 10> kNumbers{{
    {"centre", "", "+40 21 555 0100"},
    {"it-rome-cg", "+39 06 555 0199", "+39 06 555 0120"},
    {"it-milan-cg", "+39 02 555 0199", "+39 02 555 0120"},
    {"it-rome-amb", "+39 06 555 0198", "+39 06 555 0110"},
    {"es-madrid-cg", "+34 91 555 0199", "+34 91 555 0120"},
    {"gb-london-cg", "+44 20 7946 0199", "+44 20 7946 0120"},
    {"de-berlin-amb", "+49 30 23125 199", "+49 30 23125 120"},
    {"de-munich-cg", "+49 89 99998 199", "+49 89 99998 120"},
    {"fr-paris-cg", "+33 1 99 00 01 99", "+33 1 99 00 01 20"},
    {"ae-dubai-cg", "+971 4 555 0199", "+971 4 555 0120"},
}};

}  // namespace

void seed_numbers(Service& network, db::Tx& tx, const audit::Actor& by) {
  for (const Numbers& one : kNumbers) {
    auto unit = network.find_unit(tx, one.unit);
    if (!unit || !unit->phone.empty() || !unit->emergency_phone.empty()) continue;
    unit->emergency_phone = one.emergency;
    unit->phone = one.information;
    network.save(tx, by, *unit, false);
  }
}

}  // namespace aproape::network
