#include "formats/mime/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Length of the valid UTF-8 character at the start, 0 where there is none (RFC 3629: shortest form, no
// surrogates).
std::size_t character(std::string_view s) {
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(s[i]); };
  const unsigned a = byte(0);
  if (a < 0x80) return 1;
  const std::size_t length = a >= 0xC2 && a <= 0xDF   ? 2
                             : (a & 0xF0U) == 0xE0    ? 3
                             : a >= 0xF0 && a <= 0xF4 ? 4
                                                      : 0;
  if (length == 0 || s.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  const unsigned b = byte(1);
  if ((a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) || (a == 0xF0 && b < 0x90) ||
      (a == 0xF4 && b > 0x8F))
    return 0;
  return length;
}

struct Utf8Count {
  std::size_t multi = 0;
  std::size_t bad = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = character(bytes.substr(i, 4));
    if (length == 0) ++count.bad;
    if (length > 1) ++count.multi;
    i += std::max<std::size_t>(length, 1);
  }
  return count;
}

// Latin-1 label on Romanian text of windows-1250 or ISO-8859-2: there ş and ţ stand where Latin-1 has º and
// þ. Portuguese has ã but neither of these inside words; Icelandic has þ but also letters outside the set.
bool romanian_under_latin1(std::string_view bytes) {
  constexpr std::string_view letters = "\xE3\xE2\xEE\xBA\xFE\xC3\xC2\xCE\xAA\xDE";
  bool sign = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c < 0xA1 || c == 0xAB || c == 0xBB) continue;
    if (letters.find(bytes[i]) == std::string_view::npos) return false;
    const bool before = i > 0 && is_letter(bytes[i - 1]);
    const bool after = i + 1 < bytes.size() && is_letter(bytes[i + 1]);
    if (c == 0xFE && (before || after)) sign = true;
    if (c == 0xBA && after) sign = true;
  }
  return sign;
}

bool latin1_family(const std::string& charset) {
  return charset == "WINDOWS-1252" || charset == "ISO-8859-15" || charset == "US-ASCII";
}

bool single_byte(const std::string& charset) {
  return charset.starts_with("WINDOWS-125") || charset.starts_with("ISO-8859-") ||
         charset.starts_with("KOI8") || charset == "US-ASCII" || charset.starts_with("MAC");
}

// ISO-8859 has control characters where windows-1250 has quotation marks and dashes, which no mail means.
bool windows_under_iso(const std::string& charset, std::string_view bytes) {
  return (charset == "ISO-8859-2" || charset == "ISO-8859-16") &&
         std::any_of(bytes.begin(), bytes.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xE0U) == 0x80; });
}

// ISO-8859 and windows charsets have holes; there a lossy reading is better than another alphabet.
std::string convert_lossy(std::string_view bytes, const std::string& charset) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    while (end < bytes.size() && static_cast<unsigned char>(bytes[end]) < 0x80) ++end;
    out += bytes.substr(at, end - at);
    if (end == bytes.size()) break;
    const auto one = convert(bytes.substr(end, 1), charset);
    out += one ? std::string_view(*one) : kReplacement;
    at = end + 1;
  }
  return out;
}

}  // namespace

bool valid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = character(bytes.substr(i, 4));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string scrub_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = character(bytes.substr(i, 4));
    if (length == 0) {
      out += kReplacement;
      ++i;
    } else {
      out += bytes.substr(i, length);
      i += length;
    }
  }
  return out;
}

std::string charset_alias(std::string_view declared) {
  std::string name;
  for (const char c : trim(declared))
    if (c != '"' && c != '\'' && name.size() < 40) name += lower(c);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 36> aliases{{
      {"utf8", "UTF-8"},
      {"utf-8", "UTF-8"},
      {"unicode-1-1-utf-8", "UTF-8"},
      {"ascii", "US-ASCII"},
      {"us-ascii", "US-ASCII"},
      {"ansi_x3.4-1968", "US-ASCII"},
      {"646", "US-ASCII"},
      {"iso-8859-1", "WINDOWS-1252"},
      {"iso8859-1", "WINDOWS-1252"},
      {"iso_8859-1", "WINDOWS-1252"},
      {"latin1", "WINDOWS-1252"},
      {"latin-1", "WINDOWS-1252"},
      {"8859-1", "WINDOWS-1252"},
      {"latin2", "ISO-8859-2"},
      {"latin10", "ISO-8859-16"},
      {"koi8r", "KOI8-R"},
      {"utf7", "UTF-7"},
      {"unicode-1-1-utf-7", "UTF-7"},
      {"unicode-2-0-utf-7", "UTF-7"},
      {"cp1250", "WINDOWS-1250"},
      {"cp-1250", "WINDOWS-1250"},
      {"win-1250", "WINDOWS-1250"},
      {"x-cp1250", "WINDOWS-1250"},
      {"iso-8859-8-i", "ISO-8859-8"},
      {"iso-8859-6-i", "ISO-8859-6"},
      {"ks_c_5601-1987", "CP949"},
      {"ks_c_5601", "CP949"},
      {"euc-kr", "CP949"},
      {"gb2312", "GB18030"},
      {"gbk", "GB18030"},
      {"x-gbk", "GB18030"},
      {"big5", "BIG5-HKSCS"},
      {"shift_jis", "CP932"},
      {"x-sjis", "CP932"},
      {"sjis", "CP932"},
      {"iso-2022-jp", "ISO-2022-JP-2"},
  }};
  for (const auto& [alias, known] : aliases)
    if (name == alias) return std::string(known);
  if (name.empty() || name == "x-unknown" || name == "unknown-8bit" || name == "default" || name == "none")
    return {};
  // Only a plain name may reach iconv: "//TRANSLIT" or a path would change what it does.
  for (char& c : name) {
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '.' && c != ':') return {};
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  if (name.starts_with("CP125")) return "WINDOWS-" + name.substr(2);
  if (name.starts_with("ISO8859-")) return "ISO-8859-" + name.substr(8);
  if (name.starts_with("ISO_8859-")) return "ISO-8859-" + name.substr(9, name.find(':', 9) - 9);
  return name;
}

