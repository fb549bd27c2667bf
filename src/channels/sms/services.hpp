#pragma once

#include "db/database.hpp"
#include "domain/cases/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"
#include "domain/people/service.hpp"

namespace aproape::sms {

// The services of lower floors that the channel works with; all outlive it.
struct Services {
  db::Database& database;
  network::Service& network;
  people::Service& people;
  cases::Service& cases;
  messages::Service& messages;
};

}  // namespace aproape::sms
