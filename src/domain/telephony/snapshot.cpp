#include "domain/telephony/snapshot.hpp"

#include <algorithm>
#include <set>

#include "i18n/texts.hpp"

namespace aproape::telephony {
namespace {

using protocol::CallAction;
using protocol::SpokenText;
using Kind = CallAction::Kind;

// How long an operator has to ask whether it is an emergency, before the hunt begins without him.
constexpr int kOperatorSeconds = 30;

SpokenText text_of(const Spoken& spoken) {
  SpokenText text;
  for (const auto& [language, words] : spoken) text.in.push_back({language, words});
  return text;
}

// `first` before `then`, in the languages of `then`.
SpokenText joined(const SpokenText& first, SpokenText then) {
  if (then.in.empty()) return first;
  for (SpokenText::In& part : then.in)
    for (const SpokenText::In& before : first.in)
      if (before.language == part.language) part.text = before.text + " " + part.text;
  return then;
}

// What the way of a call depends on, besides the menus.
struct Way {
  const Line* line = nullptr;
  const Book::Place* place = nullptr;
  std::string queue;     // code of the unit whose queue it is
  SpokenText announced;  // not yet said
  std::string suffix;    // of the names of its menus
};

class Builder {
 public:
  Builder(const Book& book, const Phrases& phrases, Millis at) : book_(book), phrases_(phrases), at_(at) {
    out_.recording_notice = phrases.recording_notice;
    out_.accept_prompt = phrases.accept;
    out_.trying = phrases.trying;
    out_.goodbye = phrases.goodbye;
    for (const Trunk& one : book.trunks)
      out_.trunks.push_back(
          {one.name, one.host, one.login, one.secret, one.registers, one.prefixes, one.allow});
  }

  protocol::VoiceSnapshot build() {
    for (const Line& line : book_.lines)
      if (line.valid(at_)) add(line);
    return std::move(out_);
  }

 private:
  void add(const Line& line) {
    const auto place = book_.places.find(line.unit);
    if (place == book_.places.end()) return;
    Way way{&line, &place->second, line.redirected ? book_.centre : place->second.code, announced(line), {}};
    const bool alone = !way.announced.in.empty() || line.operator_first || !line.redirected;
    way.suffix = "/" + place->second.code + (alone ? "/" + line.id.str() : "");
    const Action& plan = line.always_open || place->second.open ? line.day : line.night;
    out_.lines.push_back(
        {line.id.str(), line.number, line.language, line.recorded, line.emergency, begin(plan, way)});
  }

  SpokenText announced(const Line& line) const {
    SpokenText said;
    if (line.emergency) return said;  // nobody in danger listens to news first
    const std::string& country = book_.places.at(line.unit).country;
    for (const Announcement& one : book_.announcements) {
      const bool everywhere = one.line.empty() && one.unit.empty() && one.country.empty();
      const bool mine = everywhere || (!one.line.empty() && one.line == line.id) ||
                        (!one.unit.empty() && one.unit == line.unit) ||
                        (!one.country.empty() && one.country == country);
      if (mine && one.valid(at_)) said = joined(said, text_of(one.texts));
    }
    return said;
  }

  // The plan of a line, after what is announced. What cannot say it itself comes after a menu without keys.
  CallAction begin(const Action& plan, const Way& way) {
    if (way.announced.in.empty() || plan.kind == "menu" || plan.kind == "say") return action(plan, way);
    Way told = way;
    told.announced = {};
    const std::string name = "announcement/" + way.line->id.str();
    protocol::VoiceMenu menu{name, way.announced, {}, 1, action(plan, told)};
    out_.menus.push_back(std::move(menu));
    return {Kind::menu, name, {}, {}};
  }

  CallAction action(const Action& from, const Way& way) {
    if (from.kind == "menu") return menu(from, way);
    if (from.kind == "emergency") return emergency(from.language, way);
    if (from.kind == "queue")
      return {Kind::queue, queue(from.target.empty() ? way.queue : from.target), {}, from.language};
    if (from.kind == "voicemail") return {Kind::voicemail, voicemail(), {}, from.language};
    if (from.kind == "say") return {Kind::say, {}, joined(way.announced, text_of(from.text)), from.language};
    return {};
  }

