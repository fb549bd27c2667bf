#include "domain/messages/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/messages/reply_token.hpp"
#include "domain/messages/repository.hpp"
#include "domain/messages/short_message.hpp"
#include "domain/messages/state.hpp"
#include "formats/html/sanitize.hpp"
#include "i18n/texts.hpp"
#include "storage/key_file.hpp"
#include "text/fold.hpp"

namespace aproape::messages {
namespace {

constexpr std::size_t kMostRecipients = 50;
constexpr std::size_t kMostReferences = 30;
constexpr std::size_t kLongestText = 1'000'000;

void check_addresses(std::string_view field, const std::vector<contacts::Address>& addresses) {
  for (const contacts::Address& a : addresses) {
    const std::size_t at = a.address.rfind('@');
    const bool control =
        (a.address + a.name).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    if (control || at == 0 || at == std::string::npos || at + 1 == a.address.size() ||
        a.address.size() > 320 || a.address.find_first_of(" <>,;") != std::string::npos)
      throw Error("message.invalid", {{std::string(field), "field.email"}});
  }
}

std::string with_signature(std::string text, std::string_view signature) {
  if (signature.empty()) return text;
  return std::move(text) + "\n\n-- \n" + std::string(signature);
}

// The signature's lines after the rich text.
std::string html_signature(std::string_view signature) {
  std::string lines;
  for (const char c : html::escape(signature)) {
    if (c == '\n')
      lines += "<br>";
    else
      lines += c;
  }
  return "<p>-- <br>" + lines + "</p>";
}

// What our next mail of a case answers: the citizen's last word, not our own acknowledgement after it, nor a
// machine's notice. Without any word of his the last mail of the thread; nullptr where there is none.
const contacts::ThreadEntry* answered_by(const std::vector<contacts::ThreadEntry>& thread) {
  const auto last = [&](auto fits) -> const contacts::ThreadEntry* {
    const auto found = std::find_if(thread.rbegin(), thread.rend(), fits);
    return found == thread.rend() ? nullptr : &*found;
  };
  const auto is_incoming = [](const contacts::ThreadEntry& e) {
    return e.direction == contacts::Direction::in;
  };
  if (const auto* word = last([&](const auto& e) { return is_incoming(e) && !e.automatic; })) return word;
  if (const auto* notice = last(is_incoming)) return notice;
  return thread.empty() ? nullptr : &thread.back();
}

// References (RFC 5322 3.6.4): what the parent referred to, the rest of the thread with our own mails, the
// parent last. Of a long thread the first and the newest remain.
std::vector<std::string> references_of(const std::vector<contacts::ThreadEntry>& thread,
                                       const contacts::ThreadEntry& parent) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& id) {
    if (id != parent.message_id && std::find(found.begin(), found.end(), id) == found.end())
      found.push_back(id);
  };
  for (const std::string& id : parent.references) add(id);
  for (const contacts::ThreadEntry& entry : thread) add(entry.message_id);
  found.push_back(parent.message_id);
  if (found.size() > kMostReferences)
    found.erase(found.begin() + 1, found.end() - static_cast<std::ptrdiff_t>(kMostReferences) + 1);
  return found;
}

}  // namespace

Service::Service(db::Database& database, cases::Service& cases, contacts::Service& contacts,
                 people::Service& people, access::Service& access, network::Service& network, Options options)
    : state_(new State{database, cases, contacts, people, access, network, std::move(options), {}}) {
  state_->key = storage::load_or_make_key(state_->options.data_dir / "keys" / "reply.key", 32);
  // Loaded before the first transaction asks for it: inside one it cannot be.
  (void)network.directory();
}

Service::~Service() = default;

std::string Service::reply_token(CaseId id) const {
  return make_reply_token(state_->key, id);
}

std::optional<CaseId> Service::case_of_token(std::string_view token) const {
  return read_reply_token(state_->key, token);
}

const std::string& Service::address() const {
  return state_->options.address;
}

const SmsOptions& Service::sms() const {
  return state_->options.sms;
}

