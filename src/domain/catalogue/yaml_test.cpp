#include "domain/catalogue/yaml.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace aproape::yaml {
namespace {

// What parse() complains of; empty where it does not.
std::string fault(std::string_view text, const Limits& limits = {}) {
  try {
    (void)parse(text, limits);
    return {};
  } catch (const Error& error) {
    CHECK(error.key() == "yaml.syntax");
    return error.what();
  }
}

bool says(const std::string& fault, std::string_view part) {
  return fault.find(part) != std::string::npos;
}

TEST_CASE("yaml: mappings, lists and texts keep their order and lines") {
  const Node root =
      parse("key: pașaport\nlist:\n  - one\n  - \"two: 2\"\nempty:\nlong: |\n  first\n  second\n");
  REQUIRE(root.kind == Node::Kind::map);
  REQUIRE(root.members.size() == 4);
  CHECK(root.find("key")->text == "pașaport");
  CHECK(root.find("list")->items[1].text == "two: 2");
  CHECK(root.find("list")->items[1].line == 4);
  CHECK(root.find("empty")->kind == Node::Kind::null);
  CHECK(root.find("long")->text == "first\nsecond\n");
  CHECK(root.find("none") == nullptr);
  CHECK(parse("").kind == Node::Kind::null);
}

TEST_CASE("yaml: quotes keep a text that looks like nothing") {
  const Node root = parse("a: \"\"\nb: ~\nc: 'null'\n");
  CHECK(root.find("a")->kind == Node::Kind::text);
  CHECK(root.find("b")->kind == Node::Kind::null);
  CHECK(root.find("c")->text == "null");
}

TEST_CASE("yaml: anchors, aliases and tags are refused, so nothing multiplies") {
  CHECK(says(fault("a: &x [1]\nb: *x\n"), "line 1"));
  CHECK(says(fault("a: 1\nb: *x\n"), "line 2"));
  CHECK(says(fault("a: !!binary x\n"), "tag"));
}

TEST_CASE("yaml: a fault names its line") {
  CHECK(says(fault("a: 1\na: 2\n"), "line 2: key a stands twice"));
  CHECK(says(fault("a: 1\nb: [1, 2\n"), "line "));
  CHECK(says(fault("? [a]\n: 1\n"), "key must be a text"));
  CHECK(says(fault("a: 1\n---\nb: 2\n"), "second document"));
  CHECK(says(fault("a: \xff\n"), "UTF-8"));
}

TEST_CASE("yaml: limits hold before memory is spent") {
  CHECK(says(fault(std::string(300 * 1024, 'a')), "too long"));
  CHECK(says(fault(std::string(40, '[') + std::string(40, ']')), "too deep"));
  std::string many;
  for (int i = 0; i < 100; ++i) many += "- x\n";
  CHECK(says(fault(many, {.bytes = 1000, .depth = 3, .nodes = 50}), "too many"));
}

}  // namespace
}  // namespace aproape::yaml
