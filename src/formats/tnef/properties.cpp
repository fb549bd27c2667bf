#include "formats/tnef/properties.hpp"

#include "formats/tnef/cursor.hpp"

namespace aproape::tnef {
namespace {

constexpr std::uint32_t kMost = 10'000;

// Bytes of a value of fixed length as stored (padded to four), 0 for the types that carry their length.
std::size_t fixed_length(std::uint16_t type) {
  switch (type) {
    case 0x0002:
    case 0x0003:
    case 0x0004:
    case 0x000A:
    case 0x000B:
      return 4;
    case 0x0005:
    case 0x0006:
    case 0x0007:
    case 0x0014:
    case 0x0040:
      return 8;
    case 0x0048:
      return 16;
    default:
      return 0;
  }
}

bool carries_length(std::uint16_t type) {
  return type == 0x0D || type == 0x1E || type == 0x1F || type == 0x102;
}

bool skip_name(Cursor& in) {
  if (!in.piece(16)) return false;
  const auto kind = in.number(4);
  const auto length = in.number(4);  // an id, or the length of a name
  if (!kind || !length) return false;
  return *kind == 0 || in.padded_piece(*length).has_value();
}

bool read_one(Cursor& in, const std::function<void(const Property&)>& take) {
  const auto type = in.number(2);
  const auto id = in.number(2);
  if (!type || !id) return false;
  Property property{static_cast<std::uint16_t>(*type & 0x0FFFU), static_cast<std::uint16_t>(*id), {}};
  if (property.id >= 0x8000 && !skip_name(in)) return false;
  const std::size_t fixed = fixed_length(property.type);
  if (fixed == 0 && !carries_length(property.type)) return false;
  std::uint32_t count = 1;
  if (fixed == 0 || (*type & 0x1000U) != 0) {
    const auto given = in.number(4);
    if (!given || *given > kMost) return false;
    count = *given;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    std::size_t length = fixed;
    if (fixed == 0) {
      const auto given = in.number(4);
      if (!given) return false;
      length = *given;
    }
    const auto value = in.padded_piece(length);
    if (!value) return false;
    if (i == 0) property.value = *value;
  }
  if (count > 0) take(property);
  return true;
}

}  // namespace

void read_properties(std::string_view bytes, const std::function<void(const Property&)>& take) {
  Cursor in(bytes);
  const std::uint32_t count = std::min(in.number(4).value_or(0), kMost);
  for (std::uint32_t i = 0; i < count; ++i)
    if (!read_one(in, take)) return;
}

}  // namespace aproape::tnef
