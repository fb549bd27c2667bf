#include "decode/mail_reader.hpp"

#include "decode/addresses.hpp"
#include "decode/attachments.hpp"
#include "decode/bodies.hpp"
#include "decode/detector.hpp"
#include "formats/mime/ascii.hpp"
#include "formats/mime/bounce_text.hpp"
#include "formats/mime/classify.hpp"
#include "formats/mime/date.hpp"
#include "formats/mime/delivery_report.hpp"
#include "formats/mime/encoded_word.hpp"
#include "formats/mime/forwarded.hpp"
#include "formats/mime/line_ends.hpp"
#include "formats/mime/message_ids.hpp"
#include "formats/mime/transfer.hpp"

namespace aproape::decode {
namespace {

using mime::Part;
using protocol::MailClass;

constexpr std::size_t kLongestSubject = 2000;
constexpr std::size_t kLongestFact = 4000;

MailClass class_of(mime::Kind kind) {
  switch (kind) {
    case mime::Kind::dsn:
      return MailClass::dsn;
    case mime::Kind::mdn:
      return MailClass::mdn;
    case mime::Kind::automatic:
      return MailClass::automatic;
    case mime::Kind::bulk:
      return MailClass::bulk;
    case mime::Kind::feedback:
      return MailClass::feedback;
    case mime::Kind::loop:
      return MailClass::loop;
    case mime::Kind::normal:
      break;
  }
  return MailClass::normal;
}

const Part* find_type(const Part& part, std::string_view type) {
  if (part.type.value == type) return &part;
  for (const Part& child : part.children)
    if (const Part* found = find_type(child, type)) return found;
  return nullptr;
}

class Reader {
 public:
  Reader(std::string_view message, const mime::MailLimits& limits) : message_(message), limits_(limits) {}

  MailResult read() {
    prepare_gmime();
    if (message_.size() > limits_.message) {
      flags_.add("size_limit");
      message_ = message_.substr(0, limits_.message);
    }
    const auto repaired = mime::repair_line_ends(message_, flags_);
    const Part root = mime::read_structure(repaired ? std::string_view(*repaired) : message_, limits_,
                                           detect_charset, flags_);
    Bodies bodies = read_bodies(root, limits_, flags_);
    AttachmentReader files(limits_, flags_, result_);
    for (const Part* file : bodies.files) files.add(*file);
    for (const auto& file : bodies.embedded) files.add(file);
    mail().text = std::move(bodies.text);
    mail().html = std::move(bodies.html);
    files.take_message_body();
    raw_body_ = root.children.empty() ? root.body : root.children.front().body;
    read_header(root.headers);
    read_report(root);
    const mime::Reports reports{find_type(root, "message/delivery-status") != nullptr,
                                find_type(root, "message/disposition-notification") != nullptr,
                                find_type(root, "message/feedback-report") != nullptr,
                                mime::is_qmail_bounce(mail().text)};
    const auto told = mime::classify(root.headers, root.type, mail().from.address, mail().subject, reports);
    if (told.kind == mime::Kind::dsn && mail().reports.empty()) read_bounce(root);
    mail().kind = class_of(told.kind);
    mail().suppress_reply = told.suppress_reply;
    if (told.kind != mime::Kind::dsn) read_forwarded(root);
    mail().flags = flags_.names();
    return std::move(result_);
  }

 private:
  protocol::DecodedMail& mail() { return result_.mail; }

  std::string line(std::string_view value, std::size_t limit) {
    const std::string text = mime::decode_header_text(value.substr(0, 8 * limit), detect_charset, flags_);
    return std::string(mime::cut_utf8(text, limit));
  }

  // A field as a fact: bytes that are UTF-8, nothing decoded.
  static std::string fact(std::string_view value) {
    return mime::scrub_utf8(mime::clean_line(value.substr(0, kLongestFact)));
  }

  static std::string first_id(std::string_view field) {
    const auto ids = mime::read_message_ids(field);
    return ids.empty() ? std::string{} : mime::scrub_utf8(ids.front());
  }

  // Raw 8-bit subjects carry no charset: subject and body together tell the detector more than the subject
  // alone.
  std::string subject(std::string_view value) {
    if (value.find("=?") != std::string_view::npos || mime::valid_utf8(value))
      return line(value, kLongestSubject);
    flags_.add("charset_missing");
    mime::Flags ignored;
    const auto with_body = [&](std::string_view bytes) {
      return detect_charset(std::string(bytes) + "\n" + std::string(raw_body_.substr(0, 4096)));
    };
    return std::string(mime::cut_utf8(mime::decode_header_text(value, with_body, ignored), kLongestSubject));
  }

