#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace aproape::log {

// One fact of a log line. Values are ids, counts, codes: never a name, an address, a text or a secret.
struct Field {
  Field(std::string_view name_, std::string_view value_) : name(name_), value(value_) {}
  Field(std::string_view name_, const char* value_) : name(name_), value(value_) {}
  Field(std::string_view name_, const std::string& value_) : name(name_), value(value_) {}
  template <class Number>
  requires requires(Number n) { std::to_string(n); }
  Field(std::string_view name_, Number value_) : name(name_), value(std::to_string(value_)) {}

  std::string name;
  std::string value;
};

enum class Level { debug, info, warning, error };

// Where lines go from now on: standard error, one JSON object a line. Call once, before threads start.
void start(Level least);

// Writes one line. Control characters in values are escaped. Thread-safe, never throws.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {}) noexcept;

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
  write(Level::debug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
  write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
  write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
  write(Level::error, event, fields);
}

}  // namespace aproape::log
