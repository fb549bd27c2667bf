#include "domain/access/totp.hpp"

#include <doctest/doctest.h>

namespace aproape::access {
namespace {

const std::string kSecret = "12345678901234567890";  // RFC 6238 appendix B

TEST_CASE("the vectors of RFC 6238 for SHA-1") {
  CHECK(totp_code(kSecret, 59 / 30, 8) == "94287082");
  CHECK(totp_code(kSecret, 1111111109 / 30, 8) == "07081804");
  CHECK(totp_code(kSecret, 1111111111 / 30, 8) == "14050471");
  CHECK(totp_code(kSecret, 1234567890 / 30, 8) == "89005924");
  CHECK(totp_code(kSecret, 2000000000 / 30, 8) == "69279037");
  CHECK(totp_code(kSecret, 20000000000 / 30, 8) == "65353130");
}

TEST_CASE("one step early or late fits, two do not, and a used step never") {
  const Millis at = 1'700'000'010'000;
  const std::int64_t step = at / 30'000;
  for (std::int64_t off = -1; off <= 1; ++off)
    CHECK(totp_step(kSecret, totp_code(kSecret, step + off), at, 0) == step + off);
  CHECK_FALSE(totp_step(kSecret, totp_code(kSecret, step + 2), at, 0));
  CHECK_FALSE(totp_step(kSecret, totp_code(kSecret, step - 2), at, 0));
  CHECK_FALSE(totp_step(kSecret, totp_code(kSecret, step), at, step));
  CHECK_FALSE(totp_step(kSecret, "", at, 0));
}

TEST_CASE("base32 of RFC 4648") {
  CHECK(base32("foobar") == "MZXW6YTBOI");
  CHECK(base32("fooba") == "MZXW6YTB");
  CHECK(base32("f") == "MY");
}

}  // namespace
}  // namespace aproape::access
