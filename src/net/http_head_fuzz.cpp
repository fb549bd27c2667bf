#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/chunked_body.hpp"
#include "net/http_head.hpp"

// A head that is accepted frames its body in one way only; chunks never exceed their limit.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aproape::net;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto length = head_length(text);
  RequestHead head;
  if (length != 0 && length != std::string_view::npos && parse_head(text.substr(0, length), head) == 0) {
    if (head.chunked && head.content_length) std::abort();
    if (!head.target.starts_with('/')) std::abort();
  }
  ChunkedBody body(100);
  std::string_view rest = text;
  while (!rest.empty() && body.feed(rest) == ChunkedBody::State::more) {
  }
  if (body.body().size() > 100) std::abort();
  return 0;
}
