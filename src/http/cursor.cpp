#include "http/cursor.hpp"

#include <openssl/evp.h>

#include <charconv>

#include "base/error.hpp"

namespace aproape::http {
namespace {

// base64url without padding (RFC 4648 5).
std::string to_base64url(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const auto size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  while (out.ends_with('=')) out.pop_back();
  for (auto& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string padded(text);
  for (auto& c : padded) c = c == '-' ? '+' : c == '_' ? '/' : c;
  const std::size_t missing = (4 - padded.size() % 4) % 4;
  padded.append(missing, '=');
  std::string out(padded.size() / 4 * 3, '\0');
  const auto size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(padded.data()), static_cast<int>(padded.size()));
  if (size < 0 || missing == 3) return std::nullopt;
  out.resize(out.size() - missing);
  return out;
}

}  // namespace

std::string encode_cursor(std::string_view kind, std::initializer_list<std::int64_t> values) {
  std::string plain(kind);
  for (const auto value : values) plain += ':' + std::to_string(value);
  return to_base64url(plain);
}

std::vector<std::int64_t> decode_cursor(std::string_view kind, std::string_view text, std::size_t count) {
  const Error wrong(ErrorKind::invalid, "http.cursor");
  const auto plain = text.size() <= 256 ? from_base64url(text) : std::nullopt;
  if (!plain || !plain->starts_with(kind)) throw wrong;
  std::string_view rest = std::string_view(*plain).substr(kind.size());
  std::vector<std::int64_t> values;
  while (rest.starts_with(':')) {
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), value);
    if (error != std::errc()) throw wrong;
    values.push_back(value);
    rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
  }
  if (!rest.empty() || values.size() != count) throw wrong;
  return values;
}

json::Value list_body(json::Array items, std::optional<std::string> next) {
  return json::Object{{"items", std::move(items)}, {"next", next ? json::Value(*next) : json::Value()}};
}

}  // namespace aproape::http
