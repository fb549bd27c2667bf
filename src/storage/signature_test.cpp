#include "storage/signature.hpp"

#include <doctest/doctest.h>

using namespace aproape::storage;

TEST_CASE("a signature is of one key, purpose and text") {
  const std::string signature = sign("key", "rating", "text", 12);
  CHECK(signature.size() == 24);
  CHECK(signature_fits("key", "rating", "text", signature, 12));
  CHECK_FALSE(signature_fits("other", "rating", "text", signature, 12));
  CHECK_FALSE(signature_fits("key", "reply", "text", signature, 12));
  CHECK_FALSE(signature_fits("key", "rating", "texts", signature, 12));
  CHECK_FALSE(signature_fits("key", "rating", "text", "", 12));
  CHECK_FALSE(signature_fits("key", "rating", "text", signature.substr(1), 12));
  // The same by another program (Python's hmac).
  CHECK(sign("Jefe", "rating", "text", 32) ==
        "9ad5def8612f00af30f5798576641b14caba60749a8c03038061532f0214a5b2");
}
