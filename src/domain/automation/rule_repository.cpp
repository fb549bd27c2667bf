#include "domain/automation/rule_repository.hpp"

#include "db/rows.hpp"

namespace aproape::automation::repository {
namespace {

#define RULE_SELECT \
  "select id, name, conditions, actions, active, position, valid_from, valid_to, version from case_rule "

Rule rule_of(const db::Row& row) {
  Rule rule;
  rule.id = row.id<RuleId>(0);
  rule.name = row.text(1);
  rule.conditions = read_conditions(row.text(2));
  rule.actions = read_actions(row.text(3));
  rule.active = row.boolean(4);
  rule.position = static_cast<int>(row.i64(5));
  rule.valid_from = row.text(6);
  rule.valid_to = row.text(7);
  rule.version = row.i64(8);
  return rule;
}

}  // namespace

std::vector<Rule> rules(db::Tx& tx) {
  return db::all_of<Rule>(tx.query(RULE_SELECT "order by position, id"), rule_of);
}

std::optional<Rule> rule(db::Tx& tx, RuleId id) {
  const auto row = tx.one(RULE_SELECT "where id = $1", {id});
  if (!row) return std::nullopt;
  return rule_of(*row);
}

std::optional<RuleId> rule_by_name(db::Tx& tx, std::string_view name) {
  const auto row = tx.one("select id from case_rule where name = $1", {name});
  if (!row) return std::nullopt;
  return row->id<RuleId>(0);
}

void insert(db::Tx& tx, const Rule& rule) {
  tx.exec(
      "insert into case_rule (id, name, conditions, actions, active, position, valid_from, valid_to, "
      "version) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
      {rule.id, rule.name, write_conditions(rule.conditions), write_actions(rule.actions), rule.active,
       rule.position, rule.valid_from, rule.valid_to});
}

bool update(db::Tx& tx, const Rule& rule) {
  return tx.exec(
             "update case_rule set name = $2, conditions = $3, actions = $4, active = $5, position = $6, "
             "valid_from = $7, valid_to = $8, version = version + 1 where id = $1 and version = $9",
             {rule.id, rule.name, write_conditions(rule.conditions), write_actions(rule.actions), rule.active,
              rule.position, rule.valid_from, rule.valid_to, rule.version}) == 1;
}

bool fire(db::Tx& tx, RuleId rule, ContactId contact, CaseId id, std::string_view outcome, Millis at) {
  return tx.exec(
             "insert into rule_firing (rule_id, contact_id, case_id, outcome, at) values ($1, $2, $3, $4, "
             "$5) "
             "on conflict (rule_id, contact_id) do nothing",
             {rule, contact, id, outcome, at}) == 1;
}

int fired(db::Tx& tx, RuleId rule, Millis since) {
  return static_cast<int>(
      tx.one("select count(*) from rule_firing where rule_id = $1 and at > $2", {rule, since})->i64(0));
}

int fired(db::Tx& tx, CaseId id, Millis since) {
  return static_cast<int>(
      tx.one("select count(*) from rule_firing where case_id = $1 and at > $2", {id, since})->i64(0));
}

}  // namespace aproape::automation::repository
