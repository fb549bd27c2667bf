#include "http/multipart.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "http/fields.hpp"
#include "http/utf8.hpp"

namespace aproape::http {
namespace {

constexpr std::size_t kLongestBoundary = 70;

[[noreturn]] void malformed(const char* what) {
  throw Error(ErrorKind::invalid, "http.multipart", what);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The value of a parameter of a field ('form-data; name="a"; filename="b"'). Browsers write a quote inside as
// %22 (HTML) or as \".
std::optional<std::string> parameter(std::string_view field, std::string_view wanted) {
  std::size_t at = field.find(';');
  while (at < field.size()) {
    const auto equals = field.find('=', at);
    if (equals == field.npos) return std::nullopt;
    const auto name = trim(field.substr(at + 1, equals - at - 1));
    std::string value;
    at = equals + 1;
    if (at < field.size() && field[at] == '"') {
      for (++at; at < field.size() && field[at] != '"'; ++at) {
        if (field[at] == '\\' && at + 1 < field.size() && (field[at + 1] == '"' || field[at + 1] == '\\'))
          ++at;
        value.push_back(field[at]);
      }
      at = std::min(field.find(';', at), field.size());
    } else {
      const auto end = std::min(field.find(';', at), field.size());
      value = trim(field.substr(at, end - at));
      at = end;
    }
    if (same_name(name, wanted)) return value;
  }
  return std::nullopt;
}

// Some browsers have sent whole paths.
std::string last_segment(const std::string& name) {
  const auto slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

MultipartHead read_head(std::string_view text) {
  MultipartHead head;
  head.type = "text/plain";
  bool named = false;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    const auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 2);
    const auto colon = line.find(':');
    if (colon == line.npos || !is_utf8(line) ||
        line.find_first_of(std::string_view("\r\n\0", 3)) != line.npos) {
      malformed("field of a part");
    }
    const auto name = line.substr(0, colon);
    const auto value = trim(line.substr(colon + 1));
    if (same_name(name, "Content-Type")) head.type = value;
    if (!same_name(name, "Content-Disposition")) continue;
    if (!same_name(trim(value.substr(0, value.find(';'))), "form-data")) malformed("disposition of a part");
    const auto field_name = parameter(value, "name");
    if (!field_name) malformed("part without a name");
    named = true;
    head.name = *field_name;
    if (const auto file = parameter(value, "filename")) head.file_name = last_segment(*file);
  }
  if (!named) malformed("part without a disposition");
  return head;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  if (!same_name(trim(content_type.substr(0, content_type.find(';'))), "multipart/form-data"))
    return std::nullopt;
  auto boundary = parameter(content_type, "boundary");
  constexpr std::string_view kMarks = "'()+_,-./:=? ";
  const bool sound = boundary && !boundary->empty() && boundary->size() <= kLongestBoundary &&
                     !boundary->ends_with(' ') &&
                     std::all_of(boundary->begin(), boundary->end(), [&](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              kMarks.find(c) != kMarks.npos;
                     });
  return sound ? boundary : std::nullopt;
}

Multipart::Multipart(std::string_view boundary, MultipartLimits limits, Events events)
    : delimiter_("\r\n--" + std::string(boundary)),
      limits_(limits),
      events_(std::move(events)),
      buffer_("\r\n") {}  // the first boundary has no line break before it

void Multipart::feed(std::string_view piece) {
  if (step_ == Step::epilogue) return;
  buffer_.append(piece);
  while (advance()) {
  }
}

void Multipart::finish() const {
  if (step_ != Step::epilogue) malformed("cut off");
}

bool Multipart::advance() {
  switch (step_) {
    case Step::preamble:
    case Step::content:
      return take_content();
    case Step::after_boundary:
      return take_after_boundary();
    case Step::head:
      return take_head();
    case Step::epilogue:
      buffer_.clear();
      return false;
  }
  return false;
}

void Multipart::emit(std::string_view content) {
  if (content.empty() || step_ == Step::preamble) return;
  part_bytes_ += content.size();
  if (part_bytes_ > limits_.part_bytes) throw Error(ErrorKind::too_large, "http.too_large");
  events_.content(content);
}

bool Multipart::take_content() {
  const auto at = buffer_.find(delimiter_);
  if (at == std::string::npos) {
    // All but what may be the beginning of a delimiter.
    const auto sure = buffer_.size() - std::min(buffer_.size(), delimiter_.size() - 1);
    emit(std::string_view(buffer_).substr(0, sure));
    buffer_.erase(0, sure);
    return false;
  }
  emit(std::string_view(buffer_).substr(0, at));
  if (step_ == Step::content) events_.end();
  buffer_.erase(0, at + delimiter_.size());
  step_ = Step::after_boundary;
  return true;
}

bool Multipart::take_after_boundary() {
  if (buffer_.size() < 2) return false;
  if (buffer_.starts_with("--")) {
    step_ = Step::epilogue;
    return true;
  }
  if (!buffer_.starts_with("\r\n")) malformed("boundary line");
  if (++parts_ > limits_.parts) throw Error(ErrorKind::too_large, "http.too_large");
  buffer_.erase(0, 2);
  step_ = Step::head;
  return true;
}

bool Multipart::take_head() {
  const auto end = buffer_.find("\r\n\r\n");
  if (std::min(end, buffer_.size()) > limits_.head_bytes) throw Error(ErrorKind::too_large, "http.too_large");
  if (end == std::string::npos) return false;
  events_.begin(read_head(std::string_view(buffer_).substr(0, end)));
  buffer_.erase(0, end + 4);
  part_bytes_ = 0;
  step_ = Step::content;
  return true;
}

}  // namespace aproape::http
