#include "formats/mime/message_ids.hpp"

#include <algorithm>
#include <unordered_set>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kMost = 200;
constexpr std::size_t kLongest = 998;

std::string compact(std::string_view id) {
  std::string out;
  for (const char c : id)
    if (static_cast<unsigned char>(c) > ' ' && c != 127 && c != '<' && c != '>') out += c;
  return out.size() <= kLongest ? out : std::string{};
}

// Without brackets a field may as well be prose: "ana@example.org's message of Monday".
bool only_ids(std::string_view field) {
  while (!field.empty()) {
    const std::size_t end = std::min(field.find_first_of(" \t\r\n,"), field.size());
    const std::string_view word = field.substr(0, end);
    if (!word.empty() && word.find('@') == std::string_view::npos) return false;
    field.remove_prefix(std::min(end + 1, field.size()));
  }
  return true;
}

}  // namespace

std::string read_own_id(std::string_view field) {
  const auto ids = read_message_ids(field);
  if (!ids.empty()) return ids.front();
  return trim(field).find_first_of(" \t\r\n<>") == std::string_view::npos ? compact(field) : std::string{};
}

std::string read_parent_id(std::string_view field) {
  const auto ids = read_message_ids(field);
  if (ids.empty()) return {};
  return starts_ignoring_case(trim(field), "message from") ? ids.back() : ids.front();
}

std::vector<std::string> read_message_ids(std::string_view field) {
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  const auto add = [&](std::string id) {
    if (!id.empty() && seen.insert(id).second) out.push_back(std::move(id));
  };
  const bool brackets = field.find('<') != std::string_view::npos;
  if (!brackets && !only_ids(field)) return out;
  for (std::size_t at = 0; at < field.size();) {
    if (brackets) {
      const std::size_t open = field.find('<', at);
      if (open == std::string_view::npos) break;
      const std::size_t stop = std::min(field.find_first_of("<>", open + 1), field.size());
      add(compact(field.substr(open + 1, stop - open - 1)));
      at = stop < field.size() && field[stop] == '>' ? stop + 1 : std::max(stop, open + 1);
    } else {
      while (at < field.size() && (is_blank(field[at]) || field[at] == ',')) ++at;
      const std::size_t stop = std::min(field.find_first_of(" \t\r\n,", at), field.size());
      const std::string_view word = field.substr(at, stop - at);
      if (word.find('@') != std::string_view::npos) add(compact(word));
      at = stop;
    }
  }
  if (out.size() > kMost) out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(kMost));
  return out;
}

}  // namespace aproape::mime
