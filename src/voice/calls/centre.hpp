#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "protocol/voice_message.hpp"
#include "protocol/voice_reply.hpp"
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
  // A new call. Gives its id; empty where the number is none of ours and the leg was refused.
  std::string incoming(std::unique_ptr<CallLeg> leg, const IncomingCall& who);
  // Does what app wants; the reply without the command's id. Throws Error: not_found for a call that is not
  // there, conflict where it does not fit.
  protocol::VoiceReply command(const protocol::VoiceCommand& command);
  // Ids of the calls that run.
  [[nodiscard]] std::vector<std::string> live() const;
  // Called whenever the last call has ended.
  void on_idle(std::function<void()> tell) { idle_ = std::move(tell); }
  // From now on browsers are refused that call anew.
  void drain() { draining_ = true; }
  // Ends every call, as at the limit of a drain.
  void end_all();

 private:
  protocol::VoiceReply browser(const protocol::VoiceCommand& command);

  Services& services_;
  SnapshotStore& snapshots_;
  std::map<std::string, std::unique_ptr<Call>> calls_;
  std::function<void()> idle_;
  bool draining_ = false;
};

}  // namespace aproape::voice
