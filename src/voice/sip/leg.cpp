#include "voice/sip/leg.hpp"

#include <re.h>

#include <cerrno>
#include <string_view>

#include "base/log.hpp"
#include "voice/sip/re_ptr.hpp"
#include "voice/sip/session_description.hpp"
#include "voice/sip/sip_stack.hpp"

namespace aproape::voice {
namespace {

constexpr const char* kType = "application/sdp";
constexpr const char* kContact = "centru";

std::string_view body_of(const sip_msg& message) {
  return {reinterpret_cast<const char*>(mbuf_buf(message.mb)), mbuf_get_left(message.mb)};
}

RePtr<mbuf> buffer_of(const std::string& text) {
  RePtr<mbuf> buffer(mbuf_alloc(text.size()));
  if (buffer) {
    mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    buffer->pos = 0;
  }
  return buffer;
}

// The key of an INFO: "Signal=5" (application/dtmf-relay) or the key alone (application/dtmf). 0: none.
char key_of(const sip_msg& message) {
  constexpr std::string_view kKeys = "0123456789*#ABCD";
  std::string_view body = body_of(message);
  if (msg_ctype_cmp(&message.ctyp, "application", "dtmf-relay")) {
    const auto at = body.find("Signal");
    const auto equals = at == std::string_view::npos ? at : body.find('=', at);
    if (equals == std::string_view::npos) return 0;
    body = body.substr(equals + 1);
  } else if (!msg_ctype_cmp(&message.ctyp, "application", "dtmf")) {
    return 0;
  }
  const auto first = body.find_first_not_of(" \t");
  return first != std::string_view::npos && kKeys.find(body[first]) != std::string_view::npos ? body[first]
                                                                                              : '\0';
}

// How a peer ended a dialog.
std::uint16_t code_of(int fault, const sip_msg* message) {
  if (message != nullptr && !message->req) return message->scode;
  return fault == ETIMEDOUT ? 408 : 0;
}

bool is_plain(const std::string& user) {
  return !user.empty() && user.size() <= 64 &&
         user.find_first_not_of("+0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-") ==
             std::string::npos;
}

}  // namespace

struct SipLeg::State {
  enum class Phase { ringing, up, ended };

