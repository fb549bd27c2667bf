#include <algorithm>

#include "domain/routing/state.hpp"

// How things ended: the codes that agents give while they write up what they did.
namespace aproape::routing {
namespace {

constexpr std::size_t kLongestCode = 40;
constexpr std::size_t kLongestName = 80;

bool is_code(std::string_view code) {
  return !code.empty() && code.size() <= kLongestCode && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

void Service::end_wrap_up(db::Tx& tx, const access::Scope& scope, WorkId id, std::string_view code) {
  const auto codes = wrap_up_codes(tx);
  if (!code.empty() && std::none_of(codes.begin(), codes.end(),
                                    [&](const WrapUpCode& one) { return one.code == code && one.active; }))
    throw Error("field.invalid", {{"code", "field.invalid"}});
  repository::lock(tx);
  const auto work = repository::work(tx, id);
  const bool written_up = work && work->agent == scope.account() && work->engagement &&
                          work->engagement->phase == Engagement::Phase::wrap_up;
  const bool kept = !code.empty() && repository::set_code(tx, id, scope.account(), code);
  if (!written_up && !kept) throw Error(ErrorKind::not_found, "work.not_found");
  if (written_up)
    state_->on_hands(tx, State::agent(tx, scope.account()),
                     [&](Router& router) { return router.end_wrap_up(scope.account(), id, state_->now()); });
}

std::vector<WrapUpCode> Service::wrap_up_codes(db::Tx& tx) const {
  std::vector<WrapUpCode> all = state_->wrap_up_codes;
  for (WrapUpCode& changed : repository::wrap_up_codes(tx)) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const WrapUpCode& one) { return one.code == changed.code; });
    if (found == all.end())
      all.push_back(std::move(changed));
    else
      *found = std::move(changed);
  }
  return all;
}

void Service::save_wrap_up_code(db::Tx& tx, const access::Scope& scope, const WrapUpCode& code) {
  if (!scope.may_everywhere("agent.write")) throw Error(ErrorKind::forbidden, "auth.forbidden");
  std::vector<Error::Field> wrong;
  if (!is_code(code.code)) wrong.push_back({"code", "field.invalid"});
  if (code.name_ro.empty() || code.name_ro.size() > kLongestName)
    wrong.push_back({"name_ro", "field.invalid"});
  if (code.name_en.empty() || code.name_en.size() > kLongestName)
    wrong.push_back({"name_en", "field.invalid"});
  if (!wrong.empty()) throw Error("field.invalid", std::move(wrong));
  repository::save(tx, code);
  state_->audit(tx, scope, "wrap_up_code.changed", "wrap_up_code", 0,
                json::Object{{"code", code.code}, {"active", code.active}});
}

std::map<std::string, int> Service::wrap_up_counts(db::Tx& tx, const access::Scope& scope, Millis from,
                                                   Millis to) const {
  std::map<std::string, int> counts;
  for (const auto& one : repository::code_counts(tx, from, to))
    if (scope.may("agent.read", one.unit)) counts[one.code] += one.count;
  return counts;
}

}  // namespace aproape::routing
