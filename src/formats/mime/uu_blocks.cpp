#include "formats/mime/uu_blocks.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "formats/mime/ascii.hpp"
#include "formats/mime/transfer.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kMostBlocks = 200;

std::string_view line_at(std::string_view text, std::size_t at, std::size_t& next) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  next = std::min(end + 1, text.size());
  std::string_view line = text.substr(at, end - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The name behind "begin 644 ".
std::optional<std::string_view> name_in(std::string_view line) {
  line.remove_prefix(std::string_view("begin ").size());
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '7') ++digits;
  if (digits < 3 || digits > 6 || digits >= line.size() || line[digits] != ' ') return {};
  const std::string_view name = trim(line.substr(digits));
  return name.empty() ? std::nullopt : std::optional(name);
}

// A line of data says its length in its first character; blanks at its end may have been lost on the way.
bool is_data(std::string_view line) {
  if (line.empty()) return true;
  if (line.front() < ' ' || line.front() > '`') return false;
  const std::size_t bytes = (static_cast<unsigned char>(line.front()) - 32U) & 63U;
  if (line.size() > 1 + (bytes + 2) / 3 * 4 + 2) return false;
  return std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '`'; });
}

// Where the block that begins after `at` ends (after its "end"), or nothing.
std::optional<std::size_t> end_of_block(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = 0;
    const std::string_view line = line_at(text, at, next);
    if (trim(line) == "end") return next;
    if (!is_data(line)) return {};
    at = next;
  }
  return {};
}

}  // namespace

std::vector<UuFile> take_uu_blocks(std::string& text) {
  std::vector<UuFile> files;
  std::string kept;
  std::size_t done = 0;
  for (std::size_t at = 0;
       files.size() < kMostBlocks && (at = text.find("begin ", at)) != std::string::npos;) {
    std::size_t data = at + 1;
    if (at == 0 || text[at - 1] == '\n') {
      const auto name = name_in(line_at(text, at, data));
      const auto end = name ? end_of_block(text, data) : std::nullopt;
      if (end) {
        files.push_back(
            {std::string(*name), decode_uuencode(std::string_view(text).substr(data, *end - data))});
        kept.append(text, done, at - done);
        done = data = *end;
      }
    }
    at = data;
  }
  if (files.empty()) return files;
  kept.append(text, done, std::string::npos);
  text = std::move(kept);
  return files;
}

}  // namespace aproape::mime
