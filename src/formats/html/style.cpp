#include "formats/html/style.hpp"

#include <algorithm>
#include <array>

namespace aproape::html {
namespace {

constexpr std::array<std::string_view, 33> kProperties = {"background",     "background-color",
                                                          "border",         "border-collapse",
                                                          "border-spacing", "clear",
                                                          "color",          "direction",
                                                          "display",        "float",
                                                          "font",           "font-family",
                                                          "font-size",      "font-style",
                                                          "font-variant",   "font-weight",
                                                          "height",         "letter-spacing",
                                                          "line-height",    "list-style-type",
                                                          "margin",         "max-height",
                                                          "max-width",      "min-width",
                                                          "overflow-wrap",  "padding",
                                                          "text-align",     "text-decoration",
                                                          "text-indent",    "text-transform",
                                                          "vertical-align", "white-space",
                                                          "width"};
static_assert(std::is_sorted(kProperties.begin(), kProperties.end()));

constexpr std::array<std::string_view, 4> kFunctions = {"rgb", "rgba", "hsl", "hsla"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Lower case without comments.
std::string plain(std::string_view style) {
  std::string out;
  out.reserve(style.size());
  while (!style.empty()) {
    if (style.starts_with("/*")) {
      const std::size_t end = style.find("*/", 2);
      if (end == std::string_view::npos) break;
      style.remove_prefix(end + 2);
      continue;
    }
    const char c = style.front();
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    style.remove_prefix(1);
  }
  return out;
}

// Calls take(name, value) for each "name: value" of a plain() style; quotes and brackets hide semicolons.
template <class Take>
void each_declaration(std::string_view style, Take take) {
  std::size_t begin = 0;
  char quote = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= style.size(); ++i) {
    const char c = i < style.size() ? style[i] : ';';
    if (i < style.size() && quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (c != ';' || (depth > 0 && i < style.size())) continue;
    const std::string_view one = style.substr(begin, i - begin);
    begin = i + 1;
    const std::size_t colon = one.find(':');
    if (colon != std::string_view::npos) take(trim(one.substr(0, colon)), trim(one.substr(colon + 1)));
  }
}

// "0", "0px", "0.0em !important": a length of nothing.
bool is_zero(std::string_view value) {
  if (value.empty() || (value.front() != '0' && value.front() != '.')) return false;
  std::size_t i = 0;
  while (i < value.size() && (value[i] == '0' || value[i] == '.')) ++i;
  return i >= value.size() || value[i] < '1' || value[i] > '9';
}

bool is_kept(std::string_view property) {
  for (const std::string_view family : {"border-", "margin-", "padding-"}) {
    if (property.starts_with(family) && property.size() <= family.size() + 18) {
      return std::all_of(property.begin(), property.end(), [](char c) { return is_letter(c) || c == '-'; }) &&
             property.find("image") == std::string_view::npos;
    }
  }
  return std::binary_search(kProperties.begin(), kProperties.end(), property);
}

// Only plain words, numbers, colours and quoted font names; of functions only those that give a colour.
bool is_safe_value(std::string_view value) {
  if (value.empty() || value.size() > 200) return false;
  std::size_t quotes = 0;
  std::size_t doubles = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\'') ++quotes;
    if (c == '"') ++doubles;
    if (c == '(') {
      std::size_t begin = i;
      while (begin > 0 && is_letter(value[begin - 1])) --begin;
      const std::string_view name = value.substr(begin, i - begin);
      if (std::find(kFunctions.begin(), kFunctions.end(), name) == kFunctions.end()) return false;
    } else if (!is_letter(c) && !(c >= '0' && c <= '9') &&
               std::string_view(" #%.,-+!)/'\"").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return quotes % 2 == 0 && doubles % 2 == 0;
}

}  // namespace

Visibility read_visibility(std::string_view style) {
  Visibility found;
  const std::string text = plain(style);
  bool no_overflow = false;
  bool no_extent = false;
  each_declaration(text, [&](std::string_view name, std::string_view value) {
    if (name == "display" && value.starts_with("none")) found.hidden = true;
    if (name == "visibility" && (value.starts_with("hidden") || value.starts_with("collapse")))
      found.hidden = true;
    if (name == "mso-hide" && value.starts_with("all")) found.hidden = true;
    if (name == "opacity" && is_zero(value)) found.hidden = true;
    if (name == "color" && value.starts_with("transparent")) found.hidden = true;
    if (name == "overflow" && value.starts_with("hidden")) no_overflow = true;
    if ((name == "height" || name == "max-height" || name == "width" || name == "max-width") &&
        is_zero(value)) {
      no_extent = true;
    }
    if (name == "font-size") {
      found.zero_size = is_zero(value);
      found.sized = !found.zero_size;
    }
  });
  if (no_overflow && no_extent) found.hidden = true;
  return found;
}

SafeStyle clean_style(std::string_view style) {
  SafeStyle safe;
  const std::string text = plain(style);
  each_declaration(text, [&safe](std::string_view name, std::string_view value) {
    if (value.find("url(") != std::string_view::npos &&
        (value.find("//") != std::string_view::npos || value.find("http") != std::string_view::npos)) {
      safe.remote_content = true;
    }
    if (value.find("expression") != std::string_view::npos ||
        value.find("javascript:") != std::string_view::npos || name == "behavior" || name == "-moz-binding") {
      safe.active = true;
    }
    if (!is_kept(name) || !is_safe_value(value)) return;
    const bool shifts = name.starts_with("margin") || name == "text-indent";
    if (shifts && value.find('-') != std::string_view::npos) return;  // would lay one thing over another
    if (!safe.style.empty()) safe.style.push_back(';');
    safe.style += name;
    safe.style.push_back(':');
    safe.style += value;
  });
  return safe;
}

}  // namespace aproape::html
