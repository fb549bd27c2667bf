#pragma once

#include "channels/mail/intake_repository.hpp"
#include "domain/reports/quarantine.hpp"

namespace aproape::mail {

// The quarantine as the reports count it.
class HeldMail final : public reports::Quarantine {
 public:
  [[nodiscard]] std::string_view subject() const override { return "intake"; }
  [[nodiscard]] std::optional<reports::Held> held(db::Tx& tx, std::int64_t id) const override;
  [[nodiscard]] std::vector<std::int64_t> ids_after(db::Tx& tx, std::int64_t after, int limit) const override;

 private:
  IntakeRepository intakes_;
};

}  // namespace aproape::mail
