#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/routing/skill_set.hpp"

namespace aproape::routing {

// A skill by its name and how well: "language:de" 1 (some words) to 5 (as a native), "topic:PRO" 1 to 5.
struct Skill {
  std::string name;
  int level = 1;
};

// Gives skills the numbers of SkillSet. One table serves all agents and work of one Router.
class SkillNames {
 public:
  // Somebody who can do this at a level can do it at the lower ones too.
  [[nodiscard]] SkillSet held(const std::vector<Skill>& skills) {
    SkillSet set;
    for (const Skill& skill : skills)
      for (int level = 1; level <= skill.level && level <= kLevels; ++level)
        set.add(number(skill.name, level));
    return set;
  }
  [[nodiscard]] SkillSet needed(const std::vector<Skill>& skills) {
    SkillSet set;
    for (const Skill& skill : skills) set.add(number(skill.name, skill.level));
    return set;
  }

 private:
  static constexpr int kLevels = 5;

  std::size_t number(const std::string& name, int level) {
    const std::size_t first = numbers_.try_emplace(name, numbers_.size() * kLevels).first->second;
    return first + static_cast<std::size_t>(level - 1);
  }

  std::map<std::string, std::size_t> numbers_;
};

}  // namespace aproape::routing
