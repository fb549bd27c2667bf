#include "voice/media/room.hpp"

#include <algorithm>

namespace aproape::voice {

Room::Port* Room::find(PortId id) {
  const auto at = std::find_if(ports_.begin(), ports_.end(), [&](const Port& port) { return port.id == id; });
  return at == ports_.end() ? nullptr : &*at;
}

void Room::join(PortId id, Line& line, Hearing hearing) {
  leave(id);
  Port port;
  port.id = id;
  port.line = &line;
  port.hearing = hearing;
  ports_.push_back(std::move(port));
}

void Room::leave(PortId id) {
  std::erase_if(ports_, [&](const Port& port) { return port.id == id; });
}

void Room::set_hearing(PortId id, Hearing hearing) {
  if (Port* port = find(id)) port->hearing = hearing;
}

void Room::play(PortId id, Sound sound, bool repeat, std::uint64_t mark) {
  Port* port = find(id);
  if (port == nullptr) return;
  if (!sound || sound->empty()) {  // nothing to say has been said at once
    sound = std::make_shared<const Pcm>(1);
    repeat = false;
  }
  port->playing.push_back({std::move(sound), repeat, mark, 0});
}

void Room::stop_playing(PortId id) {
  if (Port* port = find(id)) port->playing.clear();
}

void Room::add_player(Port& port, std::array<std::int32_t, kFrameSamples>& sum) {
  std::size_t filled = 0;
  while (filled < kFrameSamples && !port.playing.empty()) {
    Playing& playing = port.playing.front();
    const Pcm& pcm = *playing.sound;
    const std::size_t size = std::min(kFrameSamples - filled, pcm.size() - playing.at);
    for (std::size_t i = 0; i < size; ++i) sum[filled + i] += pcm[playing.at + i];
    filled += size;
    playing.at += size;
    if (playing.at < pcm.size()) continue;
    if (playing.repeat) {
      playing.at = 0;
    } else {
      ended_.push_back({port.id, playing.mark});
      port.playing.pop_front();
    }
  }
}

const std::vector<Played>& Room::tick() {
  ended_.clear();
  for (Port& port : ports_) port.speaks = port.line->pull(port.in);
  for (std::size_t at = 0; at < ports_.size(); ++at) {
    Port& port = ports_[at];
    std::array<std::int32_t, kFrameSamples> sum{};
    for (const Port& other : ports_) {
      if (&other == &port || !other.speaks || (other.hearing.speaks & port.hearing.hears) == 0) continue;
      for (std::size_t i = 0; i < kFrameSamples; ++i) sum[i] += other.in[i];
    }
    add_player(port, sum);
    Frame out;
    std::transform(sum.begin(), sum.end(), out.begin(), saturate);
    port.line->push(out);
    if (at == 0 && tap_ != nullptr) {
      if (!port.speaks) port.in.fill(0);
      tap_->take(port.in, out);
    }
  }
  return ended_;
}

}  // namespace aproape::voice
