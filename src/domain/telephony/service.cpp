#include "domain/telephony/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "domain/telephony/checks.hpp"
#include "domain/telephony/repository.hpp"

namespace aproape::telephony {
namespace {

bool together(const Line& a, const Line& b) {
  return (!b.until || a.from < *b.until) && (!a.until || b.from < *a.until);
}

// The row that was asked for, else an error that says what is not there.
template <class T>
T wanted(std::optional<T> found, const char* missing) {
  if (!found) throw Error(ErrorKind::not_found, missing);
  return std::move(*found);
}

}  // namespace

void Service::changed(db::Tx& tx, const access::Scope& scope, std::string_view action,
                      std::string_view subject, std::int64_t id) const {
  tx.publish({"network.line_changed", std::string(subject), id, 0, scope.account().value, "{}"});
  audit_.note_change(tx, audit::Actor(scope), action, subject, id);
}

std::vector<Line> Service::lines(db::Tx& tx) const {
  return repository::lines(tx);
}

Line Service::line(db::Tx& tx, LineId id) const {
  return wanted(repository::line(tx, id), "line.not_found");
}

std::vector<Line> Service::with_number(db::Tx& tx, std::string_view number) const {
  return repository::with_number(tx, number);
}

Line Service::save(db::Tx& tx, const access::Scope& scope, const Line& what) {
  Line saved = what;
  saved.number = number_of(saved.number);
  check(tx, network_, saved);
  for (const Line& other : repository::with_number(tx, saved.number))
    if (other.id != saved.id && together(saved, other)) throw Error(ErrorKind::conflict, "line.overlap");
  saved.changed_at = database_.clock().now();
  saved.changed_by = scope.account();
  if (saved.id.empty()) {
    saved.id = make_id<LineId>();
    repository::insert(tx, saved);
    changed(tx, scope, "line.added", "line", saved.id.value);
  } else {
    (void)line(tx, saved.id);
    if (!repository::update(tx, saved)) throw Error(ErrorKind::stale, "stale");
    changed(tx, scope, "line.changed", "line", saved.id.value);
  }
  return line(tx, saved.id);
}

std::vector<Menu> Service::menus(db::Tx& tx) const {
  return repository::menus(tx);
}

Menu Service::menu(db::Tx& tx, MenuId id) const {
  return wanted(repository::menu(tx, id), "menu.not_found");
}

Menu Service::save(db::Tx& tx, const access::Scope& scope, const Menu& what) {
  Menu saved = what;
  if (!saved.id.empty()) saved.code = menu(tx, saved.id).code;
  check(tx, network_, saved);
  if (saved.id.empty()) {
    if (repository::menu(tx, saved.code)) throw Error(ErrorKind::conflict, "menu.exists");
    saved.id = make_id<MenuId>();
    repository::insert(tx, saved);
  } else if (!repository::update(tx, saved)) {
    throw Error(ErrorKind::stale, "stale");
  }
  changed(tx, scope, "menu.saved", "voice_menu", saved.id.value);
  return menu(tx, saved.id);
}

std::vector<Trunk> Service::trunks(db::Tx& tx) const {
  return repository::trunks(tx);
}

Trunk Service::trunk(db::Tx& tx, TrunkId id) const {
  return wanted(repository::trunk(tx, id), "trunk.not_found");
}

Trunk Service::save(db::Tx& tx, const access::Scope& scope, const Trunk& what,
                    const std::optional<std::string>& secret) {
  Trunk saved = what;
  check(saved);
  const auto known = repository::trunks(tx);
  if (std::any_of(known.begin(), known.end(),
                  [&](const Trunk& one) { return one.name == saved.name && one.id != saved.id; }))
    throw Error(ErrorKind::conflict, "trunk.exists");
  saved.secret = saved.id.empty() ? std::string() : trunk(tx, saved.id).secret;
  if (secret) saved.secret = secret->empty() ? std::string() : box_.seal(*secret);
  if (saved.id.empty()) {
    saved.id = make_id<TrunkId>();
    repository::insert(tx, saved);
  } else if (!repository::update(tx, saved)) {
    throw Error(ErrorKind::stale, "stale");
  }
  changed(tx, scope, "trunk.saved", "trunk", saved.id.value);
  return trunk(tx, saved.id);
}

void Service::remove(db::Tx& tx, const access::Scope& scope, TrunkId id) {
  (void)trunk(tx, id);
  repository::remove(tx, id);
  changed(tx, scope, "trunk.removed", "trunk", id.value);
}

std::vector<Announcement> Service::announcements(db::Tx& tx) const {
  return repository::announcements(tx, database_.clock().now());
}

Announcement Service::announcement(db::Tx& tx, AnnouncementId id) const {
  return wanted(repository::announcement(tx, id), "announcement.not_found");
}

Announcement Service::save(db::Tx& tx, const access::Scope& scope, const Announcement& what) {
  const auto may = [&](const Announcement& one) {
    const UnitId unit = one.line.empty() ? one.unit : line(tx, one.line).unit;
    return scope.is_system() || (unit.empty() ? scope.may_everywhere("announcement.write")
                                              : scope.may("announcement.write", unit));
  };
  Announcement saved = what;
  check(tx, network_, saved);
  if (!may(saved) || (!saved.id.empty() && !may(announcement(tx, saved.id))))
    throw Error(ErrorKind::forbidden, "auth.forbidden");
  if (saved.id.empty()) {
    saved.id = make_id<AnnouncementId>();
    repository::insert(tx, saved);
  } else if (!repository::update(tx, saved)) {
    throw Error(ErrorKind::stale, "stale");
  }
  changed(tx, scope, "announcement.saved", "announcement", saved.id.value);
  return announcement(tx, saved.id);
}

}  // namespace aproape::telephony
