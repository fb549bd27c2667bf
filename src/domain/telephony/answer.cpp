#include "domain/telephony/answer.hpp"

#include <set>

namespace aproape::telephony {
namespace {

using protocol::CallAction;
using Kind = CallAction::Kind;

class Walk {
 public:
  explicit Walk(const protocol::VoiceSnapshot& snapshot) : snapshot_(snapshot) {}

  void follow(const CallAction& from, std::string language, std::vector<Step>& steps) {
    if (!from.language.empty()) language = from.language;
    switch (from.kind) {
      case Kind::menu:
        if (const auto* menu = snapshot_.menu(from.target)) through(*menu, language, steps);
        return;
      case Kind::hunt:
        if (const auto* hunt = snapshot_.hunt(from.target)) through(*hunt, language, steps);
        return;
      case Kind::queue:
        if (const auto* queue = snapshot_.queue(from.target)) {
          steps.push_back(
              {"queue", queue->name, said(queue->announcement, language), {}, queue->patience_seconds, {}});
          once("queue " + queue->name, queue->otherwise, language, steps);
        }
        return;
      case Kind::voicemail:
        if (const auto* box = snapshot_.voicemail(from.target))
          steps.push_back({"voicemail", box->name, said(box->prompt, language), {}, 0, {}});
        return;
      case Kind::say:
        steps.push_back({"say", {}, said(from.text, language), {}, 0, {}});
        return;
      case Kind::hangup:
        steps.push_back({"end", {}, said(snapshot_.goodbye, language), {}, 0, {}});
        return;
    }
  }

 private:
  static std::string said(const protocol::SpokenText& text, const std::string& language) {
    const auto* found = text.find(language);
    return found == nullptr ? std::string() : found->text;
  }

  // What comes after something that the way has met before is not told again.
  void once(const std::string& what, const CallAction& next, const std::string& language,
            std::vector<Step>& steps) {
    if (!met_.insert(what).second) return;
    follow(next, language, steps);
    met_.erase(what);
  }

  void through(const protocol::VoiceMenu& menu, const std::string& language, std::vector<Step>& steps) {
    const std::string name = menu.name.substr(0, menu.name.find('/'));
    if (menu.options.empty()) {
      steps.push_back({"announcement", {}, said(menu.prompt, language), {}, 0, {}});
      return once("menu " + menu.name, menu.otherwise, language, steps);
    }
    Step step{"menu", name, said(menu.prompt, language), {}, 0, {}};
    if (met_.insert("menu " + menu.name).second) {
      for (const auto& option : menu.options) {
        Step::Branch branch{option.key, {}};
        follow(option.action, language, branch.steps);
        step.branches.push_back(std::move(branch));
      }
      steps.push_back(std::move(step));
      follow(menu.otherwise, language, steps);
      met_.erase("menu " + menu.name);
      return;
    }
    steps.push_back(std::move(step));
  }

  void through(const protocol::VoiceHunt& hunt, const std::string& language, std::vector<Step>& steps) {
    for (const auto& target : hunt.targets)
      steps.push_back({"ring", target.name, {}, target.address, target.seconds, {}});
    once("hunt " + hunt.name, hunt.otherwise, language, steps);
  }

  const protocol::VoiceSnapshot& snapshot_;
  std::set<std::string> met_;
};

}  // namespace

std::vector<Step> who_answers(const protocol::VoiceSnapshot& snapshot, std::string_view number) {
  std::vector<Step> steps;
  const auto* line = snapshot.line(number);
  if (line != nullptr) Walk(snapshot).follow(line->action, line->language, steps);
  return steps;
}

}  // namespace aproape::telephony
