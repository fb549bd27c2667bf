#include "domain/access/service.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "db/testing/database.hpp"
#include "domain/access/secret.hpp"
#include "domain/access/sign_in_delays.hpp"
#include "domain/access/totp.hpp"

namespace aproape::access {
namespace {

constexpr const char* kPassword = "ghiozdan-clopot-vioara";
const UnitId kRoot{10}, kItaly{20}, kRome{21}, kMadrid{30};

Options cheap() {
  Options options;
  options.cost = {1, 8192};
  return options;
}

struct Fixture {
  ManualClock clock{1'790'000'000'000};
  db::testing::TestDatabase database{db::Backend::sqlite, clock};
  audit::Service audit{*database, database.dir()};
  Service service{*database, audit, database.dir(), cheap()};

  Fixture() {
    database->write([&](db::Tx& tx) {
      service.set_unit_tree(tx, {{kRoot, {}}, {kItaly, kRoot}, {kRome, kItaly}, {kMadrid, kRoot}});
    });
  }
  AccountId add(const char* login, std::vector<Grant> grants) {
    return database->write([&](db::Tx& tx) {
      Service::NewAccount account;
      account.login = login;
      account.grants = std::move(grants);
      account.password = kPassword;
      return service.add(tx, {}, account);
    });
  }
  SignIn sign_in(const char* login, const char* password = kPassword, const std::string& code = {}) {
    return service.sign_in(login, password, code, "192.0.2.1");
  }
};

// The secret as the app on the telephone reads it: base32.
std::string decoded(const Service::TotpOffer& offer) {
  std::string secret;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char c : offer.secret) {
    buffer = (buffer << 5U) | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      secret += static_cast<char>((buffer >> bits) & 0xFFU);
      buffer &= (1U << bits) - 1U;
    }
  }
  return secret;
}

TEST_CASE("signing in gives a session that use extends, idleness and age end") {
  Fixture f;
  const AccountId id = f.add("ana", {{"operator", {}}});
  const SignIn in = f.sign_in("Ana");
  REQUIRE(in.outcome == SignIn::Outcome::signed_in);
  const auto who = f.service.of_session(in.token);
  REQUIRE(who);
  CHECK(who->account == id);
  CHECK(who->session != in.token);
  CHECK_FALSE(who->csrf.empty());
  CHECK_FALSE(f.service.of_session(in.token + "x"));
  for (int i = 0; i < 6; ++i) {
    f.clock.advance(10 * kMinute);
    CHECK(f.service.of_session(in.token));
  }
  f.clock.advance(15 * kMinute);
  CHECK_FALSE(f.service.of_session(in.token));

  const SignIn again = f.sign_in("ana");
  CHECK(again.token != in.token);
  for (int i = 0; i < 12 * 6 - 1; ++i) {
    f.clock.advance(10 * kMinute);
    REQUIRE(f.service.of_session(again.token));
  }
  f.clock.advance(10 * kMinute);
  CHECK_FALSE(f.service.of_session(again.token));
}

TEST_CASE("signing out kills the session in the server") {
  Fixture f;
  f.add("ana", {{"operator", {}}});
  const SignIn in = f.sign_in("ana");
  f.service.sign_out(f.service.of_session(in.token)->session);
  CHECK_FALSE(f.service.of_session(in.token));
}

TEST_CASE("five failures slow down, growing; a known source is not held up by strangers") {
  Fixture f;
  f.add("ana", {{"operator", {}}});
  REQUIRE(f.sign_in("ana").outcome == SignIn::Outcome::signed_in);
  const auto attack = [&](const char* from) {
    return f.service.sign_in("ana", "wrong-wrong-wrong", "", from);
  };
  for (int i = 0; i < 5; ++i) CHECK(attack("198.51.100.7").outcome == SignIn::Outcome::refused);
  const SignIn slow = attack("198.51.100.7");
  CHECK(slow.outcome == SignIn::Outcome::slow_down);
  CHECK(slow.retry_after == 1);
  CHECK(attack("203.0.113.9").outcome == SignIn::Outcome::slow_down);
  CHECK(f.sign_in("ana").outcome == SignIn::Outcome::signed_in);
  f.clock.advance(2 * kSecond);
  for (int i = 0; i < 6; ++i) {
    CHECK(attack("198.51.100.7").outcome == SignIn::Outcome::refused);
    f.clock.advance(20 * kMinute);
  }
}

TEST_CASE("delays double up to their limit") {
  CHECK(delay_after(4, kDay) == 0);
  CHECK(delay_after(5, kDay) == kSecond);
  CHECK(delay_after(8, kDay) == 8 * kSecond);
  CHECK(delay_after(60, 30 * kSecond) == 30 * kSecond);
}

