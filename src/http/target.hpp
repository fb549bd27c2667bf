#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace aproape::http {

using Query = std::map<std::string, std::string, std::less<>>;

// The target of a request, decoded: path and query apart (RFC 3986, and "+" for a space in the query). Where
// a name comes twice in the query, the first counts.
struct Target {
  std::string path;
  Query query;
};

// nullopt where an escape is malformed, a decoded byte is a control character, the text is not UTF-8, or the
// path holds a "." or ".." segment or an empty one in the middle.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

// Undoes %XX; nullopt where malformed.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
// Everything but letters, digits and "-._~" becomes %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace aproape::http
