#include "portal/form.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace aproape::portal {
namespace {

constexpr std::size_t kMostFields = 50;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
  return text::valid_utf8(out);
}

}  // namespace

std::map<std::string, std::string, std::less<>> read_form(std::string_view body) {
  std::map<std::string, std::string, std::less<>> fields;
  for (std::size_t from = 0; from < body.size() && fields.size() < kMostFields;) {
    const std::size_t to = std::min(body.find('&', from), body.size());
    const std::string_view pair = body.substr(from, to - from);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos)
      fields[decoded(pair.substr(0, equals))] = decoded(pair.substr(equals + 1));
    from = to + 1;
  }
  return fields;
}

}  // namespace aproape::portal
