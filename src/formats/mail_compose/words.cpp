#include "formats/mail_compose/words.hpp"

#include <algorithm>

#include "formats/mail_compose/compose.hpp"
#include "formats/mail_compose/transfer.hpp"
#include "text/fold.hpp"

namespace aproape::mail_compose {
namespace {

constexpr std::size_t kFoldAt = 78;
constexpr std::size_t kWordBytes =
    45;  // of UTF-8 in one encoded word: 60 of base64, 72 with its frame (RFC 2047: 75)
constexpr std::size_t kHardLimit = 900;  // of one word that has no blank
constexpr std::size_t kPieceBytes = 20;  // of a name in one RFC 2231 piece: 60 when each is escaped

bool is_phrase_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_attribute_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         c == '.';
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

std::string percent(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_attribute_char(c)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 15U]);
  }
  return out;
}

// Whether a reader could take plain text for an encoded word, or a line would be too long to stand.
bool needs_encoding(std::string_view text) {
  if (!is_ascii(text) || text.find("=?") != std::string_view::npos) return true;
  if (text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string_view::npos) return true;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == ' ' ? 0 : run + 1;
    if (run > kHardLimit) return true;
  }
  return false;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string one_line(std::string_view value) {
  std::string out;
  bool gap = false;
  for (const char c : text::valid_utf8(value)) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) {
      gap = !out.empty();
      continue;
    }
    if (gap && c != ' ') out.push_back(' ');
    gap = false;
    out.push_back(c == '\t' ? ' ' : c);
  }
  return out;
}

std::string encode_words(std::string_view value) {
  const std::string text = one_line(value);
  if (!needs_encoding(text)) return text;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view piece = text::prefix(rest, kWordBytes);
    rest.remove_prefix(piece.size());
    if (!out.empty()) out.push_back(' ');
    out += "=?utf-8?B?" + base64(piece) + "?=";
  }
  return out;
}

std::string phrase(std::string_view name) {
  const std::string text = one_line(name);
  if (needs_encoding(text)) return encode_words(text);
  return std::all_of(text.begin(), text.end(), is_phrase_char) ? text : quoted(text);
}

std::string field(std::string_view name, std::string_view value) {
  std::string out(name);
  out.push_back(':');
  std::size_t column = out.size();
  bool first = true;
  while (!value.empty()) {
    const std::size_t blank = value.find(' ', 1);
    const std::string_view word = value.substr(0, blank);
    const std::size_t start = word.starts_with(' ') ? 0 : 1;  // the blank between the words
    if (!first && column + start + word.size() > kFoldAt) {
      out += "\r\n";
      column = 0;
    }
    if (start == 1) {
      out.push_back(' ');
      ++column;
    }
    out += word;
    column += word.size();
    first = false;
    value.remove_prefix(word.size());
  }
  return out + "\r\n";
}

std::string parameter(std::string_view name, std::string_view value) {
  const std::string text = one_line(value);
  const std::string key(name);
  if (is_ascii(text) && text.size() <= 60) return ";\r\n\t" + key + "=" + quoted(text);
  if (text.size() <= kPieceBytes) return ";\r\n\t" + key + "*=utf-8''" + percent(text);
  std::string out;
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty(); ++number) {
    const std::string_view piece = text::prefix(rest, kPieceBytes);
    rest.remove_prefix(piece.size());
    out += ";\r\n\t" + key + "*" + std::to_string(number) + "*=" + (number == 0 ? "utf-8''" : "") +
           percent(piece);
  }
  return out;
}

}  // namespace aproape::mail_compose
