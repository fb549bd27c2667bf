#include "domain/access/sign_in_delays.hpp"

#include <algorithm>

#include "domain/access/session_repository.hpp"

namespace aproape::access {
namespace {

constexpr std::int64_t kFree = 5;  // the fifth failure brings the first wait
constexpr Millis kAccountLongest = 30 * kSecond;
constexpr Millis kSourceLongest = 15 * kMinute;
constexpr Millis kForget = kDay;      // a count without a new failure
constexpr Millis kKnown = 30 * kDay;  // a source stays known

Millis wait_of(db::Tx& tx, std::string_view name, Millis now) {
  const auto delay = repository::delay(tx, name);
  return delay ? std::max<Millis>(0, delay->blocked_until - now) : 0;
}

void count(db::Tx& tx, std::string_view name, Millis now, Millis longest) {
  auto delay = repository::delay(tx, name).value_or(repository::Delay{});
  if (now - delay.last_at > kForget) delay.failures = 0;
  ++delay.failures;
  delay.last_at = now;
  delay.blocked_until = now + delay_after(delay.failures, longest);
  repository::set_delay(tx, name, delay);
}

}  // namespace

Millis delay_after(std::int64_t failures, Millis longest) {
  if (failures < kFree) return 0;
  const auto doublings = std::min<std::int64_t>(failures - kFree, 20);
  return std::min<Millis>(longest, kSecond << doublings);
}

SignInDelays::SignInDelays(std::string_view login, std::string_view source)
    : account_("account:" + std::string(login)),
      source_("source:" + std::string(source)),
      known_("known:" + std::string(login) + ":" + std::string(source)) {}

Millis SignInDelays::wait(db::Tx& tx, Millis now) const {
  const auto known = repository::delay(tx, known_);
  const bool is_known = known && now - known->last_at <= kKnown;
  const Millis of_account = wait_of(tx, account_, now);
  return std::max(is_known ? 0 : of_account, wait_of(tx, source_, now));
}

void SignInDelays::failed(db::Tx& tx, Millis now) const {
  count(tx, account_, now, kAccountLongest);
  count(tx, source_, now, kSourceLongest);
}

void SignInDelays::succeeded(db::Tx& tx, Millis now) const {
  repository::drop_delay(tx, account_);
  repository::drop_delay(tx, source_);
  repository::set_delay(tx, known_, {0, 0, now});
  repository::sweep_delays(tx, now - kKnown);
}

}  // namespace aproape::access
