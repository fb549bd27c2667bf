#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace aproape::db {

// Bytes that go into a blob column. Borrowed: must outlive the call.
struct Bytes {
  std::string_view data;
};

// A parameter of a statement. Text and bytes are borrowed for the call only.
class Param {
 public:
  Param(std::nullptr_t) {}
  Param(bool v) : value(v) {}
  Param(int v) : value(static_cast<std::int64_t>(v)) {}
  Param(std::int64_t v) : value(v) {}
  Param(double v) : value(v) {}
  Param(const char* v) : value(std::string_view(v)) {}
  Param(const std::string& v) : value(std::string_view(v)) {}
  Param(std::string_view v) : value(v) {}
  Param(Bytes v) : value(v) {}
  template <class Id>
  requires requires(const Id& id) {
    { id.value } -> std::convertible_to<std::int64_t>;
  }
  Param(const Id& id) : value(id.value == 0 ? Variant() : Variant(id.value)) {}  // the empty id is NULL
  template <class T>
  Param(const std::optional<T>& v) : value(v ? Param(*v).value : Variant()) {}

  using Variant = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, Bytes>;
  Variant value;
};

// One row of a result; owns its values. Columns count from 0. A reader whose type does not fit the column, or
// that meets NULL without `_opt`, throws Error{internal}.
class Row {
 public:
  using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

  [[nodiscard]] std::int64_t i64(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] bool boolean(int column) const;
  [[nodiscard]] const std::string& text(int column) const;  // also bytes
  [[nodiscard]] bool null(int column) const;
  [[nodiscard]] std::optional<std::int64_t> i64_opt(int column) const;
  [[nodiscard]] std::optional<std::string> text_opt(int column) const;
  [[nodiscard]] std::string text_or(int column, std::string_view otherwise) const;
  // An id; the empty id for NULL.
  template <class Id>
  [[nodiscard]] Id id(int column) const {
    return Id{i64_opt(column).value_or(0)};
  }

 private:
  std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

}  // namespace aproape::db
