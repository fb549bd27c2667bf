#include "channels/mail/recipients.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

Recipients ours() {
  return Recipients("Contact@example.org", {"mae.example"},
                    [](std::string_view local, std::string_view domain) {
                      return local == "roma" && (domain == "example.org" || domain == "mae.example")
                                 ? std::optional(UnitId{7})
                                 : std::nullopt;
                    });
}

}  // namespace

TEST_CASE("our addresses are known by kind") {
  using Kind = OurAddress::Kind;
  const auto list = ours();
  CHECK(list.find("contact@example.org")->kind == Kind::central);
  CHECK(list.find("CONTACT@EXAMPLE.ORG")->kind == Kind::central);
  CHECK(list.find("contact+x@example.org")->kind == Kind::central);
  CHECK(list.find("contact+c.AbC123@example.org")->token == "AbC123");
  CHECK(list.find("contact+c.AbC123@example.org")->kind == Kind::reply);
  CHECK(list.find("contact+b.AbC123@example.org")->kind == Kind::bounce);
  CHECK(list.find("postmaster@example.org")->kind == Kind::postmaster);
  CHECK(list.find(smtp::Mailbox{"Postmaster", "", false})->kind == Kind::postmaster);
  CHECK(list.find("roma@example.org")->unit == UnitId{7});
  CHECK(list.find("whoever@mae.example")->kind == Kind::central);
}

TEST_CASE("nothing else is ours: no relay by any spelling") {
  const auto list = ours();
  for (const char* address : {"contact@other.example", "contact@sub.example.org", "nobody@example.org",
                              "victim%other.example@example.org", "other.example!victim@example.org",
                              "\"victim@other.example\"@example.org", "contact@example.org.other.example",
                              "victim%other.example@mae.example", "contact%example.org@example.org",
                              "@example.org", "contact", ""}) {
    CAPTURE(address);
    CHECK_FALSE(list.find(address).has_value());
  }
  CHECK_FALSE(list.find(smtp::Mailbox{"victim", "", false}).has_value());
}

TEST_CASE("an address that is none stops the start") {
  CHECK_THROWS_AS(Recipients("contact", {}, [](auto, auto) { return std::optional<UnitId>(); }), Error);
}

}  // namespace aproape::mail
