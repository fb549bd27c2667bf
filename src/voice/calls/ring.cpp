#include "voice/calls/ring.hpp"

#include <array>
#include <utility>

#include "voice/media/tones.hpp"

namespace aproape::voice {
namespace {

constexpr std::string_view kBrowser = "web:";
constexpr std::uint64_t kAsked = 1;         // mark of the prompt
constexpr Millis kToAccept = 20 * kSecond;  // from picking up to pressing 1

Ring::Result result_of(std::uint16_t code) {
  switch (code) {
    case 486:
    case 600:
      return Ring::Result::busy;
    case 408:
    case 480:
    case 487:
      return Ring::Result::no_answer;
    case 603:
    case 403:
      return Ring::Result::refused;
    default:
      return Ring::Result::unreachable;
  }
}

}  // namespace

Ring::Ring(Services& services, Wish wish, std::function<void()> ringing, Done done)
    : services_(services),
      wish_(std::move(wish)),
      ringing_(std::move(ringing)),
      done_(std::move(done)),
      routes_(services.endpoint->routes(wish_.address)),
      room_(services.next_room()) {
  timer_ = services_.loop.after(wish_.seconds * kSecond, [this] { finish(Result::no_answer); });
  dial();
}

void Ring::dial() {
  leg_.reset();
  if (wish_.address.starts_with(kBrowser)) return take_browser();
  if (next_ == routes_.size()) {  // never from within the constructor
    timer_ = services_.loop.after(0, [this] { finish(Result::unreachable); });
    return;
  }
  leg_ = services_.endpoint->dial(routes_[next_++], wish_.from, handlers());
  if (!leg_) timer_ = services_.loop.after(0, [this] { finish(Result::unreachable); });
}

// A browser has accepted by its offer already; what is waited for is its sound.
void Ring::take_browser() {
  leg_ = services_.web->claim(wish_.address.substr(kBrowser.size()));
  if (!leg_) {
    timer_ = services_.loop.after(0, [this] { finish(Result::unreachable); });
    return;
  }
  leg_->set_handlers(handlers());
  leg_->answer();
}

CallLeg::Handlers Ring::handlers() {
  CallLeg::Handlers handlers;
  handlers.ringing = [this] {
    if (!std::exchange(rings_, true)) ringing_();
  };
  handlers.answered = [this] { answered(); };
  handlers.key = [this](char pressed) { key(pressed); };
  handlers.played = [this](std::uint64_t mark) {
    if (mark == kAsked) ask();
  };
  handlers.ended = [this](std::uint16_t code) { ended(code); };
  return handlers;
}

void Ring::ended(std::uint16_t code) {
  const Result result = asked_ ? Result::not_accepted : code == 0 ? Result::refused : result_of(code);
  // The carrier could not: the next one may.
  if (!rings_ && (result == Result::unreachable || code == 408) && next_ < routes_.size()) return dial();
  finish(result);
}

Ring::~Ring() = default;

void Ring::answered() {
  services_.media.place(leg_->id(), room_, kApart);
  if (!wish_.accept) return finish(Result::accepted);
  asked_ = true;
  timer_ = services_.loop.after(kToAccept, [this] { finish(Result::not_accepted); });
  ask();
}

// Says it again and again until a key comes: whoever picks up late hears it whole.
void Ring::ask() {
  services_.prompts.get(wish_.accept_prompt, wish_.language,
                        [this, leg = leg_->id(), token = std::weak_ptr(alive_)](Sound sound) {
                          if (token.expired() || !done_) return;
                          if (!sound) sound = beep();
                          services_.media.play(leg, std::make_shared<const Pcm>(kSampleRate / 2), false, 0);
                          services_.media.play(leg, std::move(sound), false, kAsked);
                        });
}

void Ring::key(char pressed) {
  if (!asked_) return;
  if (pressed == '1') finish(Result::accepted);
  if (pressed == '7' || pressed == '9') finish(Result::refused);
}

void Ring::finish(Result result) {
  if (!done_) return;
  timer_ = Timer();
  auto leg = std::move(leg_);
  if (leg) leg->set_handlers({});
  if (result != Result::accepted) leg.reset();
  const auto done = std::move(done_);
  done_ = nullptr;
  done(result, std::move(leg));  // the ring may be gone after this
}

std::string_view name_of(Ring::Result result) {
  constexpr std::array<std::string_view, 6> kNames{"accepted", "busy",         "no_answer",
                                                   "refused",  "not_accepted", "unreachable"};
  return kNames.at(static_cast<std::size_t>(result));
}

}  // namespace aproape::voice
