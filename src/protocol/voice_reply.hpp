#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::protocol {

// What voice answers to a command.
struct VoiceReply {
  std::string id;                  // of the command
  std::string error;               // empty: done; else the key of what is wrong
  std::vector<std::string> calls;  // sync: those that run
  std::string text;                // metrics: in the format of Prometheus
  std::string sdp;                 // sdp: our answer to the browser's offer
  std::string call;                // sdp: the call that it began
};

// One line without its end.
[[nodiscard]] std::string write_line(const VoiceReply& reply);
// Throws Error{invalid, "json.*"}. A line is a reply where it has the member "reply".
[[nodiscard]] VoiceReply read_voice_reply(std::string_view line);

}  // namespace aproape::protocol
