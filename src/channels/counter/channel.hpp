#pragma once

#include <vector>

#include "channels/counter/model.hpp"
#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"
#include "domain/people/service.hpp"
#include "render/letter.hpp"

namespace aproape::counter {

// The counter of a mission, and its post: staff writes down who came or what was delivered. Thread-safe: it
// keeps no state.
class Channel {
 public:
  Channel(db::Database& database, network::Service& network, people::Service& people, cases::Service& cases,
          messages::Service& messages)
      : database_(database), network_(network), people_(people), cases_(cases), messages_(messages) {}

  // Stores the entry as a contact of its case, which it opens where none is named. The caller has checked
  // that the category exists and that `scope` may know of the person. Throws Error{invalid,
  // "counter.invalid"} with fields, {not_found} for a case or upload that is not visible, {forbidden} where
  // the case may not be written.
  Entry enter(db::Tx& tx, const access::Scope& scope, const NewEntry& what);
  // The letter with the case's number and its unit's address, ready for render::to_pdf(), which is slow: draw
  // it when the transaction is over. Throws Error{invalid, "letter.invalid"} with fields, and as
  // cases::Service::get().
  [[nodiscard]] render::Letter compose(db::Tx& tx, const access::Scope& scope, const OutLetter& letter) const;
  // Stores it as a contact of the case with the printed `file`, and lets the case wait for the addressee.
  // Throws as compose() and cases::Service::wait().
  ContactId send(db::Tx& tx, const access::Scope& scope, std::int64_t version, const OutLetter& letter,
                 const messages::Part& file);
  // For the receipt. Throws Error{not_found, "counter.not_found"} where its case is not visible.
  [[nodiscard]] Entry get(db::Tx& tx, const access::Scope& scope, ContactId id) const;
  // What the account of `scope` entered, newest first; without those whose case it no longer sees.
  [[nodiscard]] std::vector<Entry> entered(db::Tx& tx, const access::Scope& scope, ContactId before,
                                           int limit) const;

 private:
  // The case of an entry that names none.
  CaseId open(db::Tx& tx, const access::Scope& scope, const NewEntry& what, Millis registered_at);

  db::Database& database_;
  network::Service& network_;
  people::Service& people_;
  cases::Service& cases_;
  messages::Service& messages_;
};

}  // namespace aproape::counter
