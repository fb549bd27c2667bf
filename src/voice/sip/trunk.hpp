#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "voice/sip/network.hpp"
#include "voice/sip/sip_stack.hpp"

namespace aproape::voice {

struct TrunkSettings {
  std::string name;
  std::string host;  // address or name, with :port where it is not 5060
  std::string user;
  std::string secret;
  bool registers = false;
  std::vector<std::string> prefixes;  // of numbers that it takes; empty: all
  std::vector<std::string> allow;     // further addresses that its calls come from
  friend bool operator==(const TrunkSettings&, const TrunkSettings&) = default;
};

// How a trunk is at the moment.
struct TrunkState {
  bool up = false;          // it answered our last OPTIONS
  bool registered = false;  // where it registers
  bool refused = false;     // our password is wrong: not tried again until it is configured anew
};

// One carrier: asked by OPTIONS every 30 s whether it lives, registered where it wants that. For the loop's
// thread.
class Trunk {
 public:
  // Throws Error{invalid, "net.network"} for a wrong `allow`.
  Trunk(SipStack& stack, TrunkSettings settings);
  ~Trunk();
  Trunk(const Trunk&) = delete;
  Trunk& operator=(const Trunk&) = delete;

  [[nodiscard]] const TrunkSettings& settings() const;
  [[nodiscard]] const TrunkState& state() const;
  // Whether calls from this address are the trunk's.
  [[nodiscard]] bool owns(std::uint32_t address) const;
  [[nodiscard]] bool takes(const std::string& number) const;
  // The SIP address of a number by this trunk.
  [[nodiscard]] std::string address_of(const std::string& number) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
