#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/network/directory.hpp"
#include "domain/network/model.hpp"

// The SQL of the network.
namespace aproape::network::repository {

[[nodiscard]] Directory::Data load(db::Tx& tx);

void insert(db::Tx& tx, const Unit& unit);
// False where `unit.version` is not the present one.
[[nodiscard]] bool update(db::Tx& tx, const Unit& unit);
[[nodiscard]] std::optional<Unit> unit(db::Tx& tx, UnitId id);
[[nodiscard]] std::optional<Unit> unit(db::Tx& tx, std::string_view code);
[[nodiscard]] std::vector<access::Service::TreeEdge> tree(db::Tx& tx);

void replace_hours(db::Tx& tx, UnitId unit, const std::vector<Hours>& hours);
void insert(db::Tx& tx, const Closure& closure);
[[nodiscard]] bool remove(db::Tx& tx, UnitId unit, ClosureId closure);

void insert(db::Tx& tx, const Competence& competence);
[[nodiscard]] bool update(db::Tx& tx, const Competence& competence);
[[nodiscard]] bool remove(db::Tx& tx, CompetenceId id);
[[nodiscard]] std::optional<Competence> competence(db::Tx& tx, CompetenceId id);
// Of a country, or all where it is empty, by country and district.
[[nodiscard]] std::vector<Competence> competences(db::Tx& tx, std::string_view country);

// Add or replace; false where the row was so already.
[[nodiscard]] bool put(db::Tx& tx, const Holiday& holiday);
[[nodiscard]] bool put(db::Tx& tx, const Country& country);
[[nodiscard]] bool has_countries(db::Tx& tx);

}  // namespace aproape::network::repository
