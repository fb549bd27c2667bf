#include "formats/csv/csv.hpp"

namespace aproape::csv {
namespace {

bool is_formula_start(char c) {
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

// A field that needs an apostrophe, or whose own apostrophes would be taken for one of ours.
bool needs_guard(std::string_view field) {
  while (field.starts_with('\'')) field.remove_prefix(1);
  return !field.empty() && is_formula_start(field.front());
}

}  // namespace

std::string write_row(const std::vector<std::string>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out.push_back(',');
    const std::string field = needs_guard(fields[i]) ? "'" + fields[i] : fields[i];
    const bool quote = field.find_first_of("\",\r\n;\t") != std::string::npos || field.starts_with(' ') ||
                       field.ends_with(' ') || (field.empty() && fields.size() == 1) ||
                       (i == 0 && field.starts_with("\xEF\xBB\xBF"));
    if (!quote) {
      out += field;
      continue;
    }
    out.push_back('"');
    for (const char c : field) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }
  return out + "\r\n";
}

std::string unguard(std::string_view field) {
  if (field.starts_with('\'') && needs_guard(field)) field.remove_prefix(1);
  return std::string(field);
}

}  // namespace aproape::csv
