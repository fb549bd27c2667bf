#include "voice/sip/endpoint.hpp"

#include <re.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/time.hpp"
#include "voice/media/rtp_socket.hpp"
#include "voice/sip/guard.hpp"
#include "voice/sip/network.hpp"
#include "voice/sip/rate_limiter.hpp"
#include "voice/sip/re_ptr.hpp"
#include "voice/sip/sip_stack.hpp"
#include "voice/sip/socket_buffer.hpp"

namespace aproape::voice {
namespace {

constexpr int kTries = 20;  // for a port that UDP and TCP both have
constexpr const char* kAllow = "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE\r\n";

struct Where {
  std::uint32_t address = 0;
  std::uint16_t port = 0;
};

Where read_where(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto address = read_ipv4(text.substr(0, colon));
  Where out;
  bool good = address && colon != std::string::npos;
  if (good) {
    const char* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data() + colon + 1, end, out.port);
    good = fault == std::errc{} && stop == end;
  }
  if (!good)
    throw Error(ErrorKind::conflict, "net.listen", "sip.listen " + text + ": not an IPv4 address and port");
  out.address = *address;
  return out;
}

// Asks the name servers of this machine, for trunks that are named; nullptr where it has none.
dnsc* make_resolver() {
  std::array<sa, 8> servers{};
  std::array<char, 256> domain{};
  auto count = static_cast<std::uint32_t>(servers.size());
  dnsc* made = nullptr;
  if (dns_srv_get(domain.data(), domain.size(), servers.data(), &count) == 0)
    dnsc_alloc(&made, nullptr, servers.data(), count);
  return made;
}

std::string_view text(const pl& from) {
  return from.p == nullptr ? std::string_view() : std::string_view(from.p, from.l);
}

bool is(const sip_msg& message, const char* method) {
  return pl_strcmp(&message.met, method) == 0;
}

// The user part without its parameters: +390655501234;phone-context=… is the number alone.
std::string number_of(const pl& user) {
  const std::string_view all = text(user);
  return std::string(all.substr(0, all.find(';')));
}

std::string caller_of(const sip_msg& message) {
  const std::string from = number_of(message.from.uri.user);
  return from == "anonymous" ? std::string() : from;
}

}  // namespace

struct SipEndpoint::State {
  SipStack stack;
  Handlers handlers;
  Networks trusted;
  RateLimiter limiter;
  std::size_t most_calls;
  bool draining = false;
  RePtr<sip_lsnr> guard;
  RePtr<sip_lsnr> rest;
  std::vector<std::unique_ptr<Trunk>> trunks;

