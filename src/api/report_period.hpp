#pragma once

#include <string_view>

#include "api/desk_services.hpp"
#include "domain/reports/model.hpp"
#include "http/request.hpp"

namespace aproape::api {

struct Period {
  reports::Day from = 0;
  reports::Day to = 0;
};
// "from" and "to" of a request; the last 30 days where nothing is said. Throws Error{invalid} naming the
// field for what is no date, runs backwards or is longer than 800 days.
[[nodiscard]] Period period_of(const DeskServices& desk, const http::Request& request);
// One day of a request.
[[nodiscard]] reports::Day day_param(const http::Request& request, std::string_view name,
                                     reports::Day otherwise);

}  // namespace aproape::api
