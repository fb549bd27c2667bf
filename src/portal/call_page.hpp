#pragma once

#include "domain/calls/voice_control.hpp"
#include "domain/telephony/service.hpp"
#include "http/router.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// The page /call, from which anybody calls by the browser: no account, no telephone. What comes is a call
// like any other, on the line of the mission that the address names (?mission=it-rome-cg), else on the
// centre's. Where there is no such line the page says so.
void add_call_page(http::Router& router, const Site& site, telephony::Service& telephony,
                   calls::VoiceControl& voice);

}  // namespace aproape::portal
