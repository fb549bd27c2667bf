#include "domain/network/service.hpp"

#include <algorithm>
#include <mutex>

#include "base/error.hpp"
#include "db/nesting.hpp"
#include "db/watched_version.hpp"
#include "domain/network/checks.hpp"
#include "domain/network/repository.hpp"

namespace aproape::network {

struct Service::State {
  db::Database& database;
  access::Service& access;
  db::WatchedVersion version;
  std::mutex guard;
  std::shared_ptr<const Directory> present;

  // Notes a change of the network, that is of no single person.
  void changed(db::Tx& tx, const audit::Actor& by, std::string_view action, std::string_view subject,
               std::int64_t id, UnitId unit) {
    access.audit().note_change(tx, by, action, subject, id);
    version.touch(tx);
    tx.publish({"network.changed", std::string(subject), id, unit.value, by.account.value, "{}"});
  }
};

Service::Service(db::Database& database, access::Service& access)
    : state_(new State{database, access, db::WatchedVersion(database, "network"), {}, {}}) {}

Service::~Service() = default;

std::shared_ptr<const Directory> Service::directory() {
  if (db::NestingGuard::inside()) {
    // A caller in the middle of a transaction works by the network as it was read last.
    const std::lock_guard lock(state_->guard);
    if (state_->present) return state_->present;
  }
  const bool stale = state_->version.stale();
  const std::lock_guard lock(state_->guard);
  if (stale || !state_->present) {
    state_->version.reload(
        [this](db::Tx& tx) { state_->present = std::make_shared<const Directory>(repository::load(tx)); });
  }
  return state_->present;
}

Unit Service::save(db::Tx& tx, const audit::Actor& by, Unit unit, bool spread) {
  check(unit);
  if (!unit.parent.empty() && !repository::unit(tx, unit.parent))
    throw Error("field.invalid", {{"parent", "unit.unknown"}});
  const auto same_code = repository::unit(tx, unit.code);
  if (same_code && same_code->id != unit.id) throw Error(ErrorKind::conflict, "unit.code_taken");
  const bool fresh = unit.id.empty();
  if (fresh) {
    unit.id = make_id<UnitId>();
    unit.version = 1;
    repository::insert(tx, unit);
  } else {
    if (!repository::update(tx, unit)) throw Error(ErrorKind::stale, "stale");
    ++unit.version;
  }
  if (spread) spread_tree(tx);
  state_->changed(tx, by, fresh ? "unit.added" : "unit.changed", "unit", unit.id.value, unit.id);
  return unit;
}

void Service::spread_tree(db::Tx& tx) {
  state_->access.set_unit_tree(tx, repository::tree(tx));
}

void Service::set_hours(db::Tx& tx, const audit::Actor& by, UnitId unit, std::vector<Hours> hours) {
  check(hours);
  repository::replace_hours(tx, unit, hours);
  state_->changed(tx, by, "unit.hours", "unit", unit.value, unit);
}

Closure Service::add_closure(db::Tx& tx, const audit::Actor& by, Closure closure) {
  check(closure);
  closure.id = make_id<ClosureId>();
  repository::insert(tx, closure);
  state_->changed(tx, by, "closure.added", "closure", closure.id.value, closure.unit);
  return closure;
}

void Service::drop_closure(db::Tx& tx, const audit::Actor& by, UnitId unit, ClosureId closure) {
  if (!repository::remove(tx, unit, closure)) throw Error(ErrorKind::not_found, "not_found");
  state_->changed(tx, by, "closure.dropped", "closure", closure.value, unit);
}

Competence Service::save(db::Tx& tx, const audit::Actor& by, Competence competence) {
  check(competence);
  if (!repository::unit(tx, competence.unit)) throw Error("field.invalid", {{"unit", "unit.unknown"}});
  const bool fresh = competence.id.empty();
  if (fresh) {
    competence.id = make_id<CompetenceId>();
    competence.version = 1;
    repository::insert(tx, competence);
  } else {
    if (!repository::update(tx, competence)) throw Error(ErrorKind::stale, "stale");
    ++competence.version;
  }
  state_->changed(tx, by, fresh ? "competence.added" : "competence.changed", "competence",
                  competence.id.value, competence.unit);
  return competence;
}

void Service::drop(db::Tx& tx, const audit::Actor& by, CompetenceId id) {
  const auto competence = repository::competence(tx, id);
  if (!competence || !repository::remove(tx, id)) throw Error(ErrorKind::not_found, "not_found");
  state_->changed(tx, by, "competence.dropped", "competence", id.value, competence->unit);
}

bool Service::save(db::Tx& tx, const Holiday& holiday) {
  check(holiday);
  const bool written = repository::put(tx, holiday);
  if (written) state_->version.touch(tx);
  return written;
}

bool Service::save(db::Tx& tx, const Country& country) {
  const bool written = repository::put(tx, country);
  if (written) state_->version.touch(tx);
  return written;
}

std::vector<Competence> Service::competences(db::Tx& tx, std::string_view country) const {
  return repository::competences(tx, country);
}

std::optional<Competence> Service::competence(db::Tx& tx, CompetenceId id) const {
  return repository::competence(tx, id);
}

std::optional<Unit> Service::find_unit(db::Tx& tx, UnitId id) const {
  return repository::unit(tx, id);
}

std::optional<Unit> Service::find_unit(db::Tx& tx, std::string_view code) const {
  return repository::unit(tx, code);
}

access::Service& Service::access() const {
  return state_->access;
}

db::Database& Service::database() const {
  return state_->database;
}

}  // namespace aproape::network
