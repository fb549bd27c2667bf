#include "domain/classification/service.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/classification/carried.hpp"
#include "domain/classification/repository.hpp"

namespace aproape::classification {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"case", "spam", "auto-reply", "abuse"};
constexpr std::array<std::string_view, 4> kUrgencies4{"P1", "P2", "P3", "P4"};

template <std::size_t N>
void check(std::string_view field, const std::optional<std::string>& value,
           const std::array<std::string_view, N>& known) {
  if (value && std::find(known.begin(), known.end(), *value) == known.end())
    throw Error("field.invalid", {{std::string(field), "field.invalid"}});
}

void check_code(std::string_view field, const std::optional<std::string>& value, std::size_t longest) {
  if (value && value->size() > longest) throw Error("field.invalid", {{std::string(field), "field.invalid"}});
}

}  // namespace

std::string Service::today() const {
  return to_rfc3339(database_.clock().now()).substr(0, 10);
}

std::shared_ptr<const Classifier> Service::current(db::Tx& tx) {
  const ModelId id = repository::active_model(tx);
  if (id.empty()) return carried_classifier();
  const std::lock_guard lock(guard_);
  if (loaded_id_ != id) {
    try {
      loaded_ = std::make_shared<const Classifier>(carried_analyser(), carried_taxonomy(),
                                                   LinearModel::read(repository::model_bytes(tx, id)),
                                                   carried_places());
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::invalid) throw;
      // Trained by an earlier program, which saw other features: the carried one stands in for it.
      loaded_ = carried_classifier();
    }
    loaded_id_ = id;
  }
  return loaded_;
}

Verdict Service::classify(db::Tx& tx, std::string_view subject, std::string_view text) {
  return current(tx)->classify(subject, text, today());
}

void Service::keep(db::Tx& tx, CaseId id, ContactId contact, const Verdict& verdict) {
  repository::insert(tx, Stored{id, contact, verdict, database_.clock().now()});
}

std::optional<Stored> Service::first_of_case(db::Tx& tx, CaseId id) const {
  return repository::first(tx, id);
}

std::optional<Stored> Service::last_of_case(db::Tx& tx, CaseId id) const {
  return repository::last(tx, id);
}

void Service::correct(db::Tx& tx, CaseId id, AccountId who, const Correction& what) {
  if (what.empty()) return;
  check("kind", what.kind, kKinds);
  check("urgency", what.urgency, kUrgencies4);
  check_code("language", what.language, 8);
  check_code("country", what.country, 2);
  if (what.subcategory && !what.subcategory->empty() &&
      carried_taxonomy()->find(*what.subcategory) == nullptr)
    throw Error("field.invalid", {{"subcategory", "category.unknown"}});
  const auto first = repository::first(tx, id);
  if (!first) return;  // opened at the counter: there is no text to learn from
  repository::insert(tx, id, first->contact, who, what, database_.clock().now());
}

std::optional<Corrected> Service::corrected(db::Tx& tx, CaseId id) const {
  return repository::corrected(tx, id);
}

}  // namespace aproape::classification
