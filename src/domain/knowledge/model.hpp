#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::knowledge {

// Whom an article is written for. Operators read all of them.
enum class Audience { citizen, staff };

enum class Kind {
  service,  // a consular service: conditions, documents, fee, duration, legal basis
  script,   // at most six questions that lead to a decision
  guide,    // anything else
};

// Where a fact stands, and when it was seen there.
struct Source {
  std::string id;       // "E203": key of catalog/sources.csv or the editor's own
  std::string kind;     // official, press, unchecked (to be verified)
  std::string address;  // or another description
  std::string seen;     // date, "2026-11-23"
  bool operator==(const Source&) const = default;
};

// An answer to a question of a script: it leads to a later question, or it decides.
struct Answer {
  std::string say;
  int next = 0;        // number of the question that follows, from 1; 0 = decided
  std::string decide;  // what is done then
  bool operator==(const Answer&) const = default;
};

struct Question {
  std::string ask;
  std::vector<Answer> answers;
  bool operator==(const Question&) const = default;
};

// The parts that a country or mission may have otherwise. Empty: as in the base.
struct Details {
  std::vector<std::string> conditions;
  std::vector<std::string> documents;
  std::string fee;
  std::string duration;
  std::vector<std::string> legal;
  std::string note;
  bool operator==(const Details&) const = default;
};

// An article in one language.
struct Text {
  std::string title;
  std::vector<std::string> words;  // what else people call it: for search alone
  std::string summary;             // one or two sentences; answers most questions
  std::string first;               // of a script: what is said before anything else
  Details details;
  std::vector<Question> questions;  // of a script
  std::string body;                 // paragraphs; "## " begins a heading, "- " an item of a list
  bool operator==(const Text&) const = default;
};

// What is otherwise in one country or at one mission.
struct Variant {
  std::string country;  // ISO code, or
  std::string mission;  // unit code
  std::vector<std::string> sources;
  std::map<std::string, Details, std::less<>> texts;  // by language
  bool operator==(const Variant&) const = default;
};

// The language in which an article is first written; others are translations of it.
inline constexpr std::string_view kBaseLanguage = "ro";

struct Article {
  std::string key;  // "travel-title-adult"
  Audience audience = Audience::citizen;
  Kind kind = Kind::guide;
  std::vector<std::string> categories;  // subcategories of the taxonomy that it answers
  std::vector<Source> sources;
  std::string review_by;  // the day by which somebody must read it again
  std::map<std::string, Text, std::less<>> texts;
  std::vector<Variant> variants;
  bool operator==(const Article&) const = default;
};

}  // namespace aproape::knowledge
