#include "formats/html/sanitize.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "formats/html/address_filter.hpp"
#include "formats/html/entities.hpp"
#include "formats/html/open_elements.hpp"
#include "formats/html/style.hpp"
#include "formats/html/tokenizer.hpp"
#include "text/fold.hpp"

namespace aproape::html {
namespace {

constexpr std::size_t kDeepest = 200;  // written elements within each other
constexpr std::size_t kLongestValue = 2000;

// Attributes that say how something looks, besides href, src and style.
constexpr std::array<std::string_view, 21> kAttributes = {
    "align",   "alt",  "bgcolor", "border", "cellpadding", "cellspacing", "color",
    "colspan", "dir",  "face",    "height", "lang",        "nowrap",      "rowspan",
    "size",    "span", "start",   "title",  "type",        "valign",      "width"};
static_assert(std::is_sorted(kAttributes.begin(), kAttributes.end()));

// Attributes that make a browser fetch something.
constexpr std::array<std::string_view, 7> kFetching = {"background", "data", "dynsrc", "lowsrc",
                                                       "poster",     "src",  "srcset"};

std::string lower(std::string_view text) {
  std::string out(text.substr(0, 64));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

void escape_into(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '`':
        out += "&#96;";
        break;  // a quote to old Internet Explorers
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out.push_back(c);
    }
  }
}

class Sanitizer {
 public:
  Sanitizer(std::string_view html, std::size_t limit) : tokens_(html), limit_(limit) {}

  Sanitized run() {
    Token token;
    while (tokens_.next(token)) {
      if (out_.html.size() > limit_) {
        out_.truncated = true;
        break;
      }
      switch (token.kind) {
        case Token::Kind::text:
          text(token.text);
          break;
        case Token::Kind::raw:
          raw(token);
          break;
        case Token::Kind::start:
          start(token);
          break;
        case Token::Kind::end:
          if (token.element != nullptr)
            open_.close(*token.element, [this](const OpenElement& e) { closed(e); });
          break;
      }
    }
    open_.close_all([this](const OpenElement& e) { closed(e); });
    return std::move(out_);
  }

 private:
  void text(std::string_view source) {
    if (open_.hidden() && !out_.hidden_text) {
      out_.hidden_text = source.find_first_not_of(" \t\r\n\f") != std::string_view::npos;
    }
    const std::size_t room = limit_ - std::min(limit_, out_.html.size());
    if (source.size() > room) out_.truncated = true;
    decoded_.clear();
    decode_entities(text::prefix(source, room), false, decoded_);
    escape_into(decoded_, out_.html);
  }

  void raw(const Token& token) {
    if (token.element->has(kShown)) return text(token.text);
    if (token.element->name != "style") return;
    if (token.text.find("@import") != std::string_view::npos ||
        token.text.find("url(") != std::string_view::npos) {
      out_.remote_content = true;
    }
  }

  void start(const Token& token) {
    look_at_attributes(token);
    if (token.element == nullptr) return;
    const Element& element = *token.element;
    look_at_element(token);
    open_.close_implied(element, [this](const OpenElement& e) { closed(e); });
    if (element.has(kKept)) close_written(element);
    const bool fits = written_.size() < kDeepest;
    if (!fits) out_.truncated = true;
    const bool write = element.has(kKept) && fits;
    if (!element.has(kVoid)) {
      if (write) written_.push_back(open_.depth());
      open_.push(token).written = write;
    }
    if (write) write_start(token);
  }

  // Ends written elements that a browser would end here although one that was dropped stands between
  // (<p><svg><p>), so that it reads the result as it is written.
  void close_written(const Element& next) {
    while (!written_.empty() && OpenElements::ends_before(*open_.at(written_.back()).element, next)) {
      OpenElement& last = open_.at(written_.back());
      closed(last);
      last.written = false;
    }
  }

