#pragma once

#include <memory>

#include "api/desk_services.hpp"
#include "api/file_links.hpp"
#include "app/foundation.hpp"
#include "channels/counter/channel.hpp"
#include "channels/mail/held_mail.hpp"
#include "channels/web_form/follow.hpp"
#include "domain/calls/service.hpp"

namespace aproape::app {

// All areas of the domain of a running node, in their order.
class Domain {
 public:
  explicit Domain(const Config& config);

  Foundation base;
  deadlines::Service deadlines;
  routing::Service routing;
  search::Service search;
  people::Service people;
  contacts::Service contacts;
  classification::Service classification;
  cases::Service cases;
  calls::Service calls;
  crisis::Service crisis;
  satisfaction::Service satisfaction;
  messages::Service messages;
  knowledge::Service knowledge;
  collaboration::Service collaboration;
  mail::HeldMail held_mail;
  reports::Service reports;
  reports::Schedules schedules;
  shifts::Service shifts;
  duty::Service duty;
  telephony::Service telephony;
  counter::Channel counter;
  web_form::Channel forms;
  web_form::Follow follow;
  handover::Service handover;
  dossier::Service dossier;
  automation::Service automation;
  api::FileLinks links;

  [[nodiscard]] api::DeskServices desk();
};

}  // namespace aproape::app
