#include <algorithm>

#include "base/error.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::csv {
namespace {

// The separator that stands most often in the first line, outside quotes.
char find_separator(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    commas += c == ',' ? 1U : 0U;
    semicolons += c == ';' ? 1U : 0U;
    tabs += c == '\t' ? 1U : 0U;
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

[[noreturn]] void fail(const char* key, std::size_t line) {
  throw Error(ErrorKind::invalid, key, "line " + std::to_string(line));
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

Reader::Reader(std::string_view text, Limits limits) : text_(text), limits_(limits) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  separator_ = find_separator(text_);
}

std::optional<Row> Reader::next() {
  // Empty lines.
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }
  if (at_ >= text_.size()) return std::nullopt;
  if (++rows_ > limits_.rows) fail("csv.limit", line_);
  Row row;
  row.line = line_;
  std::string field;
  bool quoted = false;      // inside quotes
  bool was_quoted = false;  // the field had quotes, which have ended
  const auto end_field = [&] {
    if (row.fields.size() >= limits_.fields) fail("csv.limit", line_);
    row.fields.push_back(std::move(field));
    field.clear();
    was_quoted = false;
  };
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '\n') ++line_;
    if (field.size() >= limits_.field_bytes) fail("csv.limit", line_);
    if (quoted) {
      if (c != '"') {
        field.push_back(c);
      } else if (at_ < text_.size() && text_[at_] == '"') {
        field.push_back('"');
        ++at_;
      } else {
        quoted = false;
        was_quoted = true;
      }
      continue;
    }
    const bool line_ends = c == '\n' || (c == '\r' && (at_ >= text_.size() || text_[at_] == '\n'));
    if (line_ends) {
      if (c == '\r' && at_ < text_.size()) {
        ++at_;
        ++line_;
      }
      end_field();
      return row;
    }
    if (c == separator_) {
      end_field();
    } else if (c == '"' && field.empty() && !was_quoted) {
      quoted = true;
    } else if (was_quoted) {
      fail("csv.quote", row.line);  // "a"b
    } else {
      field.push_back(c);
    }
  }
  if (quoted) fail("csv.quote", row.line);
  end_field();
  return row;
}

Table::Table(std::string_view text, const std::vector<std::string>& wanted, Limits limits) {
  Reader reader(text, limits);
  if (auto heading = reader.next()) {
    for (const std::string& name : heading->fields) headings_.emplace_back(trim(name));
  }
  for (const std::string& name : headings_) {
    if (!name.empty() && std::count(headings_.begin(), headings_.end(), name) > 1) {
      throw Error(ErrorKind::invalid, "csv.heading", "twice: " + name);
    }
  }
  for (const std::string& name : wanted) {
    if (!has(name)) throw Error(ErrorKind::invalid, "csv.heading", "absent: " + name);
  }
  while (auto row = reader.next()) rows_.push_back(std::move(*row));
}

std::string Table::field(const Row& row, std::string_view heading) const {
  const auto found = std::find(headings_.begin(), headings_.end(), heading);
  const auto index = static_cast<std::size_t>(found - headings_.begin());
  return index < row.fields.size() ? std::string(trim(row.fields[index])) : std::string();
}

bool Table::has(std::string_view heading) const {
  return std::find(headings_.begin(), headings_.end(), heading) != headings_.end();
}

}  // namespace aproape::csv
