#pragma once

#include <memory>

#include "base/config.hpp"
#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/audit/service.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/network/service.hpp"
#include "storage/blobs.hpp"

namespace aproape::app {

// Database, files, and the areas of the domain that every command needs, made in the right order.
struct Foundation {
  // Opens the database, brings its schema up to date, seeds the base data where they are missing.
  explicit Foundation(const Config& config);

  std::unique_ptr<db::Database> database;
  std::unique_ptr<storage::Blobs> blobs;
  std::unique_ptr<audit::Service> audit;
  std::unique_ptr<access::Service> access;
  std::unique_ptr<catalogue::Service> catalogue;
  std::unique_ptr<network::Service> network;
};

// The database of the settings; makes the folder of a SQLite file.
[[nodiscard]] std::unique_ptr<db::Database> open_database(const Config& config);

}  // namespace aproape::app
