#include "protocol/voice_snapshot.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace aproape::protocol {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"hangup", "menu", "hunt", "queue", "voicemail", "say"};
constexpr std::string_view kKeys = "0123456789*#";

[[noreturn]] void refuse(const std::string& what) {
  throw Error(ErrorKind::invalid, "voice.snapshot", what);
}

json::Value words(const std::vector<std::string>& list) {
  json::Array out;
  for (const auto& one : list) out.emplace_back(one);
  return out;
}

std::vector<std::string> words_from(const json::Value& value) {
  std::vector<std::string> out;
  if (value.is_null()) return out;
  for (const auto& one : value.as_array()) out.push_back(one.as_string());
  return out;
}

int seconds_from(const json::Value& value, std::string_view name, int otherwise) {
  return static_cast<int>(std::clamp<std::int64_t>(value.get_int(name, otherwise), 1, 86'400));
}

template <class T, class Write>
json::Value each(const std::vector<T>& list, Write write) {
  json::Array out;
  for (const auto& one : list) out.push_back(write(one));
  return out;
}

template <class T, class Read>
std::vector<T> each_from(const json::Value& value, Read read) {
  std::vector<T> out;
  if (value.is_null()) return out;
  for (const auto& one : value.as_array()) out.push_back(read(one));
  return out;
}

json::Value line(const VoiceLine& from) {
  return json::Object{
      {"id", from.id},         {"number", from.number},       {"language", from.language},
      {"record", from.record}, {"emergency", from.emergency}, {"action", to_json(from.action)}};
}

VoiceLine line_from(const json::Value& value) {
  return {value.get_string("id"),   value.get_string("number"),  value.get_string("language", "ro"),
          value.get_bool("record"), value.get_bool("emergency"), call_action_from_json(value["action"])};
}

json::Value menu(const VoiceMenu& from) {
  return json::Object{
      {"name", from.name},
      {"prompt", to_json(from.prompt)},
      {"options",
       each(from.options,
            [](const VoiceMenu::Option& option) -> json::Value {
              return json::Object{{"key", std::string(1, option.key)}, {"action", to_json(option.action)}};
            })},
      {"repeats", from.repeats},
      {"otherwise", to_json(from.otherwise)}};
}

VoiceMenu::Option option_from(const json::Value& value) {
  const std::string key = value.get_string("key");
  if (key.size() != 1 || kKeys.find(key[0]) == std::string_view::npos) refuse("key " + key);
  return {key[0], call_action_from_json(value["action"])};
}

VoiceMenu menu_from(const json::Value& value) {
  return {value.get_string("name"), spoken_text_from_json(value["prompt"]),
          each_from<VoiceMenu::Option>(value["options"], option_from),
          static_cast<int>(std::clamp<std::int64_t>(value.get_int("repeats", 2), 1, 10)),
          call_action_from_json(value["otherwise"])};
}

json::Value hunt(const VoiceHunt& from) {
  return json::Object{{"name", from.name},
                      {"targets", each(from.targets,
                                       [](const VoiceHunt::Target& target) -> json::Value {
                                         return json::Object{{"name", target.name},
                                                             {"address", target.address},
                                                             {"seconds", target.seconds}};
                                       })},
                      {"rounds", from.rounds},
                      {"otherwise", to_json(from.otherwise)}};
}

VoiceHunt hunt_from(const json::Value& value) {
  return {value.get_string("name"),
          each_from<VoiceHunt::Target>(value["targets"],
                                       [](const json::Value& target) -> VoiceHunt::Target {
                                         return {target.get_string("name"), target.get_string("address"),
                                                 seconds_from(target, "seconds", 25)};
                                       }),
          static_cast<int>(std::clamp<std::int64_t>(value.get_int("rounds", 2), 1, 100)),
          call_action_from_json(value["otherwise"])};
}

json::Value queue(const VoiceQueue& from) {
  return json::Object{{"name", from.name},
                      {"announcement", to_json(from.announcement)},
                      {"announce_seconds", from.announce_seconds},
                      {"patience_seconds", from.patience_seconds},
                      {"otherwise", to_json(from.otherwise)}};
}

VoiceQueue queue_from(const json::Value& value) {
  return {value.get_string("name"), spoken_text_from_json(value["announcement"]),
          seconds_from(value, "announce_seconds", 30), seconds_from(value, "patience_seconds", 900),
          call_action_from_json(value["otherwise"])};
}

json::Value voicemail(const VoiceVoicemail& from) {
  return json::Object{
      {"name", from.name}, {"prompt", to_json(from.prompt)}, {"most_seconds", from.most_seconds}};
}

VoiceVoicemail voicemail_from(const json::Value& value) {
  return {value.get_string("name"), spoken_text_from_json(value["prompt"]),
          seconds_from(value, "most_seconds", 180)};
}

json::Value trunk(const VoiceTrunk& from) {
  return json::Object{{"name", from.name},           {"host", from.host},
                      {"user", from.user},           {"secret", from.secret},
                      {"registers", from.registers}, {"prefixes", words(from.prefixes)},
                      {"allow", words(from.allow)}};
}

VoiceTrunk trunk_from(const json::Value& value) {
  return {value.get_string("name"),   value.get_string("host"),    value.get_string("user"),
          value.get_string("secret"), value.get_bool("registers"), words_from(value["prefixes"]),
          words_from(value["allow"])};
}

template <class T>
const T* named(const std::vector<T>& list, std::string_view name) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const T& one) { return one.name == name; });
  return at == list.end() ? nullptr : &*at;
}

