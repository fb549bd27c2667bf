#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/telephony/model.hpp"

// Rows of the telephone. Each change counts the revision up, by which the channel notices it. The updates are
// false where the version is no longer the present one.
namespace aproape::telephony::repository {

void insert(db::Tx& tx, const Line& line);
bool update(db::Tx& tx, const Line& line);
[[nodiscard]] std::optional<Line> line(db::Tx& tx, LineId id);
[[nodiscard]] std::vector<Line> with_number(db::Tx& tx, std::string_view number);
// By number, then by beginning.
[[nodiscard]] std::vector<Line> lines(db::Tx& tx);

void insert(db::Tx& tx, const Menu& menu);
bool update(db::Tx& tx, const Menu& menu);
[[nodiscard]] std::optional<Menu> menu(db::Tx& tx, MenuId id);
[[nodiscard]] std::optional<Menu> menu(db::Tx& tx, std::string_view code);
[[nodiscard]] std::vector<Menu> menus(db::Tx& tx);

void insert(db::Tx& tx, const Trunk& trunk);
bool update(db::Tx& tx, const Trunk& trunk);
void remove(db::Tx& tx, TrunkId id);
[[nodiscard]] std::optional<Trunk> trunk(db::Tx& tx, TrunkId id);
[[nodiscard]] std::vector<Trunk> trunks(db::Tx& tx);

void insert(db::Tx& tx, const Announcement& announcement);
bool update(db::Tx& tx, const Announcement& announcement);
[[nodiscard]] std::optional<Announcement> announcement(db::Tx& tx, AnnouncementId id);
// Not over at `at`, newest first.
[[nodiscard]] std::vector<Announcement> announcements(db::Tx& tx, Millis at);

struct State {
  std::int64_t revision = 0;
  std::int64_t version = 0;  // of the newest configuration
  std::string digest;        // of its content
};
[[nodiscard]] State state(db::Tx& tx);
// Keeps that a new configuration was made; false where another node made one meanwhile.
bool advance(db::Tx& tx, std::int64_t from_version, std::int64_t version, std::string_view digest);

}  // namespace aproape::telephony::repository
