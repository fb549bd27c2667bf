#include "decode/attachments.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "decode/bodies.hpp"
#include "decode/detector.hpp"
#include "decode/nested_message.hpp"
#include "formats/archive/inspect.hpp"
#include "formats/html/text.hpp"
#include "formats/mime/ascii.hpp"
#include "formats/mime/attachment_name.hpp"
#include "formats/mime/encoded_word.hpp"
#include "formats/mime/message_ids.hpp"
#include "formats/mime/transfer.hpp"
#include "formats/rtf/lzfu.hpp"
#include "formats/rtf/text.hpp"
#include "formats/tnef/tnef.hpp"

namespace aproape::decode {
namespace {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : digest) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string nested_subject(std::string_view message, const mime::MailLimits& limits) {
  mime::Flags ignored;
  const auto block = mime::read_headers(message.substr(0, 256U << 10U), limits, ignored);
  return mime::decode_header_text(block.headers.first("subject"), detect_charset, ignored);
}

bool is_tnef(const mime::Part& part) {
  return part.type.value == "application/ms-tnef" || part.type.value == "application/vnd.ms-tnef" ||
         mime::equal_ignoring_case(given_name(part), "winmail.dat");
}

// The words of a winmail.dat: plain before HTML before rich text.
std::string tnef_body_text(const tnef::Message& message, std::size_t limit, mime::Flags& flags) {
  if (!message.text.empty())
    return mime::to_utf8(message.text, message.unicode_text ? "utf-8" : "windows-1250", detect_charset,
                         flags);
  if (!message.html.empty())
    return html::to_text(mime::to_utf8(message.html, {}, detect_charset, flags)).text;
  if (message.rtf.empty()) return {};
  const auto opened = rtf::decompress(message.rtf, limit);
  if (!opened) {
    flags.add("rtf_unreadable");
    return {};
  }
  const auto read = rtf::read_document(*opened, limit);
  return read.html ? html::to_text(read.text, limit).text : read.text;
}

// Encrypted or signed parts are shown as what they are; nothing is decrypted here.
void mark_crypto(const mime::Part& part, protocol::MailAttachment& file, mime::Flags& flags) {
  const std::string& type = part.type.value;
  if (type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime") {
    file.flags.emplace_back("smime");
    const std::string kind = mime::lower(part.type.get("smime-type"));
    flags.add(kind == "signed-data" ? "signed" : "encrypted");
  } else if (type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature") {
    file.flags.emplace_back("smime");
  } else if (type.starts_with("application/pgp-")) {
    file.flags.emplace_back("pgp");
  }
}

}  // namespace

void AttachmentReader::add(const mime::Part& part) {
  std::string bytes = mime::decode_transfer(part.body, part.encoding(), flags_);
  if (is_tnef(part) && open_tnef(bytes)) return;
  protocol::MailAttachment file;
  file.type = mime::scrub_utf8(mime::clean_line(mime::cut_utf8(part.type.value, 200)));
  file.name = mime::clean_attachment_name(given_name(part));
  if (file.name.empty() && file.type == "message/rfc822") {
    file.name = mime::clean_attachment_name(nested_subject(bytes, limits_));
    if (!file.name.empty()) file.name = mime::clean_attachment_name(file.name + ".eml");
  }
  const auto ids = mime::read_message_ids(part.headers.first("content-id"));
  if (!ids.empty()) file.content_id = mime::scrub_utf8(ids.front());
  if (file.content_id.empty())
    file.content_id = mime::scrub_utf8(mime::trim(part.headers.first("content-id").substr(0, 998)));
  file.inline_part =
      part.disposition.value == "inline" || (part.disposition.value.empty() && !file.content_id.empty());
  mark_crypto(part, file, flags_);
  store(std::move(file), bytes);
}

void AttachmentReader::add(const mime::UuFile& file) {
  protocol::MailAttachment known;
  known.name = mime::clean_attachment_name(
      mime::decode_header_text(mime::to_utf8(file.name, {}, detect_charset, flags_), detect_charset, flags_));
  known.type = "application/octet-stream";
  store(std::move(known), file.bytes);
}

void AttachmentReader::store(protocol::MailAttachment file, std::string_view bytes) {
  auto& files = result_.mail.attachments;
  if (files.size() >= limits_.attachments) {
    flags_.add("attachment_limit");
    return;
  }
  if (file.name.empty())
    file.name = "attachment-" + std::to_string(files.size() + 1) + std::string(mime::extension_of(file.type));
  auto warnings = archive::inspect(bytes, file.name);
  if (file.type == "message/rfc822")
    for (auto& inner : inspect_message(bytes, limits_)) warnings.push_back(std::move(inner));
  for (const auto& flag : warnings) {
    if (std::find(file.flags.begin(), file.flags.end(), flag) == file.flags.end()) file.flags.push_back(flag);
    flags_.add(flag);
  }
  file.size = static_cast<std::int64_t>(bytes.size());
  file.sha256 = sha256_hex(bytes);
  file.offset = static_cast<std::int64_t>(result_.payload.size());
  result_.payload += bytes;
  files.push_back(std::move(file));
}

bool AttachmentReader::open_tnef(std::string_view bytes) {
  const auto opened = tnef::read(bytes);
  std::string text = opened ? tnef_body_text(*opened, limits_.text, flags_) : std::string{};
  if (!opened || (opened->attachments.empty() && mime::trim(text).empty())) {
    flags_.add("tnef_unreadable");
    return false;
  }
  flags_.add("tnef");
  for (const auto& inner : opened->attachments) {
    protocol::MailAttachment file;
    file.name = mime::clean_attachment_name(
        mime::to_utf8(inner.name, inner.unicode_name ? "utf-8" : "windows-1250", detect_charset, flags_));
    file.type = inner.type.empty() ? "application/octet-stream" : mime::scrub_utf8(mime::lower(inner.type));
    store(std::move(file), inner.data);
  }
  if (tnef_text_.empty()) tnef_text_ = std::move(text);
  return true;
}

void AttachmentReader::take_message_body() {
  if (mime::trim(result_.mail.text).empty() && !tnef_text_.empty()) result_.mail.text = tnef_text_;
}

}  // namespace aproape::decode
