#include "decode/detector.hpp"

#include <uchardet/uchardet.h>

#include <memory>

namespace aproape::decode {

std::string detect_charset(std::string_view bytes) {
  if (bytes.size() < 20) return {};  // too short to say: the caller's default is the better guess
  bytes = bytes.substr(0, 64U << 10U);
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

}  // namespace aproape::decode
