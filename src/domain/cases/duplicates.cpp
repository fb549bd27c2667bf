// Cases that may be the same matter, with the reason: who stands in both, or how alike the texts are.
#include <algorithm>
#include <cstdint>
#include <set>

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

bool near(const Case& a, const Case& b, Millis span) {
  return std::max(a.created_at, b.created_at) - std::min(a.created_at, b.created_at) <= span;
}

// Without the words of its own number and requester: two cases of one person are not alike by his name.
std::vector<std::string> own_words(std::vector<std::string> words, const Case& c) {
  const auto aside = text::analyse(c.number + ' ' + c.requester_name);
  std::erase_if(words, [&](const std::string& word) {
    return std::find(aside.begin(), aside.end(), word) != aside.end();
  });
  return words;
}

}  // namespace

std::vector<Duplicate> Service::duplicates(db::Tx& tx, const access::Scope& scope, CaseId id,
                                           int limit) const {
  const Case c = get(tx, scope, id);
  const Millis now = database_.clock().now();
  std::set<CaseId> aside = {id};
  for (const Link& link : repository::links(tx, id)) aside.insert(link.other);
  std::vector<Duplicate> found;
  const auto words = own_words(search_.case_words(tx, id), c);
  const auto alike = [&](const Case& other) {
    return similarity(words, own_words(search_.case_words(tx, other.id), other));
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
