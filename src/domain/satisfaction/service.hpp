#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/cases/service.hpp"
#include "domain/satisfaction/invitation.hpp"
#include "domain/satisfaction/model.hpp"

namespace aproape::satisfaction {

// The question after a case was closed. Whoever holds the link answers once, within 30 days; the answer
// stands in the case and is an event ("satisfaction.answered", data: score). Thread-safe.
class Service {
 public:
  // Links are signed with `key` (DATA/keys/satisfaction.key).
  Service(db::Database& database, cases::Service& cases, std::string key)
      : database_(database), cases_(cases), key_(std::move(key)) {}

  // Where the site is reached ("https://…"); links begin with it. Without it none is made.
  void set_site(std::string site);
  // The link of an invitation to a case, made now; empty without a site.
  [[nodiscard]] std::string link(CaseId id) const;

  enum class State { open, answered, expired };
  struct Asked {
    State state = State::open;
    std::string number;    // of the case
    std::string language;  // "ro", "en"
  };
  // Throws Error{not_found, "satisfaction.not_found"} for a token that is not ours.
  [[nodiscard]] Asked ask(db::Tx& tx, std::string_view token) const;
  // Throws as ask(), Error{conflict, "satisfaction.answered" | "satisfaction.expired"}, {invalid} for a score
  // outside of 1 to 5 or a comment above 2,000 bytes.
  void answer(db::Tx& tx, std::string_view token, int score, std::string_view comment);

  // Newest first; throws Error{not_found, "case.not_found"}.
  [[nodiscard]] std::vector<Answer> of_case(db::Tx& tx, const access::Scope& scope, CaseId id) const;

 private:
  [[nodiscard]] Invitation read(std::string_view token) const;

  db::Database& database_;
  cases::Service& cases_;
  std::string key_;
  mutable std::mutex guard_;
  std::string site_;
};

}  // namespace aproape::satisfaction
