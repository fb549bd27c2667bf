#include "http/language.hpp"

#include <cstdlib>

#include "http/fields.hpp"

namespace aproape::http {
namespace {

// "q=0.8" of one range, 1 where absent, 0 where malformed.
double weight(std::string_view range) {
  const auto mark = range.find(";q=");
  if (mark == std::string_view::npos) return 1;
  const std::string text(range.substr(mark + 3, 5));
  return std::strtod(text.c_str(), nullptr);
}

}  // namespace

std::string choose_language(std::string_view accept) {
  std::string best = "ro";
  double most = 0;
  while (!accept.empty()) {
    const auto comma = accept.find(',');
    auto range = accept.substr(0, comma);
    accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
    while (range.starts_with(' ')) range.remove_prefix(1);
    const auto tag = range.substr(0, range.find_first_of("-;"));
    const double q = weight(range);
    if (q <= most) continue;
    if (same_name(tag, "ro") || same_name(tag, "en")) {
      most = q;
      best = same_name(tag, "en") ? "en" : "ro";
    }
  }
  return best;
}

}  // namespace aproape::http
