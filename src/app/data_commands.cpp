#include <cstdio>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "base/json.hpp"
#include "storage/backup.hpp"

namespace aproape::app {
namespace {

storage::Place place_of(const Config& config) {
  return {config.text("db.url"), config.text("data.dir")};
}

}  // namespace

int backup(const Globals& globals, const std::string& folder) {
  storage::back_up(place_of(globals.load()), folder);
  std::printf("%s\n", json::write(json::Object{{"backup", folder}}).c_str());
  return static_cast<int>(ExitCode::done);
}

int restore(const Globals& globals, const std::string& folder) {
  storage::restore(place_of(globals.load()), folder);
  std::printf("%s\n", json::write(json::Object{{"restored", folder}}).c_str());
  return static_cast<int>(ExitCode::done);
}

int verify(const Globals& globals) {
  Foundation rooms(globals.load());
  const storage::Findings files = storage::verify(*rooms.database, *rooms.blobs);
  const audit::Verification chain = rooms.audit->verify();
  json::Array damaged;
  for (const BlobId id : files.damaged) damaged.emplace_back(id.str());
  json::Array problems;
  for (const std::string& problem : files.problems) problems.emplace_back(problem);
  for (const audit::Fault& fault : chain.faults) {
    problems.emplace_back(json::Object{{"audit_entry", fault.seq}, {"fault", fault.kind}});
  }
  const bool good = files.good() && chain.ok;
  std::puts(json::write(json::Object{{"good", good},
                                     {"files_checked", files.checked},
                                     {"files_damaged", std::move(damaged)},
                                     {"audit_entries", chain.entries},
                                     {"audit_heads", chain.heads},
                                     {"problems", std::move(problems)}})
                .c_str());
  return static_cast<int>(good ? ExitCode::done : ExitCode::failure);
}

}  // namespace aproape::app
