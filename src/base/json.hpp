#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace aproape::json {

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;

// A JSON object that keeps the order in which its members were written.
class Object {
 public:
  Object() = default;
  Object(std::initializer_list<Member> members);

  // The member's value, or nullptr.
  [[nodiscard]] const Value* find(std::string_view name) const;
  Value& operator[](std::string_view name);  // adds null where absent
  void set(std::string name, Value value);

  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::vector<Member>::const_iterator begin() const;
  [[nodiscard]] std::vector<Member>::const_iterator end() const;

 private:
  std::vector<Member> members_;
};

// A JSON value. The typed readers throw Error{invalid, "json.type"} where the type differs; `get_*` helpers
// of an object give a default where the member is absent or null.
class Value {
 public:
  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool v) : data_(v) {}
  Value(int v) : data_(static_cast<std::int64_t>(v)) {}
  Value(std::int64_t v) : data_(v) {}
  Value(std::size_t v) : data_(static_cast<std::int64_t>(v)) {}
  Value(double v) : data_(v) {}
  Value(const char* v) : data_(std::string(v)) {}
  Value(std::string_view v) : data_(std::string(v)) {}
  Value(std::string v) : data_(std::move(v)) {}
  Value(Array v) : data_(std::move(v)) {}
  Value(Object v) : data_(std::move(v)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  [[nodiscard]] bool is_bool() const { return std::holds_alternative<bool>(data_); }
  [[nodiscard]] bool is_int() const { return std::holds_alternative<std::int64_t>(data_); }
  [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(data_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(data_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(data_); }

  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] std::int64_t as_int() const;
  [[nodiscard]] double as_double() const;  // also of an integer
  [[nodiscard]] const std::string& as_string() const;
  [[nodiscard]] const Array& as_array() const;
  [[nodiscard]] const Object& as_object() const;
  [[nodiscard]] Array& as_array();
  [[nodiscard]] Object& as_object();

  // A member of an object; a null value where absent.
  [[nodiscard]] const Value& operator[](std::string_view name) const;
  [[nodiscard]] std::string get_string(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] std::int64_t get_int(std::string_view name, std::int64_t otherwise = 0) const;
  [[nodiscard]] bool get_bool(std::string_view name, bool otherwise = false) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

// Here, because a member is whole only after Value is.
inline bool Object::empty() const {
  return members_.empty();
}
inline std::size_t Object::size() const {
  return members_.size();
}
inline std::vector<Member>::const_iterator Object::begin() const {
  return members_.begin();
}
inline std::vector<Member>::const_iterator Object::end() const {
  return members_.end();
}

// Reads one JSON text (RFC 8259). Throws Error{invalid, "json.syntax"} on bad syntax, a duplicate key,
// nesting over 64 levels, a number outside its range, or bytes that are not UTF-8.
[[nodiscard]] Value parse(std::string_view text);

// The shortest text without white space; strings are escaped so that the result may stand in a script
// element.
[[nodiscard]] std::string write(const Value& value);

}  // namespace aproape::json