std::optional<std::string> convert(std::string_view bytes, const std::string& charset) {
  if (charset == "UTF-8") return valid_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
  const iconv_t handle = iconv_open("UTF-8", charset.c_str());
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string out(bytes.size() * 2 + 16, '\0');
  std::string input(bytes);
  char* in = input.data();
  std::size_t left = input.size();
  std::size_t used = 0;
  bool good = true;
  bool flushing = false;
  while (true) {
    char* to = out.data() + used;
    std::size_t room = out.size() - used;
    const std::size_t result =
        iconv(handle, flushing ? nullptr : &in, flushing ? nullptr : &left, &to, &room);
    used = out.size() - room;
    if (result != static_cast<std::size_t>(-1)) {
      if (flushing) break;
      flushing = true;
    } else if (errno == E2BIG) {
      out.resize(out.size() * 2);
    } else {
      good = false;
      break;
    }
  }
  iconv_close(handle);
  if (!good) return std::nullopt;
  out.resize(used);
  return out;
}

std::string to_utf8(std::string_view bytes, std::string_view declared, const Detector& detect, Flags& flags) {
  std::string charset = charset_alias(declared);
  if (charset == "UTF-7") flags.add("charset_utf7");
  const bool high =
      std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  const bool shifted =
      bytes.find("\x1b$") != std::string_view::npos;  // ISO-2022: Asian letters in seven bits
  if (shifted && (charset.empty() || charset == "US-ASCII" || charset == "UTF-8" || single_byte(charset))) {
    const bool korean = bytes.find("\x1b$)C") != std::string_view::npos;
    if (auto text = convert(bytes, korean ? "ISO-2022-KR" : "ISO-2022-JP-2")) {
      flags.add(charset.empty() ? "charset_missing" : "charset_wrong");
      return scrub_utf8(*text);
    }
  }
  if (!high && (charset.empty() || charset == "UTF-8" || single_byte(charset))) return std::string(bytes);
  const Utf8Count count = count_utf8(bytes);
  const bool unlabelled = charset.empty() || charset == "US-ASCII";
  if (count.bad == 0 && count.multi > 0 && (unlabelled || charset == "UTF-8" || single_byte(charset))) {
    if (charset.empty()) flags.add("charset_missing");
    if (!charset.empty() && charset != "UTF-8") flags.add("charset_wrong");
    return std::string(bytes);
  }
  if (charset == "UTF-8" && count.multi >= 4 * count.bad) {  // UTF-8 with a broken character here and there
    flags.add("charset_wrong");
    return scrub_utf8(bytes);
  }
  if (windows_under_iso(charset, bytes)) {
    flags.add("charset_wrong");
    charset = "WINDOWS-1250";
  }
  if (latin1_family(charset) && romanian_under_latin1(bytes)) {
    flags.add("charset_wrong");
    return convert_lossy(bytes, "WINDOWS-1250");
  }
  if (!unlabelled && charset != "UTF-8") {
    if (auto text = convert(bytes, charset)) return valid_utf8(*text) ? *text : scrub_utf8(*text);
    if (single_byte(charset) && convert("a", charset)) {
      flags.add("charset_wrong");
      return convert_lossy(bytes, charset);
    }
    const bool known = convert("a", charset).has_value();
    flags.add(known ? "charset_wrong" : "charset_unknown");
    if (!known && count.bad == 0) return std::string(bytes);
  } else {
    flags.add(charset == "UTF-8" ? "charset_wrong" : "charset_missing");
  }
  if (!romanian_under_latin1(bytes) && detect) {
    const std::string guess = charset_alias(detect(bytes));
    if (!guess.empty())
      if (auto text = convert(bytes, guess)) return scrub_utf8(*text);
  }
  return convert_lossy(bytes, "WINDOWS-1250");
}

const std::vector<std::string>& mail_charsets() {
  static const std::vector<std::string> names{
      "WINDOWS-1250",  "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255",
      "WINDOWS-1256",  "WINDOWS-1257", "WINDOWS-1258", "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
      "ISO-8859-5",    "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",
      "ISO-8859-13",   "ISO-8859-14",  "ISO-8859-15",  "ISO-8859-16",  "KOI8-R",       "KOI8-U",
      "GB18030",       "CP949",        "BIG5-HKSCS",   "BIG5",         "CP932",        "EUC-JP",
      "ISO-2022-JP-2", "ISO-2022-KR",  "TIS-620",      "CP866",        "CP852",        "CP850",
      "CP437",         "MACINTOSH",    "UTF-7",        "UTF-16",       "UTF-16LE",     "UTF-16BE",
      "US-ASCII",      "UTF-32",       "CP874",        "VISCII",       "EUC-TW",       "HZ-GB-2312"};
  return names;
}

}  // namespace aproape::mime
