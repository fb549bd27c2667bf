#include "app/node_number.hpp"

#include <random>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/log.hpp"
#include "db/lease.hpp"

namespace aproape::app {
namespace {

constexpr int kLeased = 511;
constexpr Millis kLength = kHour;

}  // namespace

NodeNumber::NodeNumber(db::Database& database, std::string holder)
    : database_(database), holder_(std::move(holder)) {
  const int number = database_.write([this](db::Tx& tx) {
    for (int candidate = 1; candidate <= kLeased; ++candidate) {
      lease_ = "node." + std::to_string(candidate);
      if (db::take_lease(tx, lease_, holder_, database_.clock().now(), kLength)) return candidate;
    }
    throw Error(ErrorKind::unavailable, "db.no_node_number");
  });
  set_id_node(number);
}

NodeNumber::~NodeNumber() {
  try {
    database_.write([this](db::Tx& tx) { db::drop_lease(tx, lease_, holder_); });
  } catch (const Error& error) {
    log::info("node.number_kept", {{"key", error.key()}});  // it runs out by itself
  }
}

void NodeNumber::renew() {
  const bool held = database_.write(
      [this](db::Tx& tx) { return db::take_lease(tx, lease_, holder_, database_.clock().now(), kLength); });
  if (!held) log::error("node.number_lost", {{"lease", lease_}});
}

void NodeNumber::draw_by_lot() {
  std::random_device chance;
  set_id_node(static_cast<int>(512 + chance() % 512));
}

}  // namespace aproape::app
