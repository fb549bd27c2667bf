#pragma once

#include <string>
#include <vector>

#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

// A line that both have (' '), only the earlier ('-') or only the later one ('+').
struct DiffLine {
  char sign = ' ';
  std::string text;
  bool operator==(const DiffLine&) const = default;
};

// A part of an article that differs: "texts.ro.documents".
struct DiffPart {
  std::string path;
  std::vector<DiffLine> lines;
};

// What changed from one version to another, by part and line, in the order of the document. Pure.
[[nodiscard]] std::vector<DiffPart> diff(const Article& before, const Article& after);

}  // namespace aproape::knowledge
