#pragma once

#include "db/database.hpp"
#include "domain/cases/model.hpp"

namespace aproape::cases {

// Texts that statements on cases share; they must be literals, hence macros. The select begins with $1 the
// reader's account; the visibility uses $1, $2 (sees the network) and $3 (now).
#define CASE_SELECT                                                                                         \
  "select c.id, c.number, c.subject, c.status, c.urgency, c.family, c.category, c.subcategory, c.unit_id, " \
  "c.channel, c.language, c.requester_id, coalesce(p.name, ''), c.holder_id, coalesce(h.name, ''), "        \
  "c.snippet, "                                                                                             \
  "c.flags, c.due_at, c.snoozed_until, c.waiting_kind, c.waiting_name, c.waiting_since, c.waiting_due, "    \
  "c.answer_due, c.last_in_at > coalesce(rd.at, 0), c.placed_reason, c.placed_evidence, c.resolution, "     \
  "c.merged_into, c.ring, c.created_at, c.updated_at, c.closed_at, c.version, c.registered_at "
#define CASE_JOINS                                                                         \
  "left join person p on p.id = c.requester_id left join account h on h.id = c.holder_id " \
  "left join case_read rd on rd.case_id = c.id and rd.account_id = $1 "
#define CASE_VISIBLE                                                                                      \
  "($2 or exists (select 1 from account_unit au where au.account_id = $1 and au.unit_id = c.unit_id) or " \
  "exists (select 1 from case_grant g join account_unit gu on gu.unit_id = g.unit_id where g.case_id = "  \
  "c.id "                                                                                                 \
  "and g.until > $3 and gu.account_id = $1)) "

// Reads a row of CASE_SELECT.
[[nodiscard]] Case case_of(const db::Row& row);

}  // namespace aproape::cases
