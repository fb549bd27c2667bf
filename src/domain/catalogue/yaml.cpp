#include "domain/catalogue/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "base/error.hpp"
#include "text/fold.hpp"

namespace aproape::yaml {
namespace {

[[noreturn]] void refuse(int line, std::string_view what) {
  throw Error(ErrorKind::invalid, "yaml.syntax", "line " + std::to_string(line) + ": " + std::string(what));
}

int line_of(const YAML::Mark& mark) {
  return mark.line + 1;
}

// Builds the tree from the parser's events. yaml-cpp's own tree is not used: it follows aliases and knows no
// limits.
class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(const Limits& limits) : limits_(limits) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    no_anchor(mark, anchor);
    add(node(Node::Kind::null, mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(line_of(mark), "an alias"); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    Node made = node(Node::Kind::text, mark);
    made.text = value;
    add(std::move(made));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] Node take() { return std::move(root_); }

 private:
  struct Level {
    Node node;
    std::string key;
    bool has_key = false;
  };

  static void no_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) refuse(line_of(mark), "an anchor");
  }
  // "?" and "!" are what the parser says of plain and quoted scalars.
  static void no_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") refuse(line_of(mark), "a tag");
  }

  Node node(Node::Kind kind, const YAML::Mark& mark) {
    if (++count_ > limits_.nodes) refuse(line_of(mark), "too many values");
    Node made;
    made.kind = kind;
    made.line = line_of(mark);
    return made;
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    no_anchor(mark, anchor);
    no_tag(mark, tag);
    if (static_cast<int>(open_.size()) >= limits_.depth) refuse(line_of(mark), "nested too deep");
    if (!open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().has_key)
      refuse(line_of(mark), "a key must be a text");
    open_.push_back({node(kind, mark), {}, false});
  }

  void close() {
    Node done = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(done));
  }

  void add(Node made) {
    if (open_.empty()) {
      root_ = std::move(made);
      return;
    }
    Level& level = open_.back();
    if (level.node.kind == Node::Kind::list) {
      level.node.items.push_back(std::move(made));
    } else if (level.has_key) {
      level.node.members.push_back(Member{std::move(level.key), std::move(made)});
      level.has_key = false;
    } else {
      if (made.kind != Node::Kind::text) refuse(made.line, "a key must be a text");
      if (level.node.find(made.text) != nullptr) refuse(made.line, "key " + made.text + " stands twice");
      level.key = std::move(made.text);
      level.has_key = true;
    }
  }

  const Limits& limits_;
  std::size_t count_ = 0;
  std::vector<Level> open_;
  Node root_;
};

}  // namespace

const Node* Node::find(std::string_view name) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

Node parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) refuse(1, "too long");
  if (!text::is_valid_utf8(text) || text.find('\0') != std::string_view::npos) refuse(1, "not UTF-8");
  std::istringstream stream{std::string(text)};
  Builder builder(limits);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return {};
    Node root = builder.take();
    if (parser.HandleNextDocument(builder)) refuse(1, "a second document");
    return root;
  } catch (const YAML::Exception& wrong) {
    refuse(line_of(wrong.mark), wrong.msg);
  }
}

}  // namespace aproape::yaml
