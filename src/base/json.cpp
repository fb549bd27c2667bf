#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <iterator>
#include <unordered_set>

#include "base/error.hpp"

namespace aproape::json {
namespace {

const Value kNull;

[[noreturn]] void wrong_type() {
  throw Error(ErrorKind::invalid, "json.type");
}

// Builds our values from the events of Boost's incremental parser; refuses what Boost would let pass.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using Code = boost::system::error_code;
  using Text = boost::json::string_view;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) {
    open_.emplace_back(Object{});
    keys_.emplace_back();
    names_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code& code) {
    keys_.pop_back();
    names_.pop_back();
    return close(code);
  }
  bool on_array_begin(Code&) {
    open_.emplace_back(Array{});
    return true;
  }
  bool on_array_end(std::size_t, Code& code) { return close(code); }
  bool on_key_part(Text part, std::size_t, Code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(Text part, std::size_t, Code& code) {
    text_.append(part.data(), part.size());
    names_.back() = std::move(text_);
    text_.clear();
    if (!keys_.back().insert(names_.back()).second) return fail(code);
    return true;
  }
  bool on_string_part(Text part, std::size_t, Code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(Text part, std::size_t, Code&) {
    text_.append(part.data(), part.size());
    add(Value(std::move(text_)));
    text_.clear();
    return true;
  }
  bool on_number_part(Text, Code&) { return true; }
  bool on_int64(std::int64_t value, Text, Code&) {
    add(Value(value));
    return true;
  }
  bool on_uint64(std::uint64_t, Text, Code& code) { return fail(code); }
  bool on_double(double value, Text, Code& code) {
    if (!std::isfinite(value)) return fail(code);
    add(Value(value));
    return true;
  }
  bool on_bool(bool value, Code&) {
    add(Value(value));
    return true;
  }
  bool on_null(Code&) {
    add(Value());
    return true;
  }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }

  Value take() { return std::move(root_); }

 private:
  static bool fail(Code& code) {
    code = boost::json::error::syntax;
    return false;
  }
  bool close(Code&) {
    Value done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done));
    return true;
  }
  void add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_array()) {
      open_.back().as_array().push_back(std::move(value));
    } else {
      open_.back().as_object().set(std::move(names_.back()), std::move(value));
    }
  }

  Value root_;
  std::vector<Value> open_;
  std::vector<std::string> names_;
  std::vector<std::unordered_set<std::string>> keys_;
  std::string text_;
};

void write_string(const std::string& text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '<':
        out += "\\u003c";
        break;  // "</script>" and "<!--" lose their power
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out.push_back(kHex[(c >> 4) & 0xF]);
          out.push_back(kHex[c & 0xF]);
        } else if (text.compare(i, 3, "\xE2\x80\xA8") == 0 || text.compare(i, 3, "\xE2\x80\xA9") == 0) {
          out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";  // line ends to JavaScript
          i += 2;
        } else {
          out.push_back(c);
        }
    }
  }
  out.push_back('"');
}

void write_value(const Value& value, std::string& out);

void write_double(double value, std::string& out) {
  char buffer[32];
  // The fewest digits that read back as the same number.
  const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), value);
  if (error == std::errc()) out.append(buffer, end);
}

void write_value(const Value& value, std::string& out) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_int()) {
    out += std::to_string(value.as_int());
  } else if (value.is_string()) {
    write_string(value.as_string(), out);
  } else if (value.is_array()) {
    out.push_back('[');
    bool first = true;
    for (const Value& item : value.as_array()) {
      if (!first) out.push_back(',');
      first = false;
      write_value(item, out);
    }
    out.push_back(']');
  } else if (value.is_object()) {
    out.push_back('{');
    bool first = true;
    for (const auto& [name, item] : value.as_object()) {
      if (!first) out.push_back(',');
      first = false;
      write_string(name, out);
      out.push_back(':');
      write_value(item, out);
    }
    out.push_back('}');
  } else {
    write_double(value.as_double(), out);
  }
}

}  // namespace

Object::Object(std::initializer_list<Member> members) : members_(members) {}

const Value* Object::find(std::string_view name) const {
  for (const auto& [key, value] : members_) {
    if (key == name) return &value;
  }
  return nullptr;
}

Value& Object::operator[](std::string_view name) {
  for (auto& [key, value] : members_) {
    if (key == name) return value;
  }
  return members_.emplace_back(std::string(name), Value()).second;
}

void Object::set(std::string name, Value value) {
  (*this)[name] = std::move(value);
}

bool Value::as_bool() const {
  if (const auto* v = std::get_if<bool>(&data_)) return *v;
  wrong_type();
}
std::int64_t Value::as_int() const {
  if (const auto* v = std::get_if<std::int64_t>(&data_)) return *v;
  wrong_type();
}
double Value::as_double() const {
  if (const auto* v = std::get_if<double>(&data_)) return *v;
  return static_cast<double>(as_int());
}
const std::string& Value::as_string() const {
  if (const auto* v = std::get_if<std::string>(&data_)) return *v;
  wrong_type();
}
const Array& Value::as_array() const {
  if (const auto* v = std::get_if<Array>(&data_)) return *v;
  wrong_type();
}
const Object& Value::as_object() const {
  if (const auto* v = std::get_if<Object>(&data_)) return *v;
  wrong_type();
}
Array& Value::as_array() {
  if (auto* v = std::get_if<Array>(&data_)) return *v;
  wrong_type();
}
Object& Value::as_object() {
  if (auto* v = std::get_if<Object>(&data_)) return *v;
  wrong_type();
}

const Value& Value::operator[](std::string_view name) const {
  if (is_null()) return kNull;
  const Value* found = as_object().find(name);
  return found != nullptr ? *found : kNull;
}
std::string Value::get_string(std::string_view name, std::string_view otherwise) const {
  const Value& found = (*this)[name];
  return found.is_null() ? std::string(otherwise) : found.as_string();
}
std::int64_t Value::get_int(std::string_view name, std::int64_t otherwise) const {
  const Value& found = (*this)[name];
  return found.is_null() ? otherwise : found.as_int();
}
bool Value::get_bool(std::string_view name, bool otherwise) const {
  const Value& found = (*this)[name];
  return found.is_null() ? otherwise : found.as_bool();
}

Value parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 64;
  boost::json::basic_parser<Builder> parser(options);
  boost::system::error_code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (code || read != text.size()) throw Error(ErrorKind::invalid, "json.syntax");
  return parser.handler().take();
}

std::string write(const Value& value) {
  std::string out;
  write_value(value, out);
  return out;
}

}  // namespace aproape::json
