#pragma once

#include <string>

#include "db/database.hpp"

namespace aproape::app {

// The number in the middle of all ids that this process draws (base/id.hpp), so that two processes never draw
// the same one: a running node leases 1 to 511, a command draws one of 512 to 1023 by lot.
class NodeNumber {
 public:
  // Leases the first free number for `holder` and sets it.
  NodeNumber(db::Database& database, std::string holder);
  ~NodeNumber();  // gives it back, where the database can be reached
  NodeNumber(const NodeNumber&) = delete;
  NodeNumber& operator=(const NodeNumber&) = delete;

  // Keeps the lease; call well within an hour.
  void renew();

  // For a process that lives for a moment.
  static void draw_by_lot();

 private:
  db::Database& database_;
  std::string holder_;
  std::string lease_;
};

}  // namespace aproape::app
