#include "formats/archive/inflate.hpp"

#include <zlib.h>

#include <array>

#include "formats/archive/findings.hpp"

namespace aproape::archive {

Inflated unpack(std::string_view packed, Wrapping wrapping, std::size_t keep, std::uint64_t count_to) {
  Inflated out;
  z_stream stream{};
  if (inflateInit2(&stream, wrapping == Wrapping::gzip ? 16 + MAX_WBITS : -MAX_WBITS) != Z_OK) return out;
  std::array<unsigned char, 64U << 10U> buffer{};
  // zlib reads through a pointer that is not const, but does not write there.
  stream.next_in = const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  while (true) {
    stream.next_out = buffer.data();
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int result = inflate(&stream, Z_NO_FLUSH);
    const std::size_t made = buffer.size() - stream.avail_out;
    out.length += made;
    if (out.length <= keep) {
      out.bytes.append(reinterpret_cast<const char*>(buffer.data()), made);
    } else {
      out.bytes.clear();
      keep = 0;
    }
    if (is_bomb(packed.size() - stream.avail_in, out.length)) {
      out.bomb = true;
      break;
    }
    if (result == Z_STREAM_END) {
      out.complete = true;
      break;
    }
    if (result != Z_OK || made == 0 || out.length >= count_to) break;
  }
  inflateEnd(&stream);
  if (!out.complete) out.bytes.clear();
  return out;
}

}  // namespace aproape::archive
