#include "channels/mail/header_scan.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

constexpr std::size_t kHeaderLimit = 1U << 20U;

bool equals_nocase(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] - 'A' + 'a') : a[i];
    if (c != lower[i]) return false;
  }
  return true;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string id_of(std::string_view value) {
  const auto open = value.find('<');
  if (open != std::string_view::npos) {
    const auto close = value.find('>', open);
    return std::string(
        trim(value.substr(open + 1, close == std::string_view::npos ? close : close - open - 1)));
  }
  return std::string(trim(value));
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorKind::internal, "mail.digest");
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : digest) {
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

HeaderScan scan_header(std::string_view raw) {
  HeaderScan scan;
  std::size_t at = 0;
  std::string_view id_field;
  std::size_t id_begin = std::string_view::npos;
  scan.body = raw.size();
  while (at < raw.size() && at < kHeaderLimit) {
    const auto end = raw.find('\n', at);
    const std::size_t next = end == std::string_view::npos ? raw.size() : end + 1;
    const std::string_view line = raw.substr(at, next - at);
    const bool continued = line.front() == ' ' || line.front() == '\t';
    if (!continued && id_begin != std::string_view::npos && id_field.empty()) {
      id_field = raw.substr(id_begin, at - id_begin);
    }
    if (line == "\r\n" || line == "\n") {
      scan.body = next;
      break;
    }
    const auto colon = line.find(':');
    if (!continued && id_begin == std::string_view::npos && colon != std::string_view::npos &&
        equals_nocase(trim(line.substr(0, colon)), "message-id")) {
      id_begin = at + colon + 1;
    }
    at = next;
  }
  if (id_begin != std::string_view::npos && id_field.empty()) {
    id_field = raw.substr(id_begin, std::min(at, raw.size()) - id_begin);
  }
  scan.message_id = id_of(id_field.substr(0, 2000));
  if (!scan.message_id.empty()) scan.digest_id = sha256_hex(scan.message_id);
  std::string_view body = raw.substr(scan.body);
  while (body.ends_with('\n') || body.ends_with('\r')) body.remove_suffix(1);
  scan.digest_body = sha256_hex(body);
  return scan;
}

}  // namespace aproape::mail
