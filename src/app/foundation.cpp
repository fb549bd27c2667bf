#include "app/foundation.hpp"

#include <filesystem>

#include "db/migrate.hpp"
#include "domain/network/seed.hpp"

namespace aproape::app {

std::unique_ptr<db::Database> open_database(const Config& config) {
  const std::string& url = config.text("db.url");
  if (url.starts_with("sqlite:")) {
    const auto folder = std::filesystem::path(url.substr(7)).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder);
  }
  return db::Database::open({url, static_cast<int>(config.number("db.connections"))});
}

Foundation::Foundation(const Config& config) {
  const std::filesystem::path data = config.text("data.dir");
  std::filesystem::create_directories(data);
  database = open_database(config);
  db::migrate(*database);
  blobs = std::make_unique<storage::Blobs>(data, *database);
  audit = std::make_unique<audit::Service>(*database, data);
  access::Options sessions;
  sessions.idle = config.number("session.idle_minutes") * kMinute;
  sessions.absolute = config.number("session.hours") * kHour;
  access = std::make_unique<access::Service>(*database, *audit, data, sessions);
  catalogue = std::make_unique<catalogue::Service>(*database, *access);
  network = std::make_unique<network::Service>(*database, *access);
  network::seed_base(*network, *catalogue);
}

}  // namespace aproape::app
