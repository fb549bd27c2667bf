#include "formats/html/text.hpp"

#include <algorithm>
#include <vector>

#include "formats/html/entities.hpp"
#include "formats/html/open_elements.hpp"
#include "formats/html/tokenizer.hpp"
#include "text/fold.hpp"

namespace aproape::html {
namespace {

constexpr std::size_t kDeepestQuote = 20;  // of "> " and of list indents; deeper ones look like the deepest
constexpr std::size_t kDeepestList = 8;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Bytes of an invisible character at the start of `text` (soft hyphen, zero-width space, byte order mark),
// else 0.
std::size_t invisible(std::string_view text) {
  if (text.starts_with("\xC2\xAD")) return 2;
  if (text.starts_with("\xE2\x80\x8B") || text.starts_with("\xEF\xBB\xBF")) return 3;
  return 0;
}

// Writes the text line by line.
class Lines {
 public:
  explicit Lines(std::size_t limit) : limit_(limit) {}

  void quote(int by) {
    break_line();
    quotes_ = by < 0 ? quotes_ - 1 : quotes_ + 1;
  }
  void list(int by) { lists_ = by < 0 ? lists_ - 1 : lists_ + 1; }
  void item() {
    break_line();
    item_ = true;
  }
  void cell() {
    if (!line_empty_) tab_ = true;
    space_ = false;
  }
  // The next text begins a line.
  void break_line() { breaks_ = std::max(breaks_, line_empty_ ? 0 : 1); }
  // … after an empty line.
  void break_paragraph() { breaks_ = 2; }
  // <br>: each one counts, up to an empty line.
  void hard_break() { breaks_ = std::min(2, breaks_ + 1); }

  void add(std::string_view text, bool preformatted) {
    while (!text.empty() && !full_) {
      if (const std::size_t bytes = invisible(text)) {
        text.remove_prefix(bytes);
        continue;
      }
      const bool wide =
          text.starts_with("\xC2\xA0");  // a no-break space is a space to a reader of plain text
      const char c = wide ? ' ' : text.front();
      if (preformatted && c == '\n') {
        hard_break();
      } else if (preformatted ? false : is_blank(c)) {
        space_ = true;
      } else if (c != '\r' && (static_cast<unsigned char>(c) >= 0x20 || c == '\t')) {
        std::size_t end = 1;
        if (!wide) {
          while (end < text.size() && static_cast<unsigned char>(text[end]) > 0x20 && text[end] != '\xC2' &&
                 text[end] != '\xE2' && text[end] != '\xEF') {
            ++end;
          }
        }
        begin_word();
        out_ += wide ? std::string_view(" ") : text.substr(0, end);
        if (out_.size() > limit_) full_ = true;
        text.remove_prefix(wide ? 2 : end);
        continue;
      }
      text.remove_prefix(wide ? 2 : 1);
    }
  }

  // Where the text stands now: to see what a link holds.
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  [[nodiscard]] std::string_view since(std::size_t from) const { return std::string_view(out_).substr(from); }
  [[nodiscard]] bool full() const { return full_; }

  // The whole text without trailing blanks.
  [[nodiscard]] std::string take() {
    trim_line();
    while (!out_.empty() && out_.back() == '\n') out_.pop_back();
    if (!out_.empty()) out_.push_back('\n');
    return std::move(out_);
  }

 private:
  void trim_line() {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
  }
  void prefix() {
    for (std::size_t i = 0; i < std::min(quotes_, kDeepestQuote); ++i) out_ += "> ";
    written_quotes_ = quotes_;
  }
  // Before anything visible: the breaks, quote marks, list marks and blanks that are due.
  void begin_word() {
    if (out_.empty()) {
      prefix();
    } else if (breaks_ > 0) {
      trim_line();
      out_.push_back('\n');
      if (breaks_ > 1) {
        const std::size_t quotes = std::min({quotes_, written_quotes_, kDeepestQuote});
        for (std::size_t i = 0; i < quotes; ++i) out_ += i + 1 < quotes ? "> " : ">";
        out_.push_back('\n');
      }
      prefix();
    } else if (tab_) {
      trim_line();
      out_.push_back('\t');
    } else if (space_ && !line_empty_) {
      out_.push_back(' ');
    }
    if (item_) {
      for (std::size_t i = 1; i < std::min(lists_, kDeepestList); ++i) out_ += "  ";
      out_ += "- ";
    }
    breaks_ = 0;
    tab_ = space_ = item_ = line_empty_ = false;
  }

