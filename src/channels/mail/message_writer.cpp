#include "channels/mail/message_writer.hpp"

#include "channels/mail/evidence.hpp"
#include "formats/mail_compose/compose.hpp"

namespace aproape::mail {
namespace {

constexpr const char* kOwnNameRo = "Centrul de Contact și Suport al Cetățenilor Români din Străinătate";
constexpr const char* kOwnNameEn = "Contact and Support Centre for Romanian Citizens Abroad";

std::vector<mail_compose::Mailbox> mailboxes(const std::vector<contacts::Address>& list) {
  std::vector<mail_compose::Mailbox> out;
  for (const auto& address : list) out.push_back({address.name, address.address});
  return out;
}

}  // namespace

std::string MessageWriter::own_address(const std::string& extension) const {
  const std::string address = recipients_.address();
  const auto at = address.rfind('@');
  return address.substr(0, at) + "+" + extension + address.substr(at);
}

std::string MessageWriter::return_path(const messages::Message& message) const {
  return message.kind == "acknowledgement" ? std::string() : own_address(bounce_extension(message));
}

std::string MessageWriter::write(const messages::Message& message) const {
  mail_compose::Draft draft;
  draft.from = {message.language == "ro" ? kOwnNameRo : kOwnNameEn, recipients_.address()};
  draft.reply_to = mail_compose::Mailbox{draft.from.name, own_address("c." + message.token)};
  draft.to = mailboxes(message.to);
  draft.cc = mailboxes(message.cc);
  draft.subject = message.subject;
  draft.text = message.text;
  draft.html = message.html;
  draft.date = message.created_at;
  draft.message_id = message.message_id;
  draft.in_reply_to = message.in_reply_to;
  draft.references = message.references;
  if (message.kind == "acknowledgement") draft.automatic = mail_compose::Automatic::replied;
  if (message.kind == "notice") draft.automatic = mail_compose::Automatic::generated;
  draft.fields.emplace_back("X-Aproape-Loop", message.token);
  for (const auto& part : message.attachments) {
    draft.attachments.push_back(
        {part.name, part.type,
         services_.database.read([&](db::Tx& tx) { return services_.blobs.get(tx, part.blob); }), ""});
  }
  return mail_compose::compose(draft);
}

}  // namespace aproape::mail
