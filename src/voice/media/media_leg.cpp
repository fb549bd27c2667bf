#include "voice/media/media_leg.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <span>

#include "voice/media/rtp_packet.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kBatch = 16;  // packets taken by one call of the kernel
constexpr std::size_t kDatagram = 1500;
constexpr int kMostBatches = 4;  // a flood must not hold the thread

Millis arrival(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec at{};
    std::memcpy(&at, CMSG_DATA(part), sizeof at);
    return static_cast<Millis>(at.tv_sec) * kSecond + static_cast<Millis>(at.tv_nsec / 1'000'000);
  }
  return 0;
}

// Buffers of one recvmmsg, filled anew for each leg.
struct Batch {
  std::array<std::array<std::uint8_t, kDatagram>, kBatch> bytes;
  std::array<sockaddr_in, kBatch> from;
  std::array<std::array<char, 64>, kBatch> control;
  std::array<iovec, kBatch> parts;
  std::array<mmsghdr, kBatch> messages;

  int take(int fd) {
    for (std::size_t i = 0; i < kBatch; ++i) {
      parts[i] = {bytes[i].data(), kDatagram};
      messages[i] = {};
      messages[i].msg_hdr.msg_name = &from[i];
      messages[i].msg_hdr.msg_namelen = sizeof from[i];
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
      messages[i].msg_hdr.msg_control = control[i].data();
      messages[i].msg_hdr.msg_controllen = control[i].size();
    }
    return ::recvmmsg(fd, messages.data(), kBatch, MSG_DONTWAIT, nullptr);
  }
};

bool send_to(int fd, std::span<const std::uint8_t> bytes, Endpoint to) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(to.address);
  at.sin_port = htons(to.port);
  sockaddr plain{};
  std::memcpy(&plain, &at, sizeof plain);
  return ::sendto(fd, bytes.data(), bytes.size(), MSG_DONTWAIT, &plain, sizeof plain) > 0;
}

}  // namespace

MediaLeg::MediaLeg(RtpSocket socket, std::uint32_t ssrc, std::unique_ptr<Shield> shield)
    : socket_(std::move(socket)),
      shield_(std::move(shield)),
      ssrc_(ssrc),
      timestamp_(ssrc * 2654435761U),  // random like the SSRC (RFC 3550 5.1)
      sequence_(static_cast<std::uint16_t>(ssrc >> 7U)) {}

void MediaLeg::move_to(RtpSocket socket, std::unique_ptr<Shield> shield) {
  socket_ = std::move(socket);
  shield_ = std::move(shield);
  started_ = false;
  heard_ = 0;
}

void MediaLeg::set_format(const LegFormat& format) {
  format_ = format;
  lock_.expect(format.remote, format.signalling);
  heard_ = 0;
}

void MediaLeg::receive(Millis now, std::vector<char>& digits) {
  thread_local Batch batch;
  for (int round = 0; round < kMostBatches; ++round) {
    const int count = batch.take(socket_.fd());
    for (int n = 0; n < count; ++n) {
      const auto i = static_cast<std::size_t>(n);
      const std::size_t size = batch.messages[i].msg_len;
      const Endpoint from{ntohl(batch.from[i].sin_addr.s_addr), ntohs(batch.from[i].sin_port)};
      take(std::span(batch.bytes[i]).first(std::min(size, kDatagram)), from,
           arrival(batch.messages[i].msg_hdr), now, digits);
    }
    if (count < static_cast<int>(kBatch)) break;
  }
  if (shield_)
    shield_->tick(
        [fd = socket_.fd()](std::span<const std::uint8_t> out, Endpoint to) { send_to(fd, out, to); });
  if (heard_ == 0 && format_) heard_ = now;
}

void MediaLeg::forget_peer() {
  buffer_.reset();
  events_.reset();
  tones_.reset();
  reception_.new_source();
}

void MediaLeg::take(std::span<std::uint8_t> bytes, Endpoint from, Millis arrived, Millis now,
                    std::vector<char>& digits) {
  const Shield::Send answer = [fd = socket_.fd()](std::span<const std::uint8_t> out, Endpoint to) {
    send_to(fd, out, to);
  };
  const auto packet = read_rtp(shield_ ? shield_->open(bytes, from, answer) : bytes);
  if (!packet || !format_) return;
  const RtpHeader& header = packet->header;
  const bool event = format_->event_type && header.payload_type == *format_->event_type;
  if (!event && header.payload_type != format_->payload_type) return;
  // What a shield lets through is the peer's, wherever it comes from.
  if (!shield_ && !lock_.accept(from, header.ssrc, now)) {
    ++refused_;
    return;
  }
  if (peer_ssrc_ && *peer_ssrc_ != header.ssrc) forget_peer();
  peer_ssrc_ = header.ssrc;
  heard_ = now;
  reception_.take(header.sequence, header.timestamp, arrived);
  if (event) {
    if (const auto key = events_.take(header.timestamp, packet->payload)) digits.push_back(*key);
    return;
  }
  std::array<std::int16_t, kDatagram> samples;
  const std::size_t size = packet->payload.size();
  for (std::size_t i = 0; i < size; ++i) samples[i] = decode(format_->codec, packet->payload[i]);
  const auto sound = std::span(samples).first(size);
  if (!format_->event_type)
    if (const auto key = tones_.take(sound)) digits.push_back(*key);
  buffer_.put(header.timestamp, sound);
}

bool MediaLeg::pull(Frame& out) {
  return buffer_.take(out);
}

std::optional<Endpoint> MediaLeg::destination() const {
  return shield_ ? shield_->peer() : lock_.destination();
}

void MediaLeg::push(const Frame& in) {
  timestamp_ += kFrameSamples;
  const auto to = destination();
  if (!format_ || !format_->sends || !to || to->port == 0) {
    started_ = false;
    return;
  }
  std::array<std::uint8_t, kRtpHeader + kFrameSamples + kShieldTail> bytes;
  const auto header = write_rtp({!started_, format_->payload_type, sequence_++, timestamp_, ssrc_});
  std::copy(header.begin(), header.end(), bytes.begin());
  for (std::size_t i = 0; i < kFrameSamples; ++i) bytes[kRtpHeader + i] = encode(format_->codec, in[i]);
  std::size_t size = kRtpHeader + kFrameSamples;
  if (shield_) size = shield_->seal(bytes, size);
  if (size == 0) return;
  if (send_to(socket_.fd(), std::span(bytes).first(size), *to)) ++sent_;
  started_ = true;
}

LegReport MediaLeg::report() const {
  return {reception_.received(),      sent_,    reception_.lost(),         buffer_.counts().late,
          buffer_.counts().concealed, refused_, reception_.jitter_millis()};
}

Millis MediaLeg::silent_for(Millis now) const {
  return format_ && format_->receives && heard_ != 0 ? now - heard_ : 0;
}

}  // namespace aproape::voice
