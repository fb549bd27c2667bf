#include "db/value.hpp"

#include "base/error.hpp"

namespace aproape::db {
namespace {

[[noreturn]] void wrong_type(int column, const char* wanted) {
  throw Error(ErrorKind::internal, "internal", "column " + std::to_string(column) + " is not " + wanted);
}

template <class T>
const T& cell_as(const std::vector<Row::Cell>& cells, int column, const char* wanted) {
  const auto index = static_cast<std::size_t>(column);
  if (index >= cells.size()) wrong_type(column, "in the result");
  const T* value = std::get_if<T>(&cells[index]);
  if (value == nullptr) wrong_type(column, wanted);
  return *value;
}

}  // namespace

std::int64_t Row::i64(int column) const {
  return cell_as<std::int64_t>(cells_, column, "an integer");
}

double Row::real(int column) const {
  if (const auto index = static_cast<std::size_t>(column); index < cells_.size()) {
    if (const auto* whole = std::get_if<std::int64_t>(&cells_[index])) return static_cast<double>(*whole);
  }
  return cell_as<double>(cells_, column, "a number");
}

bool Row::boolean(int column) const {
  return i64(column) != 0;
}

const std::string& Row::text(int column) const {
  return cell_as<std::string>(cells_, column, "a text");
}

bool Row::null(int column) const {
  const auto index = static_cast<std::size_t>(column);
  if (index >= cells_.size()) wrong_type(column, "in the result");
  return std::holds_alternative<std::monostate>(cells_[index]);
}

std::optional<std::int64_t> Row::i64_opt(int column) const {
  if (null(column)) return std::nullopt;
  return i64(column);
}

std::optional<std::string> Row::text_opt(int column) const {
  if (null(column)) return std::nullopt;
  return text(column);
}

std::string Row::text_or(int column, std::string_view otherwise) const {
  return null(column) ? std::string(otherwise) : text(column);
}

}  // namespace aproape::db
