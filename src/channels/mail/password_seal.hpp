#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace aproape::mail {

// Encrypts the passwords of mailboxes (XChaCha20-Poly1305) with DATA/keys/mail.key, made on first use.
// Thread-safe.
class PasswordSeal {
 public:
  explicit PasswordSeal(const std::filesystem::path& data_dir);

  [[nodiscard]] std::string seal(std::string_view plain) const;
  // Throws Error{internal, "mailbox.password_lost"} where it was sealed with another key.
  [[nodiscard]] std::string open(std::string_view sealed) const;

 private:
  std::string key_;
};

}  // namespace aproape::mail
