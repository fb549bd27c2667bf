#include "channels/mail/sender_verdict.hpp"

namespace aproape::mail {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Lower case, without comments and quoted strings: what remains can be split at ";" safely.
std::string bare(std::string_view field) {
  std::string out;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    if (c == '\\' && (quoted || depth > 0)) {
      ++i;
    } else if (quoted) {
      quoted = c != '"';
    } else if (c == '"' && depth == 0) {
      quoted = true;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    } else if (depth == 0) {
      out += is_blank(c) ? ' ' : lower(c);
    }
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string_view next_part(std::string_view& text) {
  const auto end = text.find(';');
  const std::string_view part = trim(text.substr(0, end));
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return part;
}

}  // namespace

SenderVerdict read_verdict(const std::vector<std::string>& fields, std::string_view authserv_id) {
  std::string wanted;
  for (const char c : authserv_id) wanted += lower(c);
  if (wanted.empty()) return {};
  for (const auto& field : fields) {
    const std::string text = bare(field);
    std::string_view rest = text;
    std::string_view id = next_part(rest);
    id = id.substr(0, id.find(' '));  // "id 1": a version may follow
    if (id != wanted) continue;
    SenderVerdict verdict;
    while (!rest.empty()) {
      const std::string_view part = next_part(rest);
      const auto equals = part.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view method = trim(part.substr(0, equals));
      std::string_view result = trim(part.substr(equals + 1));
      result = result.substr(0, result.find(' '));
      std::string* into = method == "spf"     ? &verdict.spf
                          : method == "dkim"  ? &verdict.dkim
                          : method == "dmarc" ? &verdict.dmarc
                                              : nullptr;
      // Several signatures: one that passes is enough.
      if (into != nullptr && (into->empty() || result == "pass")) *into = std::string(result);
    }
    return verdict;
  }
  return {};
}

std::vector<std::string> verdict_flags(const SenderVerdict& verdict, bool claimed) {
  std::vector<std::string> flags;
  const bool none = verdict.spf.empty() && verdict.dkim.empty() && verdict.dmarc.empty();
  if (claimed && none) flags.emplace_back("sender_unverified");
  if (verdict.dmarc == "fail") flags.emplace_back("dmarc_fail");
  if (verdict.dmarc == "pass") flags.emplace_back("sender_verified");
  if (verdict.spf == "fail") flags.emplace_back("spf_fail");
  if (verdict.dkim == "fail") flags.emplace_back("dkim_fail");
  return flags;
}

}  // namespace aproape::mail
