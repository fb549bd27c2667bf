#include "formats/mime/attachment_name.hpp"

#include <array>
#include <utility>

#include "formats/mime/ascii.hpp"
#include "formats/mime/encoded_word.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kLongest = 150;

bool reserved(std::string_view name) {
  const std::string stem = lower(name.substr(0, name.find('.')));
  if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && is_digit(stem[3]);
}

}  // namespace

std::string clean_attachment_name(std::string_view name) {
  const std::string line = clean_line(name);
  std::string_view last = line;
  const std::size_t folder = last.find_last_of("/\\");
  if (folder != std::string_view::npos) last = last.substr(folder + 1);
  std::string out;
  for (const char c : last)
    out += c == ':' || c == '*' || c == '?' || c == '"' || c == '<' || c == '>' || c == '|' ? '_' : c;
  std::string_view kept = trim(out);
  while (!kept.empty() && (kept.back() == '.' || kept.back() == ' ')) kept.remove_suffix(1);
  if (kept == ".." || kept.empty()) return {};
  if (reserved(kept)) return "_" + std::string(kept);
  if (kept.size() <= kLongest) return std::string(kept);
  const std::size_t dot = kept.rfind('.');
  const std::string_view extension =
      dot != std::string_view::npos && kept.size() - dot <= 12 ? kept.substr(dot) : std::string_view{};
  return std::string(cut_utf8(kept, kLongest - extension.size())) + std::string(extension);
}

std::string_view extension_of(std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 27> known{{
      {"message/rfc822", ".eml"},
      {"text/plain", ".txt"},
      {"text/html", ".html"},
      {"text/calendar", ".ics"},
      {"text/csv", ".csv"},
      {"text/vcard", ".vcf"},
      {"text/x-vcard", ".vcf"},
      {"text/xml", ".xml"},
      {"application/xml", ".xml"},
      {"application/pdf", ".pdf"},
      {"application/zip", ".zip"},
      {"application/json", ".json"},
      {"application/msword", ".doc"},
      {"application/rtf", ".rtf"},
      {"application/pgp-signature", ".asc"},
      {"application/pkcs7-mime", ".p7m"},
      {"application/x-pkcs7-mime", ".p7m"},
      {"application/pkcs7-signature", ".p7s"},
      {"application/x-pkcs7-signature", ".p7s"},
      {"image/jpeg", ".jpg"},
      {"image/png", ".png"},
      {"image/gif", ".gif"},
      {"image/tiff", ".tif"},
      {"image/heic", ".heic"},
      {"image/bmp", ".bmp"},
      {"audio/mpeg", ".mp3"},
      {"video/mp4", ".mp4"},
  }};
  for (const auto& [name, extension] : known)
    if (type == name) return extension;
  if (type.starts_with("text/")) return ".txt";
  return ".bin";
}

}  // namespace aproape::mime
