#include "domain/knowledge/diff.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "domain/knowledge/document.hpp"

namespace aproape::knowledge {
namespace {

using Parts = std::vector<std::pair<std::string, std::vector<std::string>>>;

void split(std::vector<std::string>& lines, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_lines(const json::Value& value) {
  return value.is_array() && std::all_of(value.as_array().begin(), value.as_array().end(),
                                         [](const json::Value& item) { return item.is_string(); });
}

// The document as paths with their lines; lists of texts are lines of one path.
void flatten(Parts& parts, const std::string& path, const json::Value& value) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.as_object())
      flatten(parts, path.empty() ? name : path + "." + name, member);
  } else if (is_lines(value)) {
    std::vector<std::string> lines;
    for (const json::Value& item : value.as_array()) split(lines, item.as_string());
    if (!lines.empty()) parts.emplace_back(path, std::move(lines));
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.as_array().size(); ++i)
      flatten(parts, path + "." + std::to_string(i + 1), value.as_array()[i]);
  } else {
    std::vector<std::string> lines;
    split(lines, value.is_string() ? value.as_string() : json::write(value));
    parts.emplace_back(path, std::move(lines));
  }
}

// What a table of all pairs may hold: 16 MB. Longer texts (nobody writes them by hand) are shown as wholly
// replaced.
constexpr std::size_t kMostPairs = 4'000'000;

using Lines = std::span<const std::string>;

void put(std::vector<DiffLine>& lines, char sign, Lines texts) {
  for (const std::string& text : texts) lines.push_back({sign, text});
}

// Longest common subsequence of what is left between a common beginning and a common end.
void compare_middle(std::vector<DiffLine>& lines, Lines a, Lines b) {
  if (a.size() * b.size() > kMostPairs) {
    put(lines, '-', a);
    put(lines, '+', b);
    return;
  }
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      lines.push_back({' ', a[i]});
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', a[i++]});
    } else {
      lines.push_back({'+', b[j++]});
    }
  }
}

std::vector<DiffLine> compare(Lines a, Lines b) {
  const auto apart = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto head = static_cast<std::size_t>(apart.first - a.begin());
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  std::vector<DiffLine> lines;
  put(lines, ' ', a.first(head));
  compare_middle(lines, a.subspan(head, a.size() - head - tail), b.subspan(head, b.size() - head - tail));
  put(lines, ' ', a.last(tail));
  return lines;
}

const std::vector<std::string>* find(const Parts& parts, std::string_view path) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == path; });
  return found == parts.end() ? nullptr : &found->second;
}

}  // namespace

std::vector<DiffPart> diff(const Article& before, const Article& after) {
  Parts old_parts;
  Parts new_parts;
  flatten(old_parts, {}, json::Value(to_json(before)));
  flatten(new_parts, {}, json::Value(to_json(after)));
  std::vector<DiffPart> changes;
  const std::vector<std::string> none;
  for (const auto& [path, lines] : new_parts) {
    const std::vector<std::string>* was = find(old_parts, path);
    if (was == nullptr || *was != lines)
      changes.push_back({path, compare(was == nullptr ? none : *was, lines)});
  }
  for (const auto& [path, lines] : old_parts)
    if (find(new_parts, path) == nullptr) changes.push_back({path, compare(lines, none)});
  return changes;
}

}  // namespace aproape::knowledge
