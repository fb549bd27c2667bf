#include "voice/web/leg.hpp"

#include "voice/web/leg_state.hpp"

namespace aproape::voice {

WebLeg::State::State(WebStack& stack_, std::string token_)
    : stack(stack_), token(std::move(token_)), id(++stack_.last) {}

WebLeg::State::~State() {
  alive.reset();
  stack.media.close(id);
}

void WebLeg::State::notify(std::function<void(Handlers&)> work) {
  stack.loop.post([this, held = std::weak_ptr<bool>(alive), work = std::move(work)] {
    if (!held.lock()) return;
    const auto now = handlers;  // a handler may set others, or drop the leg
    work(*now);
  });
}

void WebLeg::State::settle() {
  if (told || ended || !taken || !ready) return;
  told = true;
  notify([](Handlers& to) {
    if (to.answered) to.answered();
  });
}

void WebLeg::State::end(std::uint16_t code) {
  if (ended) return;
  ended = true;
  notify([code](Handlers& to) {
    if (to.ended) to.ended(code);
  });
}

WebLeg::WebLeg(std::unique_ptr<State> state) : state_(std::move(state)) {
  state_->stack.legs.emplace(state_->token, this);
  state_->stack.by_id.emplace(state_->id, this);
}

WebLeg::~WebLeg() {
  state_->stack.legs.erase(state_->token);
  state_->stack.by_id.erase(state_->id);
  if (state_->report) state_->stack.reports.emplace(state_->id, std::move(state_->report));
}

LegId WebLeg::id() const {
  return state_->id;
}

void WebLeg::set_handlers(Handlers handlers) {
  state_->handlers = std::make_shared<Handlers>(std::move(handlers));
}

void WebLeg::answer() {
  state_->taken = true;
  state_->settle();
}

void WebLeg::reject(std::uint16_t, const std::string&) {
  state_->ended = true;
}

void WebLeg::on_report(std::function<void(const LegReport&)> take) {
  state_->report = std::move(take);
}

void WebLeg::deliver(const MediaEvent& event) {
  using enum MediaEvent::Kind;
  if (event.kind == ready) {
    state_->ready = true;
    state_->settle();
  }
  if (event.kind == digit)
    state_->notify([key = event.digit](Handlers& to) {
      if (to.key) to.key(key);
    });
  if (event.kind == played)
    state_->notify([mark = event.mark](Handlers& to) {
      if (to.played) to.played(mark);
    });
  if (event.kind == silent) state_->end(state_->ready ? 480 : 408);
}

void WebLeg::hung_up() {
  state_->end(0);
}

}  // namespace aproape::voice
