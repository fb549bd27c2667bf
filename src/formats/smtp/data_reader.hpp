#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aproape::smtp {

// Reads the content after DATA: takes dots away, finds the end, and notes what is wrong. The end is CRLF.CRLF
// and nothing else (CVE-2023-51764): a bare CR or LF never begins a line in which a dot could mean anything.
class DataReader {
 public:
  // `normalise`: a bare LF becomes CRLF and a lone CR is dropped; otherwise both pass and are noted.
  explicit DataReader(bool normalise) : normalise_(normalise) {}

  // Takes bytes from the front of `bytes` up to and with the end of data; appends the message's bytes to
  // `out`. True where the end was met: what remains in `bytes` are commands.
  bool take(std::string_view& bytes, std::string& out);

  [[nodiscard]] bool bare_line_ends() const { return bare_; }
  [[nodiscard]] std::size_t longest_line() const { return longest_; }  // with its CRLF, without stuffed dots
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] std::size_t received_fields() const { return received_; }

 private:
  enum class Place { line_start, text, cr, dot, dot_cr };

  void put(std::string_view text, std::string& out);
  void end_line(std::string& out);
  void bare_cr(std::string& out);
  void bare_lf(std::string& out);

  bool normalise_;
  Place place_ = Place::line_start;
  bool bare_ = false;
  bool in_header_ = true;
  std::size_t line_ = 0;     // bytes of the present line so far
  std::size_t matched_ = 0;  // of "received:" at the line's start
  std::size_t longest_ = 0;
  std::size_t received_ = 0;
  std::int64_t size_ = 0;
};

}  // namespace aproape::smtp
