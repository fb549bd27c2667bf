#include "net/http_head.hpp"

#include <algorithm>
#include <charconv>

namespace aproape::net {
namespace {

constexpr std::size_t kFields = 100;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Whether a comma-separated field holds the word.
bool lists(std::string_view value, std::string_view word) {
  while (!value.empty()) {
    const auto comma = value.find(',');
    if (same(trim(value.substr(0, comma)), word)) return true;
    if (comma == std::string_view::npos) break;
    value.remove_prefix(comma + 1);
  }
  return false;
}

bool clean_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u == '\t' || (u >= 0x20 && u != 0x7f);
  });
}

bool clean_host(std::string_view host) {
  constexpr std::string_view kMarks = ".-_:[]";
  return host.size() <= 255 && std::all_of(host.begin(), host.end(), [&](char c) {
           return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
                  kMarks.find(c) != std::string_view::npos;
         });
}

int parse_request_line(std::string_view line, RequestHead& head, bool& old) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || last == first) return 400;
  const auto method = line.substr(0, first);
  auto target = line.substr(first + 1, last - first - 1);
  const auto version = line.substr(last + 1);
  if (!is_token(method) || method.size() > 16) return 400;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return version.starts_with("HTTP/") ? 505 : 400;
  old = version == "HTTP/1.0";
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same(target.substr(0, scheme.size()), scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
    break;
  }
  if (!target.starts_with('/')) return 400;
  for (const char c : target) {
    if (c <= 0x20 || c >= 0x7f || c == '#') return 400;
  }
  head.method = method;
  head.target = target;
  return 0;
}

// What the fields that frame the message say.
struct Framing {
  int hosts = 0;
  int lengths = 0;
  int codings = 0;
  int expectations = 0;
  std::string_view coding;
  std::string_view expectation;
};

int parse_field(std::string_view line, RequestHead& head, Framing& framing) {
  if (line.front() == ' ' || line.front() == '\t') return 400;  // obs-fold
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return 400;
  const auto name = line.substr(0, colon);
  const auto value = trim(line.substr(colon + 1));
  if (!is_token(name) || !clean_value(value)) return 400;
  if (same(name, "Host")) {
    ++framing.hosts;
    if (!clean_host(value)) return 400;
  } else if (same(name, "Content-Length")) {
    ++framing.lengths;
    std::uint64_t length = 0;
    const auto* end = value.data() + value.size();
    const bool digits = !value.empty() && value.size() <= 18 &&
                        value.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || std::from_chars(value.data(), end, length).ptr != end) return 400;
    head.content_length = length;
  } else if (same(name, "Transfer-Encoding")) {
    ++framing.codings;
    framing.coding = value;
  } else if (same(name, "Expect")) {
    ++framing.expectations;
    framing.expectation = value;
  } else if (same(name, "Connection")) {
    if (lists(value, "close")) head.keep_alive = false;
  }
  head.headers.emplace_back(std::string(name), std::string(value));
  return 0;
}

int check_framing(const Framing& framing, bool old, RequestHead& head) {
  if (framing.hosts > 1 || (framing.hosts == 0 && !old)) return 400;
  if (framing.lengths > 1 || framing.codings > 1) return 400;
  if (framing.codings == 1) {
    if (framing.lengths != 0 || old) return 400;
    if (!same(framing.coding, "chunked")) return 501;
    head.chunked = true;
  }
  if (framing.expectations > 0) {
    if (framing.expectations > 1 || !same(framing.expectation, "100-continue")) return 417;
    head.expects_continue = !old;
  }
  return 0;
}

}  // namespace

std::size_t head_length(std::string_view bytes) {
  bool empty = false;  // the present line has no character yet
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') return std::string_view::npos;
    if (bytes[i] != '\r') {
      empty = false;
      continue;
    }
    if (i + 1 == bytes.size()) return 0;
    if (bytes[++i] != '\n') return std::string_view::npos;
    if (empty) return i + 1;
    empty = true;
  }
  return 0;
}

int parse_head(std::string_view text, RequestHead& head) {
  head = RequestHead{};
  Framing framing;
  bool old = false;
  bool first = true;
  while (true) {
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) return 400;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.empty()) break;
    if (first) {
      if (const int wrong = parse_request_line(line, head, old); wrong != 0) return wrong;
      first = false;
      continue;
    }
    if (head.headers.size() == kFields) return 431;
    if (const int wrong = parse_field(line, head, framing); wrong != 0) return wrong;
  }
  if (first) return 400;
  if (const int wrong = check_framing(framing, old, head); wrong != 0) return wrong;
  if (old) head.keep_alive = false;
  head.websocket = head.method == "GET" && lists(field(head.headers, "Connection"), "upgrade") &&
                   lists(field(head.headers, "Upgrade"), "websocket");
  return 0;
}

std::string_view field(const Headers& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return same(h.first, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace aproape::net
