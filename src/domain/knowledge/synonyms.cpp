#include "domain/knowledge/synonyms.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "domain/knowledge/sources.hpp"
#include "domain/knowledge/terms.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::knowledge {
namespace {

bool stands_at(const Synonyms::Phrase& phrase, const std::vector<std::string>& question, std::size_t from) {
  return from + phrase.size() <= question.size() &&
         std::equal(phrase.begin(), phrase.end(), question.begin() + static_cast<std::ptrdiff_t>(from));
}

}  // namespace

Synonyms::Synonyms(std::string_view csv) {
  const csv::Table table(csv, {"words"});
  for (const csv::Row& row : table.rows()) {
    const std::string words = table.field(row, "words");
    std::vector<Phrase> group;
    for (std::size_t from = 0; from <= words.size();) {
      const std::size_t to = std::min(words.find('|', from), words.size());
      Phrase phrase = terms(std::string_view(words).substr(from, to - from));
      const bool twice = std::find(group.begin(), group.end(), phrase) != group.end();
      if (phrase.empty())
        throw Error(ErrorKind::invalid, "catalogue.synonyms", "line " + std::to_string(row.line));
      if (!twice) group.push_back(std::move(phrase));
      from = to + 1;
    }
    groups_.push_back(std::move(group));
  }
}

const Synonyms& Synonyms::carried() {
  static const Synonyms synonyms(carried_file("catalog/synonyms.csv"));
  return synonyms;
}

std::vector<Synonyms::Found> Synonyms::find(const std::vector<std::string>& question) const {
  std::vector<Found> found;
  for (std::size_t from = 0; from < question.size();) {
    Found best{from, from, nullptr};
    for (const std::vector<Phrase>& group : groups_)
      for (const Phrase& phrase : group)
        if (phrase.size() > best.to - best.from && stands_at(phrase, question, from))
          best = {from, from + phrase.size(), &group};
    if (best.others == nullptr) {
      ++from;
      continue;
    }
    found.push_back(best);
    from = best.to;
  }
  return found;
}

}  // namespace aproape::knowledge
