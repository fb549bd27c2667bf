#include "domain/network/repository.hpp"

namespace aproape::network::repository {
namespace {

Unit unit_of(const db::Row& row) {
  Unit unit;
  unit.id = row.id<UnitId>(0);
  unit.code = row.text(1);
  unit.kind = row.text(2);
  unit.post = row.text(3);
  unit.parent = row.id<UnitId>(4);
  unit.name_ro = row.text(5);
  unit.name_en = row.text(6);
  unit.country = row.text(7);
  unit.city = row.text(8);
  unit.time_zone = row.text(9);
  unit.address = row.text(10);
  unit.email = row.text(11);
  unit.phone = row.text(12);
  unit.emergency_phone = row.text(13);
  unit.valid_from = row.text(14);
  unit.valid_to = row.text(15);
  unit.version = row.i64(16);
  return unit;
}

std::optional<Unit> unit_of(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return unit_of(*row);
}

Competence competence_of(const db::Row& row) {
  return Competence{row.id<CompetenceId>(0), row.text(1), row.text(2), row.text(3),
                    row.id<UnitId>(4),       row.text(5), row.text(6), row.text(7),
                    row.boolean(8),          row.text(9), row.i64(10)};
}

std::vector<Competence> competences_of(const db::Rows& rows) {
  std::vector<Competence> all;
  all.reserve(rows.size());
  for (const db::Row& row : rows) all.push_back(competence_of(row));
  return all;
}

std::vector<Unit> units(db::Tx& tx) {
  std::vector<Unit> all;
  for (const db::Row& row :
       tx.query("select id, code, kind, post, parent_id, name_ro, name_en, country, city, "
                "time_zone, address, email, phone, emergency_phone, valid_from, valid_to, version "
                "from unit order by code"))
    all.push_back(unit_of(row));
  return all;
}

}  // namespace

Directory::Data load(db::Tx& tx) {
  Directory::Data data;
  data.units = units(tx);
  for (const db::Row& row : tx.query("select unit_id, day, from_minute, to_minute from unit_hours "
                                     "order by unit_id, day, from_minute"))
    data.hours.emplace_back(
        row.id<UnitId>(0),
        Hours{static_cast<int>(row.i64(1)), static_cast<int>(row.i64(2)), static_cast<int>(row.i64(3))});
  for (const db::Row& row :
       tx.query("select id, unit_id, from_day, to_day, reason_ro, reason_en from closure "
                "order by from_day, id"))
    data.closures.push_back(
        Closure{row.id<ClosureId>(0), row.id<UnitId>(1), row.text(2), row.text(3), row.text(4), row.text(5)});
  for (const db::Row& row :
       tx.query("select country, day, name_ro, name_en from holiday order by country, day"))
    data.holidays.push_back(Holiday{row.text(0), row.text(1), row.text(2), row.text(3)});
  for (const db::Row& row : tx.query("select code, name_ro, name_en, languages from country order by code"))
    data.countries.push_back(Country{row.text(0), row.text(1), row.text(2), row.text(3)});
  data.competences = competences(tx, "");
  return data;
}

void insert(db::Tx& tx, const Unit& u) {
  tx.exec(
      "insert into unit (id, code, kind, post, parent_id, name_ro, name_en, country, city, time_zone, "
      "address, "
      "email, phone, emergency_phone, valid_from, valid_to, version) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
      {u.id, u.code, u.kind, u.post, u.parent, u.name_ro, u.name_en, u.country, u.city, u.time_zone,
       u.address, u.email, u.phone, u.emergency_phone, u.valid_from, u.valid_to});
}

bool update(db::Tx& tx, const Unit& u) {
  return tx.exec(
             "update unit set code = $3, kind = $4, post = $5, parent_id = $6, name_ro = $7, name_en = $8, "
             "country = $9, city = $10, time_zone = $11, address = $12, email = $13, phone = $14, "
             "emergency_phone = $15, valid_from = $16, valid_to = $17, version = version + 1 "
             "where id = $1 and version = $2",
             {u.id, u.version, u.code, u.kind, u.post, u.parent, u.name_ro, u.name_en, u.country, u.city,
              u.time_zone, u.address, u.email, u.phone, u.emergency_phone, u.valid_from, u.valid_to}) == 1;
}

std::optional<Unit> unit(db::Tx& tx, UnitId id) {
  return unit_of(
      tx.one("select id, code, kind, post, parent_id, name_ro, name_en, country, city, time_zone, address, "
             "email, phone, emergency_phone, valid_from, valid_to, version from unit where id = $1",
             {id}));
}

std::optional<Unit> unit(db::Tx& tx, std::string_view code) {
  return unit_of(
      tx.one("select id, code, kind, post, parent_id, name_ro, name_en, country, city, time_zone, address, "
             "email, phone, emergency_phone, valid_from, valid_to, version from unit where code = $1",
             {code}));
}

std::vector<access::Service::TreeEdge> tree(db::Tx& tx) {
  std::vector<access::Service::TreeEdge> edges;
  for (const db::Row& row : tx.query("select id, parent_id from unit"))
    edges.push_back({row.id<UnitId>(0), row.id<UnitId>(1)});
  return edges;
}

void replace_hours(db::Tx& tx, UnitId unit, const std::vector<Hours>& hours) {
  tx.exec("delete from unit_hours where unit_id = $1", {unit});
  for (const Hours& h : hours)
    tx.exec("insert into unit_hours (unit_id, day, from_minute, to_minute) values ($1, $2, $3, $4)",
            {unit, h.day, h.from, h.to});
}

void insert(db::Tx& tx, const Closure& c) {
  tx.exec(
      "insert into closure (id, unit_id, from_day, to_day, reason_ro, reason_en) values ($1, $2, $3, $4, $5, "
      "$6)",
      {c.id, c.unit, c.from, c.to, c.reason_ro, c.reason_en});
}

bool remove(db::Tx& tx, UnitId unit, ClosureId closure) {
  return tx.exec("delete from closure where id = $1 and unit_id = $2", {closure, unit}) == 1;
}

void insert(db::Tx& tx, const Competence& c) {
  tx.exec(
      "insert into competence (id, country, district, places, unit_id, service, valid_from, valid_to, "
      "to_verify, "
      "basis, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
      {c.id, c.country, c.district, c.places, c.unit, c.service, c.valid_from, c.valid_to, c.to_verify,
       c.basis});
}

bool update(db::Tx& tx, const Competence& c) {
  return tx.exec(
             "update competence set country = $3, district = $4, places = $5, unit_id = $6, service = $7, "
             "valid_from = $8, valid_to = $9, to_verify = $10, basis = $11, version = version + 1 "
             "where id = $1 and version = $2",
             {c.id, c.version, c.country, c.district, c.places, c.unit, c.service, c.valid_from, c.valid_to,
              c.to_verify, c.basis}) == 1;
}

bool remove(db::Tx& tx, CompetenceId id) {
  return tx.exec("delete from competence where id = $1", {id}) == 1;
}

std::optional<Competence> competence(db::Tx& tx, CompetenceId id) {
  const auto row = tx.one(
      "select id, country, district, places, unit_id, service, valid_from, valid_to, to_verify, "
      "basis, version from competence where id = $1",
      {id});
  if (!row) return std::nullopt;
  return competence_of(*row);
}

std::vector<Competence> competences(db::Tx& tx, std::string_view country) {
  return competences_of(
      tx.query("select id, country, district, places, unit_id, service, valid_from, valid_to, "
               "to_verify, basis, version from competence where $1 = '' or country = $1 "
               "order by country, district, id",
               {country}));
}

bool put(db::Tx& tx, const Holiday& h) {
  return tx.exec(
             "insert into holiday (country, day, name_ro, name_en) values ($1, $2, $3, $4) "
             "on conflict (country, day) do update set name_ro = excluded.name_ro, name_en = "
             "excluded.name_en "
             "where holiday.name_ro <> excluded.name_ro or holiday.name_en <> excluded.name_en",
             {h.country, h.day, h.name_ro, h.name_en}) == 1;
}

bool put(db::Tx& tx, const Country& c) {
  return tx.exec(
             "insert into country (code, name_ro, name_en, languages) values ($1, $2, $3, $4) "
             "on conflict (code) do update set name_ro = excluded.name_ro, name_en = excluded.name_en, "
             "languages = excluded.languages where country.name_ro <> excluded.name_ro or "
             "country.name_en <> excluded.name_en or country.languages <> excluded.languages",
             {c.code, c.name_ro, c.name_en, c.languages}) == 1;
}

bool has_countries(db::Tx& tx) {
  return tx.one("select 1 from country limit 1").has_value();
}

}  // namespace aproape::network::repository
