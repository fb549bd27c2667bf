#include "channels/web_form/file_type.hpp"

#include <algorithm>
#include <array>

namespace aproape::web_form {

std::string_view type_of_bytes(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("%PDF-"sv)) return "application/pdf";
  if (bytes.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return "image/tiff";
  if (bytes.size() < 12) return {};
  if (bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) return "image/webp";
  // ISO base media files name their brand behind "ftyp" (ISO/IEC 14496-12); these are the still pictures.
  constexpr std::array kPictures{"heic"sv, "heix"sv, "mif1"sv, "heim"sv, "heis"sv};
  const std::string_view brand = bytes.substr(8, 4);
  if (bytes.substr(4, 4) == "ftyp"sv &&
      std::find(kPictures.begin(), kPictures.end(), brand) != kPictures.end())
    return "image/heic";
  return {};
}

}  // namespace aproape::web_form
