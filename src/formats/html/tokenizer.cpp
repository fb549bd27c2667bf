#include "formats/html/tokenizer.hpp"

namespace aproape::html {
namespace {

constexpr std::size_t kMostAttributes = 64;
constexpr std::size_t kLongestName = 16;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

const Element* element_named(std::string_view name) {
  if (name.size() > kLongestName) return nullptr;
  std::array<char, kLongestName> buffer{};
  for (std::size_t i = 0; i < name.size(); ++i) buffer[i] = lower(name[i]);
  return find_element(std::string_view(buffer.data(), name.size()));
}

}  // namespace

bool equals_ignoring_case(std::string_view text, std::string_view lower_text) {
  if (text.size() != lower_text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != lower_text[i]) return false;
  }
  return true;
}

const std::string_view* Token::find(std::string_view lower_name) const {
  for (const Attribute& attribute : attributes) {
    if (equals_ignoring_case(attribute.name, lower_name)) return &attribute.value;
  }
  return nullptr;
}

bool Tokenizer::next(Token& token) {
  if (raw_ != nullptr && read_raw(token)) return true;
  while (at_ < source_.size()) {
    if (source_[at_] == '<' && read_markup(token)) return true;
    if (at_ >= source_.size()) return false;
    // A text up to the next thing that may be markup. A "<" before anything else is a text itself.
    const std::size_t begin = at_;
    if (source_[at_] == '<') {
      const char after = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
      if (is_letter(after) || after == '/' || after == '!' || after == '?') continue;  // after a comment
      ++at_;
    }
    const std::size_t end = source_.find('<', at_);
    at_ = end == std::string_view::npos ? source_.size() : end;
    token.kind = Token::Kind::text;
    token.element = nullptr;
    token.text = source_.substr(begin, at_ - begin);
    token.attributes.clear();
    return true;
  }
  return false;
}

// At a "<". True where a tag was read; false where something was passed over or nothing is markup here.
bool Tokenizer::read_markup(Token& token) {
  const char after = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
  if (is_letter(after)) return read_tag(token, false);
  if (after == '/') {
    if (at_ + 2 < source_.size() && is_letter(source_[at_ + 2])) return read_tag(token, true);
    skip_comment();  // "</>" and "</ x>" are comments of a kind
    return false;
  }
  if (after == '!' || after == '?') skip_comment();
  return false;
}

void Tokenizer::skip_comment() {
  const std::string_view rest = source_.substr(at_);
  if (!rest.starts_with("<!--")) {
    const std::size_t end = source_.find('>', at_);
    at_ = end == std::string_view::npos ? source_.size() : end + 1;
    return;
  }
  if (rest.starts_with("<!-->")) {
    at_ += 5;
    return;
  }
  if (rest.starts_with("<!--->")) {
    at_ += 6;
    return;
  }
  std::size_t from = at_ + 4;
  while (true) {
    const std::size_t dashes = source_.find("--", from);
    if (dashes == std::string_view::npos) break;
    std::size_t end = dashes + 2;
    while (end < source_.size() && source_[end] == '-') ++end;
    if (end < source_.size() && source_[end] == '>') {
      at_ = end + 1;
      return;
    }
    if (source_.substr(end).starts_with("!>")) {
      at_ = end + 2;
      return;
    }
    from = end;
  }
  at_ = source_.size();
}

void Tokenizer::skip_blanks() {
  while (at_ < source_.size() && (is_blank(source_[at_]) || source_[at_] == '/')) ++at_;
}

bool Tokenizer::read_tag(Token& token, bool end) {
  at_ += end ? 2 : 1;
  const std::size_t begin = at_;
  while (at_ < source_.size() && !is_blank(source_[at_]) && source_[at_] != '/' && source_[at_] != '>') ++at_;
  token.kind = end ? Token::Kind::end : Token::Kind::start;
  token.element = element_named(source_.substr(begin, at_ - begin));
  token.text = {};
  token.attributes.clear();
  while (true) {
    skip_blanks();
    if (at_ >= source_.size()) return false;  // a tag that does not end is none
    if (source_[at_] == '>') break;
    read_attribute(token);
  }
  ++at_;
  if (!end && token.element != nullptr && token.element->has(kRaw)) raw_ = token.element;
  return true;
}

void Tokenizer::read_attribute(Token& token) {
  const std::size_t begin = at_;
  ++at_;  // also where it is "="
  while (at_ < source_.size() && !is_blank(source_[at_]) && source_[at_] != '/' && source_[at_] != '>' &&
         source_[at_] != '=') {
    ++at_;
  }
  const std::string_view name = source_.substr(begin, at_ - begin);
  std::string_view value;
  while (at_ < source_.size() && is_blank(source_[at_])) ++at_;
  if (at_ < source_.size() && source_[at_] == '=') {
    ++at_;
    while (at_ < source_.size() && is_blank(source_[at_])) ++at_;
    if (at_ < source_.size() && (source_[at_] == '"' || source_[at_] == '\'')) {
      const char quote = source_[at_++];
      std::size_t close = source_.find(quote, at_);
      if (close == std::string_view::npos) close = source_.size();
      value = source_.substr(at_, close - at_);
      at_ = close < source_.size() ? close + 1 : close;
    } else {
      const std::size_t from = at_;
      while (at_ < source_.size() && !is_blank(source_[at_]) && source_[at_] != '>') ++at_;
      value = source_.substr(from, at_ - from);
    }
  }
  if (token.attributes.size() < kMostAttributes) token.attributes.push_back({name, value});
}

// Reads the content of the raw element that has just begun. False where it has none, or where its end tag is
// missing and the content is better read as markup (a <title> left open must not hide the whole message).
bool Tokenizer::read_raw(Token& token) {
  const Element* element = raw_;
  raw_ = nullptr;
  const bool swallows = element->name == "script" || element->name == "style";
  std::size_t end = endless_[index_of(*element)] ? std::string_view::npos : at_;
  while (end != std::string_view::npos) {
    end = source_.find("</", end);
    if (end == std::string_view::npos) break;
    const std::size_t after = end + 2 + element->name.size();
    if (equals_ignoring_case(source_.substr(end + 2, element->name.size()), element->name) &&
        (after >= source_.size() || is_blank(source_[after]) || source_[after] == '/' ||
         source_[after] == '>')) {
      break;
    }
    end += 2;
  }
  if (end == std::string_view::npos) {
    endless_[index_of(*element)] = true;
    if (!swallows) return false;
    end = source_.size();
  }
  token.kind = Token::Kind::raw;
  token.element = element;
  token.text = source_.substr(at_, end - at_);
  token.attributes.clear();
  at_ = end;
  return !token.text.empty();
}

}  // namespace aproape::html
