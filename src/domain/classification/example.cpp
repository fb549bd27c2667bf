#include "domain/classification/example.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

namespace aproape::classification {
namespace {

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> known) {
  for (const std::string_view one : known)
    if (one == value) return true;
  return false;
}

Example read_example(const json::Value& line) {
  Example e;
  e.id = line.get_string("id");
  e.group = line.get_string("author") + '/' + line.get_string("scenario");
  e.language = line.get_string("language");
  e.subject = line.get_string("subject");
  e.text = line["text"].as_string();
  e.kind = line.get_string("kind", "case");
  e.subcategory = line.get_string("subcategory");
  e.urgency = line.get_string("urgency", "P4");
  e.urgent = line.get_bool("urgent");
  e.country = line.get_string("country");
  if (!is_one_of(e.kind, {"case", "spam", "auto-reply", "abuse"}) ||
      !is_one_of(e.urgency, {"P1", "P2", "P3", "P4"}))
    throw Error(ErrorKind::invalid, "json.type", "kind or urgency");
  return e;
}

}  // namespace

std::vector<Example> read_examples(std::string_view name, std::string_view lines) {
  std::vector<Example> all;
  std::size_t number = 0;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      all.push_back(read_example(json::parse(line)));
    } catch (const Error& error) {
      throw Error(ErrorKind::invalid, "classifier.examples",
                  std::string(name) + ':' + std::to_string(number) + ": " + error.what());
    }
  }
  return all;
}

}  // namespace aproape::classification
