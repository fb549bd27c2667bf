#include "portal/articles.hpp"

#include <algorithm>

namespace aproape::portal {
namespace {

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  while (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

}  // namespace

const knowledge::Article* public_article(const knowledge::InForce& in_force, std::string_view key) {
  const knowledge::Article* article = in_force.library.find(key);
  const bool shown = article != nullptr && article->audience == knowledge::Audience::citizen;
  return shown ? article : nullptr;
}

Html heading(int level, std::string_view text) {
  Html out;
  out << "<h" << level << ">" << text << "</h" << level << ">";
  return out;
}

Html article_text(std::string_view body, int level) {
  Html out;
  enum class Open { none, list, paragraph } open = Open::none;
  const auto close = [&] {
    if (open == Open::list) out << "</ul>";
    if (open == Open::paragraph) out << "</p>";
    open = Open::none;
  };
  for (std::size_t from = 0; from < body.size();) {
    const std::size_t end = std::min(body.find('\n', from), body.size());
    const std::string_view line = trimmed(body.substr(from, end - from));
    from = end + 1;
    if (line.empty()) {
      close();
    } else if (line.starts_with("## ")) {
      close();
      out << heading(level, line.substr(3));
    } else if (line.starts_with("- ")) {
      if (open != Open::list) {
        close();
        out << "<ul>";
        open = Open::list;
      }
      out << "<li>" << line.substr(2) << "</li>";
    } else {
      if (open == Open::paragraph) {
        out << " ";
      } else {
        close();
        out << "<p>";
        open = Open::paragraph;
      }
      out << line;
    }
  }
  close();
  return out;
}

std::string checked_on(const knowledge::Article& article) {
  std::string last;
  for (const knowledge::Source& source : article.sources) last = std::max(last, source.seen);
  return last;
}

}  // namespace aproape::portal