  void read_header(const mime::Headers& headers) {
    mail().subject = subject(headers.first("subject"));
    auto from = read_addresses(headers.first("from"), true, flags_);
    if (from.empty()) from = read_addresses(headers.first("sender"), false, flags_);
    if (from.empty()) {
      flags_.add("no_sender");
    } else {
      mail().from = from.front();
    }
    if (auto reply = read_addresses(headers.first("reply-to"), false, flags_); !reply.empty())
      mail().reply_to = reply.front();
    for (const auto field : headers.all("to")) append(mail().to, read_addresses(field, false, flags_));
    for (const auto field : headers.all("cc")) append(mail().cc, read_addresses(field, false, flags_));
    mail().date = mime::read_date(headers.first("date"));
    if (!mail().date && headers.has("date")) flags_.add("bad_date");
    mail().message_id = mime::scrub_utf8(mime::read_own_id(headers.first("message-id")));
    mail().in_reply_to = mime::scrub_utf8(mime::read_parent_id(headers.first("in-reply-to")));
    for (auto& id : mime::read_message_ids(headers.first("references")))
      mail().references.push_back(mime::scrub_utf8(id));
    mail().list_id = fact(headers.first("list-id"));
    mail().auto_submitted = fact(headers.first("auto-submitted"));
    for (const auto value : headers.all("authentication-results"))
      if (mail().authentication_results.size() < 20) mail().authentication_results.push_back(fact(value));
    for (const auto name : {"x-original-to", "delivered-to", "envelope-to"})
      for (const auto value : headers.all(name))
        if (mail().delivered_to.size() < 50) mail().delivered_to.push_back(fact(value));
    mail().loop_token = fact(headers.first("x-aproape-loop"));
    mail().received_count = static_cast<int>(headers.all("received").size());
  }

  static void append(std::vector<protocol::MailAddress>& to, std::vector<protocol::MailAddress> more) {
    for (auto& one : more)
      if (to.size() < 1000) to.push_back(std::move(one));
  }

  // The header of the message that a report returns or a forward carries; empty where there is none.
  mime::Headers inner_header(const Part& root) {
    const Part* inner = find_type(root, "message/rfc822");
    if (inner == nullptr) inner = find_type(root, "text/rfc822-headers");
    if (inner == nullptr) return {};
    mime::Flags ignored;
    const std::string head =
        mime::decode_transfer(inner->body.substr(0, 256U << 10U), inner->encoding(), ignored);
    return mime::read_headers(head, limits_, ignored).headers;
  }

  void read_report(const Part& root) {
    const Part* status = find_type(root, "message/delivery-status");
    if (status == nullptr) return;
    const std::string id = first_id(inner_header(root).first("message-id"));
    const std::string body = mime::decode_transfer(status->body, status->encoding(), flags_);
    for (auto& one : mime::read_delivery_status(body))
      mail().reports.push_back({one.recipient, one.action, one.status, one.diagnostic, id});
  }

  // Bounces without a machine-readable part; the returned message may stand in the text or beside it.
  void read_bounce(const Part& root) {
    auto told = mime::read_bounce_text(mail().text, root.headers.first("x-failed-recipients"));
    if (told.original_message_id.empty())
      told.original_message_id = first_id(inner_header(root).first("message-id"));
    for (const auto& one : told.recipients)
      mail().reports.push_back(
          {one.recipient, one.action, one.status, one.diagnostic, told.original_message_id});
  }

  void read_forwarded(const Part& root) {
    mime::Flags ignored;
    const mime::Headers inner = inner_header(root);
    std::string from(inner.first("from"));
    std::string to(inner.first("to"));
    if (from.empty()) {
      const auto quoted = mime::forwarded_head(mail().text, mail().subject);
      if (!quoted) return;
      from = quoted->from;
      to = quoted->to;
    }
    const auto senders = read_addresses(from, false, ignored);
    if (senders.empty() || senders.front().address.empty()) return;
    flags_.add("forwarded");
    mail().forwarded_from = senders.front();
    for (auto& one : read_addresses(to, false, ignored))
      if (mail().forwarded_to.size() < 20 && !one.address.empty())
        mail().forwarded_to.push_back(std::move(one.address));
  }

  std::string_view message_;
  mime::MailLimits limits_;
  mime::Flags flags_;
  MailResult result_;
  std::string_view raw_body_;  // of the first part, undecoded: a sample for the charset detector
};

}  // namespace

MailResult read_mail(std::string_view message, const mime::MailLimits& limits) {
  return Reader(message, limits).read();
}

}  // namespace aproape::decode
