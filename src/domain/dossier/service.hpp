#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/service.hpp"
#include "domain/dossier/field.hpp"
#include "domain/dossier/model.hpp"
#include "domain/search/service.hpp"

namespace aproape::dossier {

// The fields and documents of a case. Every call throws Error{not_found, "case.not_found"} where the eyes do
// not see it; those that write want case.write there. Values are personal data: history and events name the
// fields only. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, cases::Service& cases, search::Service& search)
      : database_(database), cases_(cases), search_(search) {}

  // --- fields ---
  // The field with its value, if it has one.
  struct Filled {
    const Field* field = nullptr;  // of Fields::carried()
    std::optional<Value> value;
  };
  // Those of the category that the case has now, and those of another one that hold a value.
  [[nodiscard]] std::vector<Filled> fields(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // Writes the values of fields by their code; nullopt empties one. Nothing is written unless all are right.
  // Throws Error{invalid, "dossier.invalid"} naming every wrong field. The values are found by the search
  // from then on.
  void set_fields(db::Tx& tx, const access::Scope& scope, CaseId id,
                  const std::map<std::string, std::optional<std::string>>& values);

  // --- documents ---
  [[nodiscard]] std::vector<Document> documents(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  struct Named {
    std::string ro;
    std::string en;
  };
  // Begins the list with the documents of a service's article, or adds those that it lacks. Throws
  // Error{invalid} without any.
  void begin_documents(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view article,
                       const std::vector<Named>& documents);
  // One that staff asks for.
  DocumentId add_document(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view name);
  // A refused one wants a reason.
  void set_state(db::Tx& tx, const access::Scope& scope, CaseId id, DocumentId document,
                 std::string_view state, std::string_view reason);
  void drop_document(db::Tx& tx, const access::Scope& scope, CaseId id, DocumentId document);

 private:
  // Throws where the eyes may not write; gives the case.
  [[nodiscard]] cases::Case for_change(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  [[nodiscard]] Document of_case(db::Tx& tx, CaseId id, DocumentId document) const;

  db::Database& database_;
  cases::Service& cases_;
  search::Service& search_;
};

}  // namespace aproape::dossier
