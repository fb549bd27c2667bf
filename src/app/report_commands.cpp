#include <cstdio>

#include "app/commands.hpp"
#include "app/domain.hpp"
#include "app/exit_code.hpp"
#include "base/json.hpp"

namespace aproape::app {

int rebuild_reports(const Globals& globals) {
  Domain domain(globals.load());
  db::Database& database = *domain.base.database;
  const reports::Projection& projection = domain.reports.projection();
  database.write([&](db::Tx& tx) { projection.begin_rebuild(tx); });
  // A running server takes part in the steps; each of them is done once.
  while (!database.read([&](db::Tx& tx) { return projection.state(tx).complete; }))
    database.write([&](db::Tx& tx) { return projection.step(tx); });
  const auto cases = database.read([&](db::Tx& tx) { return domain.reports.counted_cases(tx); });
  std::printf("%s\n", json::write(json::Object{{"rebuilt", true}, {"cases", cases}}).c_str());
  return static_cast<int>(ExitCode::done);
}

}  // namespace aproape::app
