#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "channels/web_form/model.hpp"

// What the form asks, one thing a page, and what is wrong with an answer. Pure.
namespace aproape::web_form {

// In the order in which they are asked; "files" needs no answer.
inline constexpr std::array<std::string_view, 6> kQuestions{"who",   "where",   "topic",
                                                            "story", "address", "files"};

// The topic of who finds none that fits.
inline constexpr std::string_view kOtherTopic = "other";

// How long answers may be, in bytes.
inline constexpr std::size_t kLongestStory = 20'000;
inline constexpr std::size_t kLongestLine = 200;
inline constexpr std::size_t kMostPersons = 50;

// The names of "persons": without blank lines, each cut to kLongestLine.
[[nodiscard]] std::vector<std::string> persons_of(const Answers& answers);

// What is wrong with the answers to one question: fields of the page and keys of texts ("form.name_missing").
// Whether country and topic exist is the caller's to check.
[[nodiscard]] std::vector<Error::Field> faults(const Answers& answers, std::string_view question);

// The first question whose answers are wrong or missing; empty: all is answered.
[[nodiscard]] std::string_view first_open(const Answers& answers);

// Whether it can be a mail address: one @ with something before it and a host with a dot behind it, no
// blanks, no control characters, at most 254 bytes (RFC 5321 4.5.3.1.3).
[[nodiscard]] bool looks_like_address(std::string_view email);
// Digits after a "+", with blanks, dots, dashes and brackets; 7 to 15 digits (ITU-T E.164).
[[nodiscard]] bool looks_like_number(std::string_view phone);

}  // namespace aproape::web_form
