#include "channels/mail/sender_verdict.hpp"

#include <doctest/doctest.h>

namespace aproape::mail {

TEST_CASE("only the newest field of our own server is believed") {
  const std::vector<std::string> fields{
      "mx.example.org; dmarc=fail (p=reject) header.from=example.net;\r\n spf=softfail smtp.mailfrom=x; "
      "dkim=none",
      "mx.example.org; dmarc=pass", "mx.attacker.example; dmarc=pass"};
  const auto verdict = read_verdict(fields, "MX.example.org");
  CHECK(verdict.dmarc == "fail");
  CHECK(verdict.spf == "softfail");
  CHECK(verdict.dkim == "none");
  CHECK(verdict_flags(verdict, true) == std::vector<std::string>{"dmarc_fail"});
  CHECK(verdict_flags({}, true) == std::vector<std::string>{"sender_unverified"});
  CHECK(verdict_flags({}, false).empty());
  CHECK(read_verdict({fields[2]}, "mx.example.org").dmarc.empty());
  CHECK(read_verdict(fields, "").dmarc.empty());
}

TEST_CASE("comments and quotes cannot smuggle a result") {
  CHECK(read_verdict({"mx (; dmarc=pass); dmarc=fail"}, "mx").dmarc == "fail");
  CHECK(read_verdict({"mx 1; dkim=fail reason=\"; dmarc=pass\"; dkim=pass"}, "mx").dmarc.empty());
  CHECK(read_verdict({"mx 1; dkim=fail; dkim=pass"}, "mx").dkim == "pass");
  CHECK(read_verdict({"mx.example.org.attacker.example; dmarc=pass"}, "mx.example.org").dmarc.empty());
  CHECK(read_verdict({"((((((", "", ";;;=;"}, "mx").dmarc.empty());
}

}  // namespace aproape::mail
