#include "channels/mail/sender_check.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"

namespace aproape::mail {
namespace {

bool holds(const std::vector<std::string>& flags, std::string_view flag) {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

const Rspamd kNone{""};
// Port 9 of loopback (discard): nobody listens there in tests.
const Rspamd kGone{"http://127.0.0.1:9/"};

IntakeRecord intake(bool trusted) {
  IntakeRecord record;
  record.route = "lmtp";
  record.trusted = trusted;
  return record;
}

protocol::DecodedMail claiming(std::string field) {
  protocol::DecodedMail mail;
  mail.authentication_results = {std::move(field)};
  return mail;
}

const auto kNoRaw = [] { return std::string("Subject: x\r\n\r\ny"); };

}  // namespace

TEST_CASE("an answer of rspamd is read by the symbols of its modules") {
  const auto good = read_rspamd_answer(
      R"({"action":"no action","score":-0.5,"symbols":{"R_SPF_ALLOW":{"score":-0.2},"R_DKIM_REJECT":{},"R_DKIM_ALLOW":{},"DMARC_POLICY_ALLOW":{},"ARC_NA":{}}})");
  CHECK(good.verdict.spf == "pass");
  CHECK(good.verdict.dkim == "pass");
  CHECK(good.verdict.dmarc == "pass");
  CHECK(good.arc == "none");
  CHECK(good.score == doctest::Approx(-0.5));
  const auto bad = read_rspamd_answer(
      R"({"action":"reject","score":17,"symbols":{"R_SPF_SOFTFAIL":{},"R_DKIM_NA":{},"DMARC_POLICY_QUARANTINE":{}}})");
  CHECK(bad.verdict.spf == "softfail");
  CHECK(bad.verdict.dkim == "none");
  CHECK(bad.verdict.dmarc == "fail");
  CHECK(bad.action == "reject");
  CHECK(read_rspamd_answer(R"({"action":"no action","score":0})").verdict.spf.empty());
  for (const std::string text : {"", "nothing", "[]", "{}", R"({"error":"x"})", R"({"action":1,"score":0})"})
    CHECK_THROWS_AS(static_cast<void>(read_rspamd_answer(text)), Error);
}

TEST_CASE("without rspamd only the trusted hop's own field counts") {
  const auto mail = claiming("mx.example.org; dmarc=fail; spf=pass");
  const auto believed = check_sender(kNone, intake(true), mail, "mx.example.org", kNoRaw);
  CHECK(believed.by == "relay");
  CHECK(holds(check_flags(believed, mail), "dmarc_fail"));
  const auto stranger = check_sender(kNone, intake(false), mail, "mx.example.org", kNoRaw);
  CHECK(stranger.by.empty());
  CHECK(check_flags(stranger, mail) == std::vector<std::string>{"sender_unverified"});
  CHECK(to_text(stranger).empty());
  CHECK(check_sender(kNone, intake(true), mail, "other.example.org", kNoRaw).by.empty());
  CHECK(check_sender(kNone, intake(true), mail, "", kNoRaw).by.empty());
}

TEST_CASE("an rspamd that is down is said plainly, and what the trusted hop says still counts") {
  const protocol::DecodedMail plain;
  const auto down = check_sender(kGone, intake(false), plain, "", kNoRaw);
  CHECK(down.down);
  CHECK(check_flags(down, plain) == std::vector<std::string>{"sender_not_checked"});
  CHECK(json::parse(to_text(down)).get_bool("checked") == false);
  const auto mail = claiming("mx.example.org; dmarc=pass");
  const auto both = check_sender(kGone, intake(true), mail, "mx.example.org", kNoRaw);
  CHECK(check_flags(both, mail) == std::vector<std::string>{"sender_verified"});
}

TEST_CASE("what rspamd advises becomes a mark or a place in quarantine") {
  SenderCheck check;
  check.by = "rspamd";
  const protocol::DecodedMail mail;
  for (const std::string action : {"no action", "greylist", "soft reject"}) {
    check.action = action;
    CHECK(check_flags(check, mail).empty());
    CHECK_FALSE(refused(check));
  }
  check.action = "add header";
  CHECK(holds(check_flags(check, mail), "spam_likely"));
  check.action = "reject";
  CHECK(refused(check));
  check.score = 17.5;
  CHECK(to_text(check).find("\"score\":17.5") != std::string::npos);
}

TEST_CASE("mail.rspamd wants a web address") {
  CHECK_THROWS_AS(Rspamd("127.0.0.1:11333"), Error);
  CHECK_FALSE(Rspamd("").configured());
}

}  // namespace aproape::mail
