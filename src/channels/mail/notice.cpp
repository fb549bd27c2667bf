#include "channels/mail/notice.hpp"

#include "formats/mail_compose/compose.hpp"

namespace aproape::mail {

messages::Delivery send_notice(const Relay& relay, const Recipients& recipients, const Notice& notice) {
  if (!relay.configured()) return {messages::Delivery::Outcome::try_later, "smtp.relay"};
  const std::string own = recipients.address();
  mail_compose::Draft draft;
  draft.from = {"Aproape", own};
  draft.to = {{"", notice.to}};
  draft.subject = notice.subject;
  draft.text = notice.text;
  draft.attachments = {{notice.file_name, notice.file_type, notice.file, ""}};
  draft.date = notice.date;
  draft.message_id = notice.reference + own.substr(own.rfind('@'));
  draft.automatic = mail_compose::Automatic::generated;
  return relay.send("", notice.to, false, mail_compose::compose(draft));
}

}  // namespace aproape::mail
