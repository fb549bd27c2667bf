#include "channels/web_form/file_type.hpp"

#include <doctest/doctest.h>

using aproape::web_form::type_of_bytes;
using namespace std::string_view_literals;

TEST_CASE("scans and photos are known by their bytes") {
  CHECK(type_of_bytes("%PDF-1.7\n"sv) == "application/pdf");
  CHECK(type_of_bytes("\xff\xd8\xff\xe0"sv) == "image/jpeg");
  CHECK(type_of_bytes("\x89PNG\r\n\x1a\n...."sv) == "image/png");
  CHECK(type_of_bytes("RIFF\x01\0\0\0WEBPVP8 "sv) == "image/webp");
  CHECK(type_of_bytes("\0\0\0\x18"
                      "ftypheic\0\0\0\0"sv) == "image/heic");
  CHECK(type_of_bytes("II*\0\x08\0"sv) == "image/tiff");
}

TEST_CASE("everything else is not taken, whatever its name says") {
  for (const auto bytes :
       {""sv, "<svg xmlns='http://www.w3.org/2000/svg'>"sv, "<html>"sv, "PK\x03\x04"sv, "MZ"sv, "GIF89a;"sv,
        "\0\0\0\x18"
        "ftypmp42"sv,
        " %PDF-1.7"sv, "RIFF\x01\0\0\0WAVE"sv})
    CHECK(type_of_bytes(bytes).empty());
}
