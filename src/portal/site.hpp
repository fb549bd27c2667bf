#pragma once

#include "channels/web_form/channel.hpp"
#include "channels/web_form/follow.hpp"
#include "db/database.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/crisis/service.hpp"
#include "domain/knowledge/service.hpp"
#include "domain/network/service.hpp"
#include "domain/satisfaction/service.hpp"

namespace aproape::portal {

// What the pages show. The services outlive the router.
struct Site {
  db::Database& database;
  network::Service& network;
  catalogue::Service& catalogue;
  knowledge::Service& knowledge;
  crisis::Service& crisis;
  satisfaction::Service& satisfaction;
  web_form::Channel& forms;
  web_form::Follow& follow;

  [[nodiscard]] Millis now() const { return database.clock().now(); }
};

}  // namespace aproape::portal
