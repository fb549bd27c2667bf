#pragma once

#include <memory>

#include "api/desk_services.hpp"
#include "api/file_links.hpp"
#include "app/foundation.hpp"

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
  messages::Service messages;
  knowledge::Service knowledge;
  reports::Service reports;
  reports::Schedules schedules;
  api::FileLinks links;

  [[nodiscard]] api::DeskServices desk();
};

}  // namespace aproape::app
