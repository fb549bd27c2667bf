#include <cstddef>
#include <cstdint>

#include "decode/mail_reader.hpp"
#include "formats/mime/charset.hpp"

// The whole reader, GMime's address parser included.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = aproape::decode::read_mail({reinterpret_cast<const char*>(data), size});
  for (const auto& file : read.mail.attachments)
    if (static_cast<std::size_t>(file.offset + file.size) > read.payload.size()) __builtin_trap();
  if (!aproape::mime::valid_utf8(read.mail.text) || !aproape::mime::valid_utf8(read.mail.subject))
    __builtin_trap();
  return 0;
}
