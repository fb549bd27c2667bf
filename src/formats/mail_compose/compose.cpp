#include "formats/mail_compose/compose.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "base/error.hpp"
#include "formats/mail_compose/transfer.hpp"
#include "formats/mail_compose/words.hpp"
#include "formats/smtp/address.hpp"

namespace aproape::mail_compose {
namespace {

constexpr std::size_t kEdgeReferences = 20;

std::string hex(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  do {
    out.insert(out.begin(), kDigits[number & 15U]);
    number >>= 4U;
  } while (number != 0);
  return out;
}

std::uint64_t random_bits() {
  std::random_device source;
  return (std::uint64_t{source()} << 32U) | source();
}

std::string address_of(const Mailbox& mailbox) {
  const auto parsed = smtp::wire_mailbox(mailbox.address);
  if (!parsed) throw Error(ErrorKind::invalid, "mail.address");
  return parsed->str();
}

std::string mailbox_text(const Mailbox& mailbox) {
  const std::string address = address_of(mailbox);
  const std::string name = one_line(mailbox.name);
  return name.empty() ? address : phrase(name) + " <" + address + ">";
}

std::string mailbox_list(const std::vector<Mailbox>& list) {
  std::string out;
  for (const Mailbox& one : list) {
    if (!out.empty()) out += ", ";
    out += mailbox_text(one);
  }
  return out;
}

// "<id>"; an id of others may hold anything but what would end it.
std::string bracketed(std::string_view id) {
  const bool harmless = !id.empty() && id.size() <= 900 && std::all_of(id.begin(), id.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != '<' && c != '>';
  });
  if (!harmless) throw Error(ErrorKind::invalid, "mail.message_id");
  return "<" + std::string(id) + ">";
}

// Ids of others that cannot be written are left out: a reply must not fail because a stranger's client was
// broken.
std::string reference_list(const std::vector<std::string>& references) {
  std::string out;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (i >= kEdgeReferences && i + kEdgeReferences < references.size()) continue;
    try {
      const std::string id = bracketed(references[i]);
      out += (out.empty() ? "" : " ") + id;
    } catch (const Error&) {
      continue;
    }
  }
  return out;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-+._").find(c) != std::string_view::npos;
  });
}

std::string safe_type(std::string_view type) {
  const std::size_t slash = type.find('/');
  if (slash == std::string_view::npos || !is_token(type.substr(0, slash)) ||
      !is_token(type.substr(slash + 1)) || type.starts_with("multipart/") || type.size() > 120) {
    return "application/octet-stream";
  }
  return std::string(type);
}

// A part with its own header, ending in CRLF.
std::string text_part(std::string_view type, std::string_view text) {
  return "Content-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(text);
}

std::string attachment_part(const Attachment& attachment) {
  const std::string type = safe_type(attachment.type);
  std::string out = "Content-Type: " + type;
  if (!attachment.name.empty()) {
    // Readers of old know only an encoded word here, new ones take the RFC 2231 form of Content-Disposition.
    const std::string words = encode_words(attachment.name);
    if (!is_ascii(attachment.name) && words.size() <= 900) {
      std::string folded = words;
      for (std::size_t at = folded.find(' '); at != std::string::npos; at = folded.find(' ', at + 4)) {
        folded.replace(at, 1, "\r\n\t ");
      }
      out += ";\r\n\tname=\"" + folded + "\"";
    } else {
      out += parameter("name", attachment.name);
    }
  }
  const bool inline_part = !attachment.content_id.empty();
  out += "\r\nContent-Disposition: " + std::string(inline_part ? "inline" : "attachment");
  if (!attachment.name.empty()) out += parameter("filename", attachment.name);
  out += "\r\n";
  if (inline_part) out += field("Content-ID", bracketed(attachment.content_id));
  return out + "Content-Transfer-Encoding: base64\r\n\r\n" + base64_lines(attachment.bytes);
}

std::string multipart(std::string_view subtype, const std::vector<std::string>& parts) {
  // Base64 and quoted-printable cannot hold "=_", so the boundary cannot stand in a part.
  const std::string boundary = "=_" + hex(random_bits()) + hex(random_bits());
  std::string out =
      "Content-Type: multipart/" + std::string(subtype) + ";\r\n\tboundary=\"" + boundary + "\"\r\n\r\n";
  // The line break before a boundary belongs to the boundary, so each part keeps its own.
  for (const std::string& part : parts) out += "--" + boundary + "\r\n" + part + "\r\n";
  return out + "--" + boundary + "--\r\n";
}

std::string body(const Draft& draft) {
  std::vector<std::string> mixed;
  std::vector<std::string> related;
  for (const Attachment& attachment : draft.attachments) {
    const bool shown = !attachment.content_id.empty() && !draft.html.empty();
    (shown ? related : mixed).push_back(attachment_part(attachment));
  }
  std::string content = text_part("text/plain", draft.text);
  if (!draft.html.empty()) {
    std::string html = text_part("text/html", draft.html);
    if (!related.empty()) {
      related.insert(related.begin(), std::move(html));
      html = multipart("related", related);
    }
    content = multipart("alternative", {content, html});
  }
  if (mixed.empty()) return content;
  mixed.insert(mixed.begin(), std::move(content));
  return multipart("mixed", mixed);
}

}  // namespace

std::string compose(const Draft& draft) {
  std::string out = field("Date", to_rfc5322(draft.date));
  out += field("From", mailbox_text(draft.from));
  if (draft.reply_to) out += field("Reply-To", mailbox_text(*draft.reply_to));
  if (!draft.to.empty()) out += field("To", mailbox_list(draft.to));
  if (!draft.cc.empty()) out += field("Cc", mailbox_list(draft.cc));
  out += field("Subject", encode_words(draft.subject));
  out += field("Message-ID", bracketed(draft.message_id));
  const std::string parent = reference_list({draft.in_reply_to});
  if (!parent.empty()) out += field("In-Reply-To", parent);
  const std::string references = reference_list(draft.references);
  if (!references.empty()) out += field("References", references);
  if (draft.automatic != Automatic::no) {
    out += field("Auto-Submitted", draft.automatic == Automatic::replied ? "auto-replied" : "auto-generated");
    out += field("X-Auto-Response-Suppress", "All");
  }
  for (const auto& [name, value] : draft.fields) {
    if (!is_token(name)) throw Error(ErrorKind::invalid, "mail.field");
    out += field(name, encode_words(value));
  }
  return out + "MIME-Version: 1.0\r\n" + body(draft);
}

std::string make_message_id(std::string_view domain, Millis now) {
  return hex(static_cast<std::uint64_t>(now)) + "." + hex(random_bits()) + "@" + std::string(domain);
}

}  // namespace aproape::mail_compose
