#include "voice/calls/call.hpp"

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/metrics.hpp"
#include "voice/calls/hunt_flow.hpp"
#include "voice/calls/menu_flow.hpp"
#include "voice/calls/queue_flow.hpp"
#include "voice/calls/say_flow.hpp"
#include "voice/calls/voicemail_flow.hpp"

namespace aproape::voice {

using protocol::CallAction;
using protocol::VoiceCommand;
using protocol::VoiceEvent;

Call::Call(Services& services, std::shared_ptr<const protocol::VoiceSnapshot> snapshot,
           const protocol::VoiceLine& line, const IncomingCall& who, std::unique_ptr<CallLeg> caller,
           std::function<void()> over)
    : services_(services),
      snapshot_(std::move(snapshot)),
      line_(line),
      who_(who),
      caller_(std::move(caller)),
      over_(std::move(over)),
      id_(std::to_string(next_id())),
      language_(line.language),
      room_(services.next_room()) {}

Call::~Call() {
  ++*stage_;
}

void Call::start() {
  CallLeg::Handlers handlers;
  handlers.answered = [this] { begin(); };
  handlers.key = [this](char pressed) { key(pressed); };
  handlers.held = [this](bool on) { held(on); };
  handlers.played = [this](std::uint64_t mark) {
    if (mark != mark_ || !then_) return;
    const auto then = std::move(then_);
    then_ = nullptr;
    then();
  };
  handlers.ended = [this](std::uint16_t code) { end(code == 480 ? "silence" : "caller"); };
  caller_->set_handlers(std::move(handlers));
  VoiceEvent event;
  event.kind = VoiceEvent::Kind::incoming;
  event.call = id_;
  event.line = line_.id;
  event.from = who_.from;
  event.to = who_.to;
  event.emergency = line_.emergency;
  services_.journal.add(std::move(event), current([this] { caller_->answer(); }));
  metrics::count("aproape_voice_calls_total");
}

void Call::begin() {
  services_.media.place(caller_->id(), room_, kInTalk);
  if (!line_.record) return go(line_.action);
  say(snapshot_->recording_notice, [this] {
    record(id_);
    go(line_.action);
  });
}

void Call::command(const VoiceCommand& command) {
  using Verb = VoiceCommand::Verb;
  if (ended_) throw Error(ErrorKind::conflict, "voice.state");
  if (command.verb == Verb::hangup) return end("centre");
  if (command.verb == Verb::transfer) return go(command.action);
  if (command.verb == Verb::record && !command.on) return stop_recording();
  const bool done = command.verb == Verb::record ? record(id_ + "-" + std::to_string(next_id()))
                                                 : flow_ && flow_->command(command);
  if (!done) throw Error(ErrorKind::conflict, "voice.state");
}

std::unique_ptr<Flow> Call::flow_of(const CallAction& action) {
  switch (action.kind) {
    case CallAction::Kind::menu:
      return std::make_unique<MenuFlow>(*this, *snapshot_->menu(action.target));
    case CallAction::Kind::hunt:
      return std::make_unique<HuntFlow>(*this, *snapshot_->hunt(action.target));
    case CallAction::Kind::queue:
      return std::make_unique<QueueFlow>(*this, *snapshot_->queue(action.target));
    case CallAction::Kind::voicemail:
      return std::make_unique<VoicemailFlow>(*this, *snapshot_->voicemail(action.target));
    case CallAction::Kind::say:
      return std::make_unique<SayFlow>(*this, action.text);
    case CallAction::Kind::hangup:
      break;
  }
  return std::make_unique<SayFlow>(*this, snapshot_->goodbye);
}

void Call::go(const CallAction& action) {
  if (!action.language.empty()) language_ = action.language;
  if (!action.target.empty()) {
    const protocol::VoiceSnapshot& known = *snapshot_;
    using enum CallAction::Kind;
    // App may send a call to what came with a later snapshot than the call has.
    const bool there = action.kind == menu        ? known.menu(action.target) != nullptr
                       : action.kind == hunt      ? known.hunt(action.target) != nullptr
                       : action.kind == queue     ? known.queue(action.target) != nullptr
                       : action.kind == voicemail ? known.voicemail(action.target) != nullptr
                                                  : true;
    if (!there) throw Error(ErrorKind::not_found, "voice.target", action.target);
  }
  go(flow_of(action));
}

void Call::go(std::unique_ptr<Flow> next) {
  if (ended_) return;
  ++*stage_;
  then_ = nullptr;
  // The present stage may be what called us: it is dropped from the loop.
  services_.loop.post([old = std::shared_ptr<Flow>(std::move(flow_))] {});
  flow_ = std::move(next);
  set_hearing(kInTalk);
  flow_->start();
}

void Call::end(const std::string& result) {
  if (ended_) return;
  ended_ = true;
  ++*stage_;
  then_ = nullptr;
  VoiceEvent event;
  event.kind = VoiceEvent::Kind::ended;
  event.call = id_;
  event.result = result;
  caller_->on_report([&journal = services_.journal, event](const LegReport& report) mutable {
    event.quality = {
        static_cast<std::int64_t>(report.received),  static_cast<std::int64_t>(report.sent),
        static_cast<std::int64_t>(report.lost),      static_cast<std::int64_t>(report.late),
        static_cast<std::int64_t>(report.concealed), static_cast<std::int64_t>(report.jitter_millis * 1000)};
    journal.add(std::move(event));
  });
  stop_recording();
  services_.loop.post([old = std::shared_ptr<Flow>(std::move(flow_))] {});
  caller_.reset();
  services_.loop.post(std::move(over_));
}

std::function<bool()> Call::lasts() const {
  return [token = std::weak_ptr(stage_), stage = *stage_] {
    const auto now = token.lock();
    return now && *now == stage;
  };
}

std::function<void()> Call::current(std::function<void()> work) const {
  return [lasts = lasts(), work = std::move(work)] {
    if (lasts()) work();
  };
}

Timer Call::after(Millis delay, std::function<void()> work) {
  return services_.loop.after(delay, current(std::move(work)));
}

void Call::say(const protocol::SpokenText& text, std::function<void()> then) {
  stop_playing();
  const std::uint64_t wish = ++mark_;
  // The sound may be made only now; something else may be wished meanwhile.
  services_.prompts.get(text, language_, [this, wish, lasts = lasts(), then = std::move(then)](Sound sound) {
    if (lasts() && mark_ == wish) play(std::move(sound), false, then);
  });
}

void Call::play(Sound sound, bool repeat, std::function<void()> then) {
  stop_playing();
  then_ = then ? current(std::move(then)) : std::function<void()>();
  services_.media.play(caller_->id(), std::move(sound), repeat, ++mark_);
}

void Call::stop_playing() {
  then_ = nullptr;
  services_.media.stop_playing(caller_->id());
}

void Call::set_hearing(Hearing hearing) {
  services_.media.set_hearing(caller_->id(), hearing);
}

bool Call::record(const std::string& name) {
  auto tap = services_.recorder.start(name);
  const bool started = tap != nullptr;
  services_.media.tap(room_, std::move(tap));
  return started;
}

void Call::stop_recording() {
  services_.media.tap(room_, nullptr);
}

void Call::tell(VoiceEvent::Kind kind, const std::string& target, const std::string& result) {
  VoiceEvent event;
  event.kind = kind;
  event.call = id_;
  event.target = target;
  event.result = result;
  services_.journal.add(std::move(event));
}

void Call::key(char pressed) {
  VoiceEvent event;
  event.kind = VoiceEvent::Kind::digit;
  event.call = id_;
  event.key = std::string(1, pressed);
  services_.journal.add(std::move(event));
  if (flow_) flow_->key(pressed);
}

// The caller's telephone put us on hold: nobody should hear its music.
void Call::held(bool on) {
  tell(VoiceEvent::Kind::step, "caller", on ? "hold" : "back");
}

}  // namespace aproape::voice
