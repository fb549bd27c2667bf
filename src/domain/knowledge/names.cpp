#include "domain/knowledge/names.hpp"

namespace aproape::knowledge {

std::string_view name_of(Audience audience) {
  return audience == Audience::citizen ? "citizen" : "operator";
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::service:
      return "service";
    case Kind::script:
      return "script";
    default:
      return "guide";
  }
}

std::optional<Audience> audience_of(std::string_view name) {
  for (const Audience one : {Audience::citizen, Audience::staff})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

std::optional<Kind> kind_of(std::string_view name) {
  for (const Kind one : {Kind::service, Kind::script, Kind::guide})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

}  // namespace aproape::knowledge