void check(const VoiceSnapshot& in, const CallAction& action) {
  using enum CallAction::Kind;
  const bool there = action.kind == menu        ? in.menu(action.target) != nullptr
                     : action.kind == hunt      ? in.hunt(action.target) != nullptr
                     : action.kind == queue     ? in.queue(action.target) != nullptr
                     : action.kind == voicemail ? in.voicemail(action.target) != nullptr
                                                : true;
  if (!there) refuse(std::string(kKinds[static_cast<std::size_t>(action.kind)]) + " " + action.target);
}

void check(const VoiceSnapshot& in) {
  for (const auto& one : in.lines) check(in, one.action);
  for (const auto& one : in.menus) {
    check(in, one.otherwise);
    for (const auto& option : one.options) check(in, option.action);
  }
  for (const auto& one : in.hunts) check(in, one.otherwise);
  for (const auto& one : in.queues) check(in, one.otherwise);
}

}  // namespace

const SpokenText::In* SpokenText::find(std::string_view language) const {
  for (const std::string_view wanted : {language, std::string_view("ro")})
    for (const In& one : in)
      if (one.language == wanted) return &one;
  return in.empty() ? nullptr : &in.front();
}

const VoiceLine* VoiceSnapshot::line(std::string_view number) const {
  const auto at =
      std::find_if(lines.begin(), lines.end(), [&](const auto& one) { return one.number == number; });
  return at == lines.end() ? nullptr : &*at;
}

const VoiceMenu* VoiceSnapshot::menu(std::string_view name) const {
  return named(menus, name);
}

const VoiceHunt* VoiceSnapshot::hunt(std::string_view name) const {
  return named(hunts, name);
}

const VoiceQueue* VoiceSnapshot::queue(std::string_view name) const {
  return named(queues, name);
}

const VoiceVoicemail* VoiceSnapshot::voicemail(std::string_view name) const {
  return named(voicemails, name);
}

json::Value to_json(const SpokenText& text) {
  json::Object out;
  for (const auto& one : text.in) out.set(one.language, one.text);
  return out;
}

SpokenText spoken_text_from_json(const json::Value& value) {
  SpokenText out;
  if (value.is_null()) return out;
  for (const auto& [language, said] : value.as_object()) out.in.push_back({language, said.as_string()});
  return out;
}

json::Value to_json(const CallAction& action) {
  json::Object out{{"kind", kKinds[static_cast<std::size_t>(action.kind)]}};
  if (!action.target.empty()) out.set("target", action.target);
  if (!action.text.in.empty()) out.set("text", to_json(action.text));
  if (!action.language.empty()) out.set("language", action.language);
  return out;
}

CallAction call_action_from_json(const json::Value& value) {
  if (value.is_null()) return {};
  const std::string kind = value.get_string("kind");
  const auto at = std::find(kKinds.begin(), kKinds.end(), kind);
  if (at == kKinds.end()) refuse("action " + kind);
  return {static_cast<CallAction::Kind>(at - kKinds.begin()), value.get_string("target"),
          spoken_text_from_json(value["text"]), value.get_string("language")};
}

json::Value to_json(const VoiceSnapshot& from) {
  return json::Object{{"version", from.version},
                      {"lines", each(from.lines, line)},
                      {"menus", each(from.menus, menu)},
                      {"hunts", each(from.hunts, hunt)},
                      {"queues", each(from.queues, queue)},
                      {"voicemails", each(from.voicemails, voicemail)},
                      {"trunks", each(from.trunks, trunk)},
                      {"recording_notice", to_json(from.recording_notice)},
                      {"accept_prompt", to_json(from.accept_prompt)},
                      {"trying", to_json(from.trying)},
                      {"goodbye", to_json(from.goodbye)}};
}

VoiceSnapshot voice_snapshot_from_json(const json::Value& value) {
  VoiceSnapshot out{value.get_int("version"),
                    each_from<VoiceLine>(value["lines"], line_from),
                    each_from<VoiceMenu>(value["menus"], menu_from),
                    each_from<VoiceHunt>(value["hunts"], hunt_from),
                    each_from<VoiceQueue>(value["queues"], queue_from),
                    each_from<VoiceVoicemail>(value["voicemails"], voicemail_from),
                    each_from<VoiceTrunk>(value["trunks"], trunk_from),
                    spoken_text_from_json(value["recording_notice"]),
                    spoken_text_from_json(value["accept_prompt"]),
                    spoken_text_from_json(value["trying"]),
                    spoken_text_from_json(value["goodbye"])};
  check(out);
  return out;
}

}  // namespace aproape::protocol