  State(SipStack& stack_, RtpSocket socket)
      : stack(stack_), id(++stack_.last), description(stack_.address, socket.port()) {
    stack.media.open(id, std::move(socket), rand_u32());
  }
  ~State() {
    alive.reset();
    session.reset();  // CANCEL, BYE or a refusal, as the state wants
    stack.media.close(id);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Calls a handler from the loop, unless the leg is gone by then.
  void notify(std::function<void(Handlers&)> work) {
    stack.loop.post([this, token = std::weak_ptr<bool>(alive), work = std::move(work)] {
      if (!token.lock()) return;
      const auto now = handlers;  // a handler may set others, or drop the leg
      work(*now);
    });
  }

  // Both sides have described themselves. False where they have no codec in common.
  bool negotiated() {
    auto format = description.agreed();
    if (!format) return false;
    format->signalling = signalling;
    stack.media.set_format(id, *format);
    if (held != !format->sends) {
      held = !format->sends;
      notify([on = held](Handlers& to) {
        if (to.held) to.held(on);
      });
    }
    return true;
  }

  static int on_offer(mbuf** answer, const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    const std::string_view body = body_of(*message);
    if (!body.empty() && (!state.description.take(body, true) || !state.negotiated())) return EPROTO;
    *answer = buffer_of(state.description.write(body.empty())).release();
    return *answer == nullptr ? ENOMEM : 0;
  }

  static int on_answer(const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    const std::string_view body = body_of(*message);
    if (body.empty()) return 0;
    return state.description.take(body, false) && state.negotiated() ? 0 : EPROTO;
  }

  static void on_progress(const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    // Early sound (183): its description counts, the answer may repeat it.
    if (const auto body = body_of(*message); !body.empty() && state.description.take(body, false))
      state.negotiated();
    if (message->scode >= 180)
      state.notify([](Handlers& to) {
        if (to.ringing) to.ringing();
      });
  }

  static void on_established(const sip_msg*, void* self) {
    auto& state = *static_cast<State*>(self);
    state.phase = Phase::up;
    state.notify([](Handlers& to) {
      if (to.answered) to.answered();
    });
  }

  static void on_info(::sip* sip, const sip_msg* message, void* self) {
    const char key = key_of(*message);
    sip_reply(sip, message, key == 0 ? 415 : 200, key == 0 ? "Unsupported Media Type" : "OK");
    if (key == 0) return;
    static_cast<State*>(self)->notify([key](Handlers& to) {
      if (to.key) to.key(key);
    });
  }

  // The call is transferred in the centre, never by its callers.
  static void on_refer(::sip* sip, const sip_msg* message, void*) { sip_reply(sip, message, 603, "Decline"); }

  static void on_close(int fault, const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    if (state.phase == Phase::ended) return;
    state.phase = Phase::ended;
    state.notify([code = code_of(fault, message)](Handlers& to) {
      if (to.ended) to.ended(code);
    });
  }

  SipStack& stack;
  LegId id;
  SessionDescription description;
  RePtr<sipsess> session;
  std::shared_ptr<Handlers> handlers = std::make_shared<Handlers>();
  std::shared_ptr<bool> alive = std::make_shared<bool>(true);
  std::function<void(const LegReport&)> report;
  std::uint32_t signalling = 0;
  Phase phase = Phase::ringing;
  bool offered = false;  // the caller's INVITE described its sound
  bool held = false;
};

SipLeg::SipLeg(std::unique_ptr<State> state) : state_(std::move(state)) {
  state_->stack.legs.emplace(state_->id, this);
}

SipLeg::~SipLeg() {
  state_->stack.legs.erase(state_->id);
  if (state_->report) state_->stack.reports.emplace(state_->id, std::move(state_->report));
}

std::unique_ptr<SipLeg> SipLeg::incoming(SipStack& stack, const sip_msg& message) {
  auto socket = stack.ports.open();
  if (!socket) {
    log::error("voice.no_ports");
    sip_treply(nullptr, stack.sip, &message, 503, "Service Unavailable");
    return nullptr;
  }
  auto state = std::make_unique<State>(stack, std::move(*socket));
  state->signalling = sa_in(&message.src);
  const std::string_view body = body_of(message);
  state->offered = !body.empty();
  if (state->offered && (!state->description.take(body, true) || !state->description.agreed())) {
    sip_treply(nullptr, stack.sip, &message, 488, "Not Acceptable Here");
    return nullptr;
  }
  sipsess* session = nullptr;
  const int fault = sipsess_accept(&session, stack.sessions, &message, 180, "Ringing", kContact, kType,
                                   nullptr, answer_challenge, nullptr, false, State::on_offer,
                                   State::on_answer, State::on_established, State::on_info, State::on_refer,
                                   State::on_close, state.get(), nullptr);
  if (fault != 0) {
    sip_treply(nullptr, stack.sip, &message, 400, "Bad Request");
    return nullptr;
  }
  state->session.reset(session);
  return std::unique_ptr<SipLeg>(new SipLeg(std::move(state)));
}

std::unique_ptr<SipLeg> SipLeg::outgoing(SipStack& stack, const std::string& address, const std::string& from,
                                         Handlers handlers) {
  auto socket = stack.ports.open();
  if (!socket) {
    log::error("voice.no_ports");
    return nullptr;
  }
  auto state = std::make_unique<State>(stack, std::move(*socket));
  *state->handlers = std::move(handlers);
  sa peer{};
  pl text{};
  pl_set_str(&text, address.c_str());
  uri target{};
  if (uri_decode(&target, &text) != 0 || !pl_isset(&target.host)) return nullptr;
  // A name is resolved only when the request is sent: then the description alone says who may be heard.
  if (sa_set(&peer, &target.host, 1) == 0) state->signalling = sa_in(&peer);
  std::string host(target.host.p, target.host.l);
  if (target.port != 0) host += ":" + std::to_string(target.port);
  const auto proof = make_proof(stack.credentials ? stack.credentials(host) : Credentials{});
  const std::string own = "sip:" + (is_plain(from) ? from : std::string(kContact)) + "@" + stack.shown;
  const auto offer = buffer_of(state->description.write(true));
  sipsess* session = nullptr;
  const int fault = sipsess_connect(
      &session, stack.sessions, address.c_str(), nullptr, own.c_str(), kContact, nullptr, 0, kType,
      offer.get(), answer_challenge, proof.get(), true, State::on_offer, State::on_answer, State::on_progress,
      State::on_established, State::on_info, State::on_refer, State::on_close, state.get(), nullptr);
  if (fault != 0) return nullptr;
  state->session.reset(session);
  return std::unique_ptr<SipLeg>(new SipLeg(std::move(state)));
}

LegId SipLeg::id() const {
  return state_->id;
}

bool SipLeg::up() const {
  return state_->phase == State::Phase::up;
}

void SipLeg::set_handlers(Handlers handlers) {
  state_->handlers = std::make_shared<Handlers>(std::move(handlers));
}

void SipLeg::answer() {
  if (state_->phase != State::Phase::ringing) return;
  const auto text = buffer_of(state_->description.write(!state_->offered));
  if (sipsess_answer(state_->session.get(), 200, "OK", text.get(), nullptr) == 0 && state_->offered)
    state_->negotiated();
}

void SipLeg::reject(std::uint16_t code, const std::string& reason) {
  if (state_->phase != State::Phase::ringing) return;
  state_->phase = State::Phase::ended;
  sipsess_reject(state_->session.get(), code, reason.c_str(), nullptr);
}

void SipLeg::hold(bool on) {
  if (state_->phase != State::Phase::up) return;
  state_->description.set_hold(on);
  const auto text = buffer_of(state_->description.write(true));
  sipsess_modify(state_->session.get(), text.get());
}

void SipLeg::on_report(std::function<void(const LegReport&)> take) {
  state_->report = std::move(take);
}

bool SipLeg::owns(const sip_msg& message) const {
  return sip_dialog_cmp(sipsess_dialog(state_->session.get()), &message);
}

void SipLeg::deliver(const MediaEvent& event) {
  if (event.kind == MediaEvent::Kind::digit)
    state_->notify([key = event.digit](Handlers& to) {
      if (to.key) to.key(key);
    });
  if (event.kind == MediaEvent::Kind::played)
    state_->notify([mark = event.mark](Handlers& to) {
      if (to.played) to.played(mark);
    });
  if (event.kind == MediaEvent::Kind::silent && state_->phase == State::Phase::up)
    state_->notify([](Handlers& to) {
      if (to.ended) to.ended(480);  // nothing has come for too long: the peer is gone
    });
}

}  // namespace aproape::voice