  State(Loop& loop, MediaThread& media, const EndpointSettings& settings, Where where, Handlers to)
      : stack(loop, media, PortPool(settings.ports, where.address), where.address),
        handlers(std::move(to)),
        trusted(settings.trusted_networks),
        limiter(settings.per_source),
        most_calls(settings.most_calls) {
    stack.credentials = [this](const std::string& host) {
      for (const auto& trunk : trunks)
        if (trunk->settings().host == host)
          return Credentials{trunk->settings().user, trunk->settings().secret};
      return Credentials{};
    };
  }
  ~State() { close(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void close() {
    trunks.clear();
    if (stack.sessions != nullptr) sipsess_close_all(stack.sessions);
    guard.reset();
    rest.reset();
    stack.sessions = static_cast<sipsess_sock*>(mem_deref(stack.sessions));
    if (stack.sip != nullptr) sip_close(stack.sip, true);
    stack.sip = static_cast<::sip*>(mem_deref(stack.sip));
  }

  bool listen(Where where) {
    sa local{};
    sa_set_in(&local, where.address, where.port);
    sip_lsnr* first = nullptr;
    sip_lsnr* last = nullptr;
    dnsc* resolver = make_resolver();
    int fault = sip_alloc(&stack.sip, resolver, 4096, 4096, 1024, "Aproape", nullptr, nullptr);
    mem_deref(resolver);  // the stack has a reference of its own
    if (fault == 0) fault = sip_transp_add(stack.sip, SIP_TRANSP_UDP, &local);
    if (fault == 0) fault = sip_transp_laddr(stack.sip, &local, SIP_TRANSP_UDP, &local);
    if (fault == 0) fault = sip_transp_add(stack.sip, SIP_TRANSP_TCP, &local);
    // The guard stands before the sessions, whose listener would take what it must not.
    if (fault == 0) fault = sip_listen(&first, stack.sip, true, on_request, this);
    guard.reset(first);
    if (fault == 0) fault = sipsess_listen(&stack.sessions, stack.sip, 4096, on_invite, this);
    if (fault == 0) fault = sip_listen(&last, stack.sip, true, on_rest, this);
    rest.reset(last);
    if (fault == 0) enlarge_buffer(where.address, sa_port(&local));
    stack.shown = write_ipv4(where.address) + ":" + std::to_string(sa_port(&local));
    return fault == 0;
  }

  void refuse(const sip_msg& message, const Reject& reject) {
    metrics::count("aproape_voice_requests_refused_total", {{"code", std::to_string(reject.code)}});
    if (reject.code == 0 || is(message, "ACK")) return;
    sip_replyf(stack.sip, &message, reject.code, reject.reason.c_str(), "%sContent-Length: 0\r\n\r\n",
               reject.headers.c_str());
  }

  const Trunk* trunk_of(std::uint32_t address) const {
    for (const auto& trunk : trunks)
      if (trunk->owns(address)) return trunk.get();
    return nullptr;
  }

  SipLeg* owner(const sip_msg& message) {
    for (const auto& [id, leg] : stack.legs)
      if (leg->owns(message)) return leg;
    return nullptr;
  }

  // Every request comes here first; true: it is done with.
  static bool on_request(const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    const std::uint32_t source = sa_in(&message->src);
    const Millis now = Clock::system().monotonic();
    const bool trusted = state.trusted.contains(source) || state.trunk_of(source) != nullptr;
    if (!trusted && !state.limiter.take(source, now)) return true;
    if (const auto reject = check_request(*message)) {
      state.refuse(*message, *reject);
      return true;
    }
    if (is(*message, "UPDATE")) {
      state.update(*message);
      return true;
    }
    const bool begins = is(*message, "INVITE") && !pl_isset(&message->to.tag);
    if (!trusted && (begins || is(*message, "REGISTER"))) {
      // The same for every user and number, so that nothing can be guessed.
      state.limiter.fault(source, now);
      state.refuse(*message, {403, "Forbidden", {}});
      return true;
    }
    return false;
  }

  // A refresh of the session (RFC 3311); a new description comes by INVITE alone.
  void update(const sip_msg& message) {
    if (owner(message) == nullptr) return refuse(message, {481, "Call Does Not Exist", {}});
    if (mbuf_get_left(message.mb) > 0) return refuse(message, {488, "Not Acceptable Here", {}});
    sip_treplyf(nullptr, nullptr, stack.sip, &message, false, 200, "OK",
                "Contact: <sip:centru@%s>\r\nContent-Length: 0\r\n\r\n", stack.shown.c_str());
  }

  static void on_invite(const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    if (state.draining || state.stack.legs.size() >= 2 * state.most_calls)
      return state.refuse(*message, {503, "Service Unavailable", "Retry-After: 10\r\n"});
    const IncomingCall call{number_of(message->uri.user), caller_of(*message)};
    if (!state.handlers.serves(call.to)) return state.refuse(*message, {404, "Not Found", {}});
    if (auto leg = SipLeg::incoming(state.stack, *message)) state.handlers.incoming(std::move(leg), call);
  }

  // What belongs to no dialog.
  static bool on_rest(const sip_msg* message, void* self) {
    auto& state = *static_cast<State*>(self);
    if (is(*message, "ACK")) return true;
    if (is(*message, "OPTIONS") && !state.draining) {
      sip_treplyf(nullptr, nullptr, state.stack.sip, message, false, 200, "OK",
                  "%sAccept: application/sdp\r\nContent-Length: 0\r\n\r\n", kAllow);
      return true;
    }
    if (is(*message, "OPTIONS"))
      state.refuse(*message, {503, "Service Unavailable", "Retry-After: 10\r\n"});
    else if (is(*message, "CANCEL") || pl_isset(&message->to.tag))
      state.refuse(*message, {481, "Call Does Not Exist", {}});
    else
      state.refuse(*message, {501, "Not Implemented", {}});
    return true;
  }
};

SipEndpoint::SipEndpoint(Loop& loop, MediaThread& media, const EndpointSettings& settings,
                         Handlers handlers) {
  const Where where = read_where(settings.listen);
  state_ = std::make_unique<State>(loop, media, settings, where, std::move(handlers));
  for (int tried = 0; !state_->listen(where); ++tried) {
    state_->close();
    if (where.port != 0 || tried == kTries)
      throw Error(ErrorKind::conflict, "net.listen",
                  "sip.listen " + settings.listen + ": taken, or not ours");
  }
}

SipEndpoint::~SipEndpoint() = default;

std::string SipEndpoint::address() const {
  return state_->stack.shown;
}

void SipEndpoint::set_trunks(const std::vector<TrunkSettings>& trunks) {
  std::vector<std::unique_ptr<Trunk>> next;
  for (const TrunkSettings& wanted : trunks) {
    const auto same = std::find_if(state_->trunks.begin(), state_->trunks.end(),
                                   [&](const auto& trunk) { return trunk && trunk->settings() == wanted; });
    next.push_back(same != state_->trunks.end() ? std::move(*same)
                                                : std::make_unique<Trunk>(state_->stack, wanted));
  }
  state_->trunks = std::move(next);
}

std::vector<std::pair<std::string, TrunkState>> SipEndpoint::trunks() const {
  std::vector<std::pair<std::string, TrunkState>> out;
  for (const auto& trunk : state_->trunks) out.emplace_back(trunk->settings().name, trunk->state());
  return out;
}

std::vector<std::string> SipEndpoint::routes(const std::string& address) const {
  if (address.starts_with("sip:")) return {address};
  std::vector<std::string> out;
  for (const bool up : {true, false})
    for (const auto& trunk : state_->trunks)
      if (trunk->takes(address) && trunk->state().up == up) out.push_back(trunk->address_of(address));
  return out;
}

std::unique_ptr<SipLeg> SipEndpoint::dial(const std::string& address, const std::string& from,
                                          SipLeg::Handlers handlers) {
  return SipLeg::outgoing(state_->stack, address, from, std::move(handlers));
}

void SipEndpoint::drain() {
  state_->draining = true;
}

std::size_t SipEndpoint::legs() const {
  return state_->stack.legs.size();
}

void SipEndpoint::deliver(const MediaEvent& event) {
  if (event.kind == MediaEvent::Kind::closed) {
    const auto at = state_->stack.reports.find(event.leg);
    if (at == state_->stack.reports.end()) return;
    const auto take = std::move(at->second);
    state_->stack.reports.erase(at);
    take(event.report);
    return;
  }
  const auto at = state_->stack.legs.find(event.leg);
  if (at != state_->stack.legs.end()) at->second->deliver(event);
}

}  // namespace aproape::voice
