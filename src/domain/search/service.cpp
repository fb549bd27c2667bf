#include "domain/search/service.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "db/rows.hpp"
#include "domain/search/query.hpp"
#include "text/analyse.hpp"

namespace aproape::search {
namespace {

// A case's document stops growing here: a thread of hundreds of long mails stays cheap to extend.
constexpr std::size_t kMostWords = 20'000;

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (end > begin) out.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

// The words as a sorted set: neither order nor number matters to the index. `earlier` is such a set.
std::string word_set(std::string_view earlier, const std::vector<std::string>& terms, bool& grew) {
  const std::vector<std::string_view> had = split(earlier);
  const std::size_t room = kMostWords - std::min(had.size(), kMostWords);
  std::vector<std::string_view> more(terms.begin(), terms.end());
  std::sort(more.begin(), more.end());
  more.erase(std::unique(more.begin(), more.end()), more.end());
  std::vector<std::string_view> fresh;
  std::set_difference(more.begin(), more.end(), had.begin(), had.end(), std::back_inserter(fresh));
  if (fresh.size() > room) fresh.resize(room);
  grew = !fresh.empty();
  std::vector<std::string_view> all;
  all.reserve(had.size() + fresh.size());
  std::merge(had.begin(), had.end(), fresh.begin(), fresh.end(), std::back_inserter(all));
  std::string joined;
  for (const std::string_view word : all) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return joined;
}

}  // namespace

Service::Service(db::Database& database) : database_(database) {}

void Service::add_to_case(db::Tx& tx, CaseId id, std::string_view text) {
  add_to_case(tx, id, text::analyse(text));
}

void Service::add_to_case(db::Tx& tx, CaseId id, const std::vector<std::string>& terms) {
  const auto earlier = tx.one("select words from search_case where rowid = $1", {id});
  bool grew = false;
  const std::string words = word_set(earlier ? earlier->text(0) : std::string(), terms, grew);
  if (!grew) return;
  if (earlier)
    tx.exec({"update search_case set words = $2 where rowid = $1",
             "update search_case set words = $2, tokens = to_tsvector('simple', $2) where rowid = $1"},
            {id, words});
  else
    tx.exec({"insert into search_case (rowid, words) values ($1, $2)",
             "insert into search_case (rowid, words, tokens) values ($1, $2, to_tsvector('simple', $2))"},
            {id, words});
}

void Service::set_case(db::Tx& tx, CaseId id, std::string_view text) {
  tx.exec("delete from search_case where rowid = $1", {id});
  add_to_case(tx, id, text);
}

void Service::set_person(db::Tx& tx, PersonId id, std::string_view text) {
  bool grew = false;
  const std::string words = word_set({}, text::analyse(text), grew);
  tx.exec("delete from search_person where rowid = $1", {id});
  if (grew)
    tx.exec({"insert into search_person (rowid, words) values ($1, $2)",
             "insert into search_person (rowid, words, tokens) values ($1, $2, to_tsvector('simple', $2))"},
            {id, words});
}

std::vector<CaseId> Service::cases(db::Tx& tx, const access::Scope& scope, std::string_view query,
                                   CaseId before, int limit) const {
  const std::string match = match_expression(text::analyse_query(query), tx.backend());
  if (match.empty()) return {};
  const bool all = scope.network();
  // Row numbers are case ids, so the index itself gives the newest first and stops at the limit.
  return db::ids_of<CaseId>(tx.query(
      {"select t.rowid from search_case t join cases c on c.id = t.rowid where search_case match $1 and "
       "t.rowid < $2 "
       "and ($3 or exists (select 1 from account_unit au where au.account_id = $4 and au.unit_id = "
       "c.unit_id) "
       "or exists (select 1 from case_grant g join account_unit gu on gu.unit_id = g.unit_id where "
       "g.case_id = c.id and g.until > $5 and gu.account_id = $4)) order by t.rowid desc limit $6",
       "select t.rowid from search_case t join cases c on c.id = t.rowid where t.tokens @@ "
       "to_tsquery('simple', $1) "
       "and t.rowid < $2 and ($3 or exists (select 1 from account_unit au where au.account_id = $4 and "
       "au.unit_id = c.unit_id) or exists (select 1 from case_grant g join account_unit gu on gu.unit_id = "
       "g.unit_id "
       "where g.case_id = c.id and g.until > $5 and gu.account_id = $4)) order by t.rowid desc limit $6"},
      {match, before.empty() ? INT64_MAX : before.value, all, scope.account(), database_.clock().now(),
       limit}));
}

std::vector<PersonId> Service::people(db::Tx& tx, const access::Scope& scope, std::string_view query,
                                      PersonId before, int limit) const {
  const std::string match = match_expression(text::analyse_query(query), tx.backend());
  if (match.empty()) return {};
  const bool all = scope.network();
  return db::ids_of<PersonId>(tx.query(
      {"select t.rowid from search_person t where search_person match $1 and t.rowid < $2 and ($3 or exists "
       "(select 1 from "
       "case_role r join cases c on c.id = r.case_id where r.person_id = t.rowid and (exists (select 1 from "
       "account_unit au where au.account_id = $4 and au.unit_id = c.unit_id) or exists (select 1 from "
       "case_grant g "
       "join account_unit gu on gu.unit_id = g.unit_id where g.case_id = c.id and g.until > $5 and "
       "gu.account_id = $4)))) order by t.rowid desc limit $6",
       "select t.rowid from search_person t where t.tokens @@ to_tsquery('simple', $1) and t.rowid < $2 and "
       "($3 or "
       "exists (select 1 from case_role r join cases c on c.id = r.case_id where r.person_id = t.rowid and "
       "(exists "
       "(select 1 from account_unit au where au.account_id = $4 and au.unit_id = c.unit_id) or exists "
       "(select 1 from "
       "case_grant g join account_unit gu on gu.unit_id = g.unit_id where g.case_id = c.id and g.until > $5 "
       "and "
       "gu.account_id = $4)))) order by t.rowid desc limit $6"},
      {match, before.empty() ? INT64_MAX : before.value, all, scope.account(), database_.clock().now(),
       limit}));
}

}  // namespace aproape::search
