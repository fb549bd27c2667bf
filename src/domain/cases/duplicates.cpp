// Cases that may be the same matter, with the reason: who stands in both, or how alike the texts are.
#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"
#include "domain/cases/similarity.hpp"
#include "text/analyse.hpp"

namespace aproape::cases {
namespace {

constexpr Millis kPersonWeeks = 30 * kDay;  // a second letter of the same person
constexpr Millis kTextDays = 7 * kDay;      // the same letter by somebody else
constexpr int kMostLooked = 200;            // newest cases whose texts are compared
constexpr int kAlike = 50;                  // per cent
constexpr int kLetters = 5;                 // of a case

bool near(const Case& a, const Case& b, Millis span) {
  return std::max(a.created_at, b.created_at) - std::min(a.created_at, b.created_at) <= span;
}

// The words of its letters, sorted, without repeats and without the requester's name: two cases of one person
// are not alike by it. What we wrote ourselves is alike in all cases.
std::vector<std::string> words_of(const std::vector<std::string>& letters, const Case& c) {
  std::set<std::string> words;
  for (const std::string& letter : letters)
    for (std::string& word : text::analyse(letter)) words.insert(std::move(word));
  for (const std::string& word : text::analyse(c.number + ' ' + c.requester_name)) words.erase(word);
  return {words.begin(), words.end()};
}

}  // namespace

std::vector<Duplicate> Service::duplicates(db::Tx& tx, const access::Scope& scope, CaseId id,
                                           int limit) const {
  const Case c = get(tx, scope, id);
  const Millis now = database_.clock().now();
  std::set<CaseId> aside = {id};
  for (const Link& link : repository::links(tx, id)) aside.insert(link.other);
  std::vector<Duplicate> found;
  const auto words = words_of(contacts_.letters(tx, id, kLetters), c);
  const auto alike = [&](const Case& other) {
    return similarity(words, words_of(contacts_.letters(tx, other.id, kLetters), other));
  };
  for (const Role& role : repository::roles(tx, id)) {
    if (role.person.empty()) continue;
    for (const CaseId each : repository::of_person(tx, role.person, kMostLooked)) {
      if (aside.contains(each)) continue;
      auto other = repository::find(tx, scope, each, now);
      if (!other || !other->merged_into.empty() || !near(c, *other, kPersonWeeks)) continue;
      aside.insert(each);
      const int share = near(c, *other, kTextDays) ? alike(*other) : 0;
      found.push_back({std::move(*other), role.name, share >= kAlike ? share : 0});
    }
  }
  Filter newest;
  newest.sort = "created";
  for (Case& other : repository::list(tx, scope, newest, {INT64_MAX, INT64_MAX}, kMostLooked, now)) {
    if (aside.contains(other.id) || !near(c, other, kTextDays)) continue;
    const int share = alike(other);
    if (share >= kAlike) found.push_back({std::move(other), {}, share});
  }
  std::stable_sort(found.begin(), found.end(), [](const Duplicate& a, const Duplicate& b) {
    if (a.alike != b.alike) return a.alike > b.alike;
    return a.other.id > b.other.id;
  });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace aproape::cases
