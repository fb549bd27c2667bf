#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aproape::mime {

// The heading of a message that another one carries, as written there: values of "From:" and "To:".
struct ForwardedHead {
  std::string from;
  std::string to;  // may be empty
};

// The heading of the message that a text carries on ("---------- Forwarded message", "-----Mesaj
// original-----", "Begin forwarded message", or Outlook's bare "Von: … Gesendet: … An: … Betreff: …"; in
// Romanian, English, Italian, Spanish, German and French). Marks that answers carry as well count only where
// `subject` does not begin as an answer does ("Re:", "AW:", "Rasp:", …). Quoted lines ("> …") are looked at
// only behind a mark. A hint, never a proof (guides/mail.md T4).
[[nodiscard]] std::optional<ForwardedHead> forwarded_head(std::string_view text, std::string_view subject);

}  // namespace aproape::mime
