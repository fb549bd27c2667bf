#include "formats/mime/line_ends.hpp"

#include <cstring>

namespace aproape::mime {

std::optional<std::string> repair_line_ends(std::string_view message, Flags& flags) {
  std::size_t lf = 0;
  std::size_t crlf = 0;
  std::size_t cr = 0;
  for (const char* at = message.data();
       (at = static_cast<const char*>(std::memchr(
            at, '\n', static_cast<std::size_t>(message.data() + message.size() - at)))) != nullptr;
       ++at) {
    at > message.data() && at[-1] == '\r' ? ++crlf : ++lf;
    if (at + 1 == message.data() + message.size()) break;
  }
  const bool no_lf = lf + crlf == 0;
  if (no_lf) {
    cr = message.find('\r') == std::string_view::npos ? 0 : 1;
    if (cr == 0) return std::nullopt;
    flags.add("bare_cr");
    std::string out(message);
    for (char& c : out)
      if (c == '\r') c = '\n';
    return out;
  }
  if (lf == 0 || crlf == 0) return std::nullopt;
  flags.add("mixed_line_ends");
  const bool want_crlf = crlf >= lf;
  std::string out;
  out.reserve(message.size() + (want_crlf ? lf : 0));
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = message.find('\n', at);
    if (end == std::string_view::npos) {
      out += message.substr(at);
      break;
    }
    std::string_view line = message.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    out += line;
    out += want_crlf ? "\r\n" : "\n";
    at = end + 1;
  }
  return out;
}

}  // namespace aproape::mime
