#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/mail/intake_repository.hpp"
#include "channels/mail/services.hpp"
#include "domain/audit/service.hpp"

namespace aproape::mail {

// What staff does with mail that became no case. Thread-safe.
class Quarantine {
 public:
  Quarantine(const Services& services, audit::Service& audit) : services_(services), audit_(audit) {}

  // Newest first, ids below `before` (empty: from the newest). `state`: "held", "released", "discarded" or
  // empty.
  [[nodiscard]] std::vector<IntakeRecord> list(const access::Scope& scope, std::string_view state,
                                               IntakeId before, int limit);
  // Throws Error{not_found, "intake.not_found"}.
  [[nodiscard]] IntakeRecord get(const access::Scope& scope, IntakeId id);
  // The bytes as received; the read is audited before they are given.
  [[nodiscard]] std::string raw(const access::Scope& scope, IntakeId id);

  // Reads it once more by the rules (after a repair of the reader). Throws Error{conflict,
  // "intake.not_held"}.
  IntakeRecord reparse(const access::Scope& scope, IntakeId id);
  // Makes a case of it, whatever it is.
  IntakeRecord release(const access::Scope& scope, IntakeId id);
  // Takes it off the list for a reason; the bytes stay.
  IntakeRecord discard(const access::Scope& scope, IntakeId id, std::string_view reason);

  // Gives a held attachment (infected or blocked) free for download after a second question: a decision of
  // staff who may write the quarantine where the case is, with its reason, audited (C4). Throws
  // Error{not_found, "attachment.not_found"}, Error{conflict, "attachment.not_held"}.
  void release_attachment(const access::Scope& scope, contacts::AttachmentId id, std::string_view reason);

 private:
  IntakeRecord run_again(const access::Scope& scope, IntakeId id, bool release);
  [[nodiscard]] IntakeRecord held(db::Tx& tx, IntakeId id) const;

  const Services& services_;
  audit::Service& audit_;
  IntakeRepository intakes_;
};

}  // namespace aproape::mail
