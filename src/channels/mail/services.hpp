#pragma once

#include "channels/mail/recipients.hpp"
#include "channels/mail/settings.hpp"
#include "db/database.hpp"
#include "domain/cases/service.hpp"
#include "domain/contacts/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"
#include "domain/people/service.hpp"
#include "storage/blobs.hpp"

namespace aproape::mail {

// The services of lower floors that the channel works with; all outlive it.
struct Services {
  db::Database& database;
  storage::Blobs& blobs;
  network::Service& network;
  people::Service& people;
  contacts::Service& contacts;
  cases::Service& cases;
  messages::Service& messages;
};

}  // namespace aproape::mail
