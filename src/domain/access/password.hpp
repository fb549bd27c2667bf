#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::access {

// Work of one Argon2id hash (RFC 9106). The standard is above OWASP's floor of 19 MiB and two passes; tests
// take less.
struct PasswordCost {
  unsigned long long passes = 3;
  std::size_t bytes = 32UL << 20U;
};

// Argon2id in the PHC string form, with its salt and cost.
[[nodiscard]] std::string hash_password(std::string_view password, const PasswordCost& cost);

// Checks passwords; at most two at a time, so that a flood of sign-ins takes neither the memory nor all
// processors. Thread-safe.
class PasswordVerifier {
 public:
  explicit PasswordVerifier(const PasswordCost& cost);
  ~PasswordVerifier();
  PasswordVerifier(const PasswordVerifier&) = delete;
  PasswordVerifier& operator=(const PasswordVerifier&) = delete;

  // Whether `password` gives `hash`. An empty hash (unknown login) does the work of a full check and is
  // refused; so does a hash of lower cost, so that time tells nothing. Throws Error{too_many,
  // "auth.slow_down"} where more than 16 wait already.
  [[nodiscard]] bool verify(std::string_view hash, std::string_view password);
  // How many hashes were computed since the start.
  [[nodiscard]] std::size_t work() const;

 private:
  struct State;
  State* state_;
};

// The key of the text that says what is wrong with a new password, or empty: "password.short" (under 12
// characters), "password.long" (over 128), "password.common" (little is left of it without common words,
// sequences, repetitions and the words of its context). No rule of composition (ASVS 6.2.5).
[[nodiscard]] std::string password_fault(std::string_view password, const std::vector<std::string>& context);

}  // namespace aproape::access
