#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "channels/mail/intake_repository.hpp"
#include "channels/mail/mission_finder.hpp"
#include "channels/mail/services.hpp"
#include "channels/mail/threading.hpp"
#include "protocol/decoded_mail.hpp"

namespace aproape::mail {

// Gathers from the database what the pure decisions (threading, mission) need. Thread-safe.
class Evidence {
 public:
  Evidence(const Services& services, const Recipients& recipients)
      : services_(services), recipients_(recipients) {}

  // Which cases the mail's token, message ids and subject point to, and whether its sender takes part in
  // them.
  [[nodiscard]] ThreadEvidence threading(db::Tx& tx, const IntakeRecord& intake,
                                         const protocol::DecodedMail& mail) const;

  // A message that this one answers arrived before it and has not been read yet.
  [[nodiscard]] bool parent_waits(db::Tx& tx, const IntakeRecord& intake,
                                  const protocol::DecodedMail& mail) const;

  // The mission of a new case. `person` is the sender, empty where unknown.
  [[nodiscard]] MissionFinding mission(db::Tx& tx, const IntakeRecord& intake,
                                       const protocol::DecodedMail& mail, PersonId person) const;

  // The message of ours that a mail to a bounce address (contact+b.ID.PROOF@) reports on, where the proof is
  // ours.
  [[nodiscard]] std::optional<messages::Message> bounced_message(db::Tx& tx,
                                                                 const IntakeRecord& intake) const;

 private:
  [[nodiscard]] bool takes_part(db::Tx& tx, CaseId id, std::string_view address) const;
  [[nodiscard]] std::shared_ptr<const network::Atlas> atlas(
      const std::shared_ptr<const network::Directory>& directory) const;

  const Services& services_;
  const Recipients& recipients_;
  IntakeRepository intakes_;
  mutable std::mutex guard_;
  mutable std::shared_ptr<const network::Directory>
      atlas_of_;  // kept, so that its address cannot be another's
  mutable std::shared_ptr<const network::Atlas> atlas_;
};

// The local extension of the return path of one of our messages, "b.ID.PROOF" (the id in base 36, the proof
// the end of its token); read back by bounced_message(). At most 40 characters: a local part holds 64 (RFC
// 5321 4.5.3.1.1).
[[nodiscard]] std::string bounce_extension(const messages::Message& message);

}  // namespace aproape::mail
