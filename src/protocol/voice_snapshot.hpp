#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace aproape::protocol {

// A text that is spoken, in the languages that it has: {"ro", "Bună ziua"}.
struct SpokenText {
  struct In {
    std::string language;  // ro, en
    std::string text;
  };
  std::vector<In> in;

  // In `language`, else in Romanian, else in whichever there is; empty where there is none.
  [[nodiscard]] const In* find(std::string_view language) const;
};

// Where a call goes next.
struct CallAction {
  enum class Kind { hangup, menu, hunt, queue, voicemail, say };
  Kind kind = Kind::hangup;
  std::string target;    // name of the menu, hunt, queue or voicemail
  SpokenText text;       // say: what is said, before the call ends
  std::string language;  // the language from here on; empty: as before
};

// A dialled number.
struct VoiceLine {
  std::string id;      // of the line in app
  std::string number;  // as the trunk dials it: +390655501234, or the user part of a SIP address
  std::string language = "ro";
  bool record = false;
  bool emergency = false;
  CallAction action;
};

// Keys to press after a spoken text.
struct VoiceMenu {
  struct Option {
    char key = '1';
    CallAction action;
  };
  std::string name;
  SpokenText prompt;
  std::vector<Option> options;
  int repeats = 2;       // how often the prompt is said when nothing or a wrong key comes
  CallAction otherwise;  // after that
};

// People who are rung one after the other until one presses 1.
struct VoiceHunt {
  struct Target {
    std::string name;     // "consul de serviciu"
    std::string address;  // sip:…, or a number that a trunk dials
    int seconds = 25;     // how long it rings
  };
  std::string name;
  std::vector<Target> targets;
  int rounds = 2;
  CallAction otherwise;
};

struct VoiceQueue {
  std::string name;
  SpokenText announcement;
  int announce_seconds = 30;
  int patience_seconds = 900;  // then `otherwise`
  CallAction otherwise;
};

struct VoiceVoicemail {
  std::string name;
  SpokenText prompt;
  int most_seconds = 180;
};

// A carrier or telephone system that brings calls and takes them.
struct VoiceTrunk {
  std::string name;
  std::string host;  // IP address or name, with :port where it is not 5060
  std::string user;
  std::string secret;
  bool registers = false;
  std::vector<std::string> prefixes;  // numbers that it takes; empty: all
  std::vector<std::string> allow;     // addresses that its calls come from
};

// Everything that voice needs to serve callers while app is away; app sends it, voice keeps it on disk.
struct VoiceSnapshot {
  std::int64_t version = 0;
  std::vector<VoiceLine> lines;
  std::vector<VoiceMenu> menus;
  std::vector<VoiceHunt> hunts;
  std::vector<VoiceQueue> queues;
  std::vector<VoiceVoicemail> voicemails;
  std::vector<VoiceTrunk> trunks;
  SpokenText recording_notice;  // before a recording begins
  SpokenText accept_prompt;     // to whom a hunt rings: press 1
  SpokenText trying;            // to the caller while the hunt rings
  SpokenText goodbye;

  [[nodiscard]] const VoiceLine* line(std::string_view number) const;
  [[nodiscard]] const VoiceMenu* menu(std::string_view name) const;
  [[nodiscard]] const VoiceHunt* hunt(std::string_view name) const;
  [[nodiscard]] const VoiceQueue* queue(std::string_view name) const;
  [[nodiscard]] const VoiceVoicemail* voicemail(std::string_view name) const;
};

[[nodiscard]] json::Value to_json(const VoiceSnapshot& snapshot);
[[nodiscard]] json::Value to_json(const CallAction& action);
[[nodiscard]] json::Value to_json(const SpokenText& text);
// Throws Error{invalid, "json.type" or "voice.snapshot"}, naming what is wrong: an unknown action, a menu,
// hunt, queue or voicemail that is named but not there, a key that no telephone has.
[[nodiscard]] VoiceSnapshot voice_snapshot_from_json(const json::Value& value);
[[nodiscard]] CallAction call_action_from_json(const json::Value& value);
[[nodiscard]] SpokenText spoken_text_from_json(const json::Value& value);

}  // namespace aproape::protocol
