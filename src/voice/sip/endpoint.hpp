#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "voice/media/media_thread.hpp"
#include "voice/sip/leg.hpp"
#include "voice/sip/loop.hpp"
#include "voice/sip/trunk.hpp"

namespace aproape::voice {

struct EndpointSettings {
  std::string listen;                         // "127.0.0.1:5060", UDP and TCP; port 0: the kernel chooses
  std::string ports = "20000-29999";          // for the sound
  std::vector<std::string> trusted_networks;  // who may call without being a trunk, and is not limited
  double per_source = 50;                     // requests a second of one address that is not trusted
  std::size_t most_calls = 500;
};

// Who calls whom, as the INVITE says.
struct IncomingCall {
  std::string to;    // user part of the request URI
  std::string from;  // number or user; empty where withheld
};

// The SIP side of the voice role: listens, guards, takes new calls and makes them. For the loop's thread.
class SipEndpoint {
 public:
  struct Handlers {
    std::function<bool(const std::string& number)> serves;  // whether a number is ours; else 404
    std::function<void(std::unique_ptr<SipLeg>, const IncomingCall&)> incoming;
  };

  // Listens. Throws Error{invalid} for a wrong setting, Error{conflict, "net.listen"} where the address is
  // malformed or taken.
  SipEndpoint(Loop& loop, MediaThread& media, const EndpointSettings& settings, Handlers handlers);
  ~SipEndpoint();
  SipEndpoint(const SipEndpoint&) = delete;
  SipEndpoint& operator=(const SipEndpoint&) = delete;

  // Where it really listens, "127.0.0.1:5060".
  [[nodiscard]] std::string address() const;
  // The trunks from now on; those that are the same go on as they are. Throws Error{invalid, "net.network"}.
  void set_trunks(const std::vector<TrunkSettings>& trunks);
  // How the trunks are, in their order.
  [[nodiscard]] std::vector<std::pair<std::string, TrunkState>> trunks() const;
  // The SIP addresses by which somebody is reached, the best first: the address itself, or for a number those
  // of the trunks that take it, living ones first.
  [[nodiscard]] std::vector<std::string> routes(const std::string& address) const;
  // Rings somebody. nullptr where the address is no SIP address or no port is free.
  std::unique_ptr<SipLeg> dial(const std::string& address, const std::string& from,
                               SipLeg::Handlers handlers);
  // From now on new calls get 503 with Retry-After; those that run go on.
  void drain();
  // Legs that live.
  [[nodiscard]] std::size_t legs() const;
  // Gives what the media thread told to its leg.
  void deliver(const MediaEvent& event);

 private:
  friend class SipLeg;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
