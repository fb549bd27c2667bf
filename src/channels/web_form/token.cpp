#include "channels/web_form/token.hpp"

#include <sodium.h>

#include <array>

namespace aproape::web_form {

std::string new_token() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * bytes.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return std::string(hex.data());
}

std::string new_code() {
  std::string code;
  for (int i = 0; i < 8; ++i) code += static_cast<char>('0' + randombytes_uniform(10));
  return code;
}

}  // namespace aproape::web_form
