#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/counter/channel.hpp"
#include "i18n/dates.hpp"
#include "i18n/texts.hpp"

namespace aproape::counter {
namespace {

constexpr std::size_t kLongestLine = 300;
constexpr std::size_t kLongestText = 100'000;

void check(const OutLetter& letter, Millis now) {
  const auto refuse = [](std::string_view field, std::string_view key) {
    throw Error("letter.invalid", {{std::string(field), std::string(key)}});
  };
  if (letter.addressee.empty() || letter.addressee.size() > kLongestLine)
    refuse("addressee", "field.required");
  if (letter.subject.empty() || letter.subject.size() > kLongestLine) refuse("subject", "field.required");
  if (letter.text.empty() || letter.text.size() > kLongestText) refuse("text", "field.required");
  if (letter.address.size() > kLongestText) refuse("address", "field.invalid");
  if (letter.due_at && *letter.due_at <= now) refuse("due_at", "field.past");
  if (letter.remind_at && *letter.remind_at <= now) refuse("remind_at", "field.past");
}

}  // namespace

render::Letter Channel::compose(db::Tx& tx, const access::Scope& scope, const OutLetter& letter) const {
  const Millis now = database_.clock().now();
  check(letter, now);
  const cases::Case c = cases_.get(tx, scope, letter.case_id);
  const auto directory = network_.directory();
  const network::Unit* unit = directory->unit(c.unit);
  if (unit == nullptr) unit = directory->central();
  const bool romanian = letter.language == "ro";
  const auto say = [&](std::string_view key) { return i18n::Texts::standard().text(key, letter.language); };
  render::Letter paper;
  paper.number = c.number;
  paper.number_label = say("letter.number");
  paper.subject_label = say("letter.subject");
  paper.page_label = say("letter.page");
  paper.addressee = letter.address.empty() ? letter.addressee : letter.addressee + "\n" + letter.address;
  paper.subject = letter.subject;
  paper.text = letter.text;
  if (unit != nullptr) {
    paper.sender = romanian ? unit->name_ro : unit->name_en;
    paper.addresses = {unit->address, unit->phone, unit->email};
    const std::string date = i18n::date_long(now, unit->time_zone, letter.language);
    paper.place_and_date = unit->city.empty() ? date : unit->city + ", " + date;
  }
  paper.signature = say("letter.signature");
  return paper;
}

ContactId Channel::send(db::Tx& tx, const access::Scope& scope, std::int64_t version, const OutLetter& letter,
                        const messages::Part& file) {
  check(letter, database_.clock().now());
  const cases::Case c =
      cases_.wait(tx, scope, letter.case_id, version, {"authority", letter.addressee, 0, letter.due_at});
  contacts::Contact contact;
  contact.case_id = c.id;
  contact.channel = "letter";
  contact.direction = contacts::Direction::out;
  contact.to = {{letter.addressee, {}}};
  contact.subject = letter.subject;
  contact.text = letter.text;
  contact.author = scope.account();
  contact.threaded_by = "staff";
  contacts::Attachment printed;
  printed.blob = file.blob;
  printed.name = file.name;
  printed.type = file.type;
  printed.size = file.size;
  printed.sha256 = file.sha256;
  printed.scan = "clean";  // we wrote it
  contact.attachments.push_back(std::move(printed));
  const ContactId id = cases_.add_contact(tx, scope, std::move(contact));
  if (letter.remind_at)
    cases_.add_task(
        tx, scope, c.id,
        {i18n::Texts::standard().text("letter.reminder", letter.language, {{"name", letter.addressee}}),
         scope.account(), letter.remind_at});
  return id;
}

}  // namespace aproape::counter
