#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/access/secret.hpp"
#include "domain/audit/service.hpp"
#include "domain/duty/service.hpp"
#include "domain/network/service.hpp"
#include "domain/telephony/model.hpp"
#include "domain/telephony/snapshot.hpp"

namespace aproape::telephony {

// Lines, menus, trunks and announcements. Numbers and menus are public: whoever works may read them (the
// routes ask for line.read); line.write and settings.write are asked for by the routes too. Each change is an
// event "network.line_changed" and an audit entry in the caller's transaction. Saving adds (empty id) or
// changes; it throws Error{invalid, "telephony.invalid"} with fields and {stale}. Thread-safe: it keeps no
// state.
class Service {
 public:
  // `key`: 32 bytes, with which the secrets of trunks are sealed.
  Service(db::Database& database, audit::Service& audit, network::Service& network, duty::Service& duty,
          std::string key)
      : database_(database), audit_(audit), network_(network), duty_(duty), box_(std::move(key)) {}

  [[nodiscard]] std::vector<Line> lines(db::Tx& tx) const;
  [[nodiscard]] Line line(db::Tx& tx, LineId id) const;  // throws Error{not_found, "line.not_found"}
  // All that a number was, is and will be, by beginning.
  [[nodiscard]] std::vector<Line> with_number(db::Tx& tx, std::string_view number) const;
  // Throws Error{conflict, "line.overlap"} where another plan of the number is valid at the same time.
  Line save(db::Tx& tx, const access::Scope& scope, const Line& line);

  [[nodiscard]] std::vector<Menu> menus(db::Tx& tx) const;
  [[nodiscard]] Menu menu(db::Tx& tx, MenuId id) const;  // throws Error{not_found, "menu.not_found"}
  // The code of a menu stays. Throws Error{conflict, "menu.exists"}.
  Menu save(db::Tx& tx, const access::Scope& scope, const Menu& menu);
  // Brings the menus of catalog/menus.yaml that are not there yet. Gives how many.
  int seed_menus(db::Tx& tx);

  // Without their secrets.
  [[nodiscard]] std::vector<Trunk> trunks(db::Tx& tx) const;
  [[nodiscard]] Trunk trunk(db::Tx& tx, TrunkId id) const;  // throws Error{not_found, "trunk.not_found"}
  // A `secret` that is not given stays as it is. Throws Error{conflict, "trunk.exists"}.
  Trunk save(db::Tx& tx, const access::Scope& scope, const Trunk& trunk,
             const std::optional<std::string>& secret);
  void remove(db::Tx& tx, const access::Scope& scope, TrunkId id);

  // Not over, newest first.
  [[nodiscard]] std::vector<Announcement> announcements(db::Tx& tx) const;
  [[nodiscard]] Announcement announcement(db::Tx& tx, AnnouncementId id) const;
  // Wants announcement.write in the unit that it is for (of a line: its unit), in all units where it is for a
  // country or everywhere. Throws Error{forbidden, "auth.forbidden"}.
  Announcement save(db::Tx& tx, const access::Scope& scope, const Announcement& announcement);

  // --- the configuration of voice (configuration.cpp) ---
  struct Configuration {
    protocol::VoiceSnapshot snapshot;
    Millis good_until = 0;  // time alone may change it then
  };
  // What it is or would be at a moment, by the data of now; its version is 0. Not from inside a transaction.
  [[nodiscard]] Configuration configuration(Millis at);
  // The present one, with a version that rises whenever its content changes (and over a database that was set
  // back). nullopt as long as there was never a line: then voice keeps what it has. Not from inside a
  // transaction.
  [[nodiscard]] std::optional<Configuration> present();
  // Rises with every change of lines, menus, trunks, announcements and the roster.
  [[nodiscard]] std::int64_t revision(db::Tx& tx) const;

 private:
  [[nodiscard]] Book book(db::Tx& tx, const network::Directory& directory, Millis at, Millis& until) const;
  void changed(db::Tx& tx, const access::Scope& scope, std::string_view action, std::string_view subject,
               std::int64_t id) const;

  db::Database& database_;
  audit::Service& audit_;
  network::Service& network_;
  duty::Service& duty_;
  access::SecretBox box_;
};

}  // namespace aproape::telephony
