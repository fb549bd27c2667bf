#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "domain/audit/chain.hpp"
#include "domain/audit/service.hpp"
#include "domain/audit/signing.hpp"

// The SQL of the audit.
namespace aproape::audit::repository {

// Writes an entry that waits to join the chain.
void add_waiting(db::Tx& tx, const Entry& entry);

struct End {
  std::int64_t seq = 0;
  std::string hash;
};
// The end of the chain, its row locked until the transaction ends.
[[nodiscard]] End lock_end(db::Tx& tx);
[[nodiscard]] End end(db::Tx& tx);
void set_end(db::Tx& tx, const End& end);
[[nodiscard]] std::vector<Entry> waiting(db::Tx& tx, int limit);
void join(db::Tx& tx, const Entry& entry);

// Joined entries after `seq`, in order.
[[nodiscard]] std::vector<Entry> after(db::Tx& tx, std::int64_t seq, int limit);
[[nodiscard]] std::vector<Entry> find(db::Tx& tx, const Query& query);

void add_head(db::Tx& tx, const Head& head);
[[nodiscard]] std::vector<Head> heads(db::Tx& tx);
[[nodiscard]] std::int64_t last_head_seq(db::Tx& tx);

}  // namespace aproape::audit::repository
