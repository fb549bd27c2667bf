#include "formats/imap/response.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "formats/imap/parse_response.hpp"
#include "formats/imap/tokens.hpp"

namespace aproape::imap {

ResponseReader::ResponseReader(Limits limits) : limits_(limits) {}

void ResponseReader::set_sink(BodySink* sink) {
  sink_ = sink;
}

void ResponseReader::feed(std::string_view bytes) {
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  buffer_ += bytes;
}

std::optional<Response> ResponseReader::next() {
  while (true) {
    if (literal_ != Literal::none && !take_literal()) return std::nullopt;
    if (literal_ == Literal::none) {
      const bool whole = take_line();
      if (literal_ != Literal::none) continue;
      if (!whole) return std::nullopt;
    }
    Response response = parse_response(line_, limits_.nesting);
    if (body_to_sink_) response.fetched.has_body = true;
    if (body_skipped_) response.fetched.has_body = false;
    line_.clear();
    kept_body_ = 0;
    body_to_sink_ = body_skipped_ = false;
    return response;
  }
}

// Takes bytes up to CRLF. True where the response is whole; a literal that is announced sets literal_.
bool ResponseReader::take_line() {
  const std::size_t end = buffer_.find("\r\n", at_);
  const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
  if (line_.size() - kept_body_ + stop - at_ > limits_.line_bytes)
    throw Error(ErrorKind::invalid, "imap.limit");
  if (end == std::string::npos) return false;
  line_.append(buffer_, at_, end - at_);
  at_ = end + 2;
  // "{123}" or "{123+}" at the end.
  const std::size_t open = line_.ends_with('}') ? line_.rfind('{') : std::string::npos;
  if (open == std::string::npos) return true;
  std::uint64_t size = 0;
  const char* last = line_.data() + line_.size() - 1;
  const auto [digits_end, error] = std::from_chars(line_.data() + open + 1, last, size);
  const bool announces = digits_end != line_.data() + open + 1 &&
                         (digits_end == last || (*digits_end == '+' && digits_end + 1 == last));
  if (error == std::errc::result_out_of_range) throw Error(ErrorKind::invalid, "imap.limit");
  if (error != std::errc{} || !announces) return true;
  line_.resize(open);
  begin_literal(size);
  return false;
}

// Whether the value that comes is the BODY[…] of a FETCH.
bool ResponseReader::is_body_literal() const {
  std::string_view before(line_);
  while (before.ends_with(' ')) before.remove_suffix(1);
  if (same_word(before.substr(before.find_last_of(" (") + 1), "RFC822")) return true;
  if (before.ends_with('>')) before = before.substr(0, before.rfind('<'));  // BODY[]<0>
  if (!before.ends_with(']')) return false;
  const std::size_t open = before.rfind('[');
  return open != std::string_view::npos && open >= 4 && same_word(before.substr(open - 4, 4), "BODY");
}

void ResponseReader::begin_literal(std::uint64_t size) {
  literal_left_ = size;
  const bool to_sink = sink_ != nullptr && is_body_literal();
  if (!to_sink) {
    const bool body = is_body_literal();
    const bool fits = body ? kept_body_ + size <= limits_.literal_bytes
                           : line_.size() - kept_body_ + size <= limits_.line_bytes;
    if (!fits) throw Error(ErrorKind::invalid, "imap.limit");
    if (body) kept_body_ += size;
    literal_ = Literal::kept;
    line_ += "{" + std::to_string(size) + "}\r\n";
    return;
  }
  const bool taken = size <= limits_.literal_bytes && sink_->begin(size);
  literal_ = taken ? Literal::to_sink : Literal::skipped;
  (taken ? body_to_sink_ : body_skipped_) = true;
  line_ += "{0}\r\n";
}

// Takes bytes of the literal; true where it is whole.
bool ResponseReader::take_literal() {
  const std::uint64_t there = std::min<std::uint64_t>(literal_left_, buffer_.size() - at_);
  const std::string_view bytes = std::string_view(buffer_).substr(at_, static_cast<std::size_t>(there));
  if (literal_ == Literal::kept) line_ += bytes;
  if (literal_ == Literal::to_sink && !bytes.empty()) sink_->append(bytes);
  at_ += static_cast<std::size_t>(there);
  literal_left_ -= there;
  if (literal_left_ > 0) return false;
  literal_ = Literal::none;
  return true;
}

}  // namespace aproape::imap
