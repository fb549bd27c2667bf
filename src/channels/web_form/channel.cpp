#include "channels/web_form/channel.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/web_form/files.hpp"
#include "channels/web_form/questions.hpp"
#include "channels/web_form/repository.hpp"
#include "channels/web_form/token.hpp"
#include "i18n/texts.hpp"
#include "storage/signature.hpp"
#include "text/fold.hpp"

namespace aproape::web_form {
namespace {

constexpr Millis kKept = 7 * kDay;      // since the last answer
constexpr Millis kShownFor = 2 * kDay;  // the confirmation, after sending
constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kProofBytes = 16;
constexpr std::size_t kSubjectWords = 80;  // bytes of the story

access::Scope system_scope() {
  return access::Scope::system("form.sent");
}

std::string say(std::string_view key, std::string_view language, const i18n::Args& args = {}) {
  return i18n::Texts::standard().text(key, language, args);
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string line(text::prefix(text, most));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

}  // namespace

std::optional<Millis> promised(db::Tx& tx, cases::Service& cases, CaseId id) {
  std::optional<Millis> first;
  for (const deadlines::Explained& one : cases.clocks(tx, system_scope(), id)) {
    const bool answer =
        one.rule.kind == deadlines::Kind::service && one.rule.stop == deadlines::Stop::answered;
    if (answer && one.clock.live() && one.clock.due_at && (!first || *one.clock.due_at < *first))
      first = one.clock.due_at;
  }
  return first;
}

std::string Channel::digest(std::string_view token) const {
  return storage::sign(options_.key, "form", token, kDigestBytes);
}

std::string Channel::proof(std::string_view token) const {
  return storage::sign(options_.key, "page", token, kProofBytes);
}

bool Channel::proves(std::string_view token, std::string_view proof) const {
  return storage::signature_fits(options_.key, "page", token, proof, kProofBytes);
}

std::string Channel::begin(const Answers& answers) {
  std::string token = new_token();
  const Millis now = services_.database.clock().now();
  services_.database.write(
      [&](db::Tx& tx) { repository::insert(tx, digest(token), answers, now, now + kKept); });
  return token;
}

std::optional<Draft> Channel::find(std::string_view token) {
  const Millis now = services_.database.clock().now();
  return services_.database.read([&](db::Tx& tx) { return repository::find(tx, digest(token), now); });
}

bool Channel::save(std::string_view token, const Answers& answers) {
  const Millis until = services_.database.clock().now() + kKept;
  return services_.database.write(
      [&](db::Tx& tx) { return repository::save(tx, digest(token), answers, until); });
}

void Channel::add_file(std::string_view token, std::string_view name, std::string_view bytes) {
  const auto draft = find(token);
  if (!draft || !draft->case_id.empty()) throw Error(ErrorKind::not_found, "form.gone");
  const std::int64_t total =
      std::accumulate(draft->files.begin(), draft->files.end(), std::int64_t{0},
                      [](std::int64_t sum, const File& file) { return sum + file.part.size; });
  if (draft->files.size() >= kMostFiles || static_cast<std::size_t>(total) + bytes.size() > kLargestForm)
    throw Error(ErrorKind::too_large, "form.files_many");
  const StagedFile staged = stage_file(services_.blobs, name, bytes, draft->ring);
  services_.database.write([&](db::Tx& tx) {
    // Two first files at once would make two rings; the case has one, so the later one is sent again.
    if (!repository::take_ring(tx, digest(token), staged.staged.ring))
      throw Error(ErrorKind::conflict, "form.file_again");
    repository::insert(tx, digest(token), {make_id<FileId>(), record_file(tx, services_.blobs, staged)});
  });
}

void Channel::drop_file(std::string_view token, FileId id) {
  services_.database.write([&](db::Tx& tx) { repository::remove(tx, digest(token), id); });
}

contacts::Contact Channel::contact_of(db::Tx& tx, const Draft& draft) const {
  const Answers& a = draft.answers;
  std::string topic;
  if (const auto category = services_.catalogue.category(tx, a.topic))
    topic = a.language == "ro" ? category->name_ro : category->name_en;
  contacts::Contact contact;
  contact.channel = "form";
  contact.from = {one_line(a.name, kLongestLine), a.email};
  contact.subject = (topic.empty() ? "" : topic + ": ") + one_line(a.story, kSubjectWords);
  contact.text = a.story + "\n";
  const auto add = [&](const std::string& line) { contact.text += "\n" + line; };
  if (!a.place.empty()) add(say("form.in_place", a.language, {{"place", one_line(a.place, kLongestLine)}}));
  if (!a.phone.empty()) add(say("form.in_phone", a.language, {{"phone", a.phone}}));
  add(say("form.in_who_" + a.who, a.language));
  if (a.who == "other" || a.who == "group")
    for (const std::string& name : persons_of(a)) add("- " + name);
  contact.threaded_by = "new";
  for (const File& file : draft.files) {
    contacts::Attachment part = file.part;
    part.scan = options_.scan_job.empty() ? "not_scanned" : "pending";
    contact.attachments.push_back(std::move(part));
  }
  return contact;
}

CaseId Channel::open(db::Tx& tx, const Draft& draft, const contacts::Contact& contact,
                     const network::Directory& directory) const {
  const auto scope = system_scope();
  const Answers& a = draft.answers;
  cases::NewCase made;
  made.subject = contact.subject;
  made.channel = "form";
  made.language = a.language;
  made.ring = draft.ring;
  made.requester = contact.person;
  made.placed_by.reason = "central";
  if (const auto found = directory.competent(a.country, a.place, services_.database.clock().now())) {
    made.unit = found->unit;
    made.placed_by.reason = "form";
    made.placed_by.evidence = {"country: " + a.country};
    if (found->evidence == network::Evidence::place)
      made.placed_by.evidence.insert(made.placed_by.evidence.begin(), "place: " + found->matched);
  } else if (const auto* central = directory.central()) {
    made.unit = central->id;
  } else {
    throw Error(ErrorKind::unavailable, "network.empty");
  }
  const CaseId id = services_.cases.open(tx, scope, made).id;
  if (a.who == "other" || a.who == "group") {
    for (const std::string& name : persons_of(a)) {
      cases::Role role;
      role.role = "subject";
      role.person = services_.people.make(tx, scope, {.name = name, .language = "", .kind = "", .value = ""});
      services_.cases.add_role(tx, scope, id, role);
    }
  }
  return id;
}

Channel::Sent Channel::send(std::string_view token) {
  const auto scope = system_scope();
  const auto directory =
      services_.network.directory();  // brought up to date now: inside a transaction it cannot be
  const auto draft = find(token);
  if (!draft) throw Error(ErrorKind::not_found, "form.gone");
  if (auto earlier = sent(token)) return std::move(*earlier);
  if (!first_open(draft->answers).empty()) throw Error(ErrorKind::invalid, "form.open");
  contacts::Contact written;
  cases::ContactReading reading;
  services_.database.read([&](db::Tx& tx) {
    written = contact_of(tx, *draft);
    reading = services_.cases.read(tx, written);
  });
  return services_.database.write([&](db::Tx& tx) {
    const Millis now = services_.database.clock().now();
    if (!repository::take_sending(tx, digest(token), now)) {
      const auto other = repository::find(tx, digest(token), now);
      if (!other || other->case_id.empty()) throw Error(ErrorKind::not_found, "form.gone");
      return outcome(tx, other->case_id, other->acknowledged, directory);
    }
    contacts::Contact contact = written;
    const Answers& a = draft->answers;
    contact.person = services_.people.find_or_make(
        tx, scope, {.name = contact.from.name, .language = a.language, .kind = "email", .value = a.email});
    if (!a.phone.empty() && !services_.people.find_identity(tx, scope, "phone", a.phone))
      services_.people.add_identity(tx, scope, contact.person, "phone", a.phone, "claimed");
    contact.case_id = open(tx, *draft, contact, *directory);
    contact.at = now;
    contact.id = services_.cases.add_contact(tx, scope, contact, reading);
    // Where the classifier was not sure, what the citizen chose stands.
    const cases::Case read = services_.cases.get(tx, scope, contact.case_id);
    if (read.category.empty() && a.topic != kOtherTopic) {
      cases::Service::Change change;
      change.category = a.topic;
      services_.cases.change(tx, scope, read.id, 0, change);
    }
    if (!options_.scan_job.empty() && !contact.attachments.empty()) {
      const json::Value payload{json::Object{{"contact", contact.id.str()}}};
      tx.enqueue({.kind = options_.scan_job, .payload = json::write(payload), .key = contact.id.str()});
    }
    const bool acknowledged = services_.messages.acknowledge(tx, scope, contact).has_value();
    repository::finish(tx, digest(token), contact.case_id, acknowledged, now + kShownFor);
    return outcome(tx, contact.case_id, acknowledged, directory);
  });
}

std::optional<Channel::Sent> Channel::sent(std::string_view token) {
  const auto directory = services_.network.directory();
  const Millis now = services_.database.clock().now();
  return services_.database.read([&](db::Tx& tx) -> std::optional<Sent> {
    const auto draft = repository::find(tx, digest(token), now);
    if (!draft || draft->case_id.empty()) return std::nullopt;
    return outcome(tx, draft->case_id, draft->acknowledged, directory);
  });
}

Channel::Sent Channel::outcome(db::Tx& tx, CaseId id, bool acknowledged,
                               const std::shared_ptr<const network::Directory>& directory) const {
  const auto scope = system_scope();
  const cases::Case c = services_.cases.get(tx, scope, id);
  Sent sent;
  sent.case_id = id;
  sent.number = c.number;
  sent.directory = directory;
  sent.unit = directory->unit(c.unit);
  sent.acknowledged = acknowledged;
  sent.urgency = c.urgency;
  sent.answer_by = promised(tx, services_.cases, id);
  return sent;
}

int Channel::forget_expired(db::Tx& tx, int limit) {
  const auto rings = repository::remove_expired(tx, services_.database.clock().now(), limit);
  for (const std::int64_t ring : rings) services_.blobs.forget(tx, ring);
  return static_cast<int>(rings.size());
}

}  // namespace aproape::web_form
