#include "protocol/voice_message.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace aproape::protocol {
namespace {

constexpr std::array<std::string_view, 11> kVerbs{
    "configure", "bridge", "play", "hold", "transfer", "record", "hangup", "taken", "sync", "metrics", "sdp"};
constexpr std::array<std::string_view, 9> kKinds{"incoming", "digit",  "step",  "waiting",        "ringing",
                                                 "answered", "failed", "ended", "recording_ready"};

template <class Enum, class Names>
Enum read_name(const Names& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) throw Error(ErrorKind::invalid, "voice.word", name);
  return static_cast<Enum>(at - names.begin());
}

void set_text(json::Object& out, std::string_view name, const std::string& value) {
  if (!value.empty()) out.set(std::string(name), value);
}

json::Value quality(const VoiceQuality& from) {
  return json::Object{{"received", from.received}, {"sent", from.sent},           {"lost", from.lost},
                      {"late", from.late},         {"concealed", from.concealed}, {"jitter", from.jitter}};
}

VoiceQuality quality_from(const json::Value& value) {
  return {value.get_int("received"), value.get_int("sent"),      value.get_int("lost"),
          value.get_int("late"),     value.get_int("concealed"), value.get_int("jitter")};
}

}  // namespace

std::string_view name_of(VoiceCommand::Verb verb) {
  return kVerbs.at(static_cast<std::size_t>(verb));
}

std::string_view name_of(VoiceEvent::Kind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

std::string write_line(const VoiceCommand& command) {
  using enum VoiceCommand::Verb;
  json::Object out{{"id", command.id}, {"verb", name_of(command.verb)}};
  set_text(out, "call", command.call);
  if (command.snapshot) out.set("snapshot", to_json(*command.snapshot));
  if (command.verb == bridge) {
    out.set("address", command.address);
    set_text(out, "name", command.name);
    out.set("seconds", command.seconds);
    out.set("accept", command.accept);
  }
  if (command.verb == play) out.set("text", to_json(command.text));
  if (command.verb == transfer) out.set("action", to_json(command.action));
  if (command.verb == hold || command.verb == record) out.set("on", command.on);
  if (command.verb == taken) out.set("number", command.number);
  set_text(out, "leg", command.leg);
  set_text(out, "sdp", command.sdp);
  set_text(out, "to", command.to);
  set_text(out, "from", command.from);
  return json::write(out);
}

VoiceCommand read_voice_command(std::string_view line) {
  const json::Value value = json::parse(line);
  VoiceCommand out;
  out.id = value.get_string("id");
  out.verb = read_name<VoiceCommand::Verb>(kVerbs, value.get_string("verb"));
  out.call = value.get_string("call");
  if (out.verb == VoiceCommand::Verb::configure) out.snapshot = voice_snapshot_from_json(value["snapshot"]);
  out.address = value.get_string("address");
  out.name = value.get_string("name");
  out.seconds = static_cast<int>(std::clamp<std::int64_t>(value.get_int("seconds", 25), 1, 3600));
  out.accept = value.get_bool("accept");
  out.text = spoken_text_from_json(value["text"]);
  out.action = call_action_from_json(value["action"]);
  out.on = value.get_bool("on", true);
  out.number = value.get_int("number");
  out.leg = value.get_string("leg");
  out.sdp = value.get_string("sdp");
  out.to = value.get_string("to");
  out.from = value.get_string("from");
  return out;
}

std::string write_line(const VoiceEvent& event) {
  json::Object out{{"number", event.number},
                   {"at", to_rfc3339(event.at)},
                   {"event", name_of(event.kind)},
                   {"call", event.call}};
  set_text(out, "line", event.line);
  set_text(out, "from", event.from);
  set_text(out, "to", event.to);
  if (event.emergency) out.set("emergency", true);
  set_text(out, "key", event.key);
  set_text(out, "target", event.target);
  set_text(out, "result", event.result);
  set_text(out, "file", event.file);
  if (event.length != 0) out.set("length", event.length);
  if (event.quality) out.set("quality", quality(*event.quality));
  return json::write(out);
}

VoiceEvent read_voice_event(std::string_view line) {
  const json::Value value = json::parse(line);
  VoiceEvent out;
  out.number = value.get_int("number");
  const auto at = from_rfc3339(value.get_string("at"));
  if (!at) throw Error(ErrorKind::invalid, "voice.time");
  out.at = *at;
  out.kind = read_name<VoiceEvent::Kind>(kKinds, value.get_string("event"));
  out.call = value.get_string("call");
  out.line = value.get_string("line");
  out.from = value.get_string("from");
  out.to = value.get_string("to");
  out.emergency = value.get_bool("emergency");
  out.key = value.get_string("key");
  out.target = value.get_string("target");
  out.result = value.get_string("result");
  out.file = value.get_string("file");
  out.length = value.get_int("length");
  if (!value["quality"].is_null()) out.quality = quality_from(value["quality"]);
  return out;
}

}  // namespace aproape::protocol
