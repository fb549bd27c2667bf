#pragma once

#include <functional>
#include <string>
#include <unordered_map>

#include "voice/media/media_thread.hpp"
#include "voice/media/rtp_socket.hpp"
#include "voice/sip/loop.hpp"
#include "voice/web/identity.hpp"

namespace aproape::voice {

class WebLeg;

// What the browsers' endpoint and its legs share; the endpoint owns it and outlives its legs.
struct WebStack {
  Loop& loop;
  MediaThread& media;
  PortPool ports;
  std::string address;  // as the browsers are told
  WebIdentity identity{};
  std::unordered_map<std::string, WebLeg*> legs;  // by token
  std::unordered_map<LegId, WebLeg*> by_id;
  // Who waits for the report of a leg whose sound is being closed.
  std::unordered_map<LegId, std::function<void(const LegReport&)>> reports{};
  LegId last = LegId{1} << 62U;  // apart from the ids of telephones
};

}  // namespace aproape::voice
