#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Reading of YAML, the form in which people write the catalogue. A plain subset: mappings, lists and texts.
// Anchors, aliases and tags are refused, so that what is read is never larger than what was written.
namespace aproape::yaml {

struct Member;

// A value with the line where it stands (from 1). Scalars stay text: whoever reads knows what they should be.
struct Node {
  enum class Kind { null, text, list, map };
  Kind kind = Kind::null;
  int line = 0;
  std::string text;
  std::vector<Node> items;      // of a list
  std::vector<Member> members;  // of a mapping, in the order of the file

  // A member of a mapping; nullptr where absent or where this is no mapping.
  [[nodiscard]] const Node* find(std::string_view name) const;
};

// One entry of a mapping.
struct Member {
  std::string name;
  Node value;
};

struct Limits {
  std::size_t bytes = 256 * 1024;
  int depth = 16;
  std::size_t nodes = 20'000;
};

// Reads one document. Throws Error{invalid, "yaml.syntax"} with "line N: what" as detail: broken syntax, a
// key twice, a key that is no text, an anchor, alias or tag, a second document, or more than the limits
// allow.
[[nodiscard]] Node parse(std::string_view text, const Limits& limits = {});

}  // namespace aproape::yaml
