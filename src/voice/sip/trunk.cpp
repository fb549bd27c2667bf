#include "voice/sip/trunk.hpp"

#include <re.h>

#include <algorithm>
#include <cerrno>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "voice/media/rtp_socket.hpp"
#include "voice/sip/re_ptr.hpp"

namespace aproape::voice {
namespace {

constexpr Millis kAsk = 30 * kSecond;
constexpr Millis kAskAgain = 5 * kSecond;     // while it is down
constexpr std::uint32_t kRegistration = 600;  // seconds

std::vector<std::string> addresses_of(const TrunkSettings& settings) {
  std::vector<std::string> all = settings.allow;
  const std::string host = settings.host.substr(0, settings.host.find(':'));
  if (read_ipv4(host)) all.push_back(host);
  return all;
}

}  // namespace

struct Trunk::State {
  SipStack& stack;
  TrunkSettings settings;
  Networks networks;
  TrunkState now;
  Timer timer;
  Timer timer_off;
  struct sip_request* question = nullptr;  // libre sets it to null when it has ended
  RePtr<sipreg> registration;

  State(SipStack& stack_, TrunkSettings settings_)
      : stack(stack_), settings(std::move(settings_)), networks(addresses_of(settings)) {}
  ~State() { mem_deref(question); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] std::string uri() const { return "sip:" + settings.host; }
  [[nodiscard]] std::string own() const {
    return "sip:" + (settings.user.empty() ? "centru" : settings.user) + "@" + settings.host;
  }

  void ask() {
    const std::string from = "sip:centru@" + stack.shown;
    const int fault = sip_requestf(
        &question, stack.sip, true, "OPTIONS", uri().c_str(), nullptr, nullptr, nullptr, on_answer, this,
        "Max-Forwards: 70\r\nTo: <%s>\r\nFrom: <%s>;tag=%016llx\r\nCall-ID: %016llx\r\nCSeq: 1 OPTIONS\r\n"
        "Contact: <%s>\r\nContent-Length: 0\r\n\r\n",
        uri().c_str(), from.c_str(), static_cast<unsigned long long>(rand_u64()),
        static_cast<unsigned long long>(rand_u64()), from.c_str());
    if (fault != 0) set_up(false);
  }

  static void on_answer(int fault, const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    if (message != nullptr && message->scode < 200) return;
    // Any answer shows that it lives, but for 503: it takes no calls.
    state.set_up(fault == 0 && message != nullptr && message->scode != 503 && message->scode != 408);
  }

  void set_up(bool up) {
    timer = stack.loop.after(up ? kAsk : kAskAgain, [this] { ask(); });
    metrics::set("aproape_voice_trunk_up", up ? 1 : 0, {{"trunk", settings.name}});
    if (now.up == up) return;
    now.up = up;
    log::write(up ? log::Level::info : log::Level::error, up ? "voice.trunk_up" : "voice.trunk_down",
               {{"trunk", settings.name}});
  }

  void enrol() {
    if (!settings.registers) return;
    const auto proof = make_proof({settings.user, settings.secret});
    sipreg* made = nullptr;
    const int fault = sipreg_register(&made, stack.sip, uri().c_str(), own().c_str(), nullptr, own().c_str(),
                                      kRegistration, settings.user.c_str(), nullptr, 0, 0, answer_challenge,
                                      proof.get(), true, on_registered, this, nullptr, nullptr);
    registration.reset(fault == 0 ? made : nullptr);
  }

  static void on_registered(int fault, const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    const std::uint16_t code = message == nullptr ? 0 : message->scode;
    const bool done = fault == 0 && code >= 200 && code < 300;
    if (done != state.now.registered) {
      state.now.registered = done;
      log::write(done ? log::Level::info : log::Level::error, "voice.trunk_registered",
                 {{"trunk", state.settings.name}, {"code", code}});
    }
    if (fault == EACCES || code == 401 || code == 403 || code == 407) {
      state.now.refused = true;
      log::error("voice.trunk_refused", {{"trunk", state.settings.name}, {"code", code}});
      // From the loop: the registration must not go within its own answer.
      state.timer_off = state.stack.loop.after(0, [&state] { state.registration.reset(); });
    }
  }
};

Trunk::Trunk(SipStack& stack, TrunkSettings settings)
    : state_(std::make_unique<State>(stack, std::move(settings))) {
  state_->ask();
  state_->enrol();
}

Trunk::~Trunk() = default;

const TrunkSettings& Trunk::settings() const {
  return state_->settings;
}

const TrunkState& Trunk::state() const {
  return state_->now;
}

bool Trunk::owns(std::uint32_t address) const {
  return state_->networks.contains(address);
}

bool Trunk::takes(const std::string& number) const {
  const auto& prefixes = state_->settings.prefixes;
  return prefixes.empty() || std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
           return number.starts_with(prefix);
         });
}

std::string Trunk::address_of(const std::string& number) const {
  return "sip:" + number + "@" + state_->settings.host;
}

}  // namespace aproape::voice
