#include "formats/mime/bounce_text.hpp"

#include <algorithm>
#include <array>

#include "formats/mime/ascii.hpp"
#include "formats/mime/charset.hpp"
#include "formats/mime/message_ids.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kMost = 200;
constexpr std::size_t kLongest = 1000;
constexpr std::size_t kMostLines = 20'000;

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

template <std::size_t N>
bool says(const std::array<std::string_view, N>& phrases, std::string_view line) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return contains_ignoring_case(line, phrase); });
}

// The returned message follows, or its header.
bool begins_copy(std::string_view line) {
  static constexpr std::array<std::string_view, 5> copies{"copy of the message", "copy of your message",
                                                          "original message follows", "unsent message",
                                                          "message header follows"};
  return (line.starts_with("--") && says(copies, line)) ||
         equal_ignoring_case(line, "original message headers:");
}

// What stands above the addresses that were not reached; empty where the line is none of these.
std::string_view action_announced(std::string_view line) {
  static constexpr std::array<std::string_view, 4> waiting{"transient non-fatal errors", "has been delayed",
                                                           "delivery is delayed", "will be retried"};
  static constexpr std::array<std::string_view, 9> failing{
      "permanent fatal errors",       "permanent delivery errors",    "has failed to these recipients",
      "did not reach the following",  "following recipient(s) could", "following recipients could",
      "following address(es) failed", "could not be delivered to",    "nicht zugestellt werden"};
  if (says(waiting, line)) return "delayed";
  return says(failing, line) ? "failed" : std::string_view{};
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

bool is_address(std::string_view word) {
  const std::size_t at = word.find('@');
  return at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos &&
         word.find_first_of(" \t,;()<>") == std::string_view::npos;
}

std::string_view unwrap(std::string_view word) {
  while (!word.empty() && std::string_view("<\"'(").find(word.front()) != std::string_view::npos)
    word.remove_prefix(1);
  word = word.substr(0, word.find('<'));  // "ana@example.org<mailto:ana@example.org>"
  while (!word.empty() && std::string_view(">\"'):,;.").find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  return word;
}

// The address that a line names first, or as "Ana Pop (ana@example.org)"; not those within a server's answer.
std::string_view address_of(std::string_view line) {
  if (line.empty() || is_digit(line.front()) || line.starts_with("<<<") || line.starts_with(">>>")) return {};
  const std::string_view first = unwrap(line.substr(0, line.find_first_of(" \t")));
  if (is_address(first)) return first;
  const std::size_t open = line.find_last_of("(<");
  if (open == std::string_view::npos || (line.back() != ')' && line.back() != '>')) return {};
  const std::string_view last = unwrap(line.substr(open));
  return is_address(last) ? last : std::string_view{};
}

class Reader {
 public:
  explicit Reader(bool qmail) : qmail_(qmail) {}

  void line(std::string_view line) {
    if (const auto action = action_announced(line); !action.empty()) {
      action_ = action;
      current_ = nullptr;
    } else if (const std::size_t colon = line.find(">:");
               line.starts_with('<') && colon != std::string_view::npos) {
      open(line.substr(1, colon - 1));  // qmail and Postfix: the reason behind the colon or below it
      explain(trim(line.substr(colon + 2)));
    } else if (const auto address = address_of(line); !qmail_ && !action_.empty() && !address.empty()) {
      open(address);
    } else if (line.empty()) {
      if (qmail_ || action_.empty()) current_ = nullptr;
    } else {
      explain(line);
    }
  }

  std::vector<RecipientReport> take() {
    for (RecipientReport& one : reports_) one.status = find_status(one.diagnostic);
    return std::move(reports_);
  }

 private:
  void open(std::string_view address) {
    const std::string recipient = scrub_utf8(cut_utf8(trim(address), kLongest));
    current_ = nullptr;
    for (RecipientReport& one : reports_)
      if (equal_ignoring_case(one.recipient, recipient)) current_ = &one;
    if (current_ != nullptr || reports_.size() >= kMost || recipient.empty()) return;
    reports_.reserve(kMost);  // current_ stays valid
    RecipientReport& report = reports_.emplace_back();
    report.recipient = recipient;
    report.action = action_.empty() ? "failed" : std::string(action_);
    current_ = &report;
  }

  void explain(std::string_view reason) {
    if (current_ == nullptr || reason.empty() || current_->diagnostic.size() >= kLongest) return;
    current_->diagnostic +=
        (current_->diagnostic.empty() ? "" : " ") + scrub_utf8(cut_utf8(reason, kLongest));
  }

  bool qmail_;
  std::string_view action_;  // of the section that we are in
  RecipientReport* current_ = nullptr;
  std::vector<RecipientReport> reports_;
};

}  // namespace

bool is_qmail_bounce(std::string_view text) {
  return trim(text).starts_with("Hi. This is the");
}

BounceText read_bounce_text(std::string_view text, std::string_view failed_recipients) {
  BounceText out;
  const bool exim = !failed_recipients.empty();
  Reader reader(is_qmail_bounce(text));
  std::string_view rest = text;
  for (std::size_t lines = 0; !rest.empty() && lines < kMostLines; ++lines) {
    const std::string_view line = take_line(rest);
    if (begins_copy(line)) {
      out.original_message_id = id_in_copy(rest);
      break;
    }
    if (!exim) reader.line(line);
  }
  out.recipients = reader.take();
  const std::string status = find_status(text.substr(0, text.size() - rest.size()));
  for (RecipientReport& one : out.recipients)
    if (one.status.empty()) one.status = status;
  while (!failed_recipients.empty() && out.recipients.size() < kMost) {
    const std::size_t end = std::min(failed_recipients.find(','), failed_recipients.size());
    RecipientReport report;
    report.recipient = scrub_utf8(cut_utf8(trim(failed_recipients.substr(0, end)), kLongest));
    report.action = "failed";
    report.status = status;
    if (!report.recipient.empty()) out.recipients.push_back(std::move(report));
    failed_recipients.remove_prefix(std::min(end + 1, failed_recipients.size()));
  }
  return out;
}

}  // namespace aproape::mime
