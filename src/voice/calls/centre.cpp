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

void CallCentre::incoming(std::unique_ptr<SipLeg> leg, const IncomingCall& who) {
  const auto snapshot = snapshots_.current();
  const protocol::VoiceLine* line = snapshot->line(who.to);
  if (line == nullptr) return leg->reject(404, "Not Found");
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
}

void CallCentre::command(const protocol::VoiceCommand& command) {
  using enum protocol::VoiceCommand::Verb;
  switch (command.verb) {
    case configure:
      snapshots_.set(*command.snapshot);
      apply_snapshot();
      return;
    case taken:
      services_.journal.take(command.number);
      return;
    case sync:
    case metrics:
      return;  // answered by who asked
    default:
      break;
  }
  const auto at = calls_.find(command.call);
  if (at == calls_.end()) throw Error(ErrorKind::not_found, "voice.call", command.call);
  at->second->command(command);
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
