#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "protocol/voice_message.hpp"
#include "voice/calls/call.hpp"
#include "voice/calls/services.hpp"
#include "voice/calls/snapshot_store.hpp"

namespace aproape::voice {

// All calls of this process, and the commands of app. For the loop's thread.
class CallCentre {
 public:
  CallCentre(Services& services, SnapshotStore& snapshots);

  // Puts the snapshot in force: its texts, its trunks. Once the endpoint is there, and after each change.
  void apply_snapshot();

  // Whether a dialled number is a line of ours.
  [[nodiscard]] bool serves(const std::string& number) const;
  void incoming(std::unique_ptr<SipLeg> leg, const IncomingCall& who);
  // Does what app wants. Throws Error: not_found for a call that is not there, conflict where it does not
  // fit.
  void command(const protocol::VoiceCommand& command);
  // Ids of the calls that run.
  [[nodiscard]] std::vector<std::string> live() const;
  // Called whenever the last call has ended.
  void on_idle(std::function<void()> tell) { idle_ = std::move(tell); }
  // Ends every call, as at the limit of a drain.
  void end_all();

 private:
  Services& services_;
  SnapshotStore& snapshots_;
  std::map<std::string, std::unique_ptr<Call>> calls_;
  std::function<void()> idle_;
};

}  // namespace aproape::voice
