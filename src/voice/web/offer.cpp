#include "voice/web/offer.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

namespace aproape::voice {
namespace {

constexpr std::size_t kLargest = 16U << 10U;
constexpr std::size_t kMostLines = 400;
constexpr std::size_t kLongestLine = 2U << 10U;
constexpr std::size_t kLongestName = 32;
constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_token(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName &&
         text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._+-") ==
             std::string_view::npos;
}

char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool same(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return upper(a) == upper(b); });
}

std::optional<unsigned> read_number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

// The next word, cut off the front of `text`.
std::string_view word(std::string_view& text, char end = ' ') {
  const auto at = text.find(end);
  const auto out = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return out;
}

// "sha-256 AB:CD:…"; nullopt for any other hash.
std::optional<Fingerprint> read_fingerprint(std::string_view text) {
  if (!same(word(text), "sha-256")) return std::nullopt;
  Fingerprint out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto pair = word(text, ':');
    if (pair.size() != 2) return std::nullopt;
    const auto high = kHex.find(upper(pair[0]));
    const auto low = kHex.find(upper(pair[1]));
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return text.empty() ? std::optional(out) : std::nullopt;
}

// Attributes by name, of the session or of its one stream.
struct Description {
  std::map<std::string_view, std::string_view> attributes;  // the stream's before the session's
  std::map<unsigned, std::string_view> names;               // payload type -> "PCMA/8000"
  std::vector<unsigned> types;                              // in the browser's order
  int streams = 0;

  // "audio 9 UDP/TLS/RTP/SAVPF 0 8 126"
  bool stream(std::string_view text) {
    if (++streams > 1 || word(text) != "audio") return false;
    const auto port = read_number(word(text), 65535);
    if (!port || *port == 0 || word(text) != "UDP/TLS/RTP/SAVPF") return false;
    while (!text.empty()) {
      const auto type = read_number(word(text), 127);
      if (!type || types.size() == 64) return false;
      types.push_back(*type);
    }
    return !types.empty();
  }

  void attribute(std::string_view text) {
    const auto name = word(text, ':');
    if (name == "rtpmap") {
      if (const auto type = read_number(word(text), 127)) names[*type] = text;
    } else {
      attributes.insert_or_assign(name, text);
    }
  }

  [[nodiscard]] bool has(std::string_view name) const { return attributes.contains(name); }
  [[nodiscard]] std::string_view get(std::string_view name) const {
    const auto at = attributes.find(name);
    return at == attributes.end() ? std::string_view() : at->second;
  }
};

std::optional<Description> parse(std::string_view text) {
  if (text.size() > kLargest || !text.starts_with("v=0")) return std::nullopt;
  Description out;
  for (std::size_t lines = 0; !text.empty(); ++lines) {
    std::string_view line = word(text, '\n');
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (lines == kMostLines || line.size() > kLongestLine) return std::nullopt;
    if (line.empty()) continue;
    if (line.size() < 2 || line[1] != '=') return std::nullopt;
    const auto value = line.substr(2);
    if (line[0] == 'm' && !out.stream(value)) return std::nullopt;
    if (line[0] == 'a') out.attribute(value);
  }
  return out.streams == 1 ? std::optional(out) : std::nullopt;
}

// Of the browser's codecs the first that we have; with the telephone events of the same clock.
std::optional<LegFormat> choose(const Description& from) {
  std::optional<LegFormat> out;
  std::optional<std::uint8_t> events;
  for (const unsigned type : from.types) {
    const auto at = from.names.find(type);
    // A static payload type may come without a name (RFC 3551 6).
    const std::string_view name = at != from.names.end() ? at->second
                                  : type == 8            ? "PCMA/8000"
                                  : type == 0            ? "PCMU/8000"
                                                         : "";
    const auto codec = same(name, "PCMA/8000")   ? std::optional(Codec::pcma)
                       : same(name, "PCMU/8000") ? std::optional(Codec::pcmu)
                                                 : std::nullopt;
    if (same(name, "telephone-event/8000")) events = static_cast<std::uint8_t>(type);
    if (out || !codec) continue;
    out.emplace();
    out->codec = *codec;
    out->payload_type = static_cast<std::uint8_t>(type);
  }
  if (!out) return std::nullopt;
  out->event_type = events;
  out->sends = !from.has("sendonly");
  return out;
}

std::string write_fingerprint(const Fingerprint& from) {
  std::string out = "sha-256";
  for (const std::uint8_t byte : from) {
    out += out.size() == 7 ? ' ' : ':';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

}  // namespace

std::optional<WebOffer> read_web_offer(std::string_view text) {
  const auto description = parse(text);
  if (!description) return std::nullopt;
  const auto setup = description->get("setup");
  const auto fingerprint = read_fingerprint(description->get("fingerprint"));
  const auto mid = description->get("mid");
  const auto format = choose(*description);
  if (description->has("recvonly") || description->has("inactive")) return std::nullopt;
  if ((setup != "actpass" && setup != "active") || !fingerprint || !is_token(mid) || !format ||
      !description->has("rtcp-mux"))
    return std::nullopt;
  return WebOffer{std::string(mid), *fingerprint, *format};
}

std::string write_web_answer(const WebOffer& offer, const WebAnswer& answer) {
  const LegFormat& format = offer.format;
  const std::string port = std::to_string(answer.port);
  const std::string type = std::to_string(format.payload_type);
  const std::string events = format.event_type ? std::to_string(*format.event_type) : "";
  std::string out = "v=0\r\no=- 1 1 IN IP4 " + answer.address + "\r\ns=-\r\nt=0 0\r\na=ice-lite\r\n";
  out += "a=group:BUNDLE " + offer.mid + "\r\n";
  out += "m=audio " + port + " UDP/TLS/RTP/SAVPF " + type + (events.empty() ? "" : " " + events) + "\r\n";
  out += "c=IN IP4 " + answer.address + "\r\na=mid:" + offer.mid + "\r\na=rtcp-mux\r\n";
  out += "a=rtpmap:" + type + (format.codec == Codec::pcma ? " PCMA" : " PCMU") + "/8000\r\n";
  if (!events.empty())
    out += "a=rtpmap:" + events + " telephone-event/8000\r\na=fmtp:" + events + " 0-15\r\n";
  out += "a=ptime:20\r\na=ice-ufrag:" + answer.ufrag + "\r\na=ice-pwd:" + answer.password + "\r\n";
  out += "a=fingerprint:" + write_fingerprint(answer.fingerprint) + "\r\na=setup:passive\r\na=";
  out += format.sends ? "sendrecv" : "recvonly";
  out += "\r\na=candidate:1 1 udp 2130706431 " + answer.address + " " + port + " typ host\r\n";
  return out + "a=end-of-candidates\r\n";
}

}  // namespace aproape::voice
