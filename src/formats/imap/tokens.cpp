#include "formats/imap/tokens.hpp"

#include <charconv>

#include "base/error.hpp"

namespace aproape::imap {
namespace {

[[noreturn]] void fail() {
  throw Error(ErrorKind::invalid, "imap.syntax");
}

}  // namespace

bool same_word(std::string_view text, std::string_view upper) {
  if (text.size() != upper.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
    if (c != upper[i]) return false;
  }
  return true;
}

void ValueReader::skip_blanks() {
  while (rest_.starts_with(' ')) rest_.remove_prefix(1);
}

bool ValueReader::at_end() {
  skip_blanks();
  return rest_.empty();
}

std::string_view ValueReader::word() {
  skip_blanks();
  const std::string_view found = rest_.substr(0, rest_.find(' '));
  rest_.remove_prefix(found.size());
  return found;
}

std::string_view ValueReader::rest() {
  skip_blanks();
  return rest_;
}

Value ValueReader::next() {
  skip_blanks();
  return read(0);
}

Value ValueReader::read(std::size_t depth) {
  if (rest_.empty() || depth > nesting_) fail();
  if (rest_.front() == '"') return read_quoted();
  if (rest_.front() == '{') return read_literal();
  if (rest_.front() != '(') return read_atom();
  Value list;
  list.kind = Value::Kind::list;
  rest_.remove_prefix(1);
  while (true) {
    skip_blanks();
    if (rest_.starts_with(')')) break;
    list.items.push_back(read(depth + 1));
  }
  rest_.remove_prefix(1);
  return list;
}

Value ValueReader::read_quoted() {
  Value value;
  value.kind = Value::Kind::string;
  rest_.remove_prefix(1);
  while (!rest_.empty() && rest_.front() != '"') {
    if (rest_.front() == '\\') rest_.remove_prefix(1);
    if (rest_.empty() || rest_.front() == '\r' || rest_.front() == '\n') fail();
    value.text.push_back(rest_.front());
    rest_.remove_prefix(1);
  }
  if (rest_.empty()) fail();
  rest_.remove_prefix(1);
  return value;
}

Value ValueReader::read_literal() {
  const std::size_t end = rest_.find("}\r\n");
  std::size_t size = 0;
  if (end == std::string_view::npos) fail();
  const auto [stop, error] = std::from_chars(rest_.data() + 1, rest_.data() + end, size);
  if (error != std::errc{} || (stop != rest_.data() + end && *stop != '+')) fail();
  rest_.remove_prefix(end + 3);
  if (size > rest_.size()) fail();
  Value value;
  value.kind = Value::Kind::string;
  value.text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

// An atom; a section name in brackets (BODY[HEADER.FIELDS (DATE)]) is part of it.
Value ValueReader::read_atom() {
  std::size_t end = 0;
  bool bracket = false;
  while (end < rest_.size()) {
    const char c = rest_[end];
    if (!bracket && (c == ' ' || c == '(' || c == ')' || c == '"')) break;
    if (c == '\r' || c == '\n') fail();
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    ++end;
  }
  if (end == 0 || bracket) fail();
  Value value;
  value.text = rest_.substr(0, end);
  value.kind = same_word(value.text, "NIL") ? Value::Kind::nil : Value::Kind::atom;
  rest_.remove_prefix(end);
  return value;
}

}  // namespace aproape::imap
