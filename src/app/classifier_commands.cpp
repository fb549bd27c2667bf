#include <cstdio>

#include "app/commands.hpp"
#include "app/domain.hpp"
#include "app/exit_code.hpp"
#include "base/json.hpp"

namespace aproape::app {
namespace {

json::Object shown(const classification::StoredModel& model) {
  return {{"name", model.name}, {"state", model.state}, {"report", json::parse(model.report)}};
}

json::Object shown(const classification::Service::Status& status) {
  json::Array models;
  for (const auto& model : status.models)
    models.emplace_back(
        json::Object{{"name", model.name}, {"state", model.state}, {"made_at", to_rfc3339(model.made_at)}});
  return {{"active", status.active},
          {"carried", status.carried},
          {"corrections", status.corrections},
          {"models", std::move(models)}};
}

int told(const json::Object& what) {
  std::printf("%s\n", json::write(what).c_str());
  return static_cast<int>(ExitCode::done);
}

}  // namespace

int classifier(const Globals& globals, const std::string& what) {
  Domain domain(globals.load());
  db::Database& database = *domain.base.database;
  classification::Service& service = domain.classification;
  if (what == "retrain") return told(shown(service.retrain({})));
  if (what == "switch") return told(shown(database.write([&](db::Tx& tx) { return service.switch_on(tx); })));
  if (what == "back") return told(shown(database.write([&](db::Tx& tx) { return service.back(tx); })));
  return told(shown(database.read([&](db::Tx& tx) { return service.status(tx); })));
}

}  // namespace aproape::app
