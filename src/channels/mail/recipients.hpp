#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "formats/smtp/address.hpp"

namespace aproape::mail {

// What one of our addresses stands for.
struct OurAddress {
  enum class Kind { central, reply, bounce, mission, postmaster };
  Kind kind = Kind::central;
  std::string token;  // of reply (contact+c.TOKEN@) and bounce (contact+b.TOKEN@)
  UnitId unit;        // of mission
};

// Which recipients are ours; everything else is refused, so the receiver can never be used as a relay (S16).
// Immutable but for `by_address`, which must be thread-safe.
class Recipients {
 public:
  using ByAddress = std::function<std::optional<UnitId>(std::string_view local, std::string_view domain)>;
  // `address`: mail.address; `domains`: mail.domains. Throws Error{invalid, "config.mail_address"}.
  Recipients(std::string_view address, std::vector<std::string> domains, ByAddress by_address);

  // nullopt: not ours. Local parts that ask for relaying ("a%b", "a!b", "a@b") never are.
  [[nodiscard]] std::optional<OurAddress> find(const smtp::Mailbox& mailbox) const;
  // The same for a text "local@domain"; nullopt also where it is malformed.
  [[nodiscard]] std::optional<OurAddress> find(std::string_view address) const;

  [[nodiscard]] const std::string& domain() const { return own_.domain; }
  [[nodiscard]] std::string address() const { return own_.str(); }

 private:
  smtp::Mailbox own_;
  std::vector<std::string> domains_;
  ByAddress by_address_;
};

}  // namespace aproape::mail
