#include "channels/counter/channel.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/counter/repository.hpp"

namespace aproape::counter {
namespace {

constexpr std::size_t kMostScans = 30;
constexpr std::size_t kLongestText = 200'000;
constexpr std::size_t kLongestSubject = 1000;
// Paper that was found in a drawer is still entered; older than this it is a slip of the pen.
constexpr Millis kLongestPast = 3660 * kDay;

[[noreturn]] void refuse(std::string_view field, std::string_view key) {
  throw Error("counter.invalid", {{std::string(field), std::string(key)}});
}

// Noon UTC of a date: the same day in Bucharest, whose calendar counts the legal terms.
Millis noon_of(std::string_view field, const std::string& date) {
  const auto at = date.size() == 10 ? from_rfc3339(date + "T12:00:00Z") : std::nullopt;
  if (!at || to_rfc3339(*at).substr(0, 10) != date) refuse(field, "field.moment");
  return *at;
}

void check_texts(const NewEntry& what) {
  if (what.channel != "visit" && what.channel != "letter") refuse("channel", "field.invalid");
  if (what.subject.empty() || what.subject.size() > kLongestSubject) refuse("subject", "field.required");
  if (what.text.empty() && what.scans.empty()) refuse("text", "field.required");
  if (what.text.size() > kLongestText) refuse("text", "field.invalid");
  if (what.scans.size() > kMostScans) refuse("scans", "field.too_many");
  if (what.person.empty()) refuse("person", "field.required");
}

}  // namespace

CaseId Channel::open(db::Tx& tx, const access::Scope& scope, const NewEntry& what, Millis registered_at) {
  if (what.unit.empty() || !scope.may("case.write", what.unit)) refuse("unit", "unit.unknown");
  cases::NewCase made;
  made.subject = what.subject;
  made.unit = what.unit;
  made.channel = what.channel;
  made.language = what.language;
  made.requester = what.person;
  made.urgency = what.urgency;
  made.category = what.category;
  made.subcategory = what.subcategory;
  made.placed_by = {"staff", {}};
  made.registered_at = registered_at;
  return cases_.open(tx, scope, made).id;
}

Entry Channel::enter(db::Tx& tx, const access::Scope& scope, const NewEntry& what) {
  check_texts(what);
  const Millis now = database_.clock().now();
  // A quarter of an hour for a desk whose clock goes ahead of ours.
  const Millis latest = now + 15 * kMinute;
  Entry entry;
  entry.channel = what.channel;
  entry.unit = what.case_id.empty() ? what.unit : cases_.get(tx, scope, what.case_id).unit;
  entry.person = what.person;
  entry.written_on = what.written_on;
  entry.received_at = what.received_at == 0 ? now : std::min(what.received_at, now);
  if (what.received_at > latest || entry.received_at < now - kLongestPast)
    refuse("received_at", "field.moment");
  if (!what.written_on.empty() && noon_of("written_on", what.written_on) > entry.received_at + kDay)
    refuse("written_on", "counter.written_later");
  // The day there; a unit that the directory does not know has UTC's.
  const std::string local = network_.directory()->opening(entry.unit, entry.received_at).local_time;
  const std::string came_on = (local.empty() ? to_rfc3339(entry.received_at) : local).substr(0, 10);
  entry.registered_on = what.registered_on.empty() ? came_on : what.registered_on;
  Millis registered_at = entry.received_at;
  if (entry.registered_on != came_on) {
    registered_at = noon_of("registered_on", entry.registered_on);
    // Nothing is registered before it came, nor tomorrow.
    if (registered_at > now + kDay || registered_at < entry.received_at)
      refuse("registered_on", "counter.registered_before");
    registered_at = std::min(registered_at, now);
  }
  entry.case_id =
      what.case_id.empty() ? open(tx, scope, what, registered_at) : cases_.resolve(tx, what.case_id);

  contacts::Contact contact;
  contact.case_id = entry.case_id;
  contact.channel = what.channel;
  contact.person = what.person;
  contact.from.name = people_.get(tx, access::Scope::system("counter.person"), what.person).name;
  contact.subject = what.subject;
  contact.text = what.text;
  contact.threaded_by = what.case_id.empty() ? "new" : "staff";
  contact.at = entry.received_at;
  for (const messages::UploadId id : what.scans) {
    const auto upload = messages_.upload(tx, scope, id);
    if (!upload) refuse("scans", "upload.not_found");
    contacts::Attachment scan;
    scan.blob = upload->part.blob;
    scan.name = upload->part.name;
    scan.type = upload->part.type;
    scan.size = upload->part.size;
    scan.sha256 = upload->part.sha256;
    contact.attachments.push_back(std::move(scan));
  }
  entry.contact = cases_.add_contact(tx, scope, std::move(contact));
  entry.entered_by = scope.account();
  entry.entered_at = now;
  repository::insert(tx, entry);
  json::Object data{
      {"contact", entry.contact.str()}, {"channel", entry.channel}, {"registered_on", entry.registered_on}};
  if (!entry.written_on.empty()) data.set("written_on", entry.written_on);
  cases_.note_event(tx, scope, entry.case_id, "counter.entered", json::write(data));
  if (what.take) cases_.assign(tx, scope, entry.case_id, 0, scope.account(), {});
  return entry;
}

Entry Channel::get(db::Tx& tx, const access::Scope& scope, ContactId id) const {
  const auto entry = repository::find(tx, id);
  if (!entry) throw Error(ErrorKind::not_found, "counter.not_found");
  try {
    (void)cases_.get(tx, scope, entry->case_id);
  } catch (const Error& error) {
    // The same words whether there is none or it is another's.
    if (error.kind() != ErrorKind::not_found) throw;
    throw Error(ErrorKind::not_found, "counter.not_found");
  }
  return *entry;
}

std::vector<Entry> Channel::entered(db::Tx& tx, const access::Scope& scope, ContactId before,
                                    int limit) const {
  std::vector<Entry> seen;
  for (Entry& entry : repository::entered_by(tx, scope.account(), before, limit)) {
    const cases::Case c = cases_.get(tx, access::Scope::system("counter.list"), entry.case_id);
    if (scope.covers(c.unit)) seen.push_back(std::move(entry));
  }
  return seen;
}

}  // namespace aproape::counter
