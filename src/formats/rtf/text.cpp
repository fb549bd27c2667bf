#include "formats/rtf/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "formats/mime/ascii.hpp"
#include "formats/mime/charset.hpp"

namespace aproape::rtf {
namespace {

constexpr std::size_t kDeepest = 2000;  // groups within groups; deeper ones share the deepest one's state
constexpr std::size_t kMostFonts = 1000;
constexpr int kDefaultPage = 1252;

// What a group inherits and its end takes back.
struct State {
  bool skipped = false;   // a destination that holds no words
  bool fonts = false;     // the font table
  bool tag = false;       // an HTML tag of the wrapped document
  bool rtf_only = false;  // between \htmlrtf and \htmlrtf0: not of the wrapped document
  int font = -1;
  int fallback = 1;  // characters that stand for one \u (\uc)
};

struct Word {
  std::string_view name;
  bool has_number = false;
  int number = 0;
};

// Windows code page of a font's character set (RTF 1.9.1, \fcharset); 0 where the document's counts.
int page_of_charset(int charset) {
  static constexpr std::array<std::pair<int, int>, 13> pages{{{128, 932},
                                                              {129, 949},
                                                              {134, 936},
                                                              {136, 950},
                                                              {161, 1253},
                                                              {162, 1254},
                                                              {163, 1258},
                                                              {177, 1255},
                                                              {178, 1256},
                                                              {186, 1257},
                                                              {204, 1251},
                                                              {222, 874},
                                                              {238, 1250}}};
  for (const auto& [known, page] : pages)
    if (known == charset) return page;
  return 0;
}

std::string charset_name(int page) {
  switch (page) {
    case 65001:
      return "UTF-8";
    case 936:
      return "GB18030";
    case 950:
      return "BIG5";
    default:
      return (page >= 1250 && page <= 1258 ? "WINDOWS-" : "CP") + std::to_string(page);
  }
}

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool without_words(std::string_view name) {
  static constexpr std::array<std::string_view, 18> names{
      "colortbl",  "stylesheet", "info",      "pict",         "object",  "header",
      "footer",    "headerl",    "headerr",   "footerl",      "footerr", "themedata",
      "listtable", "xmlnstbl",   "datastore", "latentstyles", "rsidtbl", "fldinst"};
  return holds(names, name);
}

// Control words that stand for a character.
std::string_view character_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> characters{
      {{"par", "\n"},
       {"line", "\n"},
       {"sect", "\n"},
       {"page", "\n"},
       {"row", "\n"},
       {"tab", "\t"},
       {"cell", "\t"},
       {"emdash", "\u2014"},
       {"endash", "\u2013"},
       {"bullet", "\u2022"},
       {"lquote", "\u2018"},
       {"rquote", "\u2019"},
       {"ldblquote", "\u201c"},
       {"rdblquote", "\u201d"}}};
  for (const auto& [known, text] : characters)
    if (known == name) return text;
  return {};
}

class Reader {
 public:
  Reader(std::string_view in, std::size_t limit) : in_(in), limit_(limit) {}

  Document read() {
    while (at_ < in_.size() && !full()) step();
    flush();
    return {std::string(mime::cut_utf8(out_, limit_)), html_};
  }

 private:
  [[nodiscard]] bool full() const { return out_.size() + bytes_.size() >= limit_; }
  [[nodiscard]] bool silent() const {
    return now_.skipped || now_.fonts || (wrapped_ && now_.rtf_only && !now_.tag);
  }

  void step() {
    const char c = in_[at_++];
    switch (c) {
      case '{':
        flush();
        if (depth_ < kDeepest) outer_.push_back(now_);
        ++depth_;
        fresh_ = true;
        left_ = 0;
        return;
      case '}':
        flush();
        if (depth_ > 0 && depth_-- <= kDeepest) {
          now_ = outer_.back();
          outer_.pop_back();
        }
        left_ = 0;
        return;
      case '\\':
        control();
        return;
      case '\r':
      case '\n':
        return;
      default:
        byte(c);
    }
  }

  void control() {
    if (at_ >= in_.size()) return;
    const char c = in_[at_];
    if (mime::is_letter(c)) {
      word(read_word());
      return;
    }
    ++at_;
    switch (c) {
      case '\'':
        hex();
        return;
      case '*':
        optional_ = true;  // the destination that follows may be skipped by who does not know it
        return;
      case '~':
        text("\u00a0");
        return;
      case '_':
        text("-");
        return;
      case '\r':
      case '\n':
        text("\n");
        return;
      case '\\':
      case '{':
      case '}':
        byte(c);
        return;
      default:
        return;
    }
  }

