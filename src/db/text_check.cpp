#include "db/text_check.hpp"

#include <cstdint>

#include "base/error.hpp"

namespace aproape::db {
namespace {

// Length of the sequence that `text` begins with; 0 where it is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
    code = (code << 6) | (byte(at) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? 0 : length;
}

}  // namespace

bool is_storable_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void check_texts(std::initializer_list<Param> params) {
  for (const Param& param : params) {
    const auto* text = std::get_if<std::string_view>(&param.value);
    if (text != nullptr && !is_storable_text(*text)) {
      throw Error(ErrorKind::invalid, "db.text", "a parameter is not UTF-8 without NUL");
    }
  }
}

}  // namespace aproape::db
