#include "channels/web_form/follow.hpp"

#include <algorithm>
#include <cstdio>

#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/web_form/files.hpp"
#include "channels/web_form/follow_repository.hpp"
#include "channels/web_form/questions.hpp"
#include "channels/web_form/token.hpp"
#include "i18n/texts.hpp"
#include "storage/signature.hpp"
#include "text/fold.hpp"

namespace aproape::web_form {
namespace {

constexpr Millis kCodeLife = 15 * kMinute;
constexpr Millis kSeenFor = 30 * kMinute;
constexpr std::int64_t kMostAttempts = 5;
constexpr std::size_t kDigestBytes = 32;
constexpr Millis kFirstPause = 30 * kSecond;
constexpr Millis kLongestPause = 4 * kHour;

access::Scope system_scope() {
  return access::Scope::system("follow.case");
}

bool has_address(const std::vector<contacts::Address>& list, std::string_view address) {
  return std::any_of(list.begin(), list.end(),
                     [&](const contacts::Address& one) { return text::fold(one.address) == address; });
}

// What an outgoing message shows: nothing before it left, or where it was taken back.
bool has_left(const std::vector<messages::Fate>& fates, MessageId id) {
  const auto found =
      std::find_if(fates.begin(), fates.end(), [&](const messages::Fate& one) { return one.id == id; });
  return found == fates.end() || (found->status != "queued" && found->status != "cancelled");
}

}  // namespace

Millis pause_after(std::int64_t codes) {
  if (codes <= 0) return 0;
  Millis pause = kFirstPause;
  for (std::int64_t i = 1; i < codes && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

std::string case_number_of(std::string_view typed) {
  std::string digits, year;
  std::string folded = text::fold(typed);
  std::size_t at = folded.find_first_not_of(" \t");
  if (at == std::string::npos) return {};
  if (folded.compare(at, 2, "ap") == 0) at += 2;
  for (; at < folded.size(); ++at) {
    const char c = folded[at];
    if (c >= '0' && c <= '9') {
      (year.size() < 4 ? year : digits) += c;
    } else if (c != '-' && c != ' ' && c != '/' && c != '.') {
      return {};
    }
  }
  while (digits.size() > 6 && digits.front() == '0') digits.erase(0, 1);
  if (year.size() != 4 || digits.empty() || digits.size() > 9) return {};
  char number[32];
  std::snprintf(number, sizeof number, "AP-%s-%06lld", year.c_str(), std::stoll(digits));
  return std::string(number);
}

std::string Follow::digest(std::string_view token) const {
  return storage::sign(options_.key, "follow", token, kDigestBytes);
}

std::string Follow::code_digest(std::string_view token, std::string_view code) const {
  return storage::sign(options_.key, "code", std::string(token) + ':' + std::string(code), kDigestBytes);
}

std::optional<CaseId> Follow::fitting(db::Tx& tx, std::string_view number, std::string_view address) const {
  const auto scope = system_scope();
  const auto named = services_.cases.by_number(tx, scope, number);
  if (!named) return std::nullopt;
  const cases::Case c = services_.cases.get(tx, scope, services_.cases.resolve(tx, *named));
  if (c.requester.empty()) return std::nullopt;
  const std::vector<std::string> known = services_.people.emails(tx, c.requester);
  const bool his = std::any_of(known.begin(), known.end(),
                               [&](const std::string& one) { return text::fold(one) == address; });
  return his ? std::optional(c.id) : std::nullopt;
}

void Follow::send_code(db::Tx& tx, CaseId id, std::string_view address, std::string_view code,
                       std::string_view language) const {
  const auto& texts = i18n::Texts::standard();
  messages::Service::Notice notice;
  notice.to = {{}, std::string(address)};
  notice.subject = texts.text("follow.mail_subject", language);
  notice.text = texts.text("follow.mail_text", language, {{"code", std::string(code)}});
  notice.language = language;
  services_.messages.notify(tx, system_scope(), id, notice);
}

std::string Follow::ask(std::string_view typed, std::string_view email, std::string_view language) {
  const std::string number = case_number_of(typed);
  const std::string address = text::fold(email);
  const std::string asked = storage::sign(options_.key, "asked", number + ' ' + address, kDigestBytes);
  std::string token = new_token();
  const std::string code = new_code();
  services_.database.write([&](db::Tx& tx) {
    const Millis now = services_.database.clock().now();
    const follow_repository::Earlier earlier = follow_repository::earlier(tx, asked, now - kDay);
    if (now < earlier.last_at + pause_after(earlier.count)) throw Error(ErrorKind::too_many, "follow.wait");
    const std::optional<CaseId> id =
        number.empty() || !looks_like_address(email) ? std::nullopt : fitting(tx, number, address);
    follow_repository::Row row;
    row.case_id = id.value_or(CaseId{});
    row.address = id ? address : std::string();
    row.code_digest = code_digest(token, code);
    row.nonce = new_token();
    row.expires_at = now + kCodeLife;
    follow_repository::insert(tx, digest(token), asked, row, now);
    if (id) send_code(tx, *id, address, code, language);
  });
  return token;
}

std::optional<std::string> Follow::prove(std::string_view token, std::string_view typed) {
  std::string code(typed);
  std::erase_if(code, [](char c) { return c < '0' || c > '9'; });
  const std::string fresh = new_token();
  const bool right = services_.database.write([&](db::Tx& tx) {
    const Millis now = services_.database.clock().now();
    // Counted first, so that guesses at once are not more guesses.
    if (!follow_repository::take_attempt(tx, digest(token), kMostAttempts, now)) return false;
    const auto row = follow_repository::find(tx, digest(token), now);
    if (!row || row->case_id.empty() || row->code_digest != code_digest(token, code)) return false;
    // Whoever knew the token before the code knows nothing afterwards.
    follow_repository::set_proved(tx, digest(token), digest(fresh), now + kSeenFor);
    return true;
  });
  return right ? std::optional(fresh) : std::nullopt;
}

std::optional<Followed> Follow::see(std::string_view token) {
  const auto scope = system_scope();
  CaseId id;
  auto seen = services_.database.read([&](db::Tx& tx) -> std::optional<Followed> {
    const auto row = follow_repository::find(tx, digest(token), services_.database.clock().now());
    if (!row || !row->proved) return std::nullopt;
    id = services_.cases.resolve(tx, row->case_id);
    const cases::Case c = services_.cases.get(tx, scope, id);
    Followed followed;
    followed.number = c.number;
    followed.subject = c.subject;
    followed.opened_at = c.created_at;
    followed.unit = c.unit;
    followed.waits_for_citizen = c.waiting_on.kind == "citizen";
    followed.answer_by = promised(tx, services_.cases, id);
    followed.nonce = row->nonce;
    const auto fates = services_.messages.fates(tx, id);
    bool answered = false;
    for (const contacts::Contact& contact : services_.cases.contacts(tx, scope, id)) {
      const bool ours = contact.direction == contacts::Direction::out;
      if (ours && !contact.author.empty()) answered = true;
      // Only what he wrote or what was written to him: others in the case have their own letters.
      const bool his = ours ? has_address(contact.to, row->address) || has_address(contact.cc, row->address)
                            : text::fold(contact.from.address) == row->address;
      if (!his || (ours && !has_left(fates, contact.message))) continue;
      Followed::Word word{ours, contact.at, contact.text, {}};
      for (const contacts::Attachment& part : contact.attachments)
        if (!part.inline_part) word.files.push_back(part.name);
      followed.words.push_back(std::move(word));
    }
    followed.stage = stage_of(c.status, !c.holder.empty(), answered);
    return followed;
  });
  if (seen) audit_.note_read(audit::Actor(scope), "case", id.value, "follow.read");
  return seen;
}

bool Follow::answer(std::string_view token, std::string_view nonce, std::string_view said,
                    const std::vector<NewFile>& files) {
  const auto scope = system_scope();
  if (said.size() > kLongestStory) throw Error(ErrorKind::invalid, "form.too_long");
  if (said.find_first_not_of(" \t\r\n") == said.npos && files.empty())
    throw Error(ErrorKind::invalid, "follow.empty");
  if (files.size() > kMostFiles) throw Error(ErrorKind::too_large, "form.files_many");
  const Millis now = services_.database.clock().now();
  contacts::Contact contact;
  cases::ContactReading reading;
  std::int64_t ring = 0;
  const bool known = services_.database.read([&](db::Tx& tx) {
    const auto row = follow_repository::find(tx, digest(token), now);
    if (!row || !row->proved) return false;
    const cases::Case c = services_.cases.get(tx, scope, services_.cases.resolve(tx, row->case_id));
    ring = c.ring;
    contact.case_id = row->case_id;
    contact.channel = "form";
    contact.person = c.requester;
    contact.from = {c.requester_name, row->address};
    contact.subject = c.subject;
    contact.text = said;
    contact.threaded_by = "portal";
    contact.at = now;
    reading = services_.cases.read(tx, contact);
    return true;
  });
  if (!known) return false;
  std::vector<StagedFile> staged;
  for (const NewFile& file : files) {
    staged.push_back(stage_file(services_.blobs, file.name, file.bytes, ring));
    ring = staged.back().staged.ring;
  }
  services_.database.write([&](db::Tx& tx) {
    if (!follow_repository::take_nonce(tx, digest(token), nonce, new_token())) return;  // it is there already
    contacts::Contact written = contact;
    for (const StagedFile& file : staged) {
      written.attachments.push_back(record_file(tx, services_.blobs, file));
      written.attachments.back().scan = options_.scan_job.empty() ? "not_scanned" : "pending";
    }
    const ContactId id = services_.cases.add_contact(tx, scope, written, reading);
    if (!options_.scan_job.empty() && !staged.empty()) {
      const json::Value payload{json::Object{{"contact", id.str()}}};
      tx.enqueue({.kind = options_.scan_job, .payload = json::write(payload), .key = id.str()});
    }
  });
  return true;
}

void Follow::leave(std::string_view token) {
  services_.database.write([&](db::Tx& tx) { follow_repository::end(tx, digest(token)); });
}

int Follow::forget_expired(db::Tx& tx) {
  return follow_repository::remove_before(tx, services_.database.clock().now() - kDay);
}

}  // namespace aproape::web_form
