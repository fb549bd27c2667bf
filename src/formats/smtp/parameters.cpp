#include "formats/smtp/parameters.hpp"

#include <charconv>

namespace aproape::smtp {
namespace {

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string_view take_word(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

const Reply kBadSyntax{501, "5.5.4", "malformed parameter"};

Reply read_size(std::string_view value, std::int64_t limit, Sender& sender) {
  if (value.empty() || value.size() > 20) return kBadSyntax;
  for (const char c : value) {
    if (c < '0' || c > '9') return kBadSyntax;
  }
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), sender.size);
  if (error != std::errc{} || sender.size > limit) return {552, "5.3.4", "message too large"};
  return {};
}

}  // namespace

bool same_word(std::string_view text, std::string_view upper_word) {
  if (text.size() != upper_word.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (upper(text[i]) != upper_word[i]) return false;
  }
  return true;
}

Reply read_mail_parameters(std::string_view text, bool extended, std::int64_t size_limit, Sender& sender) {
  bool size_seen = false;
  bool body_seen = false;
  if (!text.empty() && text.front() != ' ') return kBadSyntax;
  for (std::string_view word = take_word(text); !word.empty(); word = take_word(text)) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const bool has_value = equals != std::string_view::npos;
    const std::string_view value = has_value ? word.substr(equals + 1) : std::string_view();
    if (!extended) return {555, "5.5.4", "parameters need EHLO"};
    if (same_word(name, "SIZE")) {
      if (size_seen) return kBadSyntax;
      size_seen = true;
      const Reply reply = read_size(value, size_limit, sender);
      if (!reply.ok()) return reply;
    } else if (same_word(name, "BODY")) {
      if (body_seen || !(same_word(value, "7BIT") || same_word(value, "8BITMIME"))) return kBadSyntax;
      body_seen = true;
      sender.eight_bit = same_word(value, "8BITMIME");
    } else if (same_word(name, "SMTPUTF8")) {
      if (has_value || sender.smtputf8) return kBadSyntax;
      sender.smtputf8 = true;
    } else {
      return {555, "5.5.4", "parameter not recognised"};
    }
  }
  return {};
}

Reply read_rcpt_parameters(std::string_view text) {
  if (!text.empty() && text.front() != ' ') return kBadSyntax;
  if (!take_word(text).empty()) return {555, "5.5.4", "parameter not recognised"};
  return {};
}

}  // namespace aproape::smtp
