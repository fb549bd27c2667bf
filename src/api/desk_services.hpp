#pragma once

#include <string>

#include "domain/access/service.hpp"
#include "domain/automation/service.hpp"
#include "domain/cases/service.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/classification/service.hpp"
#include "domain/collaboration/service.hpp"
#include "domain/contacts/service.hpp"
#include "domain/crisis/service.hpp"
#include "domain/dossier/service.hpp"
#include "domain/duty/service.hpp"
#include "domain/handover/service.hpp"
#include "domain/knowledge/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"
#include "domain/people/service.hpp"
#include "domain/reports/schedule.hpp"
#include "domain/reports/service.hpp"
#include "domain/routing/service.hpp"
#include "domain/satisfaction/service.hpp"
#include "domain/shifts/service.hpp"
#include "domain/telephony/service.hpp"
#include "http/router.hpp"
#include "storage/blobs.hpp"

namespace aproape::api {

class FileLinks;

// What the routes of cases, people and messages stand on. The services outlive the router.
struct DeskServices {
  db::Database& database;
  audit::Service& audit;
  access::Service& access;
  catalogue::Service& catalogue;
  network::Service& network;
  people::Service& people;
  contacts::Service& contacts;
  deadlines::Service& deadlines;
  routing::Service& routing;
  classification::Service& classification;
  cases::Service& cases;
  messages::Service& messages;
  knowledge::Service& knowledge;
  reports::Service& reports;
  reports::Schedules& schedules;
  shifts::Service& shifts;
  duty::Service& duty;
  telephony::Service& telephony;
  collaboration::Service& collaboration;
  handover::Service& handover;
  dossier::Service& dossier;
  crisis::Service& crisis;
  satisfaction::Service& satisfaction;
  automation::Service& automation;
  storage::Blobs& blobs;
  FileLinks& links;

  // The eyes of who asks.
  [[nodiscard]] access::Scope scope(const http::Context& context) const {
    return access.scope(AccountId{context.who().account});
  }
};

}  // namespace aproape::api
