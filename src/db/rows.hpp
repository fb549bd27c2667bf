#pragma once

#include <vector>

#include "db/value.hpp"

// Turning the rows of a statement into things.
namespace aproape::db {

// What `convert` (Row -> T) makes of each row, in order.
template <class T, class Convert>
[[nodiscard]] std::vector<T> all_of(const Rows& rows, Convert convert) {
  std::vector<T> things;
  things.reserve(rows.size());
  for (const Row& row : rows) things.push_back(convert(row));
  return things;
}

// The ids in the first column.
template <class Id>
[[nodiscard]] std::vector<Id> ids_of(const Rows& rows) {
  return all_of<Id>(rows, [](const Row& row) { return row.id<Id>(0); });
}

}  // namespace aproape::db
