#include "formats/mime/bounce_text.hpp"

#include <algorithm>
#include <optional>

#include "formats/mime/ascii.hpp"
#include "formats/mime/charset.hpp"
#include "formats/mime/message_ids.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kMost = 200;
constexpr std::size_t kLongest = 1000;

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

bool begins_copy(std::string_view line) {
  return line.starts_with("--") && (contains_ignoring_case(line, "copy of the message") ||
                                    contains_ignoring_case(line, "copy of your message"));
}

std::string id_in_copy(std::string_view copy) {
  while (!copy.empty()) {
    const std::string_view line = take_line(copy);
    if (!starts_ignoring_case(line, "message-id:")) continue;
    const auto ids = read_message_ids(line.substr(std::string_view("message-id:").size()));
    return ids.empty() ? std::string{} : scrub_utf8(ids.front());
  }
  return {};
}

RecipientReport report_of(std::string_view address) {
  RecipientReport report;
  report.recipient = scrub_utf8(cut_utf8(trim(address), kLongest));
  report.action = "failed";
  return report;
}

// A paragraph of qmail's: "<address>:" and below it why.
std::optional<std::string_view> qmail_recipient(std::string_view line) {
  if (!line.starts_with('<') || !line.ends_with(">:")) return {};
  return line.substr(1, line.size() - 3);
}

}  // namespace

bool is_qmail_bounce(std::string_view text) {
  return trim(text).starts_with("Hi. This is the");
}

BounceText read_bounce_text(std::string_view text, std::string_view failed_recipients) {
  BounceText out;
  const bool qmail = is_qmail_bounce(text);
  std::string_view rest = text;
  bool open = false;  // lines of the last recipient's reason follow
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (begins_copy(line)) {
      out.original_message_id = id_in_copy(rest);
      break;
    }
    if (!qmail) continue;
    if (const auto address = qmail_recipient(line); address && out.recipients.size() < kMost) {
      out.recipients.push_back(report_of(*address));
      open = true;
    } else if (line.empty()) {
      open = false;
    } else if (open && out.recipients.back().diagnostic.size() < kLongest) {
      std::string& reason = out.recipients.back().diagnostic;
      reason += (reason.empty() ? "" : " ") + scrub_utf8(cut_utf8(line, kLongest));
    }
  }
  for (RecipientReport& one : out.recipients) one.status = find_status(one.diagnostic);
  const std::string status = find_status(text.substr(0, text.size() - rest.size()));
  while (!failed_recipients.empty() && !qmail && out.recipients.size() < kMost) {
    const std::size_t end = std::min(failed_recipients.find(','), failed_recipients.size());
    RecipientReport report = report_of(failed_recipients.substr(0, end));
    report.status = status;
    if (!report.recipient.empty()) out.recipients.push_back(std::move(report));
    failed_recipients.remove_prefix(std::min(end + 1, failed_recipients.size()));
  }
  return out;
}

}  // namespace aproape::mime
