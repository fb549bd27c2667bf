#include "domain/access/password.hpp"

#include <doctest/doctest.h>

#include "domain/access/secret.hpp"

namespace aproape::access {
namespace {

constexpr PasswordCost kCheap{1, 8192};

TEST_CASE("what a password may be") {
  const std::vector<std::string> context{"ana.pop", "Ana Pop"};
  CHECK(password_fault("scurt", context) == "password.short");
  CHECK(password_fault(std::string(129, 'x'), context) == "password.long");
  for (const char* bad :
       {"parola123456", "P@rola123456", "aaaaaaaaaaaa", "123456789012", "abababababab", "qwertyuiop12",
        "ana.pop12345", "aproape-aproape", "ParolaParola1", "consulat2026", "password1234"})
    CHECK_MESSAGE(password_fault(bad, context) == "password.common", std::string(bad));
  for (const char* good :
       {"ghiozdan-clopot-vioara", "x7#kQ9!mZ2$w", "ploaia cade pe acoperiș", "tkvbwzrhmdls"})
    CHECK_MESSAGE(password_fault(good, context).empty(), std::string(good));
  for (int i = 0; i < 50; ++i) CHECK(password_fault(random_password(4), context).empty());
}

TEST_CASE("Argon2id verifies the right password alone") {
  PasswordVerifier verifier(kCheap);
  const std::string hash = hash_password("ghiozdan-clopot", kCheap);
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(verifier.verify(hash, "ghiozdan-clopot"));
  CHECK_FALSE(verifier.verify(hash, "ghiozdan-clopoT"));
}

TEST_CASE("the standard cost is above the floor of 19 MiB and two passes") {
  CHECK(PasswordCost{}.bytes >= 19U << 20U);
  CHECK(PasswordCost{}.passes >= 2);
}

TEST_CASE("an unknown login costs the same work as a known one") {
  PasswordVerifier verifier(kCheap);
  const std::string hash = hash_password("ghiozdan-clopot", kCheap);
  const auto before = verifier.work();
  CHECK_FALSE(verifier.verify(hash, "wrong"));
  const auto known = verifier.work() - before;
  CHECK_FALSE(verifier.verify("", "wrong"));
  CHECK(verifier.work() - before - known == known);
}

}  // namespace
}  // namespace aproape::access
