#pragma once

#include <string_view>

#include "portal/form.hpp"
#include "portal/form_fields.hpp"
#include "portal/site.hpp"

namespace aproape::portal {

// The fields of a question of the form (web_form::kQuestions), filled with what was answered.
[[nodiscard]] Html question_fields(const Site& site, const Visit& visit, std::string_view question,
                                   const web_form::Draft& draft, const Faults& faults);

// Takes what the page sent into the answers. Gives what is wrong with it, also where country or topic is none
// of ours.
[[nodiscard]] Faults take_answers(const Site& site, std::string_view question,
                                  const std::map<std::string, std::string, std::less<>>& fields,
                                  web_form::Answers& answers);

// What was answered, as "check your answers" lists it: name of the question, its step, the answer.
struct Answered {
  std::string name;
  std::string_view question;
  std::string answer;
};
[[nodiscard]] std::vector<Answered> answered(const Site& site, const Visit& visit,
                                             const web_form::Draft& draft);

}  // namespace aproape::portal
