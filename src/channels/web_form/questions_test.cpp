#include "channels/web_form/questions.hpp"

#include <doctest/doctest.h>

namespace aproape::web_form {
namespace {

Answers whole() {
  Answers answers;
  answers.who = "self";
  answers.country = "IT";
  answers.topic = "TRV";
  answers.story = "Mi s-a furat pașaportul la gară.";
  answers.name = "Daniela Crăciun";
  answers.email = "daniela@example.org";
  return answers;
}

TEST_CASE("the first question that is open is asked, in the order of the pages") {
  Answers answers;
  CHECK(first_open(answers) == "who");
  answers.who = "self";
  CHECK(first_open(answers) == "where");
  CHECK(first_open(whole()).empty());
  answers = whole();
  answers.story = " \n ";
  CHECK(first_open(answers) == "story");
  answers.story = std::string(kLongestStory + 1, 'x');
  CHECK(faults(answers, "story").front().key == "form.too_long");
}

TEST_CASE("who asks for others names them, at most fifty") {
  Answers answers = whole();
  answers.who = "group";
  CHECK(first_open(answers) == "who");
  answers.persons = "  Ion Ursu \r\n\r\nMaria Ursu\n";
  CHECK(first_open(answers).empty());
  CHECK(persons_of(answers) == std::vector<std::string>{"Ion Ursu", "Maria Ursu"});
  answers.persons.clear();
  for (int i = 0; i < 51; ++i) answers.persons += "Cineva\n";
  CHECK(faults(answers, "who").front().key == "form.persons_many");
  answers.who = "somebody<script>";
  CHECK(faults(answers, "who").front().key == "form.who_missing");
}

TEST_CASE("addresses and numbers are told from what cannot be one") {
  for (const char* good : {"a@example.org", "ana.maria+x@mail.example.co.uk"})
    CHECK(looks_like_address(good));
  for (const char* bad :
       {"", "a", "@example.org", "a@", "a@b", "a@@example.org", "a b@example.org", "a@example..org",
        "a@example.org.", "a@.org", "a@example.org\r\nBcc: x@example.org", "a,b@example.org"})
    CHECK_FALSE(looks_like_address(bad));
  CHECK(looks_like_number("+39 320 555-0147"));
  for (const char* bad : {"0320 555 0147", "+39", "+39 320 555 abc", "+1234567890123456"})
    CHECK_FALSE(looks_like_number(bad));
}

}  // namespace
}  // namespace aproape::web_form
