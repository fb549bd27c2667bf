#pragma once

#include <string>
#include <string_view>

namespace aproape::imap {

// A string as a command argument (RFC 3501 4.3): quoted. Throws Error{invalid, "imap.argument"} for CR, LF,
// NUL or bytes over 0x7F, which only a literal may carry; see literal().
[[nodiscard]] std::string quoted(std::string_view text);

// "{n}" CRLF and the bytes, in two pieces: the second is sent after the server's continuation.
struct Literal {
  std::string announce;  // "{12}\r\n"
  std::string bytes;
};
[[nodiscard]] Literal literal(std::string_view bytes);

// Whether quoted() takes it.
[[nodiscard]] bool can_quote(std::string_view text);

// The name of a folder in modified UTF-7 (RFC 3501 5.1.3) and back. Malformed input comes back as it is.
[[nodiscard]] std::string encode_folder(std::string_view utf8);
[[nodiscard]] std::string decode_folder(std::string_view name);

// Gives a connection's commands their tags: A1, A2, …
class Tags {
 public:
  [[nodiscard]] std::string next() { return "A" + std::to_string(++last_); }

 private:
  unsigned long long last_ = 0;
};

}  // namespace aproape::imap
