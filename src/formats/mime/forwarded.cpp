#include "formats/mime/forwarded.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kLongestValue = 500;
constexpr std::size_t kHeadLines = 10;  // after a mark, in which the heading stands
constexpr std::size_t kMostLines = 5000;

enum class Mark { none, forward, original };

template <std::size_t N>
bool any_in(const std::array<std::string_view, N>& list, std::string_view line) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view mark) { return contains_ignoring_case(line, mark); });
}

Mark mark_of(std::string_view line) {
  static constexpr std::array<std::string_view, 15> forwards{
      "forwarded message",          "begin forwarded",    "mesaj redirec",
      "mesajului redirec",          "mesaj retrimis",     "mesaj transmis",
      "messaggio inoltrato",        "mensaje reenviado",  "weitergeleitete nachricht",
      "weitergeleiteten nachricht", "message transf",     "message r\u00e9exp",
      "mensagem encaminhada",       "mensaje reexpedido", "courriel transf"};
  static constexpr std::array<std::string_view, 10> originals{
      "original message",       "mesaj original",    "mesajul original", "messaggio originale",
      "mensaje original",       "originalnachricht", "che nachricht",    "message d'origine",
      "message d\u2019origine", "message original"};
  line = trim(line);
  if (line.size() >= 120) return Mark::none;
  if (!line.starts_with("--") && !line.starts_with("__") && !line.ends_with(":")) return Mark::none;
  if (any_in(forwards, line)) return Mark::forward;
  return any_in(originals, line) ? Mark::original : Mark::none;
}

enum class Field { none, from, to, date, subject };

struct Heading {
  Field field = Field::none;
  std::string_view value;
};

// "From: …", "*De la:* …", "> Von: …", "De : …".
Heading heading_of(std::string_view line) {
  struct Name {
    std::string_view word;
    Field field;
  };
  static constexpr std::array<Name, 44> names{{{"from", Field::from},
                                               {"de la", Field::from},
                                               {"da", Field::from},
                                               {"von", Field::from},
                                               {"de", Field::from},
                                               {"exp\u00e9diteur", Field::from},
                                               {"expediteur", Field::from},
                                               {"expeditor", Field::from},
                                               {"mittente", Field::from},
                                               {"remitente", Field::from},
                                               {"absender", Field::from},
                                               {"to", Field::to},
                                               {"c\u0103tre", Field::to},
                                               {"catre", Field::to},
                                               {"c\u00e3tre", Field::to},
                                               {"a", Field::to},
                                               {"an", Field::to},
                                               {"para", Field::to},
                                               {"\u00e0", Field::to},
                                               {"\u00c0", Field::to},
                                               {"destinatar", Field::to},
                                               {"destinataire", Field::to},
                                               {"destinatario", Field::to},
                                               {"empf\u00e4nger", Field::to},
                                               {"date", Field::date},
                                               {"data", Field::date},
                                               {"dat\u0103", Field::date},
                                               {"sent", Field::date},
                                               {"trimis", Field::date},
                                               {"trimis la", Field::date},
                                               {"datum", Field::date},
                                               {"gesendet", Field::date},
                                               {"envoy\u00e9", Field::date},
                                               {"envoy\u00e9 le", Field::date},
                                               {"enviado", Field::date},
                                               {"enviado el", Field::date},
                                               {"inviato", Field::date},
                                               {"fecha", Field::date},
                                               {"subject", Field::subject},
                                               {"subiect", Field::subject},
                                               {"betreff", Field::subject},
                                               {"objet", Field::subject},
                                               {"oggetto", Field::subject},
                                               {"asunto", Field::subject}}};
  while (!line.empty() && (is_blank(line.front()) || line.front() == '>' || line.front() == '*'))
    line.remove_prefix(1);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 20) return {};
  std::string_view name = line.substr(0, colon);
  while (!name.empty() &&
         (name.back() == '*' || name.back() == ' ' || name.back() == '\xA0' || name.back() == '\xC2'))
    name.remove_suffix(1);
  for (const Name& known : names) {
    if (!equal_ignoring_case(name, known.word)) continue;
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == '*' || is_blank(value.front()))) value.remove_prefix(1);
    return {known.field, trim(value)};
  }
  return {};
}

// Outlook writes addresses as "Ana [mailto:ana@example.org]" and "ana@example.org<mailto:ana@example.org>".
std::string plain_mailbox(std::string_view value) {
  std::string out(value.substr(0, kLongestValue));
  for (std::size_t at = 0; (at = out.find("mailto:", at)) != std::string::npos;) {
    const char open = at > 0 ? out[at - 1] : ' ';
    const char close = open == '[' ? ']' : '>';
    const std::size_t end = out.find(close, at);
    if ((open != '[' && open != '<') || end == std::string::npos) {
      out.erase(at, 7);
    } else if (out.substr(0, at).find('@') != std::string::npos) {
      out.erase(at - 1, end - at + 2);
    } else {
      out.replace(at - 1, end - at + 2, "<" + out.substr(at + 7, end - at - 7) + ">");
      at = end > 7 ? end - 7 : 0;
    }
  }
  return out;
}

bool answer_subject(std::string_view subject) {
  static constexpr std::array<std::string_view, 10> marks{
      "re:", "re :", "re[", "aw:", "r:", "r\u0103sp:", "rasp:", "sv:", "antw:", "res:"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return starts_ignoring_case(trim(subject), mark); });
}

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty() && lines.size() < kMostLines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The heading that stands in the lines from `at` on; it needs a From with an address.
std::optional<ForwardedHead> head_after(const Lines& lines, std::size_t at) {
  ForwardedHead head;
  const std::size_t end = std::min(lines.size(), at + kHeadLines);
  for (; at < end; ++at) {
    const Heading heading = heading_of(lines[at]);
    const bool address = heading.value.find('@') != std::string_view::npos;
    if (heading.field == Field::from && head.from.empty() && address)
      head.from = plain_mailbox(heading.value);
    if (heading.field == Field::to && head.to.empty() && address) head.to = plain_mailbox(heading.value);
  }
  return head.from.empty() ? std::nullopt : std::optional(std::move(head));
}

// A heading that no mark announces: From first, then at least two of date, addressee and subject, close
// together.
bool bare_heading(const Lines& lines, std::size_t at) {
  if (lines[at].starts_with('>') || heading_of(lines[at]).field != Field::from) return false;
  std::array<bool, 5> seen{};
  for (std::size_t next = at + 1; next < std::min(lines.size(), at + 6); ++next) {
    if (trim(lines[next]).empty()) continue;
    seen[static_cast<std::size_t>(heading_of(lines[next]).field)] = true;
  }
  const auto has = [&](Field field) { return seen[static_cast<std::size_t>(field)] ? 1 : 0; };
  return has(Field::date) + has(Field::to) + has(Field::subject) >= 2;
}

}  // namespace

std::optional<ForwardedHead> forwarded_head(std::string_view text, std::string_view subject) {
  const bool answer = answer_subject(subject);
  const Lines lines = lines_of(text);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const Mark mark = mark_of(lines[at]);
    if (mark == Mark::forward || (mark == Mark::original && !answer)) {
      if (auto head = head_after(lines, at + 1)) return head;
    } else if (!answer && bare_heading(lines, at)) {
      if (auto head = head_after(lines, at)) return head;
    }
  }
  return {};
}

}  // namespace aproape::mime
