#include "formats/html/open_elements.hpp"

#include <string>

#include "formats/html/entities.hpp"
#include "formats/html/style.hpp"

namespace aproape::html {
namespace {

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view one : names) {
    if (name == one) return true;
  }
  return false;
}

}  // namespace

bool OpenElements::ends_before(const Element& open, const Element& next) {
  if (!open.has(kImpliedEnd)) return false;
  if (open.name == "p") return next.has(kBlock);
  if (open.name == "li") return next.name == "li";
  if (is_any(open.name, {"dd", "dt"})) return is_any(next.name, {"dd", "dt"});
  if (open.name == "option") return is_any(next.name, {"option", "optgroup"});
  const bool section = is_any(next.name, {"tbody", "thead", "tfoot"});
  if (open.has(kCell)) return next.has(kCell) || next.name == "tr" || section;
  if (open.name == "tr") return next.name == "tr" || section;
  return section;  // tbody, thead, tfoot
}

OpenElement& OpenElements::push(const Token& start) {
  OpenElement opened;
  opened.element = start.element;
  if (!open_.empty()) {
    opened.hidden = open_.back().hidden;
    opened.zero_size = open_.back().zero_size;
  }
  if (start.find("hidden") != nullptr) opened.hidden = true;
  if (const std::string_view* style = start.find("style")) {
    std::string decoded;
    decode_entities(*style, true, decoded);
    const Visibility visibility = read_visibility(decoded);
    if (visibility.hidden) opened.hidden = true;
    if (visibility.zero_size) opened.zero_size = true;
    if (visibility.sized) opened.zero_size = false;
  }
  if (const std::string_view* size = start.find("size"); size != nullptr && start.element->name == "font") {
    opened.zero_size = false;
  }
  ++counts_[index_of(*start.element)];
  open_.push_back(opened);
  return open_.back();
}

}  // namespace aproape::html