void Service::State::address(db::Tx& tx, Message& m, const cases::Case& c) const {
  m.id = make_id<MessageId>();
  m.case_id = c.id;
  m.case_number = c.number;
  m.token = make_reply_token(key, c.id);
  const std::string& own = options.address;
  // The id itself is guessable; with a signature over it, nobody can claim to answer a mail that he never
  // saw.
  m.message_id =
      m.id.str() + '.' + make_reply_token(key, CaseId{m.id.value}).substr(16) + own.substr(own.find('@'));
  if (m.channel == "sms") {
    m.subject = c.subject;  // for the outbox on screen; it does not leave
    return;
  }
  const std::vector<contacts::ThreadEntry> thread =
      cases.thread(tx, access::Scope::system("message.thread"), c.id);
  const contacts::ThreadEntry* parent = answered_by(thread);
  if (parent != nullptr) {
    m.in_reply_to = parent->message_id;
    m.references = references_of(thread, *parent);
  }
  if (m.subject.empty()) {
    const std::string& base = parent != nullptr && !parent->subject.empty() ? parent->subject : c.subject;
    m.subject = text::fold(text::prefix(base, 3)) == "re:" ? base : "Re: " + base;
  }
  if (m.subject.find(c.number) == std::string::npos) m.subject += " [" + c.number + "]";
  std::replace_if(
      m.subject.begin(), m.subject.end(), [](char x) { return x == '\r' || x == '\n' || x == '\0'; }, ' ');
}

contacts::Contact Service::State::shown(contacts::Contact contact, const Message& m) const {
  contact.case_id = m.case_id;
  contact.channel = m.channel;
  contact.direction = contacts::Direction::out;
  contact.to = m.to;
  contact.text = m.text;
  contact.message = m.id;
  if (m.channel == "sms") {
    // No Message-ID: a mail of the same case must not refer to it.
    contact.from = {{}, options.sms.from};
    return contact;
  }
  contact.from = {{}, options.address};
  contact.subject = m.subject;
  contact.message_id = m.message_id;
  contact.in_reply_to = m.in_reply_to;
  contact.references = m.references;
  return contact;
}

Service::Queued Service::reply(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                               const Reply& given) {
  const bool by_sms = given.channel == "sms";
  if (!by_sms && given.channel != "mail") throw Error("message.invalid", {{"channel", "field.invalid"}});
  const Reply reply = by_sms ? as_short_message(given, state_->options.sms) : given;
  if (reply.to.empty()) throw Error("message.invalid", {{"to", "field.required"}});
  if (reply.to.size() + reply.cc.size() > kMostRecipients)
    throw Error("message.invalid", {{"to", "field.too_many"}});
  if (reply.text.empty()) throw Error("message.invalid", {{"text", "field.required"}});
  if (reply.text.size() > kLongestText || reply.html.size() > kLongestText)
    throw Error(ErrorKind::too_large, "message.too_large");
  if (reply.delay < 0 || reply.delay > 60) throw Error("message.invalid", {{"delay", "field.invalid"}});
  if (!by_sms) {
    check_addresses("to", reply.to);
    check_addresses("cc", reply.cc);
  }
  const cases::Service::Answered answered =
      state_->cases.answered(tx, scope, id, version, reply.text, reply.then);
  const cases::Case& c = answered.changed;
  const Millis now = state_->database.clock().now();

  Message m;
  m.kind = "reply";
  m.channel = reply.channel;
  m.subject = reply.subject;
  state_->address(tx, m, c);
  m.to = reply.to;
  m.cc = reply.cc;
  m.language = text_language(reply.language.empty() ? c.language : reply.language);
  m.author = scope.account();
  m.created_at = now;
  m.next_at = now + reply.delay * kSecond;
  contacts::Contact contact;
  for (const UploadId upload_id : reply.attachments) {
    const auto found = upload(tx, scope, upload_id);
    // A part that is missing stops the answer aloud: it must never leave without it (guides/users.md B 16).
    if (!found) throw Error("message.invalid", {{"attachments", "upload.not_found"}});
    m.attachments.push_back(found->part);
    contacts::Attachment attachment;
    attachment.blob = found->part.blob;
    attachment.name = found->part.name;
    attachment.type = found->part.type;
    attachment.size = found->part.size;
    attachment.sha256 = found->part.sha256;
    contact.attachments.push_back(std::move(attachment));
  }
  const std::string rating = !by_sms && reply.then == "close" && state_->options.rating_link
                                 ? state_->options.rating_link(c.id)
                                 : std::string();
  const std::string asked = rating.empty()
                                ? std::string()
                                : i18n::Texts::standard().text("rating.mail", m.language, {{"link", rating}});
  const std::string signature = by_sms ? std::string()
                                       : render_text(state_->text_of(tx, "signature", m.language).text,
                                                     state_->fields(tx, c, scope.account(), m.language));
  const std::string clean = reply.html.empty() ? std::string() : html::sanitize(reply.html).html;
  m.text = with_signature(asked.empty() ? reply.text : reply.text + "\n\n" + asked, signature);
  // The link of an invitation is plain: letters, digits, '/', ':'.
  const std::string asked_html = asked.empty() ? std::string() : "<p>" + html::escape(asked) + "</p>";
  if (!clean.empty()) m.html = clean + asked_html + html_signature(signature);

  contact = state_->shown(std::move(contact), m);
  contact.text = reply.text;
  contact.html = clean;
  contact.cc = m.cc;
  contact.author = scope.account();
  contact.threaded_by = "reply";
  m.contact = state_->cases.add_contact(tx, scope, std::move(contact));
  repository::insert(tx, m, reply.draft.empty() ? "{}" : std::string_view(reply.draft));
  repository::set_undo(tx, m.id, answered.undo);
  if (!reply.keep_draft) state_->cases.drop_draft(tx, scope, id);
  tx.wake(kOutboxTopic);
  return {m, state_->cases.get(tx, scope, id)};
}

