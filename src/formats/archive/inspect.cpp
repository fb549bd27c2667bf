#include "formats/archive/inspect.hpp"

#include <algorithm>
#include <array>

#include "formats/archive/findings.hpp"
#include "formats/archive/inflate.hpp"
#include "formats/archive/zip.hpp"
#include "formats/mime/ascii.hpp"

namespace aproape::archive {
namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void look_at_content(std::string_view bytes, Findings& findings) {
  using namespace std::string_view_literals;
  const auto starts = [&](std::string_view magic) { return bytes.starts_with(magic); };
  if (starts("MZ") ||
      starts("\x7f"
             "ELF") ||
      starts("#!") || starts("\xCF\xFA\xED\xFE") || starts("\xCA\xFE\xBA\xBE") ||
      starts("L\0\0\0\1\x14\2\0"sv))
    findings.add("executable");
  const bool ole = starts("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  if (ole && bytes.find("_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"sv) != std::string_view::npos)
    findings.add("macro");
  const std::string_view head = mime::trim(bytes.substr(0, 512));
  if (mime::starts_ignoring_case(head, "<!doctype html") || mime::starts_ignoring_case(head, "<html") ||
      mime::contains_ignoring_case(head, "<script") || mime::contains_ignoring_case(head, "<svg"))
    findings.add("active");
}

// The headers of a tar file (POSIX ustar): names, links, number.
void look_into_tar(std::string_view bytes, Findings& findings) {
  std::size_t entries = 0;
  while (bytes.size() >= 512 && bytes.front() != '\0') {
    const std::string_view name = bytes.substr(0, bytes.substr(0, 100).find('\0'));
    const char kind = bytes[156];
    if (kind == '1' || kind == '2' || leaves_folder(name.substr(0, 100))) findings.add("archive_path");
    look_at_name(name, findings);
    std::uint64_t size = 0;
    for (const char c : bytes.substr(124, 11))
      if (c >= '0' && c <= '7') size = size << 3U | static_cast<unsigned>(c - '0');
    if (++entries > kMostEntries) {
      findings.add("archive_bomb");
      return;
    }
    const std::uint64_t step = 512 + (size + 511) / 512 * 512;
    if (step > bytes.size()) return;
    bytes.remove_prefix(static_cast<std::size_t>(step));
  }
}

}  // namespace

void look_at_name(std::string_view name, Findings& findings) {
  static constexpr std::array<std::string_view, 42> programs{
      "exe",  "scr", "com",  "pif", "bat",  "cmd", "js",  "jse", "vbs",    "vbe",         "wsf",
      "wsh",  "ps1", "psm1", "hta", "lnk",  "msi", "msp", "jar", "reg",    "cpl",         "dll",
      "apk",  "iso", "img",  "vhd", "vhdx", "chm", "inf", "sct", "gadget", "application", "appx",
      "msix", "deb", "rpm",  "dmg", "pkg",  "sh",  "url", "scf", "xll"};
  static constexpr std::array<std::string_view, 11> macros{"docm", "dotm", "xlsm", "xltm", "xlam", "pptm",
                                                           "potm", "ppsm", "ppam", "sldm", "xlsb"};
  static constexpr std::array<std::string_view, 8> documents{"htm", "html", "xhtml", "shtml",
                                                             "svg", "svgz", "mht",   "mhtml"};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return;
  const std::string extension = mime::lower(name.substr(dot + 1));
  if (contains(programs, extension)) findings.add("executable");
  if (contains(macros, extension)) findings.add("macro");
  if (contains(documents, extension)) findings.add("active");
}

bool leaves_folder(std::string_view name) {
  if (name.starts_with('/') || name.starts_with('\\') || (name.size() > 1 && name[1] == ':')) return true;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
    if (name.substr(0, end) == "..") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

void look_inside(std::string_view bytes, int level, Findings& findings) {
  const bool zip = bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6");
  const bool gzip = bytes.starts_with("\x1f\x8b");
  const bool tar = bytes.size() >= 512 && bytes.substr(257, 5) == "ustar";
  if (!zip && !gzip && !tar) return;
  if (level > kMostLevels) {
    findings.add("archive_deep");
    return;
  }
  if (zip) look_into_zip(bytes, level, findings);
  if (tar) look_into_tar(bytes, findings);
  if (!gzip) return;
  const Inflated inner = unpack(bytes, Wrapping::gzip, findings.budget, kMostTotal);
  findings.budget -= std::min<std::size_t>(findings.budget, static_cast<std::size_t>(inner.length));
  if (inner.bomb || inner.length >= kMostTotal) findings.add("archive_bomb");
  if (!inner.bytes.empty()) look_inside(inner.bytes, level + 1, findings);
}

std::vector<std::string> inspect(std::string_view bytes, std::string_view name) {
  Findings findings;
  look_at_name(name, findings);
  look_at_content(bytes, findings);
  look_inside(bytes, 1, findings);
  return std::move(findings.names);
}

}  // namespace aproape::archive
