#include "channels/mail/held_mail.hpp"

namespace aproape::mail {

std::optional<reports::Held> HeldMail::held(db::Tx& tx, std::int64_t id) const {
  const auto record = intakes_.find(tx, IntakeId{id});
  if (!record || !record->in_quarantine()) return std::nullopt;
  // What staff wrote when they discarded it stands behind a colon, and is nobody else's to read.
  return reports::Held{record->received_at, "mail", record->reason.substr(0, record->reason.find(':')),
                       record->state == "held" || record->read_again()};
}

std::vector<std::int64_t> HeldMail::ids_after(db::Tx& tx, std::int64_t after, int limit) const {
  return intakes_.in_quarantine_after(tx, after, limit);
}

}  // namespace aproape::mail