  // Handlers and fetching attributes count on any element, also where it is dropped.
  void look_at_attributes(const Token& token) {
    for (const Attribute& attribute : token.attributes) {
      const std::string name = lower(attribute.name);
      if (name.size() > 2 && name.starts_with("on")) out_.script_removed = true;
      if (name == "style" || attribute.value.empty()) continue;
      const bool fetching = std::find(kFetching.begin(), kFetching.end(), name) != kFetching.end();
      const bool link = name == "href" || name == "action" || name == "formaction" ||
                        name.ends_with(":href") || name == "to" || name == "values";
      if (!fetching && !link) continue;
      decoded_.clear();
      decode_entities(attribute.value.substr(0, kLongestValue), true, decoded_);
      const AddressKind kind = filter_address(decoded_).kind;
      if (kind == AddressKind::active) out_.script_removed = true;
      if (kind == AddressKind::remote && fetching) out_.remote_content = true;
    }
  }

  void look_at_element(const Token& token) {
    const Element& element = *token.element;
    if (element.has(kActive) || element.name == "script") out_.script_removed = true;
    if (element.name == "link" && token.find("href") != nullptr) out_.remote_content = true;
    if (element.name == "meta") {
      const std::string_view* equiv = token.find("http-equiv");
      if (equiv != nullptr && equals_ignoring_case(*equiv, "refresh")) out_.script_removed = true;
    }
  }

  void write_start(const Token& token) {
    const Element& element = *token.element;
    out_.html.push_back('<');
    out_.html += element.name;
    bool linked = false;
    std::array<bool, kAttributes.size()> seen{};
    for (const Attribute& attribute : token.attributes) {
      const std::string name = lower(attribute.name);
      const auto* known = std::lower_bound(kAttributes.begin(), kAttributes.end(), name);
      if (known == kAttributes.end() || *known != name) continue;
      bool& twice = seen[static_cast<std::size_t>(known - kAttributes.begin())];
      if (twice) continue;
      twice = true;
      decoded_.clear();
      decode_entities(text::prefix(attribute.value, kLongestValue), true, decoded_);
      write_attribute(name, decoded_);
    }
    if (element.name == "a") linked = write_link(token);
    if (element.name == "img") write_picture(token);
    if (const std::string_view* style = token.find("style")) write_style(*style);
    if (linked) out_.html += " target=\"_blank\" rel=\"noopener noreferrer\"";
    out_.html.push_back('>');
  }

  void write_attribute(std::string_view name, std::string_view value) {
    out_.html.push_back(' ');
    out_.html += name;
    out_.html += "=\"";
    escape_into(value, out_.html);
    out_.html.push_back('"');
  }

  Address address_of(const Token& token, std::string_view name) {
    const std::string_view* value = token.find(name);
    if (value == nullptr || value->size() > 4 * kLongestValue) return {};
    decoded_.clear();
    decode_entities(*value, true, decoded_);
    return filter_address(decoded_);
  }

  bool write_link(const Token& token) {
    const Address address = address_of(token, "href");
    if (address.kind != AddressKind::remote && address.kind != AddressKind::letter) return false;
    write_attribute("href", address.address);
    return true;
  }

  void write_picture(const Token& token) {
    Address address = address_of(token, "src");
    if (address.kind == AddressKind::none) address = address_of(token, "data-remote-src");  // cleaned before
    if (address.kind == AddressKind::part) write_attribute("src", address.address);
    if (address.kind != AddressKind::remote) return;
    write_attribute("data-remote-src", address.address);
    out_.remote_content = true;
  }

  void write_style(std::string_view value) {
    decoded_.clear();
    decode_entities(value.substr(0, 4 * kLongestValue), true, decoded_);
    const SafeStyle safe = clean_style(decoded_);
    out_.remote_content = out_.remote_content || safe.remote_content;
    out_.script_removed = out_.script_removed || safe.active;
    if (!safe.style.empty()) write_attribute("style", safe.style);
  }

  void closed(const OpenElement& last) {
    if (!last.written) return;
    written_.pop_back();
    out_.html += "</";
    out_.html += last.element->name;
    out_.html.push_back('>');
  }

  Tokenizer tokens_;
  OpenElements open_;
  Sanitized out_;
  std::string decoded_;
  std::size_t limit_;
  std::vector<std::size_t> written_;  // depths of the open elements that were written
};

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  escape_into(text, out);
  return out;
}

Sanitized sanitize(std::string_view html, std::size_t limit) {
  if (text::is_valid_utf8(html)) return Sanitizer(html, limit).run();
  const std::string repaired = text::valid_utf8(html);
  return Sanitizer(repaired, limit).run();
}

}  // namespace aproape::html
