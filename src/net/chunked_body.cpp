#include "net/chunked_body.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace aproape::net {
namespace {

constexpr std::size_t kSizeLine = 16 + 64;
constexpr std::size_t kTrailers = 1024;

}  // namespace

// Moves bytes into line_ up to and including CRLF. done: the line stands in line_, without CRLF.
ChunkedBody::State ChunkedBody::take_line(std::string_view& bytes, std::size_t longest) {
  while (!bytes.empty()) {
    const char c = bytes.front();
    bytes.remove_prefix(1);
    const bool after_cr = !line_.empty() && line_.back() == '\r';
    if (after_cr != (c == '\n')) return State::bad;
    if (c == '\n') {
      line_.pop_back();
      return State::done;
    }
    line_.push_back(c);
    if (line_.size() > longest + 1) return State::bad;
  }
  return State::more;
}

ChunkedBody::State ChunkedBody::end_of_size() {
  const auto digits = std::min(line_.find_first_not_of("0123456789abcdefABCDEF"), line_.size());
  if (digits == 0 || digits > 16) return State::bad;
  if (digits < line_.size() && line_[digits] != ';') return State::bad;
  std::uint64_t size = 0;
  if (std::from_chars(line_.data(), line_.data() + digits, size, 16).ec != std::errc()) return State::bad;
  line_.clear();
  if (size > limit_ - body_.size()) return State::too_large;
  left_ = size;
  step_ = size == 0 ? Step::trailer : Step::data;
  return State::more;
}

ChunkedBody::State ChunkedBody::feed(std::string_view& bytes) {
  while (!bytes.empty()) {
    if (step_ == Step::data) {
      const auto piece = bytes.substr(0, left_);
      body_.append(piece);
      bytes.remove_prefix(piece.size());
      left_ -= piece.size();
      if (left_ == 0) step_ = Step::data_end;
      continue;
    }
    const auto longest = step_ == Step::size       ? kSizeLine
                         : step_ == Step::data_end ? 0
                                                   : kTrailers - trailers_;
    const auto line = take_line(bytes, longest);
    if (line != State::done) return line;
    if (step_ == Step::size) {
      if (const auto state = end_of_size(); state != State::more) return state;
    } else if (step_ == Step::data_end) {
      step_ = Step::size;
    } else {
      if (line_.empty()) return State::done;
      trailers_ += line_.size();
      line_.clear();
    }
  }
  return State::more;
}

}  // namespace aproape::net
