#include "channels/mail/recipients.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

Recipients::Recipients(std::string_view address, std::vector<std::string> domains, ByAddress by_address)
    : domains_(std::move(domains)), by_address_(std::move(by_address)) {
  auto own = smtp::parse_mailbox(address);
  if (!own) throw Error(ErrorKind::invalid, "config.mail_address", "mail.address must be local@domain");
  own_ = std::move(*own);
  own_.local = lower(own_.local);
  for (auto& domain : domains_) domain = lower(domain);
}

std::optional<OurAddress> Recipients::find(const smtp::Mailbox& mailbox) const {
  using Kind = OurAddress::Kind;
  const std::string local = lower(mailbox.local);
  if (local.find_first_of("%!@") != std::string::npos) return std::nullopt;
  const bool own_domain = mailbox.domain == own_.domain;
  const bool ours =
      own_domain || std::find(domains_.begin(), domains_.end(), mailbox.domain) != domains_.end();
  if (local == "postmaster" && (ours || mailbox.domain.empty())) return OurAddress{Kind::postmaster, {}, {}};
  if (mailbox.domain.empty()) return std::nullopt;
  if (own_domain && local == own_.local) return OurAddress{Kind::central, {}, {}};
  if (own_domain && local.starts_with(own_.local + "+")) {
    // A token's letters count as they were written.
    const std::string_view extension = std::string_view(mailbox.local).substr(own_.local.size() + 1);
    if (extension.size() > 2 && (extension.starts_with("c.") || extension.starts_with("C."))) {
      return OurAddress{Kind::reply, std::string(extension.substr(2)), {}};
    }
    if (extension.size() > 2 && (extension.starts_with("b.") || extension.starts_with("B."))) {
      return OurAddress{Kind::bounce, std::string(extension.substr(2)), {}};
    }
    return OurAddress{Kind::central, {}, {}};
  }
  if (const auto unit = by_address_(local, mailbox.domain)) return OurAddress{Kind::mission, {}, *unit};
  // A further domain is ours as a whole: the mail of an old address is not lost.
  if (ours && !own_domain) return OurAddress{Kind::central, {}, {}};
  return std::nullopt;
}

std::optional<OurAddress> Recipients::find(std::string_view address) const {
  const auto mailbox = smtp::parse_mailbox(address);
  return mailbox ? find(*mailbox) : std::nullopt;
}

}  // namespace aproape::mail