std::optional<MessageId> Service::acknowledge(db::Tx& tx, const access::Scope& scope,
                                              const contacts::Contact& contact) {
  const Millis now = state_->database.clock().now();
  const CaseId id = state_->cases.resolve(tx, contact.case_id);
  if (contact.from.address.empty() ||
      !repository::take_acknowledgement(tx, id, text::fold(contact.from.address), now))
    return std::nullopt;
  const cases::Case c = state_->cases.get(tx, scope, id);
  const bool by_sms = contact.channel == "sms";
  Message m;
  m.kind = "acknowledgement";
  if (by_sms) m.channel = "sms";
  state_->address(tx, m, c);
  m.to = {contact.from};
  m.language = text_language(c.language);
  const std::string_view code = by_sms ? "acknowledgement-sms" : "acknowledgement";
  m.text = render_text(state_->text_of(tx, code, m.language).text, state_->fields(tx, c, {}, m.language));
  if (state_->options.announcement) {
    const std::string said = state_->options.announcement(tx, c, m.language);
    if (!said.empty()) m.text = said + "\n\n" + m.text;
  }
  // Staff may have written marks into the template, and an announcement of a screenful does not fit.
  if (by_sms) m.text = short_text(m.text, state_->options.sms.most_segments);
  m.created_at = m.next_at = now;
  contacts::Contact shown = state_->shown({}, m);
  shown.automatic = true;
  shown.threaded_by = "acknowledgement";
  m.contact = state_->cases.add_contact(tx, scope, std::move(shown));
  repository::insert(tx, m, "{}");
  tx.wake(kOutboxTopic);
  return m.id;
}

MessageId Service::notify(db::Tx& tx, const access::Scope& scope, CaseId id, const Notice& notice) {
  check_addresses("to", {notice.to});
  const cases::Case c = state_->cases.get(tx, scope, id);
  Message m;
  m.kind = "notice";
  m.subject = notice.subject;
  state_->address(tx, m, c);
  m.to = {notice.to};
  m.language = text_language(notice.language);
  m.text = notice.text;
  m.created_at = m.next_at = state_->database.clock().now();
  repository::insert(tx, m, "{}");
  tx.wake(kOutboxTopic);
  return m.id;
}

Upload Service::add_upload(db::Tx& tx, const access::Scope& scope, const Part& part) {
  const Upload upload{make_id<UploadId>(), part};
  repository::insert(tx, scope.account(), upload, state_->database.clock().now());
  return upload;
}

std::optional<Upload> Service::upload(db::Tx& tx, const access::Scope& scope, UploadId id) const {
  return repository::upload(tx, scope.account(), id);
}

}  // namespace aproape::messages
