#include "formats/rtf/lzfu.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace aproape::rtf {
namespace {

constexpr std::size_t kHeader = 16;
constexpr std::uint32_t kPacked = 0x75465A4C;    // "LZFu"
constexpr std::uint32_t kUnpacked = 0x414C454D;  // "MELA"
constexpr std::size_t kDictionary = 4096;
// What every dictionary begins with ([MS-OXRTFCP] 2.1.2.1).
constexpr std::string_view kBeginning =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
static_assert(kBeginning.size() == 207);

std::uint32_t number(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// CRC-32 begun with 0 and not inverted at its end, unlike zlib's.
std::uint32_t checksum(std::string_view bytes) {
  return ~static_cast<std::uint32_t>(
      crc32(0xFFFFFFFFU, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// The bytes so far, of which the last 4,096 can be referred to.
class Window {
 public:
  explicit Window(std::size_t limit) : limit_(limit) {
    std::copy(kBeginning.begin(), kBeginning.end(), bytes_.begin());
  }

  bool put(char byte) {
    if (out_.size() >= limit_) return false;
    bytes_[next_] = byte;
    next_ = (next_ + 1) % kDictionary;
    out_ += byte;
    return true;
  }
  [[nodiscard]] char at(std::size_t place) const { return bytes_[place % kDictionary]; }
  [[nodiscard]] std::size_t next() const { return next_; }
  std::string take() { return std::move(out_); }

 private:
  std::array<char, kDictionary> bytes_{};
  std::size_t next_ = kBeginning.size();
  std::size_t limit_;
  std::string out_;
};

std::optional<std::string> unpack(std::string_view in, std::size_t limit) {
  Window window(limit);
  std::size_t at = 0;
  while (at < in.size()) {
    const auto kinds = static_cast<unsigned char>(in[at++]);
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((kinds >> bit & 1U) == 0) {
        if (at >= in.size()) return {};
        if (!window.put(in[at++])) return window.take();
        continue;
      }
      if (at + 2 > in.size()) return {};
      const unsigned high = static_cast<unsigned char>(in[at]);
      const unsigned low = static_cast<unsigned char>(in[at + 1]);
      at += 2;
      const std::size_t from = high << 4U | low >> 4U;
      if (from == window.next()) return window.take();  // the end
      for (std::size_t i = 0; i < (low & 15U) + 2; ++i)
        if (!window.put(window.at(from + i))) return window.take();
    }
  }
  return {};
}

}  // namespace

std::optional<std::string> decompress(std::string_view packed, std::size_t limit) {
  if (packed.size() < kHeader) return {};
  const std::size_t length = number(packed, 0);  // of all that follows this number
  const std::size_t raw = number(packed, 4);
  if (length < kHeader - 4 || length > packed.size() - 4) return {};
  const std::string_view content = packed.substr(kHeader, length + 4 - kHeader);
  const std::size_t most = std::min(limit, raw);
  switch (number(packed, 8)) {
    case kUnpacked:
      return std::string(content.substr(0, most));
    case kPacked:
      if (checksum(content) != number(packed, 12)) return {};
      return unpack(content, most);
    default:
      return {};
  }
}

}  // namespace aproape::rtf
