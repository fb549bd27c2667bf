#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace aproape::http {

// The head of one part of a multipart/form-data body (RFC 7578).
struct MultipartHead {
  std::string name;
  std::optional<std::string> file_name;  // last segment only, never a path
  std::string type;                      // "text/plain" where the part states none
};

struct MultipartLimits {
  int parts = 100;
  std::size_t head_bytes = 8 * 1024;  // of one part
  std::size_t part_bytes = 25 * 1024 * 1024;
};

// The boundary of a Content-Type field; nullopt where it is not multipart/form-data or the boundary is
// malformed (RFC 2046: 1 to 70 characters of a small set).
[[nodiscard]] std::optional<std::string> multipart_boundary(std::string_view content_type);

// Scanner of a multipart/form-data body, fed with pieces of any size; keeps back no more than a boundary's
// length of content. Throws Error{invalid, "http.multipart"} for what is malformed and Error{too_large,
// "http.too_large"} over a limit; it must not be fed after that.
class Multipart {
 public:
  struct Events {
    std::function<void(const MultipartHead&)> begin;
    std::function<void(std::string_view)> content;  // in pieces
    std::function<void()> end;
  };

  Multipart(std::string_view boundary, MultipartLimits limits, Events events);

  void feed(std::string_view piece);
  // Call after the last piece: throws unless the closing boundary was seen.
  void finish() const;

 private:
  enum class Step { preamble, after_boundary, head, content, epilogue };
  bool advance();  // false where more bytes are needed
  bool take_content();
  bool take_after_boundary();
  bool take_head();
  void emit(std::string_view content);

  std::string delimiter_;  // CRLF, two dashes, boundary
  MultipartLimits limits_;
  Events events_;
  Step step_ = Step::preamble;
  std::string buffer_;
  int parts_ = 0;
  std::size_t part_bytes_ = 0;
};

}  // namespace aproape::http
