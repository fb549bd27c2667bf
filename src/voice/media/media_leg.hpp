#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "voice/media/g711.hpp"
#include "voice/media/jitter_buffer.hpp"
#include "voice/media/reception.hpp"
#include "voice/media/room.hpp"
#include "voice/media/rtp_socket.hpp"
#include "voice/media/shield.hpp"
#include "voice/media/source_lock.hpp"
#include "voice/media/telephone_event.hpp"
#include "voice/media/tone_keys.hpp"

namespace aproape::voice {

// What offer and answer agreed on.
struct LegFormat {
  Codec codec = Codec::pcma;
  std::uint8_t payload_type = 8;
  std::optional<std::uint8_t> event_type;  // payload type of telephone events, where agreed
  Endpoint remote;                         // port 0: the peer wants no sound
  std::uint32_t signalling = 0;            // where its SIP messages come from
  bool sends = true;                       // we may send
  bool receives = true;                    // the peer may send
};

// How the sound of a leg went, for the call's record.
struct LegReport {
  std::uint64_t received = 0;
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  std::uint64_t late = 0;
  std::uint64_t concealed = 0;
  std::uint64_t refused = 0;  // packets of strangers
  double jitter_millis = 0;
};

// The sound of one party: a socket, a codec, a jitter buffer. For one media thread; knows nothing of calls.
class MediaLeg final : public Line {
 public:
  // `shield`: what encrypts its packets; nullptr: nothing does.
  MediaLeg(RtpSocket socket, std::uint32_t ssrc, std::unique_ptr<Shield> shield = nullptr);

  // Goes on with another socket and shield, where the peer came back from elsewhere (a page that was loaded
  // again); what it held of the old ones is forgotten, its place in the room stays.
  void move_to(RtpSocket socket, std::unique_ptr<Shield> shield);
  void set_format(const LegFormat& format);
  // Takes every packet that has come; keys go to `digits`. Never blocks.
  void receive(Millis now, std::vector<char>& digits);
  bool pull(Frame& out) override;
  void push(const Frame& in) override;

  [[nodiscard]] LegReport report() const;
  // How long nothing has come although the peer may send; 0 before the format is known.
  [[nodiscard]] Millis silent_for(Millis now) const;
  // Whether sound can come and go: the shield, where there is one, has its keys.
  [[nodiscard]] bool ready() const { return !shield_ || shield_->peer(); }

 private:
  void take(std::span<std::uint8_t> bytes, Endpoint from, Millis arrived, Millis now,
            std::vector<char>& digits);

  void forget_peer();
  [[nodiscard]] std::optional<Endpoint> destination() const;

  RtpSocket socket_;
  std::unique_ptr<Shield> shield_;
  std::optional<LegFormat> format_;
  SourceLock lock_;
  JitterBuffer buffer_;
  TelephoneEvents events_;
  ToneKeys tones_;
  Reception reception_;
  std::uint32_t ssrc_;
  std::optional<std::uint32_t> peer_ssrc_;
  std::uint32_t timestamp_;
  std::uint16_t sequence_;
  bool started_ = false;
  std::uint64_t sent_ = 0;
  std::uint64_t refused_ = 0;
  Millis heard_ = 0;
};

}  // namespace aproape::voice