  Word read_word() {
    Word out;
    const std::size_t begin = at_;
    while (at_ < in_.size() && mime::is_letter(in_[at_]) && at_ - begin < 32) ++at_;
    out.name = in_.substr(begin, at_ - begin);
    const bool minus = at_ + 1 < in_.size() && in_[at_] == '-' && mime::is_digit(in_[at_ + 1]);
    if (minus) ++at_;
    while (at_ < in_.size() && mime::is_digit(in_[at_])) {
      if (out.number < 100'000'000) out.number = out.number * 10 + (in_[at_] - '0');
      out.has_number = true;
      ++at_;
    }
    if (minus) out.number = -out.number;
    if (at_ < in_.size() && in_[at_] == ' ') ++at_;
    return out;
  }

  void word(const Word& word) {
    const bool optional = std::exchange(optional_, false);
    const bool first = std::exchange(fresh_, false);
    if (word.name == "bin") {  // bytes that are no RTF
      at_ += std::min(in_.size() - at_, static_cast<std::size_t>(std::max(word.number, 0)));
    } else if (word.name == "u") {
      unicode(word.number);
    } else if (word.name == "uc") {
      now_.fallback = std::clamp(word.number, 0, 16);
    } else if (word.name == "fonttbl") {
      now_.fonts = true;
    } else if (word.name == "f") {
      flush();
      now_.font = word.number;
    } else if (word.name == "fcharset") {
      if (now_.fonts && pages_.size() < kMostFonts) pages_[now_.font] = page_of_charset(word.number);
    } else if (word.name == "ansicpg") {
      page_ = word.number;
    } else if (word.name == "fromhtml" || word.name == "fromtext") {
      wrapped_ = true;
      html_ = word.name == "fromhtml";
    } else if (word.name == "htmlrtf") {
      flush();
      now_.rtf_only = !word.has_number || word.number != 0;
    } else if (word.name == "htmltag" && wrapped_) {
      now_.tag = true;
    } else if (optional || (first && without_words(word.name))) {
      now_.skipped = true;
    } else if (const auto character = character_of(word.name); !character.empty()) {
      text(character);
    }
  }

  // \uN and then the characters for readers that know no Unicode, which are passed over. Two halves of a pair
  // come as two words.
  void unicode(int number) {
    const auto unit = static_cast<unsigned>(number < 0 ? number + 65536 : number) & 0xFFFFU;
    left_ = now_.fallback;
    if (silent()) return;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      return;
    }
    unsigned c = unit;
    if (unit >= 0xDC00 && unit < 0xE000)
      c = high_ != 0 ? 0x10000U + ((high_ - 0xD800U) << 10U) + (unit - 0xDC00U) : 0xFFFD;
    high_ = 0;
    const std::array<char, 4> bytes{static_cast<char>(c & 0xFFU), static_cast<char>(c >> 8U & 0xFFU),
                                    static_cast<char>(c >> 16U & 0xFFU), 0};
    flush();
    out_ += mime::convert({bytes.data(), bytes.size()}, "UTF-32LE").value_or("\uFFFD");
  }

  void hex() {
    if (at_ + 2 > in_.size()) return;
    unsigned value = 0;
    for (int i = 0; i < 2; ++i) {
      const char c = mime::lower(in_[at_++]);
      const bool letter = c >= 'a' && c <= 'f';
      if (!mime::is_digit(c) && !letter) return;
      value = value * 16 + static_cast<unsigned>(letter ? c - 'a' + 10 : c - '0');
    }
    byte(static_cast<char>(value));
  }

  void byte(char c) {
    fresh_ = false;
    if (left_ > 0) {
      --left_;
      return;
    }
    if (!silent()) bytes_ += c;
  }

  void text(std::string_view words) {
    if (silent()) return;
    flush();
    out_ += words;
  }

  // Bytes wait until their code page ends, since a character may take two.
  void flush() {
    if (bytes_.empty()) return;
    const auto font = pages_.find(now_.font);
    const int page = font != pages_.end() && font->second != 0 ? font->second : page_;
    mime::Flags ignored;
    out_ += mime::to_utf8(bytes_, charset_name(page), {}, ignored);
    bytes_.clear();
  }

  std::string_view in_;
  std::size_t limit_;
  std::size_t at_ = 0;
  std::string out_;
  std::string bytes_;
  State now_;
  std::vector<State> outer_;
  std::size_t depth_ = 0;
  bool fresh_ = false;     // nothing has stood in this group yet
  bool optional_ = false;  // behind \*
  int left_ = 0;           // characters to pass over
  unsigned high_ = 0;      // first half of a pair
  int page_ = kDefaultPage;
  std::map<int, int> pages_;  // by font
  bool wrapped_ = false;
  bool html_ = false;
};

}  // namespace

Document read_document(std::string_view rtf, std::size_t limit) {
  return Reader(rtf, limit).read();
}

}  // namespace aproape::rtf
