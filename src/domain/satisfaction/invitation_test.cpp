#include "domain/satisfaction/invitation.hpp"

#include <doctest/doctest.h>

using namespace aproape;
using satisfaction::Invitation;

TEST_CASE("a link names its case and its end, and no letter of it can be changed") {
  const Invitation invitation{CaseId{123456789012}, 1'790'000'000'000};
  const std::string token = satisfaction::make_token("key", invitation);
  CHECK(satisfaction::read_token("key", token) == invitation);
  CHECK_FALSE(satisfaction::read_token("other", token).has_value());
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string wrong = token;
    wrong[i] = wrong[i] == '0' ? '1' : '0';
    CHECK_FALSE(satisfaction::read_token("key", wrong).has_value());
  }
  CHECK_FALSE(satisfaction::read_token("key", token.substr(1)).has_value());
  CHECK_FALSE(satisfaction::read_token("key", "").has_value());
  CHECK_FALSE(satisfaction::read_token("key", std::string(token.size(), 'z')).has_value());
}
