#include "db/text_check.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/error.hpp"
#include "db/testing/database.hpp"

using namespace aproape;

TEST_CASE("storable text is UTF-8 without NUL") {
  for (const std::string_view good : {"", "plain", "Ștefan și Ț", "日本", "😀", "\xF4\x8F\xBF\xBF"}) {
    CHECK(db::is_storable_text(good));
  }
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\xC0\xAF"), std::string("\xC3"),
                                 std::string("\xE0\x80\x80"), std::string("\xED\xA0\x80"),
                                 std::string("\xF4\x90\x80\x80"), std::string("\xFF"), std::string("\x80")}) {
    CHECK_FALSE(db::is_storable_text(bad));
  }
}

TEST_CASE("both databases refuse text that one of them could not keep") {
  db::testing::for_each_database([](db::Database& database) {
    CHECK_THROWS_AS(
        database.read([](db::Tx& tx) { return tx.one("select name from lease where name = $1", {"\xFF"}); }),
        Error);
  });
}