TEST_CASE("unknown logins are refused and slowed like known ones") {
  Fixture f;
  for (int i = 0; i < 5; ++i) CHECK(f.sign_in("nobody").outcome == SignIn::Outcome::refused);
  CHECK(f.sign_in("nobody").outcome == SignIn::Outcome::slow_down);
}

TEST_CASE("a second factor is wanted once confirmed, and each code counts once") {
  Fixture f;
  const AccountId id = f.add("ana", {{"operator", {}}});
  const auto offer = f.service.offer_totp(id);
  CHECK(f.sign_in("ana").outcome == SignIn::Outcome::signed_in);
  CHECK_THROWS_AS(f.service.confirm_totp(id, "000000"), Error);
  const std::string secret = decoded(offer);
  const auto code = [&] { return totp_code(secret, f.clock.now() / 30'000); };
  const std::string first = code();
  f.service.confirm_totp(id, first);
  CHECK(f.sign_in("ana").outcome == SignIn::Outcome::code_needed);
  CHECK(f.sign_in("ana", kPassword, first).outcome == SignIn::Outcome::refused);
  f.clock.advance(30 * kSecond);
  const std::string second = code();
  CHECK(f.sign_in("ana", kPassword, second).outcome == SignIn::Outcome::signed_in);
  CHECK(f.sign_in("ana", kPassword, second).outcome == SignIn::Outcome::refused);
}

TEST_CASE("a session is confirmed for five minutes by the password and the code, never by less") {
  Fixture f;
  const AccountId id = f.add("ana", {{"admin", {}}});
  const AccountId other = f.add("ion", {{"admin", {}}});
  const SignIn in = f.sign_in("ana");
  const auto confirmed = [&] { return f.service.of_session(in.token)->confirmed; };
  const std::string session = f.service.of_session(in.token)->session;
  CHECK(confirmed());
  f.clock.advance(5 * kMinute);
  CHECK_FALSE(confirmed());
  using Outcome = SignIn::Outcome;
  CHECK(f.service.confirm(id, session, "ghicit", "", "192.0.2.1").outcome == Outcome::refused);
  CHECK_FALSE(confirmed());
  CHECK(f.service.confirm(id, session, kPassword, "", "192.0.2.1").outcome == Outcome::signed_in);
  CHECK(confirmed());
  f.clock.advance(5 * kMinute);
  // A bearer token has no session to confirm.
  CHECK(f.service.confirm(id, "", kPassword, "", "192.0.2.1").outcome == Outcome::refused);
  // Guessing here is slowed like guessing at the door.
  for (int i = 0; i < 5; ++i) (void)f.service.confirm(other, session, "ghicit", "", "192.0.2.9");
  CHECK(f.service.confirm(other, session, "ghicit", "", "192.0.2.9").outcome == Outcome::slow_down);
  CHECK_FALSE(confirmed());
  // With a second factor the password alone does not do.
  const auto offer = f.service.offer_totp(id);
  f.service.confirm_totp(id, totp_code(decoded(offer), f.clock.now() / 30'000));
  CHECK(f.service.confirm(id, session, kPassword, "", "192.0.2.1").outcome == Outcome::code_needed);
  CHECK_FALSE(confirmed());
  f.clock.advance(kMinute);
  CHECK(f.service
            .confirm(id, session, kPassword, totp_code(decoded(offer), f.clock.now() / 30'000), "192.0.2.1")
            .outcome == Outcome::signed_in);
  CHECK(confirmed());
}

TEST_CASE("a scope holds the subtree of each grant and follows the tree") {
  Fixture f;
  const AccountId id = f.add("consul", {{"consul", kItaly}});
  const Scope scope = f.service.scope(id);
  CHECK_FALSE(scope.network());
  CHECK(scope.covers(kRome));
  CHECK_FALSE(scope.covers(kMadrid));
  CHECK_FALSE(scope.covers(kRoot));
  CHECK(scope.may("case.reply"));
  CHECK_FALSE(scope.may("account.write"));
  f.database->write([&](db::Tx& tx) {
    f.service.set_unit_tree(tx, {{kRoot, {}}, {kItaly, kRoot}, {kRome, kRoot}, {kMadrid, kItaly}});
  });
  CHECK_FALSE(f.service.scope(id).covers(kRome));
  CHECK(f.service.scope(id).covers(kMadrid));
}

TEST_CASE("grants are not pooled: each permission holds where its own grant is") {
  Fixture f;
  const AccountId id = f.add("both", {{"dpo", {}}, {"consul", kRome}, {"admin", kMadrid}});
  const Scope scope = f.service.scope(id);
  CHECK(scope.network());
  CHECK(scope.covers(kMadrid));
  CHECK(scope.may("case.write"));  // somewhere
  CHECK(scope.may("case.write", kRome));
  CHECK_FALSE(scope.may("case.write", kMadrid));
  CHECK_FALSE(scope.may("case.write", UnitId{}));
  CHECK_FALSE(scope.may_everywhere("case.write"));
  CHECK(scope.may_everywhere("audit.read"));
  CHECK(scope.units("case.write") == std::vector{kRome});
  CHECK(Scope::system("test").may("case.write", kMadrid));
  // What statements join with holds only the units whose cases are read.
  const auto readable = [&](AccountId account) {
    return f.database->read([&](db::Tx& tx) {
      return tx.one("select count(*) from account_unit where account_id = $1", {account})->i64(0);
    });
  };
  CHECK(readable(id) == 1);
  CHECK(readable(f.add("officer", {{"officer", kItaly}, {"consul", kRome}})) == 2);
  CHECK(readable(f.add("editor", {{"editor", kItaly}})) == 0);
}

TEST_CASE("an administrator sees no cases, whatever the grant says") {
  Fixture f;
  const Scope scope = f.service.scope(f.add("admin", {{"admin", {}}}));
  CHECK_FALSE(scope.network());
  CHECK_FALSE(scope.may("case.read"));
  CHECK(scope.may("account.write"));
  const Scope central = f.service.scope(f.add("central", {{"central", {}}}));
  CHECK(central.network());
  CHECK(central.may("case.read"));
}

TEST_CASE("what another process changes is seen within a second") {
  Fixture f;
  const AccountId id = f.add("ana", {{"operator", {}}});
  const SignIn in = f.sign_in("ana");
  const std::string token = f.service.create_token({}, "ana");
  CHECK(f.service.of_bearer(token));
  Service other(*f.database, f.audit, f.database.dir(), cheap());
  other.change({}, id, f.database->read([&](db::Tx& tx) { return other.find(tx, id)->version; }),
               {.name = {}, .language = {}, .disabled = true, .unit = {}});
  f.clock.advance(kSecond);
  CHECK_FALSE(f.service.active(id));
  CHECK_FALSE(f.service.of_bearer(token));
  CHECK_FALSE(f.service.of_session(in.token));
  CHECK(f.sign_in("ana").outcome == SignIn::Outcome::refused);
}

TEST_CASE("a token is kept as its digest alone and needs its login") {
  Fixture f;
  f.add("ana", {{"operator", {}}});
  const std::string token = f.service.create_token({}, "ana");
  const auto kept =
      f.database->read([](db::Tx& tx) { return tx.one("select hash from access_token")->text(0); });
  CHECK(kept == token_hash(token));
  CHECK(kept.find(token) == std::string::npos);
  CHECK_THROWS_AS((void)f.service.create_token({}, "nobody"), Error);
}

TEST_CASE("a one-time password opens nothing but the change of password") {
  Fixture f;
  const AccountId id = f.add("ana", {{"operator", {}}});
  const std::string once = f.service.reset({}, id);
  CHECK(f.sign_in("ana").outcome == SignIn::Outcome::refused);
  const SignIn in = f.sign_in("ana", once.c_str());
  REQUIRE(in.outcome == SignIn::Outcome::signed_in);
  const auto who = f.service.of_session(in.token);
  REQUIRE(who);
  CHECK(who->permissions.empty());
  CHECK_THROWS_AS(f.service.change_password(id, who->session, once, "parola123456"), Error);
  f.service.change_password(id, who->session, once, "alt-ghiozdan-galben-vechi");
  CHECK_FALSE(f.service.of_session(in.token)->permissions.empty());
  f.clock.advance(8 * kDay);
  CHECK(f.sign_in("ana", "alt-ghiozdan-galben-vechi").outcome == SignIn::Outcome::signed_in);
}

TEST_CASE("nobody changes their own grants; logins are unique; unknown roles are refused") {
  Fixture f;
  const AccountId id = f.add("ana", {{"operator", {}}});
  const audit::Actor self(id, {});
  CHECK_THROWS_AS(f.database->write([&](db::Tx& tx) { return f.service.set_grants(tx, self, id, 0, {}); }),
                  Error);
  CHECK_THROWS_AS(f.add("ANA", {}), Error);
  CHECK_THROWS_AS(f.add("dan", {{"emperor", {}}}), Error);
  CHECK_THROWS_AS(f.add("dan", {{"consul", UnitId{12345}}}), Error);
}

TEST_CASE("staff of one mission see each other and themselves, not the rest") {
  Fixture f;
  const AccountId rome = f.add("rome", {{"consul", kRome}});
  f.add("rome2", {{"officer", kRome}});
  f.add("madrid", {{"officer", kMadrid}});
  const auto seen = f.database->read(
      [&](db::Tx& tx) { return f.service.staff(tx, Scope::staff(rome, false, {kRome}, {}), "", 50); });
  CHECK(seen.size() == 2);
}

}  // namespace
}  // namespace aproape::access
