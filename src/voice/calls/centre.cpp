#include "voice/calls/centre.hpp"

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"

namespace aproape::voice {

CallCentre::CallCentre(Services& services, SnapshotStore& snapshots)
    : services_(services), snapshots_(snapshots) {}

void CallCentre::apply_snapshot() {
  const auto snapshot = snapshots_.current();
  services_.prompts.prepare(texts_of(*snapshot));
  std::vector<TrunkSettings> trunks;
  for (const auto& trunk : snapshot->trunks)
    trunks.push_back(
        {trunk.name, trunk.host, trunk.user, trunk.secret, trunk.registers, trunk.prefixes, trunk.allow});
  services_.endpoint->set_trunks(trunks);
}

bool CallCentre::serves(const std::string& number) const {
  return snapshots_.current()->line(number) != nullptr;
}

std::string CallCentre::incoming(std::unique_ptr<CallLeg> leg, const IncomingCall& who) {
  const auto snapshot = snapshots_.current();
  const protocol::VoiceLine* line = snapshot->line(who.to);
  if (line == nullptr) {
    leg->reject(404, "Not Found");
    return {};
  }
  // The id is known only once the call is made; its end needs it.
  auto id = std::make_shared<std::string>();
  auto call = std::make_unique<Call>(services_, snapshot, *line, who, std::move(leg), [this, id] {
    calls_.erase(*id);
    metrics::set("aproape_voice_calls", static_cast<double>(calls_.size()));
    if (calls_.empty() && idle_) idle_();
  });
  *id = call->id();
  log::info("voice.call", {{"call", *id}, {"line", line->id}});
  Call& made = *calls_.emplace(*id, std::move(call)).first->second;
  metrics::set("aproape_voice_calls", static_cast<double>(calls_.size()));
  made.start();
  return *id;
}

// A browser's offer: that of a caller (`to` is a line's number), of somebody who will be bridged as
// web:TOKEN, or of either who comes back.
protocol::VoiceReply CallCentre::browser(const protocol::VoiceCommand& command) {
  protocol::VoiceReply out;
  const bool calls = !command.to.empty() && !services_.web->knows(command.leg);
  if (calls && !serves(command.to)) throw Error(ErrorKind::not_found, "voice.line", command.to);
  if (calls && draining_) throw Error(ErrorKind::unavailable, "voice.draining");
  out.sdp = services_.web->answer(command.leg, command.sdp);
  if (calls) out.call = incoming(services_.web->claim(command.leg), {command.to, command.from});
  return out;
}

protocol::VoiceReply CallCentre::command(const protocol::VoiceCommand& command) {
  using enum protocol::VoiceCommand::Verb;
  switch (command.verb) {
    case configure:
      snapshots_.set(*command.snapshot);
      apply_snapshot();
      return {};
    case taken:
      services_.journal.take(command.number);
      return {};
    case sync:
    case metrics:
      return {};  // answered by who asked
    case sdp:
      return browser(command);
    case hangup:
      if (command.leg.empty()) break;
      if (!services_.web->hang_up(command.leg)) throw Error(ErrorKind::not_found, "voice.leg");
      return {};
    default:
      break;
  }
  const auto at = calls_.find(command.call);
  if (at == calls_.end()) throw Error(ErrorKind::not_found, "voice.call", command.call);
  at->second->command(command);
  return {};
}

std::vector<std::string> CallCentre::live() const {
  std::vector<std::string> out;
  for (const auto& [id, call] : calls_) out.push_back(id);
  return out;
}

void CallCentre::end_all() {
  for (const auto& [id, call] : calls_) call->end("centre");
}

}  // namespace aproape::voice
