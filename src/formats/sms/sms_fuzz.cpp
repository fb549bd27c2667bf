#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "formats/sms/segments.hpp"
#include "formats/sms/transliterate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aproape::sms;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Measure whole = measure(text);
  const Measure plain = measure(transliterate(text));
  // Parts hold what they say, and plain letters never cost more characters than an ellipsis adds.
  if (whole.left < 0 || whole.units > whole.segments * whole.per_segment) std::abort();
  if (whole.coding == Coding::gsm7 && plain.coding != Coding::gsm7) std::abort();
  return 0;
}
