#include "voice/sip/session_description.hpp"

#include <re.h>

#include "base/error.hpp"
#include "voice/sip/re_ptr.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kLargest = 16 << 10;  // bytes of a description

// The codec of a format, where we have it. A static payload type may come without a name (RFC 3551 6).
std::optional<Codec> codec_of(const sdp_format& format) {
  if (format.name == nullptr)
    return format.pt == 8   ? std::optional(Codec::pcma)
           : format.pt == 0 ? std::optional(Codec::pcmu)
                            : std::nullopt;
  if (format.srate != kSampleRate) return std::nullopt;
  if (str_casecmp(format.name, "PCMA") == 0) return Codec::pcma;
  if (str_casecmp(format.name, "PCMU") == 0) return Codec::pcmu;
  return std::nullopt;
}

}  // namespace

struct SessionDescription::State {
  RePtr<sdp_session> session;
  sdp_media* media = nullptr;  // held by the session
};

SessionDescription::SessionDescription(std::uint32_t address, std::uint16_t port)
    : state_(std::make_unique<State>()) {
  sa local{};
  sa_set_in(&local, address, port);
  sdp_session* session = nullptr;
  int fault = sdp_session_alloc(&session, &local);
  state_->session.reset(session);
  if (fault == 0) fault = sdp_media_add(&state_->media, session, "audio", port, "RTP/AVP");
  const auto add = [&](const char* id, const char* name, const char* parameters) {
    if (fault == 0)
      fault = sdp_format_add(nullptr, state_->media, false, id, name, kSampleRate, 1, nullptr, nullptr,
                             nullptr, false, parameters == nullptr ? nullptr : "%s", parameters);
  };
  add("8", "PCMA", nullptr);
  add("0", "PCMU", nullptr);
  add("101", "telephone-event", "0-15");
  if (fault == 0) fault = sdp_media_set_lattr(state_->media, true, "ptime", "20");
  if (fault != 0) throw Error(ErrorKind::internal, "voice.sdp");
}

SessionDescription::~SessionDescription() = default;

bool SessionDescription::take(std::string_view text, bool offer) {
  if (text.empty() || text.size() > kLargest) return false;
  const RePtr<mbuf> buffer(mbuf_alloc(text.size()));
  if (!buffer ||
      mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) != 0)
    return false;
  buffer->pos = 0;
  return sdp_decode(state_->session.get(), buffer.get(), offer) == 0;
}

std::string SessionDescription::write(bool offer) {
  mbuf* made = nullptr;
  if (sdp_encode(&made, state_->session.get(), offer) != 0) throw Error(ErrorKind::internal, "voice.sdp");
  const RePtr<mbuf> buffer(made);
  return {reinterpret_cast<const char*>(buffer->buf), buffer->end};
}

void SessionDescription::set_hold(bool on) {
  sdp_media_set_ldir(state_->media, on ? SDP_SENDONLY : SDP_SENDRECV);
}

std::optional<LegFormat> SessionDescription::agreed() const {
  const sdp_media* media = state_->media;
  const sa* remote = sdp_media_raddr(media);
  if (sdp_media_rport(media) == 0 || remote == nullptr || sa_af(remote) != AF_INET) return std::nullopt;
  std::optional<LegFormat> out;
  std::optional<std::uint8_t> events;
  const list* formats = sdp_media_format_lst(media, false);
  for (const le* at = formats == nullptr ? nullptr : formats->head; at != nullptr; at = at->next) {
    const auto* format = static_cast<const sdp_format*>(at->data);
    if (!format->sup || format->pt < 0 || format->pt > 127) continue;
    const auto type = static_cast<std::uint8_t>(format->pt);
    if (format->name != nullptr && str_casecmp(format->name, "telephone-event") == 0) events = type;
    const auto codec = codec_of(*format);
    if (!out && codec) {
      out.emplace();
      out->codec = *codec;
      out->payload_type = type;
    }
  }
  if (!out) return std::nullopt;
  const auto direction = static_cast<unsigned>(sdp_media_dir(media));
  out->event_type = events;
  out->remote = {sa_in(remote), sa_port(remote)};
  out->sends = (direction & SDP_SENDONLY) != 0 && out->remote.address != 0;  // 0.0.0.0: the old way to hold
  out->receives = (direction & SDP_RECVONLY) != 0;
  return out;
}

}  // namespace aproape::voice
