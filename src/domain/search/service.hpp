#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "domain/access/scope.hpp"

namespace aproape::search {

// The full-text index: one document a case and one a person, each a set of the words that text::analyse
// gives, so that every spelling of a Romanian word, every form of a telephone number and every e-mail address
// is found. The lowest of the areas: it knows ids and words alone. Thread-safe: it keeps no state.
class Service {
 public:
  explicit Service(db::Database& database);

  // Adds words to the document of a case, in the caller's transaction.
  void add_to_case(db::Tx& tx, CaseId id, std::string_view text);
  // The same with text::analyse() done before, outside of the transaction.
  void add_to_case(db::Tx& tx, CaseId id, const std::vector<std::string>& terms);
  // Replaces the document of a case; none where there are no words.
  void set_case(db::Tx& tx, CaseId id, std::string_view text);
  // Replaces the document of a person.
  void set_person(db::Tx& tx, PersonId id, std::string_view text);

  // Visible cases that hold all words of the query (the last one as a beginning), newest case first, with an
  // id below `before` (empty: from the newest). A query without a searchable word finds nothing.
  [[nodiscard]] std::vector<CaseId> cases(db::Tx& tx, const access::Scope& scope, std::string_view query,
                                          CaseId before, int limit) const;
  [[nodiscard]] std::vector<PersonId> people(db::Tx& tx, const access::Scope& scope, std::string_view query,
                                             PersonId before, int limit) const;

 private:
  db::Database& database_;
};

}  // namespace aproape::search
