#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::imap {

enum class Status { none, ok, no, bad, bye, preauth };

// What one FETCH response says of one message. Absent attributes are nullopt or empty.
struct Fetched {
  std::uint32_t sequence = 0;
  std::optional<std::uint32_t> uid;
  std::optional<std::uint64_t> size;  // RFC822.SIZE
  std::vector<std::string> flags;
  bool has_flags = false;
  std::string internal_date;  // as sent, "24-Nov-2026 08:15:00 +0200"
  bool has_body = false;      // BODY[…] or RFC822: its bytes went to the sink, or stand in `body`
  std::string body;           // where no sink was set
};

// One line of the server, with its literals (RFC 3501 section 7).
struct Response {
  enum class Kind {
    continuation,  // "+ text"
    status,        // OK NO BAD BYE PREAUTH, tagged or not
    capability,    // words
    exists,        // number
    recent,
    expunge,  // number
    flags,
    search,  // numbers
    list,    // words: name of a folder (decoded)
    fetch,
    other,  // read and left aside
  };
  Kind kind = Kind::other;
  std::string tag;  // empty where untagged
  Status status = Status::none;
  std::string code;  // of a status: "UIDVALIDITY", "UIDNEXT", "CAPABILITY", "READ-ONLY", …
  std::vector<std::string> code_arguments;
  std::string text;  // of a status or continuation, for people
  std::uint32_t number = 0;
  std::vector<std::uint32_t> numbers;
  std::vector<std::string> words;
  Fetched fetched;
};

struct Limits {
  std::size_t line_bytes = 1U << 20U;        // without literals that go to the sink
  std::uint64_t literal_bytes = 52U << 20U;  // of a body
  std::size_t nesting = 32;
};

// Gets the bytes of BODY[…] literals as they come. begin() may refuse (too large for us): then the bytes are
// skipped and the response has has_body = false.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual bool begin(std::uint64_t size) = 0;
  virtual void append(std::string_view bytes) = 0;
};

// Reads the server's responses from bytes as they come. Bounded memory. Not thread-safe.
class ResponseReader {
 public:
  explicit ResponseReader(Limits limits = {});
  // Bodies of FETCH go there from now on; null: kept in the response.
  void set_sink(BodySink* sink);
  void feed(std::string_view bytes);
  // The next whole response, nullopt where more bytes are needed. Throws Error{invalid, "imap.syntax" |
  // "imap.limit"}: the connection must then be closed.
  [[nodiscard]] std::optional<Response> next();

 private:
  bool take_line();
  bool take_literal();
  void begin_literal(std::uint64_t size);
  [[nodiscard]] bool is_body_literal() const;

  enum class Literal { none, kept, to_sink, skipped };
  Limits limits_;
  BodySink* sink_ = nullptr;
  std::string buffer_;
  std::size_t at_ = 0;
  std::string line_;  // the response so far; a literal that is kept stands in it, another as {0}
  Literal literal_ = Literal::none;
  std::uint64_t literal_left_ = 0;
  std::uint64_t kept_body_ = 0;  // announced bytes of bodies within line_
  bool body_to_sink_ = false;
  bool body_skipped_ = false;
};

}  // namespace aproape::imap
