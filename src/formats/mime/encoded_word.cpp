#include "formats/mime/encoded_word.hpp"

#include <optional>

#include "formats/mime/ascii.hpp"
#include "formats/mime/transfer.hpp"

namespace aproape::mime {
namespace {

struct Word {
  std::string_view charset;
  bool base64 = false;
  std::string_view text;
  std::size_t end = 0;  // after the word
  bool closed = true;
};

std::optional<Word> word_at(std::string_view value, std::size_t start) {
  const std::size_t charset_end = value.find('?', start + 2);
  if (charset_end == std::string_view::npos || charset_end - start > 60 || charset_end == start + 2)
    return {};
  Word word;
  word.charset = value.substr(start + 2, charset_end - start - 2);
  if (word.charset.find_first_of(" \t\"<>") != std::string_view::npos) return {};
  if (charset_end + 2 >= value.size() || value[charset_end + 2] != '?') return {};
  const char encoding = lower(value[charset_end + 1]);
  if (encoding != 'b' && encoding != 'q') return {};
  word.base64 = encoding == 'b';
  word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231 5: a language may follow
  const std::size_t text = charset_end + 3;
  const std::size_t end = value.find("?=", text);
  if (end == std::string_view::npos) {
    word.closed = false;
    const std::size_t stop = std::min(value.find_first_of(" \t<", text), value.size());
    word.text = value.substr(text, stop - text);
    word.end = stop;
    if (!word.text.empty() && word.text.back() == '?') word.text.remove_suffix(1);
  } else {
    word.text = value.substr(text, end - text);
    word.end = end + 2;
  }
  return word;
}

bool only_blanks(std::string_view text) {
  return trim(text).empty();
}

}  // namespace

std::string repair_encoded_words(std::string value, Flags& flags) {
  for (std::size_t at = 0; (at = value.find("=?", at)) != std::string::npos;) {
    const auto word = word_at(value, at);
    if (!word) {
      at += 2;
      continue;
    }
    std::string fill;
    if (word->base64 && word->text.size() % 4 >= 2 && word->text.find(' ') == std::string_view::npos)
      fill.assign(4 - word->text.size() % 4, '=');
    if (word->closed && fill.empty()) {
      at = word->end;
      continue;
    }
    flags.add("encoded_word_broken");
    const std::size_t head = static_cast<std::size_t>(word->text.data() - value.data()) + word->text.size();
    const std::size_t next = word->end;
    value.replace(head, next - head, fill + "?=");
    at = head + fill.size() + 2;
  }
  return value;
}

std::string clean_line(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c == '\t' || c == '\n' || c == '\r') {
      out += ' ';
    } else if (c < 0x20 || c == 0x7F) {
      continue;
    } else if (c == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0) {
      ++i;
    } else if (c == 0xE2 && i + 2 < utf8.size()) {
      const auto b = static_cast<unsigned char>(utf8[i + 1]);
      const auto d = static_cast<unsigned char>(utf8[i + 2]);
      const bool turns = (b == 0x80 && ((d >= 0xAA && d <= 0xAE) || d == 0x8E || d == 0x8F)) ||
                         (b == 0x81 && d >= 0xA6 && d <= 0xA9);
      if (turns) {
        i += 2;
      } else {
        out += utf8[i];
      }
    } else {
      out += utf8[i];
    }
  }
  return out;
}

std::string decode_header_text(std::string_view value, const Detector& detect, Flags& flags) {
  std::string out;
  std::string bytes;  // of the encoded words so far that share a charset
  std::string charset;
  bool open = false;
  const auto close = [&] {
    if (open && charset_alias(charset) == "UTF-7") {
      flags.add("charset_utf7");  // not for header fields (RFC 2152): what it hides stays unread
      out += scrub_utf8(bytes);
    } else if (open) {
      out += to_utf8(bytes, charset, detect, flags);
    }
    bytes.clear();
    open = false;
  };
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t start = value.find("=?", at);
    const auto word = start == std::string_view::npos ? std::nullopt : word_at(value, start);
    if (!word) {
      const std::size_t end = start == std::string_view::npos ? value.size() : start + 2;
      close();
      out += to_utf8(value.substr(at, end - at), {}, detect, flags);
      at = end;
      continue;
    }
    const std::string_view between = value.substr(at, start - at);
    const bool neighbour = open && only_blanks(between);
    if (!neighbour) {
      close();
      out += to_utf8(between, {}, detect, flags);
    }
    if (!word->closed) flags.add("encoded_word_broken");
    if (open && !equal_ignoring_case(charset, word->charset)) close();
    charset = std::string(word->charset);
    bytes += word->base64 ? decode_base64(word->text, flags) : decode_quoted_printable(word->text, true);
    open = true;
    at = word->end;
  }
  close();
  return std::string(trim(clean_line(out)));
}

}  // namespace aproape::mime
