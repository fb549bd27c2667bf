#include "http/multipart.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.hpp"

using namespace aproape;
using namespace aproape::http;

namespace {

struct Part {
  MultipartHead head;
  std::string content;
  bool ended = false;
};

std::vector<Part> read(std::string_view body, std::size_t step, MultipartLimits limits = {}) {
  std::vector<Part> parts;
  Multipart reader(
      "xx", limits,
      {[&](const MultipartHead& head) {
         parts.push_back({head, {}});
       },
       [&](std::string_view piece) { parts.back().content += piece; }, [&] { parts.back().ended = true; }});
  for (std::size_t at = 0; at < body.size(); at += step) reader.feed(body.substr(at, step));
  reader.finish();
  return parts;
}

const std::string kBody =
    "preamble\r\n--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--x\r\n\r\n-\r\n--xx\r\n"
    "Content-Disposition: form-data; name=\"scan\"; filename=\"C:\\\\x\\\\pașaport \\\"1\\\".pdf\"\r\n"
    "Content-Type: application/pdf\r\n\r\n\r\n--xx--\r\nepilogue";

}  // namespace

TEST_CASE("parts come whole, whatever the size of the pieces") {
  for (const std::size_t step : {1, 2, 3, 7, 1000}) {
    CAPTURE(step);
    const auto parts = read(kBody, step);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].head.name == "a");
    CHECK_FALSE(parts[0].head.file_name);
    CHECK(parts[0].content == "one\r\n--x\r\n\r\n-");
    CHECK(parts[0].ended);
    CHECK(parts[1].head.file_name == "pașaport \"1\".pdf");
    CHECK(parts[1].head.type == "application/pdf");
    CHECK(parts[1].content.empty());
    CHECK(parts[1].ended);
  }
}

TEST_CASE("malformed bodies and bodies over a limit end the request") {
  const std::string begin = "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n";
  for (const std::string& bad :
       std::initializer_list<std::string>{"", "nothing", begin + "cut", "--xx\r\n\r\nno head\r\n--xx--",
                                          "--xx\r\nContent-Type: a/b\r\n\r\n\r\n--xx--",
                                          "--xx\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--xx--",
                                          "--xxx\r\n", "--xx\r\nnonsense\r\n\r\n\r\n--xx--"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(read(bad, 3), Error);
  }
  CHECK_THROWS_AS(read(kBody, 5, {.parts = 1}), Error);
  CHECK_THROWS_AS(read(kBody, 5, {.head_bytes = 20}), Error);
  CHECK_THROWS_AS(read(kBody, 5, {.part_bytes = 4}), Error);
}

TEST_CASE("boundaries") {
  CHECK(multipart_boundary("multipart/form-data; boundary=----WebKit1") == "----WebKit1");
  CHECK(multipart_boundary("Multipart/Form-Data; charset=x; boundary=\"a b\"") == "a b");
  for (const auto* bad : {"text/plain; boundary=a", "multipart/form-data", "multipart/form-data; boundary=",
                          "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=\"a\nb\""}) {
    CAPTURE(bad);
    CHECK_FALSE(multipart_boundary(bad));
  }
}
