#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::mail {

// What ties a mail to a case, strongest first (guides/mail.md 5.5, T1).
enum class Proof {
  token,  // the signed token of our reply address: only who received our mail has it
  in_reply_to,
  references,
  subject_tag,  // a case number in the subject: anybody can guess one
};
[[nodiscard]] std::string_view name_of(Proof proof);  // "token", "in_reply_to", …

// A case that some evidence names; merged cases are already followed to the one that took them in.
struct ThreadCandidate {
  CaseId case_id;
  Proof proof = Proof::in_reply_to;
  bool participant = false;  // the sender has a role in it, or was written to from it
  bool ours = false;         // the message id that leads here is of a mail that we sent
  std::optional<Millis> closed_at;
  std::vector<std::string> subjects;  // of the case and of its latest contacts
  CaseId named = {};                  // the case of the evidence itself: an alias, where it was merged
};

struct ThreadEvidence {
  std::string subject;
  std::string case_number_in_subject;       // as find_case_number() gave it; empty: none
  std::vector<ThreadCandidate> candidates;  // in the order in which they were found
};

struct ThreadDecision {
  enum class Kind { join, new_case, new_linked };
  Kind kind = Kind::new_case;
  CaseId case_id;                  // joined or linked to
  std::string reason;              // a word for the timeline: "token", "in_reply_to", …, "stranger",
                                   // "subject_changed", "closed_long_ago", "no_evidence"
  std::vector<std::string> flags;  // "other_address", "guessed_number", "subject_changed"
  CaseId named = {};               // joined by this alias, or `case_id`
};

// A case closed longer ago than this is not reopened by a mail: a new, linked case begins (T6).
inline constexpr Millis kReopenLimit = 90 * kDay;

// Pure. The strongest evidence decides: a token always joins (also from another address and under another
// subject, because only the receiver of our mail holds it); so does a participant's direct answer to a mail
// of ours; other message ids join where the sender takes part in the case and the subject is still the same
// matter; a case number joins only together with a participant (T2; docs/decisions/0081). Otherwise a new
// case, linked to the one that the evidence named, so that nothing is disclosed to a stranger and nothing is
// lost.
[[nodiscard]] ThreadDecision thread_decision(const ThreadEvidence& evidence, Millis now);

// A subject without reply and forward marks in the languages that mail programs use, list tags and our case
// number.
[[nodiscard]] std::string plain_subject(std::string_view subject);

// Whether two subjects speak of different matters: neither holds the other, and they share under a third of
// their words. An empty one differs from none.
[[nodiscard]] bool subject_changed(std::string_view now, std::string_view before);

// The first case number ("AP-2026-000123") in a text, in capitals; empty where there is none.
[[nodiscard]] std::string find_case_number(std::string_view text);

}  // namespace aproape::mail
