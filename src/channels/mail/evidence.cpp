#include "channels/mail/evidence.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/error.hpp"
#include "channels/mail/header_scan.hpp"
#include "channels/mail/mission_network.hpp"

namespace aproape::mail {
namespace {

access::Scope system_scope() {
  return access::Scope::system("mail.intake");
}

constexpr int kIdBase = 36;
constexpr std::size_t kProofLength = 24;  // 96 bits, in hex

std::string proof_of(const messages::Message& message) {
  const std::string& token = message.token;
  return token.size() <= kProofLength ? token : token.substr(token.size() - kProofLength);
}

std::optional<MessageId> read_id(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value, kIdBase);
  if (read.ec != std::errc() || read.ptr != end || value <= 0) return std::nullopt;
  return MessageId{value};
}

// The ids that a mail names as its parents, nearest first, at most 40.
std::vector<std::pair<std::string, Proof>> parents_of(const protocol::DecodedMail& mail) {
  std::vector<std::pair<std::string, Proof>> parents;
  if (!mail.in_reply_to.empty()) parents.emplace_back(mail.in_reply_to, Proof::in_reply_to);
  for (auto id = mail.references.rbegin(); id != mail.references.rend() && parents.size() < 40; ++id) {
    if (!id->empty() && *id != mail.in_reply_to) parents.emplace_back(*id, Proof::references);
  }
  return parents;
}

}  // namespace

std::string bounce_extension(const messages::Message& message) {
  std::array<char, 16> id{};
  const auto written = std::to_chars(id.data(), id.data() + id.size(), message.id.value, kIdBase);
  return "b." + std::string(id.data(), written.ptr) + "." + proof_of(message);
}

bool Evidence::takes_part(db::Tx& tx, CaseId id, std::string_view address) const {
  if (address.empty()) return false;
  if (services_.contacts.takes_part(tx, id, address)) return true;
  // Another address of the same known person is no stranger.
  const auto person = services_.people.find_identity(tx, system_scope(), "email", address);
  if (!person) return false;
  const auto emails = services_.people.emails(tx, *person);
  return std::any_of(emails.begin(), emails.end(),
                     [&](const std::string& other) { return services_.contacts.takes_part(tx, id, other); });
}

ThreadEvidence Evidence::threading(db::Tx& tx, const IntakeRecord& intake,
                                   const protocol::DecodedMail& mail) const {
  ThreadEvidence evidence{mail.subject, find_case_number(mail.subject), {}};
  std::set<CaseId> seen;
  const auto scope = system_scope();
  const auto consider = [&](CaseId named, Proof proof, bool ours) {
    const CaseId id = services_.cases.resolve(tx, named);
    if (!seen.insert(id).second || evidence.candidates.size() >= 20) return;
    const auto found = services_.cases.get(tx, scope, id);
    ThreadCandidate candidate{.case_id = id,
                              .proof = proof,
                              .participant = takes_part(tx, id, mail.from.address),
                              .ours = ours,
                              .closed_at = found.closed_at,
                              .subjects = services_.contacts.subjects(tx, id, 5),
                              .named = named};
    candidate.subjects.push_back(found.subject);
    evidence.candidates.push_back(std::move(candidate));
  };
  auto addresses = intake.recipients;
  addresses.insert(addresses.end(), mail.delivered_to.begin(), mail.delivered_to.end());
  for (const auto& to : mail.to) addresses.push_back(to.address);
  for (const auto& cc : mail.cc) addresses.push_back(cc.address);
  for (const auto& address : addresses) {
    const auto ours = recipients_.find(address);
    if (!ours || ours->kind != OurAddress::Kind::reply) continue;
    if (const auto id = services_.messages.case_of_token(ours->token)) consider(*id, Proof::token, true);
  }
  for (const auto& [parent, proof] : parents_of(mail)) {
    for (const auto& contact : services_.contacts.by_message_id(tx, parent)) {
      consider(contact.case_id, proof, contact.direction == contacts::Direction::out);
    }
  }
  if (!evidence.case_number_in_subject.empty()) {
    if (const auto id = services_.cases.by_number(tx, scope, evidence.case_number_in_subject)) {
      consider(*id, Proof::subject_tag, false);
    }
  }
  return evidence;
}

