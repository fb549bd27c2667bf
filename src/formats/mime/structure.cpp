#include "formats/mime/structure.hpp"

#include <optional>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

struct Delimiter {
  std::size_t line = 0;  // where its line begins
  std::size_t next = 0;  // where the following line begins
  bool last = false;
};

// The next line "--boundary" or "--boundary--" at or after `from`.
std::optional<Delimiter> find_delimiter(std::string_view body, std::string_view mark, std::size_t from) {
  for (std::size_t at = from; (at = body.find(mark, at)) != std::string_view::npos; at += 1) {
    if (at > 0 && body[at - 1] != '\n') continue;
    std::size_t end = at + mark.size();
    const bool last = body.substr(end).starts_with("--");
    if (last) end += 2;
    while (end < body.size() && (body[end] == ' ' || body[end] == '\t' || body[end] == '\r')) ++end;
    if (end < body.size() && body[end] != '\n') continue;
    return Delimiter{at, std::min(end + 1, body.size()), last};
  }
  return {};
}

// The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1).
std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// A boundary that the body itself shows: a line "--x" followed by a header field, and the same line again.
std::string shown_boundary(std::string_view body) {
  std::size_t at = 0;
  for (int tries = 0; tries < 50 && at < body.size(); ++tries) {
    if (!body.substr(at).starts_with("--")) {
      at = body.find("\n--", at);
      if (at == std::string_view::npos) return {};
      ++at;
    }
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view mark = trim(body.substr(at, end - at));
    const std::size_t next = std::min(end + 1, body.size());
    if (mark.size() >= 3 && mark.size() < 200 && starts_ignoring_case(body.substr(next), "content-") &&
        find_delimiter(body, mark, next))
      return std::string(mark);
    at = next;
  }
  return {};
}

class Builder {
 public:
  Builder(const MailLimits& limits, const Detector& detect, Flags& flags)
      : limits_(limits), detect_(detect), flags_(flags) {}

  Part read(std::string_view text, std::size_t depth, std::string_view default_type) {
    ++parts_;
    Part part;
    HeaderBlock block = read_headers(text, limits_, flags_);
    part.headers = std::move(block.headers);
    part.body = text.substr(block.body);
    part.type = read_parameters(part.headers.first("content-type"), detect_, flags_);
    part.disposition = read_parameters(part.headers.first("content-disposition"), detect_, flags_);
    const std::size_t slash = part.type.value.find('/');
    const bool readable = slash != std::string::npos && slash > 0 && slash + 1 < part.type.value.size() &&
                          part.type.value.find_first_of(" \t\"<>") == std::string::npos;
    if (!readable) part.type.value = part.type.value == "text" ? "text/plain" : std::string(default_type);
    if (part.multipart()) descend(part, depth);
    return part;
  }

 private:
  void descend(Part& part, std::size_t depth) {
    if (depth >= limits_.depth) {
      flags_.add("depth_limit");
      part.type.value = "text/plain";
      part.body = part.body.substr(0, 4096);
      return;
    }
    std::string mark;
    const std::string_view boundary = part.type.get("boundary");
    if (!trim(boundary).empty()) mark = "--" + std::string(boundary);
    auto open = mark.empty() ? std::nullopt : find_delimiter(part.body, mark, 0);
    if (!open && !mark.empty() && trim(boundary) != boundary) {
      mark = "--" + std::string(trim(boundary));
      open = find_delimiter(part.body, mark, 0);
    }
    if (!open) {
      flags_.add("no_boundary");
      mark = shown_boundary(part.body);
      open = mark.empty() ? std::nullopt : find_delimiter(part.body, mark, 0);
      if (!open) {
        part.type.value = "text/plain";
        return;
      }
    }
    const std::string_view child_type =
        part.type.value == "multipart/digest" ? "message/rfc822" : "text/plain";
    while (open && !open->last) {
      if (parts_ >= limits_.parts) {
        flags_.add("part_limit");
        return;
      }
      const auto close = find_delimiter(part.body, mark, open->next);
      const std::size_t end = close ? close->line : part.body.size();
      std::string_view inside = part.body.substr(open->next, end - open->next);
      if (close) {
        inside = without_line_end(inside);
      } else {
        flags_.add("unterminated");
      }
      if (close || !inside.empty()) part.children.push_back(read(inside, depth + 1, child_type));
      open = close;
    }
  }

  const MailLimits& limits_;
  const Detector& detect_;
  Flags& flags_;
  std::size_t parts_ = 0;
};

}  // namespace

Part read_structure(std::string_view message, const MailLimits& limits, const Detector& detect,
                    Flags& flags) {
  return Builder(limits, detect, flags).read(message, 0, "text/plain");
}

}  // namespace aproape::mime
