#include "sim/mail/story.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/mail/scenarios.hpp"

namespace sim {
namespace {

const Lines kFirst{"Andreea",  "Mihai",    "Ștefan",  "Ioana",   "Cătălin",  "Raluca",   "Țurcanu-Elena",
                   "Florin",   "Gabriela", "Răzvan",  "Oana",    "Vlad",     "Corina",   "Dănuț",
                   "Mădălina", "Sorin",    "Anca",    "Petrică", "Simona",   "Ilinca",   "Bogdan",
                   "Crina",    "Tudor",    "Viorica", "Emil",    "Nicoleta", "Gheorghe", "Ana-Sofia"};
const Lines kLast{"Crăciun", "Bălan",  "Șchiopu",    "Țepuș",    "Munteanu", "Văcărescu", "Iordăchescu",
                  "Dobre",   "Ghețău", "Năstăsescu", "Oprea",    "Fărcășan", "Păun",      "Mușat",
                  "Țîrlea",  "Rusu",   "Stan",       "Lupu",     "Bîtcă",    "Moraru",    "Cosma",
                  "Nistor",  "Zamfir", "Ursache",    "Grigoraș", "Înțeleptu"};

std::string_view pick(Random& random, Lines choices) {
  return *(choices.begin() + static_cast<std::ptrdiff_t>(random() % choices.size()));
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// How most people write on a phone: no diacritics.
std::string plain_letters(std::string text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kLetters{{{"ă", "a"},
                                                                                           {"â", "a"},
                                                                                           {"î", "i"},
                                                                                           {"ș", "s"},
                                                                                           {"ț", "t"},
                                                                                           {"Ă", "A"},
                                                                                           {"Â", "A"},
                                                                                           {"Î", "I"},
                                                                                           {"Ș", "S"},
                                                                                           {"Ț", "T"}}};
  for (const auto& [from, to] : kLetters) text = replace_all(std::move(text), from, to);
  return text;
}

std::string lower_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// How people type: no diacritics, no capitals, a letter too many or too few, everything in capitals.
std::string typed_badly(Random& random, std::string text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool letter = text[i] >= 'a' && text[i] <= 'z';
    const std::size_t dice = random() % 200;
    if (letter && dice == 0) continue;
    out += text[i];
    if (letter && dice == 1) out += text[i];
    if (letter && dice == 2 && i + 1 < text.size() && text[i + 1] >= 'a' && text[i + 1] <= 'z') {
      out.back() = text[i + 1];
      out += text[i];
      ++i;
    }
  }
  return out;
}

std::string shouted(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

const Scenario& choose_scenario(Random& random, bool romanian) {
  while (true) {
    const Scenario& one = scenarios()[random() % scenarios().size()];
    if ((one.language == "ro") == romanian) return one;
  }
}

// Some of the lines, in a turned order, joined as a paragraph or line by line.
void tell_some(Random& random, Lines lines, std::size_t most, std::vector<std::string_view>& out) {
  const std::size_t start = random() % lines.size();
  const std::size_t count = 1 + random() % std::min(most, lines.size());
  for (std::size_t i = 0; i < count; ++i)
    out.push_back(*(lines.begin() + static_cast<std::ptrdiff_t>((start + i) % lines.size())));
}

}  // namespace

Story tell(Random& random) {
  const std::size_t dice = random() % 100;
  const Scenario& scenario = choose_scenario(random, dice < 80);
  const Manner& manner = manner_of(scenario.language);
  const Place& place = places()[random() % places().size()];
  const std::string number = std::to_string(2 + random() % 80);
  const std::string_view day = pick(random, manner.days);
  const std::string_view relative = pick(random, manner.relatives);
  const auto fill = [&](std::string_view text) {
    std::string out = replace_all(std::string(text), "{c}", place.city);
    out = replace_all(std::move(out), "{t}", place.country);
    out = replace_all(std::move(out), "{n}", number);
    out = replace_all(std::move(out), "{w}", relative);
    return replace_all(std::move(out), "{d}", day);
  };

  Story story;
  story.language = scenario.language;
  story.topic = scenario.topic;
  const std::string first(pick(random, kFirst));
  const std::string last(pick(random, kLast));
  story.name = first + " " + last;
  story.address = lower_ascii(plain_letters(first + "." + last)) + std::to_string(random() % 5000) +
                  (random() % 3 == 0 ? "@example.net" : "@example.org");
  story.subject = fill(pick(random, scenario.subjects));
  std::vector<std::string_view> told;
  if (random() % 3 == 0) told.push_back(pick(random, manner.circumstances));
  tell_some(random, scenario.facts, 3, told);
  if (random() % 2 == 0) told.push_back(pick(random, manner.circumstances));
  tell_some(random, scenario.requests, 2, told);
  if (random() % 2 == 0) told.push_back(pick(random, manner.remarks));
  const std::string_view between = random() % 2 == 0 ? "\n" : " ";
  story.text = std::string(pick(random, manner.openings)) + "\n\n";
  for (const std::string_view sentence : told) {
    story.text += fill(sentence);
    story.text += between;
  }
  story.text += "\n\n" + std::string(pick(random, manner.closings)) + "\n" + story.name + "\n";
  if (random() % 4 == 0)
    story.text += "Tel. " + std::string(place.phone) + std::to_string(100 + random() % 900) + "\n";
  if (scenario.language == "ro" && dice >= 60) {  // two in ten write without diacritics
    story.subject = plain_letters(story.subject);
    story.text = plain_letters(story.text);
    story.name = plain_letters(story.name);
    if (random() % 2 == 0) story.text = lower_ascii(std::move(story.text));
  }
  const std::size_t hand = random() % 20;
  if (hand < 4) story.text = typed_badly(random, std::move(story.text));
  if (hand == 4) story.text = shouted(std::move(story.text));
  return story;
}

}  // namespace sim
