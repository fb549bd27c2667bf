#include "formats/mime/delivery_report.hpp"

#include "formats/mime/ascii.hpp"
#include "formats/mime/charset.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kMost = 200;

// "rfc822; ana@example.org" gives the address.
std::string after_type(std::string_view value) {
  const std::size_t mark = value.find(';');
  if (mark != std::string_view::npos) value = value.substr(mark + 1);
  value = trim(value);
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  return scrub_utf8(cut_utf8(value, 1000));
}

}  // namespace

std::string find_status(std::string_view text) {
  for (std::size_t i = 0; i + 4 < text.size(); ++i) {
    if ((text[i] != '2' && text[i] != '4' && text[i] != '5') || text[i + 1] != '.') continue;
    if (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == '.')) continue;
    std::size_t end = i + 2;
    int dots = 0;
    while (end < text.size() &&
           (is_digit(text[end]) || (text[end] == '.' && dots == 0 && is_digit(text[end - 1])))) {
      if (text[end] == '.') ++dots;
      ++end;
    }
    if (dots == 1 && is_digit(text[end - 1])) return std::string(text.substr(i, end - i));
  }
  return {};
}

std::vector<RecipientReport> read_delivery_status(std::string_view body) {
  std::vector<RecipientReport> out;
  Flags flags;
  while (!body.empty() && out.size() < kMost) {
    while (!body.empty() && is_blank(body.front())) body.remove_prefix(1);
    const HeaderBlock group = read_headers(body, {}, flags);
    if (group.body == 0) break;
    body = body.substr(group.body);
    const auto& fields = group.headers;
    std::string_view recipient = fields.first("final-recipient");
    if (recipient.empty()) recipient = fields.first("original-recipient");
    if (recipient.empty()) continue;
    RecipientReport report;
    report.recipient = after_type(recipient);
    report.action = scrub_utf8(lower(cut_utf8(trim(fields.first("action")), 40)));
    report.action = report.action.substr(0, report.action.find_first_of(" (;"));
    report.diagnostic = after_type(fields.first("diagnostic-code"));
    report.status = find_status(fields.first("status"));
    if (report.status.empty()) report.status = find_status(report.diagnostic);
    out.push_back(std::move(report));
  }
  return out;
}

}  // namespace aproape::mime
