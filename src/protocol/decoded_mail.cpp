#include "protocol/decoded_mail.hpp"

#include <array>
#include <utility>

#include "base/error.hpp"

namespace aproape::protocol {
namespace {

constexpr std::array<std::string_view, 7> kNames{"normal", "dsn", "mdn", "auto", "bulk", "feedback", "loop"};

json::Value texts(const std::vector<std::string>& list) {
  json::Array out;
  for (const auto& text : list) out.emplace_back(text);
  return out;
}

std::vector<std::string> texts_from(const json::Value& value) {
  std::vector<std::string> out;
  if (value.is_null()) return out;
  for (const auto& text : value.as_array()) out.push_back(text.as_string());
  return out;
}

json::Value address(const MailAddress& from) {
  return json::Object{{"name", from.name}, {"address", from.address}};
}

json::Value address(const std::optional<MailAddress>& from) {
  return from ? address(*from) : json::Value{};
}

MailAddress address_from(const json::Value& value) {
  return {value.get_string("name"), value.get_string("address")};
}

std::optional<MailAddress> optional_address(const json::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(address_from(value));
}

json::Value addresses(const std::vector<MailAddress>& list) {
  json::Array out;
  for (const auto& one : list) out.push_back(address(one));
  return out;
}

std::vector<MailAddress> addresses_from(const json::Value& value) {
  std::vector<MailAddress> out;
  if (value.is_null()) return out;
  for (const auto& one : value.as_array()) out.push_back(address_from(one));
  return out;
}

json::Value attachment(const MailAttachment& from) {
  return json::Object{{"name", from.name},
                      {"type", from.type},
                      {"size", from.size},
                      {"sha256", from.sha256},
                      {"content_id", from.content_id},
                      {"inline", from.inline_part},
                      {"flags", texts(from.flags)},
                      {"offset", from.offset}};
}

MailAttachment attachment_from(const json::Value& value) {
  return {value.get_string("name"),   value.get_string("type"),       value.get_int("size"),
          value.get_string("sha256"), value.get_string("content_id"), value.get_bool("inline"),
          texts_from(value["flags"]), value.get_int("offset")};
}

json::Value report(const DeliveryReport& from) {
  return json::Object{{"recipient", from.recipient},
                      {"action", from.action},
                      {"status", from.status},
                      {"diagnostic", from.diagnostic},
                      {"original_message_id", from.original_message_id}};
}

DeliveryReport report_from(const json::Value& value) {
  return {value.get_string("recipient"), value.get_string("action"), value.get_string("status"),
          value.get_string("diagnostic"), value.get_string("original_message_id")};
}

MailClass class_from(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<MailClass>(i);
  throw Error(ErrorKind::invalid, "json.type", "mail class");
}

}  // namespace

std::string_view name_of(MailClass kind) {
  return kNames.at(static_cast<std::size_t>(kind));
}

json::Value to_json(const DecodedMail& mail) {
  json::Array attachments;
  for (const auto& one : mail.attachments) attachments.push_back(attachment(one));
  json::Array reports;
  for (const auto& one : mail.reports) reports.push_back(report(one));
  return json::Object{{"subject", mail.subject},
                      {"from", address(mail.from)},
                      {"reply_to", address(mail.reply_to)},
                      {"to", addresses(mail.to)},
                      {"cc", addresses(mail.cc)},
                      {"date", mail.date ? json::Value(*mail.date) : json::Value{}},
                      {"message_id", mail.message_id},
                      {"in_reply_to", mail.in_reply_to},
                      {"references", texts(mail.references)},
                      {"text", mail.text},
                      {"html", mail.html},
                      {"attachments", std::move(attachments)},
                      {"class", name_of(mail.kind)},
                      {"suppress_reply", mail.suppress_reply},
                      {"reports", std::move(reports)},
                      {"forwarded_from", address(mail.forwarded_from)},
                      {"forwarded_to", texts(mail.forwarded_to)},
                      {"list_id", mail.list_id},
                      {"auto_submitted", mail.auto_submitted},
                      {"authentication_results", texts(mail.authentication_results)},
                      {"delivered_to", texts(mail.delivered_to)},
                      {"loop_token", mail.loop_token},
                      {"received_count", mail.received_count},
                      {"flags", texts(mail.flags)}};
}

DecodedMail decoded_mail_from_json(const json::Value& value) {
  DecodedMail mail;
  mail.subject = value.get_string("subject");
  mail.from = address_from(value["from"]);
  mail.reply_to = optional_address(value["reply_to"]);
  mail.to = addresses_from(value["to"]);
  mail.cc = addresses_from(value["cc"]);
  if (!value["date"].is_null()) mail.date = value["date"].as_int();
  mail.message_id = value.get_string("message_id");
  mail.in_reply_to = value.get_string("in_reply_to");
  mail.references = texts_from(value["references"]);
  mail.text = value.get_string("text");
  mail.html = value.get_string("html");
  for (const auto& one : value["attachments"].as_array()) mail.attachments.push_back(attachment_from(one));
  mail.kind = class_from(value.get_string("class"));
  mail.suppress_reply = value.get_bool("suppress_reply");
  for (const auto& one : value["reports"].as_array()) mail.reports.push_back(report_from(one));
  mail.forwarded_from = optional_address(value["forwarded_from"]);
  mail.forwarded_to = texts_from(value["forwarded_to"]);
  mail.list_id = value.get_string("list_id");
  mail.auto_submitted = value.get_string("auto_submitted");
  mail.authentication_results = texts_from(value["authentication_results"]);
  mail.delivered_to = texts_from(value["delivered_to"]);
  mail.loop_token = value.get_string("loop_token");
  mail.received_count = static_cast<int>(value.get_int("received_count"));
  mail.flags = texts_from(value["flags"]);
  return mail;
}

}  // namespace aproape::protocol
