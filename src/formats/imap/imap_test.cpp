#include <doctest/doctest.h>

#include "base/error.hpp"
#include "formats/imap/command.hpp"
#include "formats/imap/response.hpp"

using namespace aproape;
using namespace aproape::imap;

namespace {

class Collect : public BodySink {
 public:
  bool begin(std::uint64_t size) override {
    announced = size;
    return size <= 100;
  }
  void append(std::string_view bytes) override { body += bytes; }
  std::uint64_t announced = 0;
  std::string body;
};

std::vector<Response> read(std::string_view bytes, std::size_t piece, BodySink* sink = nullptr,
                           Limits limits = {}) {
  ResponseReader reader(limits);
  reader.set_sink(sink);
  std::vector<Response> all;
  while (!bytes.empty()) {
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    while (auto response = reader.next()) all.push_back(std::move(*response));
  }
  return all;
}

constexpr std::string_view kSession =
    "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n"
    "* CAPABILITY IMAP4rev1 idle LITERAL+\r\n"
    "* 172 EXISTS\r\n"
    "* OK [UIDVALIDITY 3857529045] UIDs valid\r\n"
    "* FLAGS (\\Answered \\Seen)\r\n"
    "* SEARCH 2 84 882\r\n"
    "* SEARCH\r\n"
    "* LIST (\\HasNoChildren) \"/\" \"Cet&AQM-\\\"&ANYAbg-x\"\r\n"
    "* 12 FETCH (UID 4827313 RFC822.SIZE 44827 FLAGS (\\Seen $x) INTERNALDATE \"24-Nov-2026 08:15:00 +0200\" "
    "BODY[] {11}\r\nab)\r\n* 1 x\" UID 5)\r\n"
    "* 5 EXPUNGE\r\n"
    "* SOMETHING (new \"x\") {3}\r\nabc\r\n"
    "+ idling\r\n"
    "A1 NO [ALERT] refused\r\n"
    "* BYE bye\r\n";

}  // namespace

TEST_CASE("a session, whole and byte by byte") {
  for (const std::size_t piece : {std::size_t{100'000}, std::size_t{1}, std::size_t{7}}) {
    const auto all = read(kSession, piece);
    REQUIRE(all.size() == 14);
    CHECK(all[0].status == Status::ok);
    CHECK(all[0].code == "CAPABILITY");
    CHECK(all[1].words == std::vector<std::string>{"IMAP4REV1", "IDLE", "LITERAL+"});
    CHECK(all[2].kind == Response::Kind::exists);
    CHECK(all[2].number == 172);
    CHECK(all[3].code_arguments == std::vector<std::string>{"3857529045"});
    CHECK(all[5].numbers == std::vector<std::uint32_t>{2, 84, 882});
    CHECK(all[6].numbers.empty());
    CHECK(all[7].words.at(0) == "Cetă\"Önx");
    const Fetched& fetched = all[8].fetched;
    CHECK(fetched.sequence == 12);
    CHECK(fetched.uid == 5);
    CHECK(fetched.size == 44827);
    CHECK(fetched.flags == std::vector<std::string>{"\\Seen", "$x"});
    CHECK(fetched.internal_date == "24-Nov-2026 08:15:00 +0200");
    CHECK(fetched.body == "ab)\r\n* 1 x\"");
    CHECK(all[9].kind == Response::Kind::expunge);
    CHECK(all[10].kind == Response::Kind::other);
    CHECK(all[11].kind == Response::Kind::continuation);
    CHECK(all[12].tag == "A1");
    CHECK(all[12].status == Status::no);
    CHECK(all[12].text == "refused");
    CHECK(all[13].status == Status::bye);
  }
}

TEST_CASE("bodies go to the sink, others do not; too large ones are skipped") {
  Collect sink;
  auto all = read("* 1 FETCH (BODY[] {5}\r\nhello UID 7)\r\n* 2 FETCH (UID {1}\r\n8)\r\n", 1, &sink);
  REQUIRE(all.size() == 2);
  CHECK(sink.body == "hello");
  CHECK(all[0].fetched.has_body);
  CHECK(all[0].fetched.uid == 7);
  CHECK(all[1].fetched.uid == 8);
  all = read("* 1 FETCH (UID 7 BODY[] {200}\r\n" + std::string(200, 'x') + ")\r\nA2 OK done\r\n", 9, &sink);
  REQUIRE(all.size() == 2);
  CHECK(sink.announced == 200);
  CHECK(sink.body == "hello");
  CHECK_FALSE(all[0].fetched.has_body);
  CHECK(all[1].tag == "A2");
}

TEST_CASE("without a sink a large body stands in the response") {
  const std::string body(3'000'000, 'x');
  const auto all = read("* 1 FETCH (BODY[] {3000000}\r\n" + body + " UID 7)\r\n* 2 EXISTS\r\n", 16'384);
  REQUIRE(all.size() == 2);
  CHECK(all[0].fetched.body == body);
  CHECK(all[0].fetched.uid == 7);
}

TEST_CASE("nonsense and excess end the connection") {
  Limits limits;
  limits.line_bytes = 1000;
  CHECK_THROWS_AS(read(std::string(2000, 'x'), 100, nullptr, limits), Error);
  CHECK_THROWS_AS(read("* X {99999}\r\n", 100, nullptr, limits), Error);
  CHECK_THROWS_AS(read("* 1 FETCH (BODY[] {99999999999999999999999}\r\n", 100), Error);
  for (const char* bad : {"* 1 FETCH (UID\r\n", "* 1 FETCH UID 1\r\n", "* SEARCH x\r\n", "A1 MAYBE\r\n",
                          "\r\n", "* 1 FETCH (A \"x\r\n"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(read(bad, 100), Error);
  }
  std::string deep = "* 1 FETCH (BODYSTRUCTURE ";
  for (int i = 0; i < 100; ++i) deep += "(";
  CHECK_THROWS_AS(read(deep + "\r\n", 1000), Error);
}

TEST_CASE("what we send cannot carry another command") {
  CHECK(quoted("a\"b\\c") == "\"a\\\"b\\\\c\"");
  CHECK_THROWS_AS((void)quoted("a\r\nA2 LOGOUT"), Error);
  CHECK_THROWS_AS((void)quoted("ș"), Error);
  CHECK(literal("pärola").announce == "{7}\r\n");
  Tags tags;
  CHECK(tags.next() == "A1");
  CHECK(tags.next() == "A2");
}

TEST_CASE("modified UTF-7 there and back") {
  CHECK(encode_folder("~peter/mail/台北/日本語") == "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
  CHECK(encode_folder("A&B") == "A&-B");
  for (const char* name : {"INBOX", "Cetățeni & co", "台北", "🙂x🙂", "ș-ț", ""})
    CHECK(decode_folder(encode_folder(name)) == name);
  CHECK(decode_folder("a&b") == "a&b");
  CHECK(decode_folder("a&!!-") == "a&!!-");
}
