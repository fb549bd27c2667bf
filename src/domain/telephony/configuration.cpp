// Of a telephony::Service: the configuration of voice, and its version.
#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/duty/chain.hpp"
#include "domain/telephony/repository.hpp"
#include "domain/telephony/service.hpp"
#include "storage/cipher.hpp"

namespace aproape::telephony {
namespace {

// How often another node may be first in a row, before the next look.
constexpr int kTries = 3;

const network::Unit* centre_of(const network::Directory& directory) {
  const auto& units = directory.units();
  const auto found = std::find_if(units.begin(), units.end(),
                                  [](const network::Unit& unit) { return unit.kind == "centre"; });
  return found == units.end() ? nullptr : &*found;
}

const Phrases& phrases() {
  static const Phrases standard = Phrases::standard();
  return standard;
}

}  // namespace

Book Service::book(db::Tx& tx, const network::Directory& directory, Millis at, Millis& until) const {
  Book book;
  book.lines = repository::lines(tx);
  book.menus = repository::menus(tx);
  book.announcements = repository::announcements(tx, at);
  // The oldest first, as they are said.
  std::reverse(book.announcements.begin(), book.announcements.end());
  book.trunks = repository::trunks(tx);
  for (Trunk& trunk : book.trunks)
    if (!trunk.secret.empty()) trunk.secret = box_.open(trunk.secret);
  const network::Unit* centre = centre_of(directory);
  book.centre = centre == nullptr ? "centre" : centre->code;
  const duty::Service::Present duty = duty_.present(tx, at);
  for (const Line& line : book.lines) {
    const network::Unit* unit = directory.unit(line.unit);
    if (unit == nullptr || book.places.contains(line.unit)) continue;
    Book::Place place{unit->code, unit->country, directory.opening(unit->id, at).open, {}, {}};
    const auto plan = std::find_if(duty.plans.begin(), duty.plans.end(),
                                   [&](const duty::Plan& one) { return one.unit == line.unit; });
    if (plan != duty.plans.end()) place.plan = *plan;
    place.plan.unit = line.unit;
    place.chain = duty::chain(duty.shifts, place.plan, centre == nullptr ? UnitId{} : centre->id, at);
    book.places.emplace(line.unit, std::move(place));
  }
  until = next_change(book, at);
  if (duty.until) until = std::min(until, *duty.until);
  return book;
}

Service::Configuration Service::configuration(Millis at) {
  const auto directory = network_.directory();
  return database_.read([&](db::Tx& tx) {
    Configuration made;
    made.snapshot = make_snapshot(book(tx, *directory, at, made.good_until), phrases(), at);
    return made;
  });
}

std::optional<Service::Configuration> Service::present() {
  const auto directory = network_.directory();
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const Millis now = database_.clock().now();
    Configuration made;
    bool ever = true;
    const auto state = database_.read([&](db::Tx& tx) {
      const Book all = book(tx, *directory, now, made.good_until);
      made.snapshot = make_snapshot(all, phrases(), now);
      repository::State present = repository::state(tx);
      ever = present.version != 0 || !all.lines.empty();
      return present;
    });
    if (!ever) return std::nullopt;
    const std::string digest = storage::sha256_hex(json::write(protocol::to_json(made.snapshot)));
    made.snapshot.version = state.version;
    if (digest == state.digest) return made;
    made.snapshot.version = std::max(state.version + 1, now);
    if (database_.write([&](db::Tx& tx) {
          return repository::advance(tx, state.version, made.snapshot.version, digest);
        }))
      return made;
  }
  throw Error(ErrorKind::conflict, "stale");
}

std::int64_t Service::revision(db::Tx& tx) const {
  return repository::state(tx).revision + duty_.revision(tx);
}

}  // namespace aproape::telephony