bool Evidence::parent_waits(db::Tx& tx, const IntakeRecord& intake, const protocol::DecodedMail& mail) const {
  const auto parents = parents_of(mail);
  return std::any_of(parents.begin(), parents.end(), [&](const auto& parent) {
    return intakes_.waits(tx, sha256_hex(parent.first), intake.id);
  });
}

MissionFinding Evidence::mission(db::Tx& tx, const IntakeRecord& intake, const protocol::DecodedMail& mail,
                                 PersonId person) const {
  // What is written to the postmaster is about mail, wherever its writer is (RFC 5321 4.5.1).
  for (const auto& recipient : intake.recipients) {
    const auto ours = recipients_.find(recipient);
    if (ours && ours->kind == OurAddress::Kind::postmaster)
      return {{}, "no_evidence", {"address: postmaster"}, 0};
  }
  const auto directory = services_.network.directory();
  const auto names = atlas(directory);
  const Millis now = services_.database.clock().now();
  MissionClues clues;
  clues.recipients = intake.recipients;
  clues.recipients.insert(clues.recipients.end(), mail.delivered_to.begin(), mail.delivered_to.end());
  for (const auto& to : mail.to) clues.recipients.push_back(to.address);
  for (const auto& cc : mail.cc) clues.recipients.push_back(cc.address);
  const auto scope = system_scope();
  // A forwarded mail is about who wrote it first, and belongs to whom that one wrote.
  std::string author = mail.from.address;
  if (mail.forwarded_from && !recipients_.find(mail.forwarded_from->address)) {
    author = mail.forwarded_from->address;
    clues.recipients.insert(clues.recipients.end(), mail.forwarded_to.begin(), mail.forwarded_to.end());
    person = services_.people.find_identity(tx, scope, "email", author).value_or(PersonId{});
  }
  clues.sender_domain = author.substr(author.rfind('@') + 1);
  clues.subject = mail.subject;
  clues.text = mail.text;
  if (!person.empty()) {
    clues.person_country = services_.people.get(tx, scope, person).domicile;
    for (const auto& earlier : services_.cases.of_person(tx, scope, person, 3)) {
      if (directory->mission_code(earlier.unit).empty()) continue;
      clues.person_unit = earlier.unit;
      break;
    }
  }
  const auto by_address = [&](std::string_view local, std::string_view domain) -> std::optional<UnitId> {
    const auto ours = recipients_.find(std::string(local) + "@" + std::string(domain));
    if (ours && ours->kind == OurAddress::Kind::mission) return ours->unit;
    return std::nullopt;
  };
  return find_mission(clues, mission_network(*names, *directory, now, by_address));
}

std::optional<messages::Message> Evidence::bounced_message(db::Tx& tx, const IntakeRecord& intake) const {
  for (const auto& address : intake.recipients) {
    const auto ours = recipients_.find(address);
    if (!ours || ours->kind != OurAddress::Kind::bounce) continue;
    const auto dot = ours->token.find('.');
    if (dot == std::string::npos) continue;
    const auto id = read_id(std::string_view(ours->token).substr(0, dot));
    if (!id) continue;
    const std::string claimed = ours->token.substr(dot + 1);
    try {
      auto message = services_.messages.get(tx, system_scope(), *id);
      const std::string proof = proof_of(message);
      if (!proof.empty() && proof.size() == claimed.size() &&
          CRYPTO_memcmp(proof.data(), claimed.data(), proof.size()) == 0)
        return message;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
    }
  }
  return std::nullopt;
}

std::shared_ptr<const network::Atlas> Evidence::atlas(
    const std::shared_ptr<const network::Directory>& directory) const {
  const std::lock_guard lock(guard_);
  if (atlas_of_ != directory) {
    atlas_ = std::make_shared<const network::Atlas>(*directory, services_.database.clock().now());
    atlas_of_ = directory;
  }
  return atlas_;
}

}  // namespace aproape::mail
