#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/time.hpp"
#include "protocol/voice_snapshot.hpp"

namespace aproape::protocol {

// What app asks of voice, one JSON object a line (docs/voice-protocol.md). A command that comes twice with
// the same id is done once.
struct VoiceCommand {
  enum class Verb { configure, bridge, play, hold, transfer, record, hangup, taken, sync, metrics, sdp };
  std::string id;
  Verb verb = Verb::sync;
  std::string call;                       // all but configure, taken, sync, metrics, sdp
  std::optional<VoiceSnapshot> snapshot;  // configure
  std::string address;                    // bridge: whom to ring, sip:… or web:TOKEN
  std::string name;                       // bridge: who that is, for the record
  int seconds = 25;                       // bridge: how long it rings
  bool accept = false;                    // bridge: it counts only once 1 was pressed
  SpokenText text;                        // play
  CallAction action;                      // transfer
  bool on = true;                         // hold, record
  std::int64_t number = 0;                // taken: the newest event that app has stored
  std::string leg;                        // sdp: token of a browser; hangup: of the one that goes
  std::string sdp;                        // sdp: its offer
  std::string to;                         // sdp: the number of the line that it calls; empty: it is called
  std::string from;                       // sdp: the caller's number, where known
};

// The sound of the caller's leg, told when a call has ended.
struct VoiceQuality {
  std::int64_t received = 0;  // packets
  std::int64_t sent = 0;
  std::int64_t lost = 0;
  std::int64_t late = 0;
  std::int64_t concealed = 0;  // frames of 20 ms
  std::int64_t jitter = 0;     // microseconds
};

// A fact that voice tells. Events are kept on disk until app has taken them, and told again after a
// reconnect; app knows an event by its number.
struct VoiceEvent {
  enum class Kind {
    incoming,         // call, line, from, to, emergency
    digit,            // key
    step,             // where the call went: target (menu, queue … and its name), result
    waiting,          // target: the queue
    ringing,          // target: who is rung
    answered,         // target: who accepted
    failed,           // target: who did not, result: busy, no_answer, not_accepted, refused, unreachable
    ended,            // result: caller, callee, centre, silence, cut
    recording_ready,  // file, length
  };
  std::int64_t number = 0;  // rises by one; never used twice
  Millis at = 0;
  Kind kind = Kind::incoming;
  std::string call;
  std::string line;
  std::string from;
  std::string to;
  bool emergency = false;
  std::string key;
  std::string target;
  std::string result;
  std::string file;   // within the data folder of voice
  Millis length = 0;  // milliseconds
  std::optional<VoiceQuality> quality;
};

[[nodiscard]] std::string_view name_of(VoiceCommand::Verb verb);
[[nodiscard]] std::string_view name_of(VoiceEvent::Kind kind);

// One line without its end.
[[nodiscard]] std::string write_line(const VoiceCommand& command);
[[nodiscard]] std::string write_line(const VoiceEvent& event);
// Throw Error{invalid, "json.*" or "voice.*"}.
[[nodiscard]] VoiceCommand read_voice_command(std::string_view line);
[[nodiscard]] VoiceEvent read_voice_event(std::string_view line);

}  // namespace aproape::protocol
