#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::net {

// Reader of the chunked transfer coding (RFC 9112 7.1), fed with pieces of any size. Strict: CRLF only, at
// most 16 hexadecimal digits, at most 64 bytes of extensions a chunk (ignored), at most 1 kB of trailers
// (dropped).
class ChunkedBody {
 public:
  enum class State { more, done, bad, too_large };

  explicit ChunkedBody(std::size_t limit) : limit_(limit) {}

  // Takes what belongs to the body from the front of `bytes`; what is left belongs to the next request.
  State feed(std::string_view& bytes);
  [[nodiscard]] std::string& body() { return body_; }

 private:
  enum class Step { size, data, data_end, trailer };
  State take_line(std::string_view& bytes, std::size_t longest);
  State end_of_size();

  std::size_t limit_;
  Step step_ = Step::size;
  std::size_t left_ = 0;      // bytes of the present chunk still to come
  std::size_t trailers_ = 0;  // bytes of trailers seen
  std::string line_;
  std::string body_;
};

}  // namespace aproape::net
