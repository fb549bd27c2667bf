#include "decode/flowed.hpp"

#include <algorithm>

namespace aproape::decode {

std::string unflow(std::string_view text, bool del_sp) {
  std::string out;
  out.reserve(text.size());
  bool open = false;  // the line before ended in a soft break
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    const bool has_end = end < text.size();
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool quoted = line.starts_with('>');
    if (!quoted && line.starts_with(' ')) line.remove_prefix(1);  // space-stuffing
    if (open && (quoted || line == "-- ")) out += '\n';
    open = !quoted && line.ends_with(' ') && line != "-- " && has_end;
    if (open && del_sp) line.remove_suffix(1);
    out += line;
    if (!open && has_end) out += '\n';
  }
  if (open) out += '\n';
  return out;
}

}  // namespace aproape::decode
