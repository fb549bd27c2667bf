#include "domain/knowledge/reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "domain/knowledge/checks.hpp"
#include "domain/knowledge/names.hpp"

namespace aproape::knowledge {
namespace {

constexpr std::size_t kLongestLine = 1'000;  // bytes of a title, an item, an answer
constexpr std::size_t kLongestText = 20'000;
constexpr std::size_t kMostItems = 60;

// A value of the tree with its path; collects what is wrong.
class Reader {
 public:
  Reader(const yaml::Node& node, std::string path, std::vector<Fault>& faults)
      : node_(node), path_(std::move(path)), faults_(faults) {}

  void fault(std::string_view key) const { faults_.push_back({node_.line, path_, std::string(key)}); }

  // Members beyond the known ones are faults: a misspelt name must not drop a text in silence.
  void only(std::initializer_list<std::string_view> known) const {
    if (node_.kind != yaml::Node::Kind::map) return fault("field.invalid");
    for (const auto& [name, member] : node_.members)
      if (std::find(known.begin(), known.end(), name) == known.end())
        faults_.push_back({member.line, join(name), "json.unknown_member"});
  }

  [[nodiscard]] std::string line(std::string_view name) const { return text(name, kLongestLine); }
  [[nodiscard]] std::string text(std::string_view name, std::size_t longest) const {
    const yaml::Node* member = node_.find(name);
    return member == nullptr ? std::string() : at(name, *member).scalar(longest);
  }
  [[nodiscard]] std::string scalar(std::size_t longest) const {
    if (node_.kind == yaml::Node::Kind::null) return {};
    if (node_.kind != yaml::Node::Kind::text || node_.text.size() > longest) {
      fault(node_.kind == yaml::Node::Kind::text ? "field.too_long" : "field.invalid");
      return {};
    }
    std::string value = node_.text;
    while (!value.empty() && (value.back() == '\n' || value.back() == ' ')) value.pop_back();
    return value;
  }
  [[nodiscard]] std::vector<std::string> lines(std::string_view name) const {
    std::vector<std::string> list;
    each(name, [&](const Reader& item) {
      std::string value = item.scalar(kLongestLine);
      if (value.empty()) return item.fault("field.required");
      list.push_back(std::move(value));
    });
    return list;
  }

  // Calls `work` with each item of a list.
  template <class Work>
  void each(std::string_view name, Work work) const {
    const yaml::Node* member = node_.find(name);
    if (member == nullptr || member->kind == yaml::Node::Kind::null) return;
    const Reader list = at(name, *member);
    if (member->kind != yaml::Node::Kind::list) return list.fault("field.invalid");
    if (member->items.size() > kMostItems) return list.fault("field.too_long");
    for (std::size_t i = 0; i < member->items.size(); ++i)
      work(list.at(std::to_string(i + 1), member->items[i]));
  }
  // Calls `work` with name and value of each member of a mapping.
  template <class Work>
  void members(std::string_view name, Work work) const {
    const yaml::Node* member = node_.find(name);
    if (member == nullptr) return;
    const Reader map = at(name, *member);
    if (member->kind != yaml::Node::Kind::map) return map.fault("field.invalid");
    for (const auto& [key, value] : member->members) work(key, map.at(key, value));
  }

  [[nodiscard]] const yaml::Node& node() const { return node_; }
  [[nodiscard]] Reader at(std::string_view name, const yaml::Node& node) const {
    return {node, join(name), faults_};
  }

 private:
  [[nodiscard]] std::string join(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  }

