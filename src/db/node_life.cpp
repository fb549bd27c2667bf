#include "db/node_life.hpp"

namespace aproape::db {
namespace {

// In `since` of a node that is known to have ended.
constexpr Millis kEnded = 0;

std::string_view node_of(std::string_view holder) {
  return holder.substr(0, holder.find('/'));
}

}  // namespace

void say_alive(Tx& tx, std::string_view node, Millis now) {
  tx.exec(
      "insert into node (name, since, alive_until) values ($1, $2, $3) on conflict (name) do update set "
      "since = case when node.alive_until < $2 then $2 else node.since end, alive_until = $3",
      {node, now, now + kNodeLife});
  tx.exec("delete from node where alive_until < $1", {now - kDay});
}

void say_ended(Tx& tx, std::string_view node, Millis now) {
  tx.exec("update node set since = $2, alive_until = $3 where name = $1", {node, kEnded, now});
}

void say_all_ended(Tx& tx) {
  tx.exec("update node set since = $1", {kEnded});
  tx.exec("delete from lease", {});
}

bool is_dead(Tx& tx, std::string_view holder, std::string_view judge, Millis now) {
  if (node_of(holder) == node_of(judge)) return false;
  return tx
      .one(
          "select 1 from node silent where silent.name = $1 and (silent.since = $2 or (silent.alive_until <= "
          "$3 "
          "and exists (select 1 from node own where own.name = $4 and own.alive_until > $3 and own.since <= "
          "$5)))",
          {node_of(holder), kEnded, now, node_of(judge), now - kNodeLife})
      .has_value();
}

}  // namespace aproape::db
