#include "domain/search/query.hpp"

namespace aproape::search {
namespace {

// One word between marks of quotation, which are doubled inside.
void add_quoted(std::string& to, std::string_view word, char mark) {
  to += mark;
  for (const char c : word) {
    if (c == mark || c == '\\') to += c;
    to += c;
  }
  to += mark;
}

}  // namespace

std::string match_expression(const text::SearchQuery& query, db::Backend backend) {
  const bool postgres = backend == db::Backend::postgres;
  const char mark = postgres ? '\'' : '"';
  std::string expression;
  for (const std::string& term : query.terms) {
    if (!expression.empty()) expression += postgres ? " & " : " ";
    add_quoted(expression, term, mark);
  }
  if (!query.prefix.empty()) {
    if (!expression.empty()) expression += postgres ? " & " : " ";
    add_quoted(expression, query.prefix, mark);
    expression += postgres ? ":*" : "*";
  }
  return expression;
}

}  // namespace aproape::search