  const yaml::Node& node_;
  std::string path_;
  std::vector<Fault>& faults_;
};

int read_number(const Reader& reader, std::string_view name) {
  const std::string text = reader.line(name);
  if (text.empty()) return 0;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) reader.fault("field.invalid");
  return number;
}

Details read_details(const Reader& reader) {
  return {reader.lines("conditions"), reader.lines("documents"), reader.line("fee"),
          reader.line("duration"),    reader.lines("legal"),     reader.text("note", kLongestText)};
}

Question read_question(const Reader& reader) {
  reader.only({"ask", "answers"});
  Question question{reader.line("ask"), {}};
  if (question.ask.empty()) reader.fault("field.required");
  reader.each("answers", [&](const Reader& one) {
    one.only({"say", "next", "decide"});
    question.answers.push_back({one.line("say"), read_number(one, "next"), one.line("decide")});
  });
  return question;
}

Text read_text(const Reader& reader) {
  reader.only({"title", "words", "summary", "first", "conditions", "documents", "fee", "duration", "legal",
               "note", "questions", "body"});
  Text text;
  text.title = reader.line("title");
  text.words = reader.lines("words");
  text.summary = reader.line("summary");
  text.first = reader.line("first");
  text.details = read_details(reader);
  reader.each("questions", [&](const Reader& one) { text.questions.push_back(read_question(one)); });
  text.body = reader.text("body", kLongestText);
  return text;
}

Variant read_variant(const Reader& reader) {
  reader.only({"country", "mission", "sources", "texts"});
  Variant variant;
  variant.country = reader.line("country");
  variant.mission = reader.line("mission");
  variant.sources = reader.lines("sources");
  reader.members("texts", [&](const std::string& language, const Reader& one) {
    one.only({"conditions", "documents", "fee", "duration", "legal", "note"});
    variant.texts[language] = read_details(one);
  });
  return variant;
}

// By its id where the catalogue knows it; written out where an editor brings his own.
Source read_source(const Reader& reader, const Sources& known) {
  if (reader.node().kind == yaml::Node::Kind::map) {
    reader.only({"id", "kind", "address", "seen"});
    return {reader.line("id"), reader.line("kind"), reader.line("address"), reader.line("seen")};
  }
  const auto found = known.find(reader.scalar(kLongestLine));
  if (found != known.end()) return found->second;
  reader.fault("article.unknown_source");
  return {};
}

yaml::Node node_of(const json::Value& value) {
  yaml::Node node;
  if (value.is_object()) {
    node.kind = yaml::Node::Kind::map;
    for (const auto& [name, member] : value.as_object())
      node.members.push_back(yaml::Member{name, node_of(member)});
  } else if (value.is_array()) {
    node.kind = yaml::Node::Kind::list;
    for (const json::Value& item : value.as_array()) node.items.push_back(node_of(item));
  } else if (!value.is_null()) {
    node.kind = yaml::Node::Kind::text;
    node.text = value.is_string() ? value.as_string() : json::write(value);
  }
  return node;
}

}  // namespace

ReadArticle read_article(const yaml::Node& root, const Sources& sources) {
  ReadArticle read;
  const Reader reader(root, {}, read.faults);
  reader.only({"key", "audience", "kind", "categories", "sources", "review_by", "texts", "variants"});
  if (!read.faults.empty() && root.kind != yaml::Node::Kind::map) return read;
  Article& article = read.article;
  article.key = reader.line("key");
  if (const auto audience = audience_of(reader.line("audience"))) {
    article.audience = *audience;
  } else {
    read.faults.push_back({root.line, "audience", "field.invalid"});
  }
  if (const auto kind = kind_of(reader.line("kind"))) {
    article.kind = *kind;
  } else {
    read.faults.push_back({root.line, "kind", "field.invalid"});
  }
  article.categories = reader.lines("categories");
  reader.each("sources", [&](const Reader& one) { article.sources.push_back(read_source(one, sources)); });
  article.review_by = reader.line("review_by");
  reader.members("texts", [&](const std::string& language, const Reader& one) {
    article.texts[language] = read_text(one);
  });
  reader.each("variants", [&](const Reader& one) { article.variants.push_back(read_variant(one)); });
  for (const Lack& lack : check(article)) {
    const yaml::Node* near = root.find(lack.path.substr(0, lack.path.find('.')));
    read.faults.push_back({near == nullptr ? root.line : near->line, lack.path, lack.key});
  }
  return read;
}

ReadArticle read_article(std::string_view yaml, const Sources& sources) {
  try {
    return read_article(yaml::parse(yaml), sources);
  } catch (const Error& error) {
    return {{}, {{0, error.what(), error.key()}}};
  }
}

ReadArticle read_article(const json::Value& document, const Sources& sources) {
  return read_article(node_of(document), sources);
}

std::string describe(std::string_view file, const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults)
    text +=
        std::string(file) + ":" + std::to_string(fault.line) + ": " + fault.path + ": " + fault.key + "\n";
  return text;
}

}  // namespace aproape::knowledge
