#include "domain/satisfaction/service.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

namespace aproape::satisfaction {
namespace {

constexpr Millis kOpenFor = 30 * kDay;
constexpr std::size_t kLongestComment = 2000;

bool is_answered(db::Tx& tx, const Invitation& invitation) {
  return tx
      .one("select 1 from satisfaction where case_id = $1 and invitation = $2",
           {invitation.case_id, invitation.until / kSecond})
      .has_value();
}

}  // namespace

void Service::set_site(std::string site) {
  const std::lock_guard lock(guard_);
  site_ = std::move(site);
}

std::string Service::link(CaseId id) const {
  const std::lock_guard lock(guard_);
  if (site_.empty()) return {};
  return site_ + "/rate/" + make_token(key_, {id, database_.clock().now() + kOpenFor});
}

Invitation Service::read(std::string_view token) const {
  const auto invitation = read_token(key_, token);
  if (!invitation) throw Error(ErrorKind::not_found, "satisfaction.not_found");
  return *invitation;
}

Service::Asked Service::ask(db::Tx& tx, std::string_view token) const {
  const Invitation invitation = read(token);
  const cases::Case c = cases_.get(tx, access::Scope::system("satisfaction.ask"), invitation.case_id);
  Asked asked;
  asked.number = c.number;
  asked.language = c.language == "ro" || c.language.empty() ? "ro" : "en";
  if (is_answered(tx, invitation))
    asked.state = State::answered;
  else if (invitation.until <= database_.clock().now())
    asked.state = State::expired;
  return asked;
}

void Service::answer(db::Tx& tx, std::string_view token, int score, std::string_view comment) {
  const State state = ask(tx, token).state;
  if (state == State::answered) throw Error(ErrorKind::conflict, "satisfaction.answered");
  if (state == State::expired) throw Error(ErrorKind::conflict, "satisfaction.expired");
  if (score < 1 || score > 5) throw Error("satisfaction.invalid", {{"score", "field.invalid"}});
  if (comment.size() > kLongestComment) throw Error("satisfaction.invalid", {{"comment", "field.invalid"}});
  const Invitation invitation = read(token);
  // Two clicks at once: the unique key lets one through.
  if (tx.exec(
          "insert into satisfaction (case_id, invitation, score, comment, at) values ($1, $2, $3, $4, $5) on "
          "conflict do nothing",
          {invitation.case_id, invitation.until / kSecond, score, comment, database_.clock().now()}) == 0)
    throw Error(ErrorKind::conflict, "satisfaction.answered");
  cases_.note_event(tx, access::Scope::system("satisfaction.answer"), invitation.case_id,
                    "satisfaction.answered", json::write(json::Object{{"score", score}}));
}

std::vector<Answer> Service::of_case(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)cases_.get(tx, scope, id);
  std::vector<Answer> answers;
  for (const db::Row& row :
       tx.query("select invitation, score, comment, at from satisfaction where case_id = $1 order by at desc",
                {id}))
    answers.push_back({id, row.i64(0), static_cast<int>(row.i64(1)), row.text(2), row.i64(3)});
  return answers;
}

}  // namespace aproape::satisfaction
