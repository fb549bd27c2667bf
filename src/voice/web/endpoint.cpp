#include "voice/web/endpoint.hpp"

#include <map>

#include "base/error.hpp"
#include "base/metrics.hpp"
#include "voice/web/leg_state.hpp"
#include "voice/web/offer.hpp"
#include "voice/web/web_shield.hpp"

namespace aproape::voice {
namespace {

constexpr Millis kToClaim = 10 * kSecond;
constexpr Millis kSilence = 30 * kSecond;  // how long a page may need to come back (guides/voice.md)
constexpr std::size_t kShortestToken = 16;
constexpr std::size_t kLongestToken = 64;

std::uint32_t address_of(const std::string& text) {
  const auto address = read_ipv4(text);
  if (!address) throw Error(ErrorKind::invalid, "net.network", text);
  return *address;
}

}  // namespace

struct WebEndpoint::State {
  struct Opened {
    std::unique_ptr<WebLeg> leg;
    Timer limit;
  };
  WebStack stack;
  std::size_t most_legs;
  std::map<std::string, Opened> opened;
};

WebEndpoint::WebEndpoint(Loop& loop, MediaThread& media, const WebSettings& settings) {
  const std::string& told = settings.address.empty() ? settings.bind : settings.address;
  static_cast<void>(address_of(told));
  state_ = std::unique_ptr<State>(
      new State{{loop, media, PortPool(settings.ports, address_of(settings.bind)), told, {}, {}, {}},
                settings.most_legs,
                {}});
}

WebEndpoint::~WebEndpoint() = default;

std::string WebEndpoint::answer(const std::string& token, const std::string& text) {
  WebStack& stack = state_->stack;
  if (token.size() < kShortestToken || token.size() > kLongestToken)
    throw Error(ErrorKind::invalid, "voice.token");
  const auto offer = read_web_offer(text);
  if (!offer) throw Error(ErrorKind::invalid, "voice.offer");
  const auto known = stack.legs.find(token);
  if (known == stack.legs.end() && stack.legs.size() >= state_->most_legs)
    throw Error(ErrorKind::unavailable, "voice.ports");
  auto socket = stack.ports.open();
  if (!socket) throw Error(ErrorKind::unavailable, "voice.ports");
  IceLite ice;
  const std::string answer = write_web_answer(
      *offer, {stack.address, socket->port(), ice.ufrag(), ice.password(), stack.identity.fingerprint()});
  auto shield = std::make_unique<WebShield>(stack.identity, offer->fingerprint, std::move(ice));
  if (known != stack.legs.end()) {
    const LegId id = known->second->id();
    stack.media.move(id, std::move(*socket), std::move(shield));
    stack.media.set_format(id, offer->format);
    metrics::count("aproape_voice_web_returns_total");
    return answer;
  }
  auto leg = std::unique_ptr<WebLeg>(new WebLeg(std::make_unique<WebLeg::State>(stack, token)));
  // Any number will do: a browser tells sources apart by their keys.
  const auto ssrc = static_cast<std::uint32_t>(leg->id() * 2654435761U);
  stack.media.open(leg->id(), std::move(*socket), ssrc, std::move(shield), kSilence);
  stack.media.set_format(leg->id(), offer->format);
  metrics::count("aproape_voice_web_legs_total");
  auto limit = stack.loop.after(kToClaim, [this, token] { state_->opened.erase(token); });
  state_->opened.emplace(token, State::Opened{std::move(leg), std::move(limit)});
  return answer;
}

bool WebEndpoint::knows(const std::string& token) const {
  return state_->stack.legs.contains(token);
}

std::unique_ptr<WebLeg> WebEndpoint::claim(const std::string& token) {
  const auto at = state_->opened.find(token);
  if (at == state_->opened.end()) return nullptr;
  auto leg = std::move(at->second.leg);
  state_->opened.erase(at);
  return leg;
}

bool WebEndpoint::hang_up(const std::string& token) {
  const auto at = state_->stack.legs.find(token);
  if (at == state_->stack.legs.end()) return false;
  at->second->hung_up();
  return true;
}

void WebEndpoint::close() {
  state_->opened.clear();
}

void WebEndpoint::deliver(const MediaEvent& event) {
  if (event.kind == MediaEvent::Kind::closed) {
    const auto at = state_->stack.reports.find(event.leg);
    if (at == state_->stack.reports.end()) return;
    const auto take = std::move(at->second);
    state_->stack.reports.erase(at);
    take(event.report);
    return;
  }
  const auto at = state_->stack.by_id.find(event.leg);
  if (at != state_->stack.by_id.end()) at->second->deliver(event);
}

}  // namespace aproape::voice
