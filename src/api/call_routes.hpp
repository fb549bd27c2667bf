#pragma once

#include "api/desk_services.hpp"
#include "domain/calls/service.hpp"
#include "domain/calls/voice_control.hpp"

namespace aproape::api {

// The telephone of the desk: /api/v1/calls.
void add_call_routes(http::Router& router, const DeskServices& desk, calls::Service& calls,
                     calls::VoiceControl& voice);

}  // namespace aproape::api
