#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "http/cookie.hpp"
#include "http/cursor.hpp"
#include "http/language.hpp"
#include "http/target.hpp"
#include "http/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aproape::http;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto target = parse_target(text)) {
    const bool sound = target->path.starts_with('/') && is_utf8(target->path) &&
                       ("/" + target->path + "/").find("/../") == std::string::npos;
    if (!sound) std::abort();
  }
  if (percent_decode(percent_encode(text), false) != text) std::abort();
  static_cast<void>(find_cookie(text, "session"));
  static_cast<void>(choose_language(text));
  try {
    static_cast<void>(decode_cursor("cases", text, 2));
  } catch (const aproape::Error&) {
    // Refused, as it should be.
  }
  return 0;
}
