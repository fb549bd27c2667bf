#include "formats/mail_compose/transfer.hpp"

#include <algorithm>

namespace aproape::mail_compose {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::size_t kBytesOfLine = 57;  // 76 characters

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(3, bytes.size()))) {
    unsigned block = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      block = (block << 8U) | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    out.push_back(kAlphabet[block >> 18U]);
    out.push_back(kAlphabet[(block >> 12U) & 63U]);
    out.push_back(bytes.size() > 1 ? kAlphabet[(block >> 6U) & 63U] : '=');
    out.push_back(bytes.size() > 2 ? kAlphabet[block & 63U] : '=');
  }
  return out;
}

std::string base64_lines(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() / 57 * 78 + 80);
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, kBytesOfLine);
    out += base64(line);
    out += "\r\n";
    bytes.remove_prefix(line.size());
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  const auto put = [&](std::string_view piece) {
    if (column + piece.size() > 75) {  // room for the soft break's "="
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')) {
      if (c == '\r') ++i;
      out += "\r\n";
      column = 0;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool line_ends = i + 1 >= text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool blank = c == ' ' || c == '\t';
    // A dot or "From " at a line's start is escaped too: relays and mailboxes of old change them.
    const bool risky = column == 0 && (c == '.' || (c == 'F' && text.substr(i).starts_with("From ")));
    if ((byte > 0x20 && byte < 0x7F && c != '=' && !risky) || (blank && !line_ends)) {
      put(text.substr(i, 1));
    } else {
      const char escaped[3] = {'=', kHex[byte >> 4U], kHex[byte & 15U]};
      put(std::string_view(escaped, 3));
    }
  }
  if (column > 0) out += "\r\n";
  return out;
}

}  // namespace aproape::mail_compose
