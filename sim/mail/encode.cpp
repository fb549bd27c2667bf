#include "sim/mail/encode.hpp"

#include <array>
#include <cstdint>
#include <ctime>

namespace sim {

std::string base64(std::string_view bytes, std::size_t line) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (j < left ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out.push_back(j <= left ? kLetters[group >> (18 - 6 * j) & 63] : '=');
    column += 4;
    if (line != 0 && column >= line) {
      out += "\r\n";
      column = 0;
    }
  }
  if (line != 0 && column != 0) out += "\r\n";
  return out;
}

std::string encoded_word(std::string_view text) {
  // Short pieces, cut between characters, so that no line grows beyond 76 columns (RFC 2047).
  std::string out;
  while (!text.empty()) {
    std::size_t take = std::min<std::size_t>(42, text.size());
    while (take < text.size() && (static_cast<unsigned char>(text[take]) & 0xC0) == 0x80) --take;
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(text.substr(0, take), 0) + "?=");
    text.remove_prefix(take);
  }
  return out;
}

std::string crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\r\n";
    else
      out.push_back(c);
  }
  return out;
}

std::string date_now() {
  std::array<char, 64> out{};
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  const std::size_t size = std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return {out.data(), size};
}

// windows-1250, as old Romanian mail programs still write it: the cedilla letters.
std::string windows_1250(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 10> kLetters{{{"ă", '\xE3'},
                                                                               {"â", '\xE2'},
                                                                               {"î", '\xEE'},
                                                                               {"ș", '\xBA'},
                                                                               {"ț", '\xFE'},
                                                                               {"Ă", '\xC3'},
                                                                               {"Â", '\xC2'},
                                                                               {"Î", '\xCE'},
                                                                               {"Ș", '\xAA'},
                                                                               {"Ț", '\xDE'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool found = false;
    for (const auto& [letter, byte] : kLetters) {
      if (text.substr(i).starts_with(letter)) {
        out.push_back(byte);
        i += letter.size();
        found = true;
        break;
      }
    }
    if (found) continue;
    out.push_back(static_cast<unsigned char>(text[i]) < 0x80 ? text[i] : '?');
    ++i;
  }
  return out;
}

std::string escaped_html(std::string_view text) {
  std::string out = "<p>";
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '\n')
      out += "<br>\r\n";
    else
      out.push_back(c);
  }
  return out + "</p>";
}

std::string quoted_printable(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (text[i] == '\r' || text[i] == '\n') {
      out.push_back(text[i]);
      column = 0;
      continue;
    }
    const bool at_end = i + 1 < text.size() && text[i + 1] == '\r';
    const bool plain = c > ' ' && c < 127 && c != '=';
    const std::string piece = plain || (c == ' ' && !at_end)
                                  ? std::string(1, text[i])
                                  : std::string{'=', kDigits[c >> 4], kDigits[c & 15]};
    if (column + piece.size() > 75) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  }
  return out;
}

}  // namespace sim
