#include "channels/mail/threading.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "text/fold.hpp"

namespace aproape::mail {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "re", "fw" … as mail programs of our citizens' countries write them, folded.
constexpr std::array<std::string_view, 30> kMarks{
    "re",  "fw",  "fwd", "rasp", "raspuns", "aw", "wg",   "tr",     "rif",   "r",
    "i",   "rv",  "res", "enc",  "sv",      "vs", "antw", "doorst", "odp",   "pd",
    "ynt", "ilt", "vl",  "bls",  "trs",     "va", "vb",   "tb",     "redir", "fs"};

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes one "Re:", "Re[2]:", "FW :" or "[list]" off the front; false where none stands there.
bool strip_one(std::string_view& text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos || trim(text.substr(end + 1)).empty()) return false;
    text = trim(text.substr(end + 1));
    return true;
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon > 12) return false;
  std::string_view word = trim(text.substr(0, colon));
  if (const auto bracket = word.find('['); bracket != std::string_view::npos) word = word.substr(0, bracket);
  if (std::find(kMarks.begin(), kMarks.end(), word) == kMarks.end()) return false;
  text = trim(text.substr(colon + 1));
  return true;
}

std::set<std::string> words_of(std::string_view folded) {
  std::set<std::string> words;
  std::string word;
  for (const char c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z')) {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.insert(word);
  return words;
}

// Where "ap-" + 4 digits + "-" + at least 6 digits begins in folded text; its length in `length`.
std::size_t number_at(std::string_view folded, std::size_t& length) {
  for (std::size_t at = folded.find("ap-"); at != std::string_view::npos; at = folded.find("ap-", at + 1)) {
    std::size_t i = at + 3;
    std::size_t year = 0;
    while (i < folded.size() && is_digit(folded[i])) ++i, ++year;
    if (year != 4 || i >= folded.size() || folded[i] != '-') continue;
    const std::size_t serial = ++i;
    while (i < folded.size() && is_digit(folded[i])) ++i;
    if (i - serial < 6 || i - serial > 12) continue;
    length = i - at;
    return at;
  }
  return std::string_view::npos;
}

bool changed_from_all(std::string_view subject, const std::vector<std::string>& before) {
  return !before.empty() && std::all_of(before.begin(), before.end(), [&](const std::string& earlier) {
    return subject_changed(subject, earlier);
  });
}

// `changed`: another subject than before, which staff is told of: it may be a matter of its own.
ThreadDecision join(const ThreadCandidate& candidate, bool changed) {
  ThreadDecision decision{ThreadDecision::Kind::join,
                          candidate.case_id,
                          std::string(name_of(candidate.proof)),
                          {},
                          candidate.named.empty() ? candidate.case_id : candidate.named};
  if (!candidate.participant) decision.flags.emplace_back("other_address");
  if (changed) decision.flags.emplace_back("subject_changed");
  return decision;
}

ThreadDecision link(const ThreadCandidate& candidate, std::string reason) {
  return {ThreadDecision::Kind::new_linked, candidate.case_id, std::move(reason), {}, {}};
}

}  // namespace

std::string_view name_of(Proof proof) {
  switch (proof) {
    case Proof::token:
      return "token";
    case Proof::in_reply_to:
      return "in_reply_to";
    case Proof::references:
      return "references";
    case Proof::subject_tag:
      return "subject_tag";
  }
  return "";
}

std::string find_case_number(std::string_view text) {
  const std::string folded = text::fold(text);
  std::size_t length = 0;
  const std::size_t at = number_at(folded, length);
  if (at == std::string::npos) return {};
  return "AP" + folded.substr(at + 2, length - 2);
}

std::string plain_subject(std::string_view subject) {
  std::string folded = text::fold(subject);
  std::size_t length = 0;
  for (std::size_t at = number_at(folded, length); at != std::string::npos; at = number_at(folded, length)) {
    const bool bracketed =
        at > 0 && folded[at - 1] == '[' && at + length < folded.size() && folded[at + length] == ']';
    folded.erase(bracketed ? at - 1 : at, bracketed ? length + 2 : length);
  }
  std::string_view rest = trim(folded);
  while (strip_one(rest)) {
  }
  return std::string(rest);
}

bool subject_changed(std::string_view now, std::string_view before) {
  const std::string a = plain_subject(now);
  const std::string b = plain_subject(before);
  if (a.empty() || b.empty() || a.find(b) != std::string::npos || b.find(a) != std::string::npos)
    return false;
  const auto words_a = words_of(a);
  const auto words_b = words_of(b);
  if (words_a.empty() || words_b.empty()) return false;
  const auto shared = static_cast<std::size_t>(std::count_if(
      words_a.begin(), words_a.end(), [&](const std::string& word) { return words_b.contains(word); }));
  return shared * 3 < std::min(words_a.size(), words_b.size());
}

ThreadDecision thread_decision(const ThreadEvidence& evidence, Millis now) {
  if (evidence.candidates.empty()) {
    ThreadDecision decision{ThreadDecision::Kind::new_case, {}, "no_evidence", {}};
    // A number that names no case: told to the operator, disclosed to nobody.
    if (!evidence.case_number_in_subject.empty()) decision.flags.emplace_back("guessed_number");
    return decision;
  }
  // A participant's evidence counts before a stranger's of the same strength: one of 200 references may lead
  // into somebody else's case.
  const auto best = std::min_element(evidence.candidates.begin(), evidence.candidates.end(),
                                     [](const ThreadCandidate& a, const ThreadCandidate& b) {
                                       if (a.proof != b.proof) return a.proof < b.proof;
                                       return a.participant && !b.participant;
                                     });
  const ThreadCandidate& found = *best;
  if (found.closed_at && now - *found.closed_at > kReopenLimit) return link(found, "closed_long_ago");
  const bool changed = changed_from_all(evidence.subject, found.subjects);
  if (found.proof == Proof::token) return join(found, changed);
  if (!found.participant) {
    ThreadDecision decision = link(found, "stranger");
    if (found.proof == Proof::subject_tag) decision.flags.emplace_back("guessed_number");
    return decision;
  }
  const bool answers_us = found.proof == Proof::in_reply_to && found.ours;
  if (found.proof != Proof::subject_tag && changed && !answers_us) return link(found, "subject_changed");
  return join(found, changed);
}

}  // namespace aproape::mail
