#include "decode/bodies.hpp"

#include <unordered_map>

#include "decode/detector.hpp"
#include "decode/flowed.hpp"
#include "formats/html/sanitize.hpp"
#include "formats/html/text.hpp"
#include "formats/mime/ascii.hpp"
#include "formats/mime/calendar.hpp"
#include "formats/mime/transfer.hpp"

namespace aproape::decode {
namespace {

using mime::Part;

enum class Want { text, page };

std::string unix_lines(std::string text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') out += '\n';
    } else if (text[i] == '\0') {
      out += "\xEF\xBF\xBD";
    } else {
      out += text[i];
    }
  }
  return out;
}

// The charset that an HTML document names itself, where its part names none.
std::string meta_charset(std::string_view html) {
  html = html.substr(0, 4096);
  const std::string head = mime::lower(html);
  std::size_t at = head.find("charset=");
  if (at == std::string::npos) return {};
  at += 8;
  if (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
  return head.substr(at, std::min(head.find_first_of("\"'; />", at), head.size()) - at);
}

class Chooser {
 public:
  Chooser(const mime::MailLimits& limits, mime::Flags& flags) : limits_(limits), flags_(flags) {}

  Bodies choose(const Part& root) {
    Bodies out;
    find_files(root, false, false, out.files);
    show(root, Want::text, false, out.text);
    if (has_html_) show(root, Want::page, false, out.html);
    if (mime::trim(out.text).empty()) out.text = last_resort(root);
    while (out.text.ends_with('\n')) out.text.pop_back();
    if (!out.text.empty()) out.text += '\n';
    out.embedded = std::move(embedded_);
    return out;
  }

 private:
  static bool is_text(const Part& part) { return part.type.value.starts_with("text/"); }

  // Texts that are facts about mail, never something that a person wrote.
  static bool never_shown(const Part& part) {
    return part.type.value == "text/calendar" || part.type.value == "text/rfc822-headers";
  }

  static bool is_file(const Part& part, bool alternative, bool related_piece) {
    if (part.multipart()) return false;
    if (part.disposition.value == "attachment" || !given_name(part).empty()) return true;
    if (part.type.value == "text/rfc822-headers") return false;
    if (part.type.value == "text/calendar") return !alternative;
    if (is_text(part))
      return related_piece && part.type.value != "text/plain" && part.type.value != "text/html";
    return true;
  }

  void find_files(const Part& part, bool alternative, bool related_piece, std::vector<const Part*>& out) {
    if (part.type.value == "multipart/encrypted") flags_.add("encrypted");
    if (part.type.value == "multipart/signed") flags_.add("signed");
    if (part.type.value == "text/calendar") flags_.add("calendar");
    if (is_file(part, alternative, related_piece)) out.push_back(&part);
    for (std::size_t i = 0; i < part.children.size(); ++i)
      find_files(part.children[i], part.type.value == "multipart/alternative",
                 part.type.value == "multipart/related" && i > 0, out);
  }

  const std::string& decoded(const Part& part) {
    const auto known = texts_.find(&part);
    if (known != texts_.end()) return known->second;
    std::string bytes = mime::decode_transfer(part.body, part.encoding(), flags_);
    if (part.type.value == "text/plain")
      for (auto& file : mime::take_uu_blocks(bytes)) embedded_.push_back(std::move(file));
    if (bytes.size() > limits_.text) {
      bytes.resize(limits_.text);
      flags_.add("text_truncated");
    }
    std::string charset(part.type.get("charset"));
    if (charset.empty() && part.type.value == "text/html") charset = meta_charset(bytes);
    std::string text = unix_lines(mime::to_utf8(bytes, charset, detect_charset, flags_));
    if (part.type.value == "text/plain" && mime::equal_ignoring_case(part.type.get("format"), "flowed"))
      text = unflow(text, mime::equal_ignoring_case(part.type.get("delsp"), "yes"));
    return texts_.emplace(&part, std::move(text)).first->second;
  }

  void append(std::string& out, std::string_view block) {
    if (block.empty()) return;
    if (!out.empty() && !out.ends_with('\n')) out += '\n';
    if (out.size() + block.size() > limits_.text) {
      flags_.add("text_truncated");
      block = mime::cut_utf8(block, limits_.text - std::min(out.size(), limits_.text));
    }
    out += block;
  }

  void show_leaf(const Part& part, Want want, std::string& out) {
    const std::string& source = decoded(part);
    if (part.type.value == "text/html") {
      has_html_ = true;
      if (want == Want::text) {
        const html::Text text = html::to_text(source, limits_.text);
        if (text.hidden_text) flags_.add("hidden_text");
        append(out, text.text);
      } else {
        const html::Sanitized page = html::sanitize(source, limits_.text);
        if (page.remote_content) flags_.add("remote_content");
        if (page.hidden_text) flags_.add("hidden_text");
        if (page.script_removed) flags_.add("script_removed");
        if (page.truncated) flags_.add("text_truncated");
        append(out, page.html);
      }
    } else if (want == Want::text) {
      append(out, source);
    } else if (!mime::trim(source).empty()) {
      append(out, "<pre>" + html::escape(source) + "</pre>");
    }
  }

  // Whether the part shows HTML anywhere.
  bool rich(const Part& part) {
    if (part.type.value == "text/html") return !is_file(part, false, false);
    for (const Part& child : part.children)
      if (rich(child)) return true;
    return false;
  }

  bool shows_plain(const Part& part) {
    return part.type.value == "text/plain" && !is_file(part, true, false) &&
           !mime::trim(decoded(part)).empty();
  }

  const Part* best_alternative(const Part& part, Want want) {
    const Part* plain = nullptr;
    const Part* richest = nullptr;
    const Part* other = nullptr;
    for (const Part& child : part.children) {
      if (!plain && shows_plain(child)) plain = &child;
      if (rich(child)) {
        richest = &child;
      } else if (child.multipart() ||
                 (is_text(child) && !never_shown(child) && !is_file(child, true, false))) {
        other = &child;
      }
    }
    if (richest) has_html_ = true;
    if (want == Want::page) return richest ? richest : plain ? plain : other;
    return plain ? plain : richest ? richest : other;
  }

  void show(const Part& part, Want want, bool related_piece, std::string& out) {
    if (part.type.value == "multipart/encrypted") return;
    if (part.type.value == "multipart/alternative") {
      if (const Part* best = best_alternative(part, want)) show(*best, want, false, out);
      return;
    }
    if (part.multipart()) {
      for (std::size_t i = 0; i < part.children.size(); ++i)
        show(part.children[i], want, part.type.value == "multipart/related" && i > 0, out);
      return;
    }
    if (is_text(part) && !never_shown(part) && !is_file(part, false, related_piece))
      show_leaf(part, want, out);
  }

  // A mail without a text: an invitation's summary, or a named inline text that was taken for a file.
  std::string last_resort(const Part& part) {
    if (part.type.value == "text/calendar") return mime::calendar_summary(decoded(part));
    if (part.type.value == "text/plain" && part.disposition.value != "attachment") return decoded(part);
    for (const Part& child : part.children)
      if (std::string text = last_resort(child); !text.empty()) return text;
    return {};
  }

  const mime::MailLimits& limits_;
  mime::Flags& flags_;
  std::unordered_map<const Part*, std::string> texts_;
  std::vector<mime::UuFile> embedded_;
  bool has_html_ = false;
};

}  // namespace

std::string given_name(const mime::Part& part) {
  std::string_view name = part.disposition.get("filename");
  if (name.empty()) name = part.type.get("name");
  return std::string(name);
}

Bodies read_bodies(const mime::Part& root, const mime::MailLimits& limits, mime::Flags& flags) {
  return Chooser(limits, flags).choose(root);
}

}  // namespace aproape::decode
