#include "channels/mail/threading.hpp"

#include <doctest/doctest.h>

namespace aproape::mail {
namespace {

constexpr Millis kNow = 1'800'000'000'000;

ThreadCandidate candidate(std::int64_t id, Proof proof, bool participant,
                          std::string subject = "Pașaport pierdut") {
  return {CaseId{id}, proof, participant, false, std::nullopt, {std::move(subject)}};
}

ThreadDecision decide(std::string subject, std::vector<ThreadCandidate> candidates) {
  const std::string number = find_case_number(subject);
  return thread_decision({std::move(subject), number, std::move(candidates)}, kNow);
}

using Kind = ThreadDecision::Kind;

}  // namespace

TEST_CASE("reply and forward marks, list tags and our number do not belong to the subject") {
  for (const char* subject :
       {"Pașaport pierdut", "Re: Pașaport pierdut", "RE: FW: pasaport pierdut", "Răsp: Paşaport pierdut",
        "AW: WG: Pasaport pierdut", "Re[3]: Pașaport pierdut", "[AP-2026-000123] Pașaport pierdut",
        "Re: [AP-2026-000123] Pașaport pierdut", "[lista] Re: Pașaport pierdut", "R: I: Pașaport pierdut",
        "re :  Pașaport pierdut  "}) {
    CAPTURE(subject);
    CHECK(plain_subject(subject) == "pasaport pierdut");
  }
  CHECK(plain_subject("Roma: pașaport") == "roma: pasaport");
  CHECK(plain_subject("[urgent]") == "[urgent]");
  CHECK(plain_subject("").empty());
  CHECK(plain_subject("Re:").empty());
}

TEST_CASE("25 nested marks end") {
  std::string subject;
  for (int i = 0; i < 200; ++i) subject += "Re: ";
  CHECK(plain_subject(subject + "x") == "x");
}

TEST_CASE("case numbers are found in any spelling, and only whole ones") {
  CHECK(find_case_number("Re: [AP-2026-000123] x") == "AP-2026-000123");
  CHECK(find_case_number("ap-2026-1000123") == "AP-2026-1000123");
  CHECK(find_case_number("AP-2026-00012").empty());
  CHECK(find_case_number("AP-26-000123").empty());
  CHECK(find_case_number("AP-2026-").empty());
  CHECK(find_case_number("AP-x AP-2026-000001").size() == 14);
}

TEST_CASE("a subject has changed only where it speaks of something else") {
  CHECK_FALSE(subject_changed("Re: Pașaport pierdut la Roma", "pasaport pierdut la roma"));
  CHECK_FALSE(subject_changed("Pașaport pierdut la Roma - acte", "Pașaport pierdut la Roma"));
  CHECK_FALSE(subject_changed("", "Pașaport"));
  CHECK_FALSE(subject_changed("Re: [AP-2026-000123]", "Pașaport"));
  CHECK_FALSE(subject_changed("Acte pentru pașaport pierdut", "Pașaport pierdut Roma"));
  CHECK(subject_changed("Certificat de naștere pentru copil", "Pașaport pierdut la Roma"));
  CHECK(subject_changed("Transcriere căsătorie", "Re: Programare pașaport"));
}

TEST_CASE("a token joins from any address and under any subject") {
  CHECK(decide("Re: Pașaport pierdut", {candidate(7, Proof::token, true)}).kind == Kind::join);
  const auto other = decide("Altceva cu totul", {candidate(7, Proof::token, false)});
  CHECK(other.kind == Kind::join);
  CHECK(other.reason == "token");
  CHECK(other.flags == std::vector<std::string>{"other_address", "subject_changed"});
}

TEST_CASE("a participant's answer to a mail of ours joins under another subject, a stranger's does not") {
  ThreadCandidate answer = candidate(7, Proof::in_reply_to, true);
  CHECK(decide("Certificat de naștere", {answer}).kind == Kind::new_linked);
  answer.ours = true;
  const auto joined = decide("Certificat de naștere", {answer});
  CHECK(joined.kind == Kind::join);
  CHECK(joined.flags == std::vector<std::string>{"subject_changed"});
  answer.participant = false;
  CHECK(decide("Certificat de naștere", {answer}).reason == "stranger");
}

TEST_CASE("a token wins over message ids of another case") {
  const auto decision =
      decide("x", {candidate(1, Proof::in_reply_to, true), candidate(2, Proof::token, false)});
  CHECK(decision.case_id == CaseId{2});
  CHECK(decision.kind == Kind::join);
}

TEST_CASE("a participant's reply joins by message ids; In-Reply-To before References") {
  const auto decision = decide("Re: Pașaport pierdut", {candidate(2, Proof::references, true),
                                                        candidate(1, Proof::in_reply_to, true)});
  CHECK(decision.kind == Kind::join);
  CHECK(decision.case_id == CaseId{1});
  CHECK(decision.reason == "in_reply_to");
  CHECK(decide("Re: Pașaport pierdut", {candidate(3, Proof::references, true)}).reason == "references");
}

TEST_CASE("of 200 references, a participant's case counts before a stranger's") {
  std::vector<ThreadCandidate> candidates;
  for (int i = 0; i < 199; ++i) candidates.push_back(candidate(100 + i, Proof::references, false));
  candidates.push_back(candidate(7, Proof::references, true));
  const auto decision = decide("Re: Pașaport pierdut", candidates);
  CHECK(decision.kind == Kind::join);
  CHECK(decision.case_id == CaseId{7});
}

TEST_CASE("the first of equal candidates is taken: References come newest first") {
  CHECK(decide("Re: Pașaport pierdut",
               {candidate(5, Proof::references, true), candidate(6, Proof::references, true)})
            .case_id == CaseId{5});
}

TEST_CASE("a stranger opens a linked case, whatever the proof but a token") {
  for (const Proof proof : {Proof::in_reply_to, Proof::references, Proof::subject_tag}) {
    const auto decision = decide("Re: [AP-2026-000123] Pașaport pierdut", {candidate(7, proof, false)});
    CHECK(decision.kind == Kind::new_linked);
    CHECK(decision.case_id == CaseId{7});
    CHECK(decision.reason == "stranger");
    CHECK(decision.flags.size() == (proof == Proof::subject_tag ? 1 : 0));
  }
}

TEST_CASE("a case number joins only together with a participant") {
  const auto decision = decide("AP-2026-000123", {candidate(7, Proof::subject_tag, true)});
  CHECK(decision.kind == Kind::join);
  CHECK(decision.reason == "subject_tag");
}

TEST_CASE("a number that names no case is a new case with a flag") {
  const auto decision = decide("AP-2026-999999 ce se aude?", {});
  CHECK(decision.kind == Kind::new_case);
  CHECK(decision.case_id.empty());
  CHECK(decision.flags == std::vector<std::string>{"guessed_number"});
}

TEST_CASE("no evidence is a new case, equal subjects are no evidence") {
  CHECK(decide("Pașaport pierdut", {}).reason == "no_evidence");
}

TEST_CASE("another subject by message ids opens a linked case") {
  const auto decision = decide("Transcriere certificat de naștere", {candidate(7, Proof::in_reply_to, true)});
  CHECK(decision.kind == Kind::new_linked);
  CHECK(decision.reason == "subject_changed");
  auto two = candidate(7, Proof::in_reply_to, true);
  two.subjects.emplace_back("Transcriere certificat");
  CHECK(decide("Re: Transcriere certificat de naștere", {two}).kind == Kind::join);
}

TEST_CASE("a case closed over 90 days ago is linked, not reopened, also by token") {
  for (const Proof proof : {Proof::token, Proof::in_reply_to, Proof::subject_tag}) {
    auto old = candidate(7, proof, true);
    old.closed_at = kNow - kReopenLimit - 1;
    CHECK(decide("Re: Pașaport pierdut", {old}).reason == "closed_long_ago");
    CHECK(decide("Re: Pașaport pierdut", {old}).kind == Kind::new_linked);
    old.closed_at = kNow - kReopenLimit;
    CHECK(decide("Re: Pașaport pierdut", {old}).kind == Kind::join);
  }
}

}  // namespace aproape::mail
