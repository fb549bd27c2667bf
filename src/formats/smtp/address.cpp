#include "formats/smtp/address.hpp"

#include <algorithm>

#include "text/domain_name.hpp"
#include "text/fold.hpp"

namespace aproape::smtp {
namespace {

constexpr std::size_t kLongestLocal = 64;    // RFC 5321 4.5.3.1.1
constexpr std::size_t kLongestDomain = 255;  // 4.5.3.1.2
constexpr std::size_t kLongestLabel = 63;

bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}
bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_high(c);
}
bool is_atext(char c) {
  return is_alnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_string(std::string_view local) {
  bool atom = false;  // the present atom has a character
  for (const char c : local) {
    if (c == '.') {
      if (!atom) return false;
      atom = false;
    } else if (is_atext(c)) {
      atom = true;
    } else {
      return false;
    }
  }
  return atom;
}

bool is_literal(std::string_view domain) {
  if (domain.size() < 3 || domain.front() != '[' || domain.back() != ']') return false;
  domain = domain.substr(1, domain.size() - 2);
  return std::all_of(domain.begin(), domain.end(),
                     [](char c) { return c > 0x20 && c < 0x7F && c != '[' && c != '\\'; });
}

bool is_domain(std::string_view domain) {
  if (is_literal(domain)) return true;
  while (true) {
    const std::size_t dot = domain.find('.');
    const std::string_view label = domain.substr(0, dot);
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-' || label.back() == '-')
      return false;
    for (const char c : label) {
      if (!is_alnum(c) && c != '-' && c != '_') return false;
    }
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

// Takes the local part from the front of `text`; nullopt where there is none.
std::optional<std::string> take_local(std::string_view& text) {
  std::string local;
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find('@'), text.find('>'));
    const std::string_view atoms = text.substr(0, end);
    if (!is_dot_string(atoms)) return std::nullopt;
    text.remove_prefix(atoms.size());
    return std::string(atoms);
  }
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\') text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    const char c = text.front();
    if (!is_high(c) && (c < 0x20 || c == 0x7F)) return std::nullopt;
    local.push_back(c);
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  text.remove_prefix(1);
  return local;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Takes local@domain from the front of `text`, up to `stop` or its end.
Path take_mailbox(std::string_view& text, bool bare_postmaster) {
  Path path;
  auto local = take_local(text);
  if (!local) return path;
  if (local->size() > kLongestLocal) {
    path.fault = PathFault::local_long;
    return path;
  }
  Mailbox mailbox;
  mailbox.local = std::move(*local);
  if (text.starts_with('@')) {
    text.remove_prefix(1);
    const std::string_view domain = text.substr(0, text.find('>'));
    if (domain.size() > kLongestDomain) {
      path.fault = PathFault::domain_long;
      return path;
    }
    if (!is_domain(domain)) return path;
    mailbox.domain = lower(domain);
    text.remove_prefix(domain.size());
  } else if (!bare_postmaster || lower(mailbox.local) != "postmaster") {
    return path;
  }
  mailbox.utf8 = std::any_of(mailbox.local.begin(), mailbox.local.end(), is_high) ||
                 std::any_of(mailbox.domain.begin(), mailbox.domain.end(), is_high);
  if (mailbox.utf8 && !(text::is_valid_utf8(mailbox.local) && text::is_valid_utf8(mailbox.domain)))
    return path;
  path.mailbox = std::move(mailbox);
  return path;
}

}  // namespace

std::string Mailbox::str() const {
  std::string out;
  if (is_dot_string(local) || empty()) {
    out = local;
  } else {
    out.push_back('"');
    for (const char c : local) {
      if (c == '"' || c == '\\') out.push_back('\\');
      out.push_back(c);
    }
    out.push_back('"');
  }
  if (!domain.empty()) out += "@" + domain;
  return out;
}

Path parse_path(std::string_view text, bool null_allowed, bool bare_postmaster) {
  Path path;
  if (!text.starts_with('<')) return path;
  text.remove_prefix(1);
  if (text.starts_with('>')) {
    if (null_allowed) path.mailbox = Mailbox{};
    path.rest = text.substr(1);
    return path;
  }
  if (text.starts_with('@')) {
    path.fault = PathFault::source_route;
    return path;
  }
  path = take_mailbox(text, bare_postmaster);
  if (!path.mailbox) return path;
  if (!text.starts_with('>')) {
    path.mailbox.reset();
    return path;
  }
  path.rest = text.substr(1);
  return path;
}

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  if (text.find('>') != std::string_view::npos && !text.starts_with('"')) return std::nullopt;
  Path path = take_mailbox(text, false);
  if (!path.mailbox || !text.empty()) return std::nullopt;
  return std::move(path.mailbox);
}

std::optional<Mailbox> wire_mailbox(std::string_view text) {
  auto mailbox = parse_mailbox(text);
  if (!mailbox || !mailbox->utf8) return mailbox;
  mailbox->domain = text::ascii_domain(mailbox->domain);
  mailbox->utf8 = std::any_of(mailbox->local.begin(), mailbox->local.end(), is_high) ||
                  std::any_of(mailbox->domain.begin(), mailbox->domain.end(), is_high);
  return mailbox;
}

}  // namespace aproape::smtp
