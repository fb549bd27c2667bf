#include "channels/sms/intake.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "channels/sms/repository.hpp"
#include "domain/messages/short_message.hpp"
#include "i18n/texts.hpp"
#include "text/fold.hpp"
#include "text/phone.hpp"

namespace aproape::sms {
namespace {

constexpr std::size_t kLongestId = 200;
constexpr std::size_t kLongestSender = 40;
constexpr std::size_t kLongestText = 40'000;  // 255 parts of 153 characters, the most that can be joined
constexpr Millis kStormTime = 5 * kMinute;
constexpr int kMostCases = 50;
constexpr std::size_t kShortestInternational = 9;

void check(const Incoming& incoming) {
  const auto refuse = [](std::string_view field) {
    throw Error("sms.invalid", {{std::string(field), "field.invalid"}});
  };
  if (incoming.id.empty() || incoming.id.size() > kLongestId) refuse("id");
  if (incoming.from.empty() || incoming.from.size() > kLongestSender) refuse("from");
  if (incoming.to.size() > kLongestSender) refuse("to");
  if (incoming.text.size() > kLongestText) refuse("text");
}

access::Scope system_scope() {
  return access::Scope::system("sms.intake");
}

}  // namespace

std::string sender_number(std::string_view from, std::string_view country) {
  const bool digits = from.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && from.size() >= kShortestInternational && from.front() != '0') {
    // Networks give the international form without its mark.
    if (auto number = messages::short_message_number("+" + std::string(from), country); !number.empty())
      return number;
  }
  return messages::short_message_number(from, country);
}

CaseId Intake::joined(db::Tx& tx, PersonId person, const std::string& text) const {
  if (person.empty()) return {};
  const auto list = services_.cases.of_person(tx, system_scope(), person, kMostCases);
  const std::string words = text::fold(text);
  for (const cases::Case& c : list)
    if (words.find(text::fold(c.number)) != std::string::npos) return services_.cases.resolve(tx, c.id);
  const auto open = std::find_if(list.begin(), list.end(),
                                 [](const cases::Case& c) { return !c.closed_at && c.merged_into.empty(); });
  return open == list.end() ? CaseId{} : open->id;
}

CaseId Intake::open(db::Tx& tx, const Incoming& incoming, const std::string& number, PersonId person,
                    const std::string& language) const {
  const auto& texts = i18n::Texts::standard();
  cases::NewCase made;
  made.subject = texts.text("sms.subject", "ro", {{"number", number.empty() ? incoming.from : number}});
  made.channel = "sms";
  made.language = language;
  made.requester = person;
  made.placed_by.reason = "central";
  const auto directory = services_.network.directory();
  const std::string country = number.empty() ? std::string() : text::phone_country(number);
  if (!country.empty() && country != "RO") {
    if (const auto found = directory->competent(country, "", services_.database.clock().now())) {
      made.unit = found->unit;
      made.placed_by = {"text", {"phone: +" + text::calling_code(country)}};
    }
  }
  if (made.unit.empty()) {
    const auto* central = directory->central();
    if (central == nullptr) throw Error(ErrorKind::unavailable, "network.empty");
    made.unit = central->id;
  }
  return services_.cases.open(tx, system_scope(), made).id;
}

Taken Intake::take(const Incoming& incoming) {
  check(incoming);
  const messages::SmsOptions& options = services_.messages.sms();
  (void)services_.network.directory();  // brought up to date now: inside a transaction it cannot be
  const std::string number = sender_number(incoming.from, options.country);
  const std::string sender = number.empty() ? incoming.from : number;
  contacts::Contact contact;
  contact.channel = "sms";
  contact.from = {{}, sender};
  contact.to = {{{}, incoming.to}};
  contact.text = text::valid_utf8(incoming.text);
  const bool repeated =
      services_.database.read([&](db::Tx& tx) { return repository::known(tx, incoming.id); });
  if (repeated) return Taken::repeated;
  const auto reading = services_.database.read([&](db::Tx& tx) { return services_.cases.read(tx, contact); });
  const std::string language = reading.verdict.language.empty() ? "ro" : reading.verdict.language;
  const Taken taken = services_.database.write([&](db::Tx& tx) {
    const access::Scope scope = system_scope();
    const Millis now = services_.database.clock().now();
    if (repository::received_since(tx, sender, now - kStormTime) >= settings_.per_sender)
      return Taken::too_many;
    contacts::Contact made = contact;
    made.intake = make_id<IntakeId>();
    if (!repository::take(tx, incoming.id, made.intake, sender, now)) return Taken::repeated;
    if (!number.empty())
      made.person = services_.people.find_or_make(
          tx, scope,
          {.name = text::format_phone(number), .language = language, .kind = "phone", .value = number});
    made.case_id = joined(tx, made.person, made.text);
    made.threaded_by = made.case_id.empty() ? "new" : "person";
    if (made.case_id.empty()) made.case_id = open(tx, incoming, number, made.person, language);
    made.at = now;
    made.id = services_.cases.add_contact(tx, scope, made, reading);
    repository::set_contact(tx, incoming.id, made.id);
    const bool ours = number == sender_number(options.from, options.country);
    if (!number.empty() && !ours) (void)services_.messages.acknowledge(tx, scope, made);
    return Taken::stored;
  });
  if (taken == Taken::too_many) log::warning("sms.storm", {{"per_sender", settings_.per_sender}});
  metrics::count("aproape_sms_received_total", {{"outcome", taken == Taken::stored     ? "stored"
                                                            : taken == Taken::repeated ? "repeated"
                                                                                       : "too_many"}});
  return taken;
}

}  // namespace aproape::sms