  std::string out_;
  std::size_t limit_;
  std::size_t quotes_ = 0;
  std::size_t written_quotes_ = 0;
  std::size_t lists_ = 0;
  int breaks_ = 0;
  bool line_empty_ = true;
  bool space_ = false;
  bool tab_ = false;
  bool item_ = false;
  bool full_ = false;
};

struct Link {
  std::string address;
  std::size_t from;
};

// The address without what people leave out when they write it.
std::string_view bare(std::string_view address) {
  for (const std::string_view start : {"mailto:", "tel:", "https://", "http://", "www."}) {
    if (address.starts_with(start)) address.remove_prefix(start.size());
  }
  while (!address.empty() && (address.back() == '/' || is_blank(address.back()))) address.remove_suffix(1);
  while (!address.empty() && is_blank(address.front())) address.remove_prefix(1);
  return address;
}

class Converter {
 public:
  Converter(std::string_view html, std::size_t limit) : tokens_(html), lines_(limit) {}

  Text run() {
    Token token;
    while (!lines_.full() && tokens_.next(token)) {
      switch (token.kind) {
        case Token::Kind::text:
          text(token.text);
          break;
        case Token::Kind::raw:
          if (token.element->has(kShown)) text(token.text);
          break;
        case Token::Kind::start:
          start(token);
          break;
        case Token::Kind::end:
          end(token);
          break;
      }
    }
    Text result;
    result.truncated = lines_.full();
    result.text = lines_.take();
    result.hidden_text = hidden_;
    return result;
  }

 private:
  void text(std::string_view source) {
    if (open_.hidden()) {
      if (!hidden_) hidden_ = std::any_of(source.begin(), source.end(), [](char c) { return !is_blank(c); });
      return;
    }
    decoded_.clear();
    decode_entities(source, false, decoded_);
    lines_.add(decoded_, preformatted_ > 0);
  }

  void start(const Token& token) {
    if (token.element == nullptr) return;
    const Element& element = *token.element;
    const auto closed = [this](const OpenElement& last) { this->closed(last); };
    open_.close_implied(element, closed);
    const bool seen = !open_.hidden();
    if (seen) layout(token);
    if (element.has(kVoid)) return;
    open_.push(token);
    if (element.name == "pre") ++preformatted_;
    if (element.name == "blockquote") lines_.quote(1);
    if (element.name == "ul" || element.name == "ol") lines_.list(1);
    if (element.name == "a") open_link(token, seen);
  }

  // The line breaks and marks that stand before an element.
  void layout(const Token& token) {
    const Element& element = *token.element;
    if (element.name == "br") {
      lines_.hard_break();
    } else if (element.name == "img") {
      if (const std::string_view* alt = token.find("alt")) text(*alt);
    } else if (element.name == "hr") {
      lines_.break_line();
      lines_.add("---", false);
      lines_.break_line();
    } else if (element.name == "li") {
      lines_.item();
    } else if (element.has(kCell)) {
      lines_.cell();
    } else {
      around(element);
    }
  }

  void around(const Element& element) {
    const bool nested_list = (element.name == "ul" || element.name == "ol") && lists_open() > 0;
    if (element.has(kParagraph) && !nested_list) {
      lines_.break_paragraph();
    } else if (element.has(kBlock)) {
      lines_.break_line();
    }
  }

  [[nodiscard]] int lists_open() const {
    return (open_.contains(*find_element("ul")) ? 1 : 0) + (open_.contains(*find_element("ol")) ? 1 : 0);
  }

  void open_link(const Token& token, bool seen) {
    Link link{{}, lines_.size()};
    const std::string_view* href = token.find("href");
    if (href != nullptr && seen) decode_entities(href->substr(0, 4096), true, link.address);
    links_.push_back(std::move(link));
  }

  void end(const Token& token) {
    if (token.element == nullptr) return;
    if (token.element->name == "br") return lines_.hard_break();
    if (token.element->name == "p" && !open_.contains(*token.element)) return lines_.break_paragraph();
    open_.close(*token.element, [this](const OpenElement& last) { this->closed(last); });
  }

  void closed(const OpenElement& last) {
    const Element& element = *last.element;
    if (element.name == "pre") --preformatted_;
    if (element.name == "blockquote") lines_.quote(-1);
    if (element.name == "ul" || element.name == "ol") lines_.list(-1);
    if (element.name == "a") close_link();
    if (last.hidden || last.zero_size) return;
    if (!element.has(kCell)) around(element);
  }

  void close_link() {
    const Link link = std::move(links_.back());
    links_.pop_back();
    const bool known = link.address.starts_with("http://") || link.address.starts_with("https://") ||
                       link.address.starts_with("mailto:") || link.address.starts_with("tel:");
    const std::string_view shown = bare(lines_.since(link.from));
    if (!known || shown.empty() || shown.ends_with(bare(link.address))) return;
    lines_.add(" [" + link.address + "]", false);
  }

  Tokenizer tokens_;
  OpenElements open_;
  Lines lines_;
  std::vector<Link> links_;
  std::string decoded_;
  int preformatted_ = 0;
  bool hidden_ = false;
};

}  // namespace

Text to_text(std::string_view html, std::size_t limit) {
  if (text::is_valid_utf8(html)) return Converter(html, limit).run();
  const std::string repaired = text::valid_utf8(html);
  return Converter(repaired, limit).run();
}

}  // namespace aproape::html
