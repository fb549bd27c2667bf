#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/automation/rule.hpp"

namespace aproape::automation::repository {

// In their order.
[[nodiscard]] std::vector<Rule> rules(db::Tx& tx);
[[nodiscard]] std::optional<Rule> rule(db::Tx& tx, RuleId id);
[[nodiscard]] std::optional<RuleId> rule_by_name(db::Tx& tx, std::string_view name);
void insert(db::Tx& tx, const Rule& rule);
// False where `rule.version` is not the present one.
bool update(db::Tx& tx, const Rule& rule);

// Writes that the rule acts on the contact; false where it did already.
bool fire(db::Tx& tx, RuleId rule, ContactId contact, CaseId id, std::string_view outcome, Millis at);
// How often a rule, and how often any rule on a case, acted since then.
[[nodiscard]] int fired(db::Tx& tx, RuleId rule, Millis since);
[[nodiscard]] int fired(db::Tx& tx, CaseId id, Millis since);

}  // namespace aproape::automation::repository
