#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "voice/media/media_thread.hpp"
#include "voice/media/rtp_socket.hpp"
#include "voice/sip/loop.hpp"
#include "voice/sip/proof.hpp"

extern "C" {
struct sip;
struct sipsess_sock;
}

namespace aproape::voice {

class SipLeg;

// What an endpoint and its legs share; the endpoint owns it and outlives its legs.
struct SipStack {
  SipStack(Loop& loop_, MediaThread& media_, PortPool ports_, std::uint32_t address_)
      : loop(loop_), media(media_), ports(ports_), address(address_) {}

  Loop& loop;
  MediaThread& media;
  PortPool ports;
  std::uint32_t address;  // where we listen
  std::string shown;      // "127.0.0.1:5060"
  ::sip* sip = nullptr;
  sipsess_sock* sessions = nullptr;
  std::unordered_map<LegId, SipLeg*> legs;
  // Who waits for the report of a leg whose sound is being closed.
  std::unordered_map<LegId, std::function<void(const LegReport&)>> reports;
  LegId last = 0;
  // Of the trunk with this host; empty: none.
  std::function<Credentials(const std::string&)> credentials;
};

}  // namespace aproape::voice
