#include "formats/mime/headers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

// Fields worth reading even where a flood of others stands before them.
constexpr std::array<std::string_view, 12> kNeeded{"from",
                                                   "to",
                                                   "cc",
                                                   "subject",
                                                   "date",
                                                   "message-id",
                                                   "in-reply-to",
                                                   "references",
                                                   "content-type",
                                                   "content-transfer-encoding",
                                                   "auto-submitted",
                                                   "x-aproape-loop"};

std::size_t name_length(std::string_view line) {
  std::size_t n = 0;
  while (n < line.size() && line[n] > ' ' && line[n] < 127 && line[n] != ':') ++n;
  std::size_t colon = n;
  while (colon < line.size() && (line[colon] == ' ' || line[colon] == '\t')) ++colon;
  return n > 0 && n <= 200 && colon < line.size() && line[colon] == ':' ? n : 0;
}

class Reader {
 public:
  Reader(std::string_view text, const MailLimits& limits, Flags& flags)
      : text_(text), limits_(limits), flags_(flags) {}

  HeaderBlock read() {
    std::size_t at = 0;
    bool first = true;
    while (at < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view line = text_.substr(at, end - at);
      const std::size_t next = std::min(end + 1, text_.size());
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (line.empty()) {
        at = next;
        break;
      }
      if (first && (line.starts_with("From ") || line.starts_with(">From "))) {
        at = next;  // the separator of an mbox file
        continue;
      }
      if (!take(line, first, next)) break;
      first = false;
      at = next;
    }
    finish();
    block_.body = at;
    return std::move(block_);
  }

 private:
  // False: the line is no header, the body begins with it.
  bool take(std::string_view line, bool first, std::size_t next) {
    ++lines_;
    bytes_ += line.size();
    if (line.front() == ' ' || line.front() == '\t') {
      if (keep_) {
        if (bytes_ > 2 * limits_.header_bytes) {
          flags_.add("header_limit");
        } else {
          field_.value += line;
        }
      } else if (first) {
        flags_.add("bad_header");
      }
      return true;
    }
    const std::size_t length = name_length(line);
    if (length == 0) {
      flags_.add("bad_header");
      return looks_like_header(text_.substr(next, 200));  // a stray line between two fields
    }
    finish();
    field_.name = lower(line.substr(0, length));
    keep_ = (lines_ <= limits_.header_lines && bytes_ <= limits_.header_bytes) || needed();
    if (keep_) {
      std::string_view value = line.substr(line.find(':') + 1);
      if (value.size() > limits_.header_bytes) {
        flags_.add("header_limit");
        value = value.substr(0, limits_.header_bytes);
      }
      field_.value = value;
    } else {
      flags_.add("header_limit");
    }
    return true;
  }

  [[nodiscard]] bool needed() const {
    return std::find(kNeeded.begin(), kNeeded.end(), field_.name) != kNeeded.end() &&
           !block_.headers.has(field_.name);
  }

  void finish() {
    if (!keep_) return;
    keep_ = false;
    const auto nul = std::remove(field_.value.begin(), field_.value.end(), '\0');
    if (nul != field_.value.end()) {
      flags_.add("nul_in_header");
      field_.value.erase(nul, field_.value.end());
    }
    field_.value = std::string(trim(field_.value));
    if (field_.name == "content-type") {
      if (content_type_seen_) flags_.add("double_content_type");
      content_type_seen_ = true;
    }
    block_.headers.add(std::exchange(field_, {}));
  }

  std::string_view text_;
  const MailLimits& limits_;
  Flags& flags_;
  HeaderBlock block_;
  HeaderField field_;
  bool keep_ = false;
  bool content_type_seen_ = false;
  std::size_t lines_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

std::string_view Headers::first(std::string_view name) const {
  const auto at = std::find_if(fields_.begin(), fields_.end(), [&](const auto& f) { return f.name == name; });
  return at == fields_.end() ? std::string_view{} : std::string_view(at->value);
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& field : fields_)
    if (field.name == name) out.emplace_back(field.value);
  return out;
}

bool Headers::has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(), [&](const auto& f) { return f.name == name; });
}

bool looks_like_header(std::string_view line) {
  return name_length(line) > 0;
}

HeaderBlock read_headers(std::string_view text, const MailLimits& limits, Flags& flags) {
  return Reader(text, limits, flags).read();
}

}  // namespace aproape::mime
