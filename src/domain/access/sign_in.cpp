#include <algorithm>

#include "base/error.hpp"
#include "domain/access/repository.hpp"
#include "domain/access/session_repository.hpp"
#include "domain/access/sign_in_delays.hpp"
#include "domain/access/state.hpp"
#include "domain/access/totp.hpp"
#include "text/fold.hpp"

// Signing in and out, sessions and bearer tokens.
namespace aproape::access {
namespace {

constexpr Millis kUseGrain = 30 * kSecond;  // how often use of a session is written down
constexpr Millis kConfirmedFor = 5 * kMinute;
constexpr std::string_view kTokenPrefix = "apr_";

SignIn slow_down(Millis wait) {
  SignIn result;
  result.outcome = SignIn::Outcome::slow_down;
  result.retry_after = static_cast<int>((wait + kSecond - 1) / kSecond);
  return result;
}

}  // namespace

Identity Service::State::identity(AccountId account, const Standing& standing) const {
  Identity identity;
  identity.account = account;
  identity.language = standing.language;
  identity.permissions = standing.permissions;
  return identity;
}

// The check that signing in and confirming share; `in` runs in the transaction of a success.
SignIn Service::State::prove(const Proof& given,
                             const std::function<void(db::Tx&, const audit::Actor&)>& in) {
  const Millis now = database.clock().now();
  const std::string from = audit.digest(given.source);
  const SignInDelays delays(audit.digest(given.login), from);
  Millis wait = 0;
  std::optional<repository::Credentials> found;
  database.read([&](db::Tx& tx) {
    wait = delays.wait(tx, now);
    found = repository::credentials_of_login(tx, given.login);
  });
  if (wait > 0) return slow_down(wait);
  const repository::Credentials known = found.value_or(repository::Credentials{});
  const bool right = verifier.verify(known.password, given.password);
  const bool open = right && !known.disabled && (known.password_until == 0 || now < known.password_until);
  SignIn result;
  if (open && !known.totp_secret.empty() && given.code.empty()) {
    result.outcome = SignIn::Outcome::code_needed;
    return result;
  }
  std::optional<std::int64_t> step;
  if (open && !known.totp_secret.empty())
    step = totp_step(box.open(known.totp_secret), given.code, now, known.totp_step);
  const bool proved = open && (known.totp_secret.empty() || step);
  const bool passed = database.write([&](db::Tx& tx) {
    const audit::Actor actor(known.account, from);
    // The conditional update makes one of two attempts with the same code fail.
    if (!proved || (step && !repository::use_totp_step(tx, known.account, *step))) {
      delays.failed(tx, now);
      audit.note_change(tx, actor, "session.refused", "account", known.account.value);
      return false;
    }
    delays.succeeded(tx, now);
    in(tx, actor);
    return true;
  });
  if (!passed) return result;
  result.outcome = SignIn::Outcome::signed_in;
  result.account = known.account;
  return result;
}

SignIn Service::sign_in(std::string_view login, std::string_view password, std::string_view code,
                        std::string_view source) {
  const Millis now = state_->database.clock().now();
  const std::string token = random_token(32);
  const std::string csrf = random_token(24);
  SignIn result =
      state_->prove({text::fold(login), password, code, source}, [&](db::Tx& tx, const audit::Actor& actor) {
        repository::sweep_sessions(tx, now - state_->options.idle, now - state_->options.absolute);
        repository::insert(tx, repository::Session{token_hash(token), actor.account, csrf, now, now, now});
        state_->audit.note_change(tx, actor, "session.started", "account", actor.account.value);
      });
  if (result.outcome != SignIn::Outcome::signed_in) return result;
  result.token = token;
  result.expires_at = now + state_->options.absolute;
  return result;
}

SignIn Service::confirm(AccountId account, std::string_view session, std::string_view password,
                        std::string_view code, std::string_view source) {
  const auto known = state_->database.read([&](db::Tx& tx) { return repository::find(tx, account); });
  if (!known || session.empty()) return {};
  return state_->prove({known->login, password, code, source}, [&](db::Tx& tx, const audit::Actor& actor) {
    repository::confirm_session(tx, session, state_->database.clock().now());
    state_->audit.note_change(tx, actor, "session.confirmed", "account", actor.account.value);
  });
}

void Service::sign_out(std::string_view session) {
  state_->database.write([&](db::Tx& tx) {
    const auto found = repository::session(tx, session);
    if (!found) return;
    repository::end_session(tx, session);
    state_->audit.note_change(tx, audit::Actor(found->account, {}), "session.ended", "account",
                              found->account.value);
    tx.publish({"session.ended", "account", found->account.value, 0, found->account.value, "{}"});
  });
}

std::optional<Identity> Service::of_session(std::string_view cookie) {
  if (cookie.empty() || cookie.size() > 128) return std::nullopt;
  const Millis now = state_->database.clock().now();
  const std::string id = token_hash(cookie);
  const auto session = state_->database.read([&](db::Tx& tx) { return repository::session(tx, id); });
  if (!session) return std::nullopt;
  const Millis end = session->created_at + state_->options.absolute;
  if (now >= end || now - session->used_at >= state_->options.idle) return std::nullopt;
  const Standing standing = state_->standing(session->account);
  if (!standing.active) return std::nullopt;
  if (now - session->used_at >= kUseGrain)
    state_->database.write([&](db::Tx& tx) { repository::use_session(tx, id, now); });
  Identity identity = state_->identity(session->account, standing);
  identity.session = id;
  identity.csrf = session->csrf;
  identity.confirmed = now - session->confirmed_at < kConfirmedFor;
  identity.expires_at = end;
  return identity;
}

bool Service::session_live(std::string_view id) {
  const Millis now = state_->database.clock().now();
  const auto session = state_->database.read([&](db::Tx& tx) { return repository::session(tx, id); });
  return session && now < session->created_at + state_->options.absolute &&
         now - session->used_at < state_->options.idle && state_->standing(session->account).active;
}

std::optional<Identity> Service::of_bearer(std::string_view token) {
  if (!token.starts_with(kTokenPrefix) || token.size() > 128) return std::nullopt;
  const std::string hash = token_hash(token);
  const AccountId account =
      state_->database.read([&](db::Tx& tx) { return repository::token_account(tx, hash); });
  if (account.empty()) return std::nullopt;
  const Standing standing = state_->standing(account);
  if (!standing.active) return std::nullopt;
  return state_->identity(account, standing);
}

std::string Service::create_token(const audit::Actor& by, std::string_view login) {
  const std::string token = std::string(kTokenPrefix) + random_token(32);
  const Millis now = state_->database.clock().now();
  state_->database.write([&](db::Tx& tx) {
    const auto account = repository::find_login(tx, text::fold(login));
    if (!account) throw Error(ErrorKind::not_found, "account.unknown");
    repository::insert_token(tx, account->id, token_hash(token), now);
    state_->audit.note_change(tx, by, "token.created", "account", account->id.value);
  });
  return token;
}

}  // namespace aproape::access
