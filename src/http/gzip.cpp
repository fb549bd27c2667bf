#include "http/gzip.hpp"

#include <zlib.h>

#include "base/error.hpp"

namespace aproape::http {

std::string gzip(std::string_view bytes) {
  constexpr int kGzipWindow = 15 + 16;  // largest window, gzip header
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw Error(ErrorKind::internal, "http.gzip");
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  const std::string copy(bytes);  // zlib wants its input writable
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(copy.data()));
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw Error(ErrorKind::internal, "http.gzip");
  return out;
}

}  // namespace aproape::http
