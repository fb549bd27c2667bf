#include "i18n/po_reader.hpp"

#include "base/error.hpp"

namespace aproape::i18n {
namespace {

class PoReader {
 public:
  PoReader(std::string_view name, std::string_view content) : name_(name), rest_(content) {}

  std::vector<PoEntry> run() {
    while (!rest_.empty()) {
      ++line_;
      const std::size_t end = rest_.find('\n');
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
      if (line.empty() || line.front() == '#') continue;
      take(line);
    }
    finish();
    return std::move(entries_);
  }

 private:
  void take(std::string_view line) {
    if (line.starts_with("msgid ")) {
      finish();
      entry_.line = line_;
      target_ = Target::key;
      entry_.key = unquote(line.substr(6));
      open_ = true;
    } else if (line.starts_with("msgid_plural ") && open_) {
      entry_.plural = true;
      target_ = Target::ignored;  // a key has no plural of its own; its forms are the msgstr[n]
    } else if (line.starts_with("msgstr ") && open_) {
      add_form(0, line.substr(7));
    } else if (line.starts_with("msgstr[") && line.size() > 9 && line[8] == ']' && open_) {
      add_form(static_cast<std::size_t>(line[7] - '0'), line.substr(9));
    } else if (line.starts_with('"') && open_) {
      continue_string(unquote(line));
    } else {
      fail("unknown line");
    }
  }

  void add_form(std::size_t number, std::string_view quoted) {
    if (number != entry_.forms.size()) fail("forms out of order");
    while (quoted.starts_with(' ')) quoted.remove_prefix(1);
    entry_.forms.push_back(unquote(quoted));
    target_ = Target::form;
  }

  void continue_string(const std::string& more) {
    if (target_ == Target::key) entry_.key += more;
    if (target_ == Target::form) entry_.forms.back() += more;
  }

  [[nodiscard]] std::string unquote(std::string_view quoted) const {
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') fail("string without quotes");
    quoted = quoted.substr(1, quoted.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < quoted.size(); ++i) {
      if (quoted[i] != '\\') {
        out.push_back(quoted[i]);
        continue;
      }
      if (++i == quoted.size()) fail("escape at the end");
      switch (quoted[i]) {
        case 'n':
          out.push_back('\n');
          break;
        case 't':
          out.push_back('\t');
          break;
        case '"':
        case '\\':
          out.push_back(quoted[i]);
          break;
        default:
          fail("unknown escape");
      }
    }
    return out;
  }

  void finish() {
    if (open_ && !entry_.key.empty()) {
      if (entry_.forms.empty()) fail("no msgstr");
      entries_.push_back(std::move(entry_));
    }
    entry_ = {};
    open_ = false;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorKind::internal, "i18n.syntax",
                std::string(name_) + ":" + std::to_string(line_) + ": " + what);
  }

  enum class Target { key, ignored, form };
  std::string_view name_;
  std::string_view rest_;
  std::vector<PoEntry> entries_;
  PoEntry entry_;
  Target target_ = Target::key;
  bool open_ = false;
  std::size_t line_ = 0;
};

}  // namespace

std::vector<PoEntry> read_po(std::string_view name, std::string_view content) {
  return PoReader(name, content).run();
}

}  // namespace aproape::i18n
