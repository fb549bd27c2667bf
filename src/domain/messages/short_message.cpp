#include "domain/messages/short_message.hpp"

#include "base/error.hpp"
#include "formats/sms/segments.hpp"
#include "formats/sms/transliterate.hpp"
#include "text/fold.hpp"
#include "text/phone.hpp"

namespace aproape::messages {
namespace {

[[noreturn]] void refuse(std::string_view field, std::string_view key) {
  throw Error("message.invalid", {{std::string(field), std::string(key)}});
}

}  // namespace

std::string short_message_number(std::string_view written, std::string_view country) {
  const auto phone = text::parse_phone(written, country);
  return phone && phone->valid ? phone->e164 : std::string();
}

Service::Reply as_short_message(Service::Reply reply, const SmsOptions& options) {
  if (reply.to.size() != 1) refuse("to", "sms.one_number");
  if (!reply.cc.empty()) refuse("cc", "sms.one_number");
  if (!reply.attachments.empty()) refuse("attachments", "sms.no_files");
  reply.to.front().address = short_message_number(reply.to.front().address, options.country);
  if (reply.to.front().address.empty()) refuse("to", "sms.no_number");
  reply.html.clear();
  reply.text = text::valid_utf8(reply.text);
  if (reply.plain) reply.text = sms::transliterate(reply.text);
  if (sms::measure(reply.text).segments > options.most_segments) refuse("text", "sms.too_long");
  return reply;
}

std::string short_text(std::string_view text, int most_segments) {
  std::string plain = sms::transliterate(text);
  while (sms::measure(plain).segments > most_segments)
    plain = std::string(text::prefix(plain, plain.size() * 9 / 10));
  return plain;
}

}  // namespace aproape::messages
