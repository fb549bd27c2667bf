#include "formats/csv/csv.hpp"

#include <doctest/doctest.h>

#include <random>

#include "base/error.hpp"

using namespace aproape;
using namespace aproape::csv;

namespace {

std::vector<Row> all(std::string_view text, Limits limits = {}) {
  Reader reader(text, limits);
  std::vector<Row> rows;
  while (auto row = reader.next()) rows.push_back(std::move(*row));
  return rows;
}

}  // namespace

TEST_CASE("RFC 4180, and what office programs write") {
  const auto rows =
      all("\xEF\xBB\xBF"
          "a,b,c\r\n\"x,y\",\"line\r\nbreak\",\"q\"\"q\"\n\n1,,\r\nlast");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].fields == std::vector<std::string>{"a", "b", "c"});
  CHECK(rows[1].fields == std::vector<std::string>{"x,y", "line\r\nbreak", "q\"q"});
  CHECK(rows[1].line == 2);
  CHECK(rows[2].fields == std::vector<std::string>{"1", "", ""});
  CHECK(rows[2].line == 5);
  CHECK(rows[3].fields == std::vector<std::string>{"last"});
  CHECK(all("a;b;c\n1,5;2;3")[1].fields == std::vector<std::string>{"1,5", "2", "3"});
  CHECK(all("a\tb\n1\t2")[1].fields == std::vector<std::string>{"1", "2"});
  CHECK(all("").empty());
}

TEST_CASE("faults name their line, limits hold") {
  for (const char* bad : {"a,b\n\"open", "a\n\"x\"y"}) {
    try {
      (void)all(bad);
      FAIL("read");
    } catch (const Error& error) {
      CHECK(error.key() == "csv.quote");
      CHECK(std::string(error.what()).find("line 2") != std::string::npos);
    }
  }
  Limits limits;
  limits.fields = 2;
  limits.field_bytes = 5;
  limits.rows = 2;
  CHECK_THROWS_AS((void)all("a,b,c", limits), Error);
  CHECK_THROWS_AS((void)all("abcdefghi", limits), Error);
  CHECK_THROWS_AS((void)all("a\nb\nc", limits), Error);
}

TEST_CASE("a table is read by its headings") {
  const Table table("code, name \nRO, România \nIT\n", {"code", "name"});
  CHECK(table.rows().size() == 2);
  CHECK(table.field(table.rows()[0], "name") == "România");
  CHECK(table.field(table.rows()[1], "name").empty());
  CHECK(table.field(table.rows()[1], "absent").empty());
  CHECK_THROWS_AS(Table("a,b\n", {"c"}), Error);
  CHECK_THROWS_AS(Table("a,a\n", {"a"}), Error);
}

TEST_CASE("row 30: formulas are disarmed, and everything comes back as it was") {
  CHECK(write_row({"=1+1", "+40", "-1", "@x", "\tx", "\rx", "a=b", "'x"}) ==
        "'=1+1,'+40,'-1,'@x,\"'\tx\",\"'\rx\",a=b,'x\r\n");
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> fields(1 + random() % 4);
    for (std::string& field : fields) {
      for (std::size_t n = random() % 6; n > 0; --n) field.push_back("=+-@\t\r\n\",;' ax"[random() % 14]);
    }
    // A second row tells the reader that the separator is a comma, whatever stands in the first.
    const std::string text =
        write_row({"h", "h", "h", "h", "h", "h", "h", "h", "h", "h", "h"}) + write_row(fields);
    const auto rows = all(text);
    REQUIRE(rows.size() == 2);
    std::vector<std::string> back;
    for (const std::string& field : rows[1].fields) back.push_back(unguard(field));
    CHECK(back == fields);
  }
}
