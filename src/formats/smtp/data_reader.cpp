#include "formats/smtp/data_reader.hpp"

#include <algorithm>

namespace aproape::smtp {
namespace {

constexpr std::string_view kReceived = "received:";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

void DataReader::put(std::string_view text, std::string& out) {
  // The field name may come in pieces: matched_ equals line_ as long as all of the line so far has matched.
  std::size_t position = line_;
  for (std::size_t i = 0;
       in_header_ && i < text.size() && matched_ == position && matched_ < kReceived.size(); ++i) {
    if (lower(text[i]) != kReceived[matched_]) break;
    ++position;
    if (++matched_ == kReceived.size()) ++received_;
  }
  line_ += text.size();
  longest_ = std::max(longest_, line_);
  size_ += static_cast<std::int64_t>(text.size());
  out += text;
}

void DataReader::end_line(std::string& out) {
  if (line_ == 0) in_header_ = false;
  line_ += 2;
  longest_ = std::max(longest_, line_);
  size_ += 2;
  out += "\r\n";
  line_ = 0;
  matched_ = 0;
}

void DataReader::bare_cr(std::string& out) {
  bare_ = true;
  if (!normalise_) put("\r", out);
}

void DataReader::bare_lf(std::string& out) {
  bare_ = true;
  if (normalise_) {
    end_line(out);
  } else {
    put("\n", out);
  }
}

bool DataReader::take(std::string_view& bytes, std::string& out) {
  while (!bytes.empty()) {
    if (place_ == Place::text) {
      const std::size_t run = std::min(bytes.find_first_of("\r\n"), bytes.size());
      if (run > 0) put(bytes.substr(0, run), out);
      bytes.remove_prefix(run);
      if (bytes.empty()) return false;
    }
    const char c = bytes.front();
    switch (place_) {
      case Place::line_start:
        if (c == '.') {
          place_ = Place::dot;
          break;
        }
        place_ = Place::text;
        continue;
      case Place::dot:
        if (c == '\r') {
          place_ = Place::dot_cr;
          break;
        }
        if (c == '\n') put(".", out);  // ".<LF>" ends nothing
        place_ = Place::text;
        continue;
      case Place::dot_cr:
        if (c == '\n') {
          bytes.remove_prefix(1);
          return true;
        }
        put(".", out);
        bare_cr(out);
        place_ = Place::text;
        continue;
      case Place::cr:
        if (c == '\n') {
          end_line(out);
          place_ = Place::line_start;
          break;
        }
        bare_cr(out);
        place_ = Place::text;
        continue;
      case Place::text:
        if (c == '\r') {
          place_ = Place::cr;
        } else {
          bare_lf(out);  // the place stays text: a dot behind it is only a dot
        }
        break;
    }
    bytes.remove_prefix(1);
  }
  return false;
}

}  // namespace aproape::smtp
