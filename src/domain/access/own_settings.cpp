#include <string>

#include "base/error.hpp"
#include "domain/access/repository.hpp"
#include "domain/access/session_repository.hpp"
#include "domain/access/state.hpp"
#include "domain/access/totp.hpp"

// What people set for themselves: language and look, password, second factor.
namespace aproape::access {
namespace {

constexpr std::size_t kTotpBytes = 20;  // RFC 4226 recommends the length of the hash

void require(bool good, const char* field, std::vector<Error::Field>& faults) {
  if (!good) faults.push_back({field, "field.choice"});
}

}  // namespace

void Service::change_settings(AccountId id, std::optional<std::string> language,
                              std::optional<std::string> theme, std::optional<std::string> density) {
  std::vector<Error::Field> faults;
  require(!language || *language == "ro" || *language == "en", "language", faults);
  require(!theme || *theme == "auto" || *theme == "light" || *theme == "dark", "theme", faults);
  require(!density || *density == "comfortable" || *density == "dense", "density", faults);
  if (!faults.empty()) throw Error("field.invalid", std::move(faults));
  state_->database.write([&](db::Tx& tx) {
    auto account = repository::find(tx, id);
    if (!account) throw Error(ErrorKind::not_found, "not_found");
    account->language = language.value_or(account->language);
    account->theme = theme.value_or(account->theme);
    account->density = density.value_or(account->density);
    if (!repository::update(tx, *account, account->version)) throw Error(ErrorKind::stale, "stale");
    state_->version.touch(tx);
  });
}

void Service::change_password(AccountId id, std::string_view session, std::string_view old_password,
                              std::string_view new_password) {
  std::optional<Account> account;
  std::optional<repository::Credentials> known;
  state_->database.read([&](db::Tx& tx) {
    account = repository::find(tx, id);
    known = repository::credentials(tx, id);
  });
  if (!account || !known) throw Error(ErrorKind::not_found, "not_found");
  if (!state_->verifier.verify(known->password, old_password))
    throw Error("field.invalid", {{"old", "password.wrong"}});
  std::string fault = password_fault(new_password, {account->login, account->name});
  if (fault.empty() && old_password == new_password) fault = "password.same";
  if (!fault.empty()) throw Error("field.invalid", {{"new", fault}});
  const std::string hash = hash_password(new_password, state_->options.cost);
  state_->database.write([&](db::Tx& tx) {
    repository::set_password(tx, id, hash, false, 0);
    repository::end_sessions(tx, id, session);
    state_->changed(tx, audit::Actor(id, {}), "password.changed", id);
  });
}

Service::TotpOffer Service::offer_totp(AccountId id) {
  const std::string secret = random_bytes(kTotpBytes);
  const std::string sealed = state_->box.seal(secret);
  const std::string login = state_->database.write([&](db::Tx& tx) {
    const auto account = repository::find(tx, id);
    if (!account) throw Error(ErrorKind::not_found, "not_found");
    repository::set_totp_offer(tx, id, sealed);
    return account->login;
  });
  const std::string text = base32(secret);
  return {text, "otpauth://totp/Aproape:" + login + "?secret=" + text + "&issuer=Aproape"};
}

void Service::confirm_totp(AccountId id, std::string_view code) {
  const Millis now = state_->database.clock().now();
  state_->database.write([&](db::Tx& tx) {
    const auto known = repository::credentials(tx, id);
    if (!known || known->totp_offer.empty()) throw Error(ErrorKind::conflict, "totp.not_offered");
    const auto step = totp_step(state_->box.open(known->totp_offer), code, now, 0);
    if (!step) throw Error("field.invalid", {{"code", "totp.wrong"}});
    repository::accept_totp(tx, id, *step);
    state_->changed(tx, audit::Actor(id, {}), "totp.set", id);
  });
}

}  // namespace aproape::access