  // A menu that is not there must not make voice refuse everything: the caller then waits in the queue.
  CallAction menu(const Action& from, const Way& way) {
    const auto found = std::find_if(book_.menus.begin(), book_.menus.end(),
                                    [&](const Menu& one) { return one.code == from.target; });
    if (found == book_.menus.end()) return {Kind::queue, queue(way.queue), {}, from.language};
    CallAction there{Kind::menu, from.target + way.suffix, {}, from.language};
    const std::string& name = there.target;
    if (!made_.insert(name).second) return there;
    Way deeper = way;
    deeper.announced = {};
    protocol::VoiceMenu made{name, joined(way.announced, text_of(found->prompt)), {}, 2, {}};
    for (const Menu::Option& option : found->options)
      made.options.push_back({option.key, action(option.action, deeper)});
    made.otherwise = action(found->otherwise, deeper);
    out_.menus.push_back(std::move(made));
    return there;
  }

  CallAction emergency(const std::string& language, const Way& way) {
    CallAction hunted{Kind::hunt, hunt(*way.place), {}, language};
    if (!way.line->operator_first) return hunted;
    const std::string name = "urgent/" + way.place->code;
    if (made_.insert("queue:" + name).second)
      out_.queues.push_back({name, phrases_.waiting, kOperatorSeconds, kOperatorSeconds, hunted});
    return {Kind::queue, name, {}, language};
  }

  std::string hunt(const Book::Place& place) {
    std::string name = "duty/" + place.code;
    if (!made_.insert(name).second) return name;
    protocol::VoiceHunt made;
    made.name = name;
    made.rounds = place.plan.rounds;
    for (const duty::Shift& shift : place.chain)
      made.targets.push_back({shift.name, shift.address, place.plan.ring_seconds});
    made.otherwise = {Kind::queue, queue(book_.centre), {}, {}};
    out_.hunts.push_back(std::move(made));
    return name;
  }

  std::string queue(const std::string& code) {
    if (made_.insert("queue:" + code).second) {
      protocol::VoiceQueue made;
      made.name = code;
      made.announcement = phrases_.waiting;
      made.otherwise = {Kind::voicemail, voicemail(), {}, {}};
      out_.queues.push_back(std::move(made));
    }
    return code;
  }

  std::string voicemail() {
    if (out_.voicemails.empty()) out_.voicemails.push_back({"message", phrases_.voicemail, 180});
    return "message";
  }

  const Book& book_;
  const Phrases& phrases_;
  Millis at_;
  protocol::VoiceSnapshot out_;
  std::set<std::string> made_;  // names of menus and hunts, and "queue:" of queues
};

SpokenText phrase(std::string_view key) {
  SpokenText text;
  for (const char* language : {"ro", "en"})
    text.in.push_back({language, i18n::Texts::standard().text(key, language)});
  return text;
}

}  // namespace

Phrases Phrases::standard() {
  return {phrase("spoken.recording"), phrase("spoken.accept"),  phrase("spoken.trying"),
          phrase("spoken.goodbye"),   phrase("spoken.waiting"), phrase("spoken.voicemail")};
}

protocol::VoiceSnapshot make_snapshot(const Book& book, const Phrases& phrases, Millis at) {
  return Builder(book, phrases, at).build();
}

Millis next_change(const Book& book, Millis at) {
  Millis next = at + kDay;
  const auto consider = [&](Millis moment) {
    if (moment > at) next = std::min(next, moment);
  };
  for (const Line& line : book.lines) {
    consider(line.from);
    if (line.until) consider(*line.until);
    if (!line.always_open) consider((at / kMinute + 1) * kMinute);
  }
  for (const Announcement& one : book.announcements) {
    consider(one.from);
    if (one.until) consider(*one.until);
  }
  return next;
}

}  // namespace aproape::telephony
