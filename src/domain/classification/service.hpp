#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/classification/classifier.hpp"
#include "domain/classification/correction.hpp"
#include "domain/classification/example.hpp"
#include "domain/classification/stored.hpp"
#include "domain/contacts/service.hpp"

namespace aproape::classification {

// The classifier at work: it reads what comes in, keeps what it said and what people said instead, and learns
// from that on command. It knows nothing of who may see a case: callers have checked (cases::Service, and the
// permission "classifier.write" for the models). Thread-safe.
class Service {
 public:
  Service(db::Database& database, contacts::Service& contacts) : database_(database), contacts_(contacts) {}

  // What the model in force says of a text.
  [[nodiscard]] Verdict classify(db::Tx& tx, std::string_view subject, std::string_view text);
  // Keeps what was said of a contact with its case; in the transaction that stores the contact.
  void keep(db::Tx& tx, CaseId id, ContactId contact, const Verdict& verdict);

  // What was said of the first and of the last contact of a case.
  [[nodiscard]] std::optional<Stored> first_of_case(db::Tx& tx, CaseId id) const;
  [[nodiscard]] std::optional<Stored> last_of_case(db::Tx& tx, CaseId id) const;

  // A person says otherwise. Kept as training data where a contact of the case was classified. Throws
  // Error{invalid} for words that are none of ours.
  void correct(db::Tx& tx, CaseId id, AccountId who, const Correction& what);
  [[nodiscard]] std::optional<Corrected> corrected(db::Tx& tx, CaseId id) const;

  // --- models ---
  struct Status {
    std::string active;           // LinearModel::name()
    bool carried = true;          // the one that the program carries
    std::size_t corrections = 0;  // cases that people corrected
    std::vector<StoredModel> models;
  };
  [[nodiscard]] Status status(db::Tx& tx);
  // Learns from the carried examples and all corrections, measures on the held-aside examples and on recent
  // cases, and keeps the model as "trained": nothing changes yet. Takes seconds; outside of a transaction.
  StoredModel retrain(AccountId who);
  // Puts the newest trained model in force. Throws Error{conflict, "classifier.none_trained"}.
  StoredModel switch_on(db::Tx& tx);
  // Back to the model before: an earlier one, or the carried one. Throws Error{conflict,
  // "classifier.is_carried"} where that is in force.
  Status back(db::Tx& tx);

 private:
  [[nodiscard]] std::shared_ptr<const Classifier> current(db::Tx& tx);
  [[nodiscard]] std::vector<Example> corrected_examples(db::Tx& tx) const;
  [[nodiscard]] std::string today() const;  // "2026-11-29"

  db::Database& database_;
  contacts::Service& contacts_;
  std::mutex guard_;
  ModelId loaded_id_;
  std::shared_ptr<const Classifier> loaded_;
};

}  // namespace aproape::classification
