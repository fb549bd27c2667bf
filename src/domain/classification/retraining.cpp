// Service: learning from corrections, the report before the switch, and the way back.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/classification/carried.hpp"
#include "domain/classification/evaluation.hpp"
#include "domain/classification/repository.hpp"
#include "domain/classification/service.hpp"
#include "domain/classification/trainer.hpp"

namespace aproape::classification {
namespace {

constexpr int kRecent = 300;  // contacts whose verdicts are compared
constexpr std::size_t kMostChanges = 30;
// A correction is a true letter, judged by who answered it: it weighs as many seed examples.
constexpr std::uint32_t kCorrectionTimes = 4;

double percent(double share) {
  return std::round(share * 10000.0) / 100.0;
}

json::Object figures_json(const Figures& f) {
  return {{"texts", f.texts},
          {"category", percent(f.category_accuracy)},
          {"subcategory", percent(f.subcategory_accuracy)},
          {"macro_f1", percent(f.subcategory_macro_f1)},
          {"kind", percent(f.kind_accuracy)},
          {"urgent_recall", percent(f.urgent_recall)},
          {"urgent_precision", percent(f.urgent_precision)}};
}

Figures measure(const Classifier& classifier, const std::vector<Example>& examples, std::string_view today) {
  std::vector<Verdict> verdicts;
  for (const Example& e : examples) verdicts.push_back(classifier.classify(e.subject, e.text, today));
  return evaluate(examples, verdicts);
}

std::string said(const Verdict& verdict) {
  return verdict.kind == "case" ? verdict.subcategory : verdict.kind;
}

// What the two say of texts that came in lately: counts and codes, no word of any text.
json::Object compare(const std::vector<contacts::Contact>& recent, const Classifier& before,
                     const Classifier& after, std::string_view today) {
  std::map<std::string, int> changes;
  int topics = 0;
  int more_urgent = 0;
  int less_urgent = 0;
  for (const contacts::Contact& contact : recent) {
    const Verdict old = before.classify(contact.subject, contact.text, today);
    const Verdict fresh = after.classify(contact.subject, contact.text, today);
    if (said(old) != said(fresh)) {
      ++topics;
      ++changes[said(old) + " -> " + said(fresh)];
    }
    more_urgent += !old.urgent && fresh.urgent ? 1 : 0;
    less_urgent += old.urgent && !fresh.urgent ? 1 : 0;
  }
  std::vector<std::pair<std::string, int>> order(changes.begin(), changes.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  json::Array most;
  for (const auto& [change, many] : order) {
    if (most.size() == kMostChanges) break;
    most.emplace_back(json::Object{{"change", change}, {"contacts", many}});
  }
  return {{"contacts", recent.size()},
          {"subcategory_changes", topics},
          {"become_urgent", more_urgent},
          {"no_longer_urgent", less_urgent},
          {"changes", std::move(most)}};
}

}  // namespace

std::vector<Example> Service::corrected_examples(db::Tx& tx) const {
  std::vector<Example> all;
  for (const Corrected& one : repository::all_corrected(tx)) {
    const auto contact = contacts_.find(tx, one.contact);
    if (!contact || contact->text.empty()) continue;  // erased
    Example e;
    e.id = one.contact.str();
    e.group = "case/" + one.case_id.str();
    e.subject = contact->subject;
    e.text = contact->text;
    e.kind = one.what.kind.value_or("case");
    e.subcategory = e.kind == "case" ? one.what.subcategory.value_or("") : "";
    e.urgency = one.what.urgency.value_or("");
    e.urgent_known =
        one.what.urgent.has_value() || e.urgency == "P1" || e.urgency == "P3" || e.urgency == "P4";
    e.urgent = one.what.urgent.value_or(e.urgency == "P1");
    e.language = one.what.language.value_or("");
    e.country = one.what.country.value_or("");
    e.times = kCorrectionTimes;
    all.push_back(std::move(e));
  }
  return all;
}

StoredModel Service::retrain(AccountId who) {
  struct Sources {
    std::vector<Example> corrections;
    std::vector<contacts::Contact> recent;
    std::shared_ptr<const Classifier> before;
  };
  const Sources sources = database_.read([&](db::Tx& tx) {
    Sources all{corrected_examples(tx), {}, current(tx)};
    for (const Stored& stored : repository::newest(tx, kRecent))
      if (auto contact = contacts_.find(tx, stored.contact)) all.recent.push_back(std::move(*contact));
    return all;
  });
  std::vector<Example> examples = carried_examples("train");
  examples.insert(examples.end(), sources.corrections.begin(), sources.corrections.end());
  const Classifier after(carried_analyser(), carried_taxonomy(),
                         LinearModel::read(write(train(examples, *carried_analyser()))), carried_places());
  const std::vector<Example> held = carried_examples("held");
  const json::Object report{
      {"examples", examples.size()},
      {"corrections", sources.corrections.size()},
      {"held", json::Object{{"before", figures_json(measure(*sources.before, held, today()))},
                            {"after", figures_json(measure(after, held, today()))}}},
      {"recent", compare(sources.recent, *sources.before, after, today())}};
  StoredModel model;
  model.id = make_id<ModelId>();
  model.name = after.model().name();
  model.state = "trained";
  model.report = json::write(report);
  model.made_by = who;
  model.made_at = database_.clock().now();
  database_.write([&](db::Tx& tx) {
    repository::insert(tx, model, after.model().bytes());
    tx.publish({.type = "classifier.trained",
                .subject = "classifier",
                .subject_id = model.id.value,
                .actor_id = who.value});
  });
  return model;
}

Service::Status Service::status(db::Tx& tx) {
  Status status;
  status.models = repository::models(tx);
  status.corrections = repository::all_corrected(tx).size();
  status.active = current(tx)->model().name();
  status.carried = repository::active_model(tx).empty();
  return status;
}

StoredModel Service::switch_on(db::Tx& tx) {
  const auto all = repository::models(tx);
  const auto fresh =
      std::find_if(all.begin(), all.end(), [](const StoredModel& model) { return model.state == "trained"; });
  if (fresh == all.end()) throw Error(ErrorKind::conflict, "classifier.none_trained");
  if (const ModelId before = repository::active_model(tx); !before.empty())
    repository::set_state(tx, before, "retired", std::nullopt);
  StoredModel model = *fresh;
  model.state = "active";
  model.switched_at = database_.clock().now();
  repository::set_state(tx, model.id, model.state, model.switched_at);
  tx.publish({.type = "classifier.switched", .subject = "classifier", .subject_id = model.id.value});
  return model;
}

Service::Status Service::back(db::Tx& tx) {
  const ModelId active = repository::active_model(tx);
  if (active.empty()) throw Error(ErrorKind::conflict, "classifier.is_carried");
  const auto all = repository::models(tx);
  repository::set_state(tx, active, "withdrawn", std::nullopt);
  const StoredModel* before = nullptr;
  for (const StoredModel& model : all) {
    if (model.state != "retired") continue;
    if (before == nullptr || model.switched_at > before->switched_at) before = &model;
  }
  if (before != nullptr) repository::set_state(tx, before->id, "active", std::nullopt);
  tx.publish({.type = "classifier.switched",
              .subject = "classifier",
              .subject_id = before == nullptr ? 0 : before->id.value});
  return status(tx);
}

}  // namespace aproape::classification
