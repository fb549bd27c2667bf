#pragma once

#include <string>
#include <vector>

#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

// Something that an article must have and has not.
struct Lack {
  std::string path;  // "texts.en.questions.2"
  std::string key;   // text in locale/
};

inline constexpr std::size_t kMostQuestions = 6;
inline constexpr std::size_t kLeastMissionVariants = 2;

// What an article of its kind needs: a base text with title and summary; a service its conditions, documents,
// fee, duration, legal basis, a dated source and the variants of two missions; a script its "112 or the local
// number first" and at most six questions of which every way ends in a decision, the same ways in each
// language. Pure.
[[nodiscard]] std::vector<Lack> check(const Article& article);

}  // namespace aproape::knowledge
