#include "channels/web_form/questions.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace aproape::web_form {
namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kShortestStory = 10;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> allowed) {
  return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

}  // namespace

std::vector<std::string> persons_of(const Answers& answers) {
  std::vector<std::string> names;
  const std::string_view all = answers.persons;
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t end = std::min(all.find('\n', from), all.size());
    std::string_view line = all.substr(from, end - from);
    from = end + 1;
    while (!line.empty() && is_blank(line.substr(0, 1))) line.remove_prefix(1);
    while (!line.empty() && is_blank(line.substr(line.size() - 1))) line.remove_suffix(1);
    if (!line.empty()) names.emplace_back(text::prefix(line, kLongestLine));
  }
  return names;
}

bool looks_like_address(std::string_view email) {
  if (email.size() > kLongestAddress) return false;
  const std::size_t at = email.find('@');
  if (at == email.npos || at == 0 || email.find('@', at + 1) != email.npos) return false;
  const std::string_view host = email.substr(at + 1);
  const bool sane = std::all_of(email.begin(), email.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7f &&
           std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
  });
  const std::size_t dot = host.find('.');
  return sane && dot != host.npos && dot > 0 && host.back() != '.' && host.find("..") == host.npos;
}

bool looks_like_number(std::string_view phone) {
  if (!phone.starts_with('+') || phone.size() > 40) return false;
  const auto digits = std::count_if(phone.begin(), phone.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 7 && digits <= 15 && phone.find_first_not_of("0123456789 .-()", 1) == phone.npos;
}

std::vector<Error::Field> faults(const Answers& answers, std::string_view question) {
  std::vector<Error::Field> list;
  const auto require = [&](bool fine, const char* field, const char* key) {
    if (!fine) list.push_back({field, key});
  };
  if (question == "who") {
    require(is_one_of(answers.who, {"self", "other", "group", "foreigner"}), "who", "form.who_missing");
    if (answers.who == "other" || answers.who == "group") {
      const std::size_t persons = persons_of(answers).size();
      require(persons > 0, "persons", "form.persons_missing");
      require(persons <= kMostPersons, "persons", "form.persons_many");
    }
  } else if (question == "where") {
    require(answers.country.size() == 2, "country", "form.country_missing");
    require(answers.place.size() <= kLongestLine, "place", "form.too_long");
  } else if (question == "topic") {
    require(!answers.topic.empty(), "topic", "form.topic_missing");
  } else if (question == "story") {
    require(!is_blank(answers.story) && answers.story.size() >= kShortestStory, "story",
            "form.story_missing");
    require(answers.story.size() <= kLongestStory, "story", "form.too_long");
  } else if (question == "address") {
    require(!is_blank(answers.name), "name", "form.name_missing");
    require(answers.name.size() <= kLongestLine, "name", "form.too_long");
    require(looks_like_address(answers.email), "email", "form.email_wrong");
    require(answers.phone.empty() || looks_like_number(answers.phone), "phone", "form.phone_wrong");
  }
  return list;
}

std::string_view first_open(const Answers& answers) {
  for (const std::string_view question : kQuestions)
    if (!faults(answers, question).empty()) return question;
  return {};
}

}  // namespace aproape::web_form
