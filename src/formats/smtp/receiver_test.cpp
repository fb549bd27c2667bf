#include "formats/smtp/receiver.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

using namespace aproape;
using namespace aproape::smtp;

namespace {

// Takes any mailbox at example.org except unknown@; late@ is refused when the message is stored.
class Mailroom : public Delivery {
 public:
  Reply sender(const Sender&) override {
    if (broken) throw 1;
    return {250, "2.1.0", "ok"};
  }
  Reply recipient(const Mailbox& to) override {
    const bool postmaster = to.domain.empty();
    if ((!postmaster && to.domain != "example.org") || to.local.find_first_of("%@!") != std::string::npos) {
      return {550, "5.7.1", "not relayed"};
    }
    if (to.local == "unknown") return {550, "5.1.1", "no such mailbox"};
    return {250, "2.1.5", "ok"};
  }
  Reply begin(const Transaction& transaction) override {
    last = transaction;
    content.clear();
    return {250, "", ""};
  }
  void append(std::string_view bytes) override {
    largest_piece = std::max(largest_piece, bytes.size());
    content += bytes;
  }
  std::vector<Reply> finish() override {
    messages.push_back(content);
    std::vector<Reply> replies;
    for (const Mailbox& to : last.recipients) {
      replies.push_back(to.local == "late" ? Reply{550, "5.1.1", "gone meanwhile"}
                                           : Reply{250, "2.0.0", "stored"});
    }
    return replies;
  }
  void abort() noexcept override { ++aborted; }

  std::vector<std::string> messages;
  std::string content;
  Transaction last;
  std::size_t largest_piece = 0;
  int aborted = 0;
  bool broken = false;
};

struct Connection {
  explicit Connection(Options options = {}, std::string peer = "192.0.2.1")
      : clock(1'795'507'200'000), receiver(named(std::move(options)), room, clock, std::move(peer), false) {
    take(receiver.opened());
  }
  static Options named(Options options) {
    options.hostname = "mx.example.org";
    return options;
  }
  void take(const Step& step) {
    heard += step.send;
    closed = closed || step.close;
    tls = tls || step.start_tls;
  }
  // Sends and gives what came back since the last call.
  std::string say(std::string_view bytes, bool one_by_one = false) {
    if (!one_by_one) {
      take(receiver.received(bytes));
    } else {
      for (const char& byte : bytes) take(receiver.received(std::string_view(&byte, 1)));
    }
    return std::exchange(heard, {});
  }
  void greet() {
    heard.clear();
    (void)say("EHLO c\r\n");
  }
  // A whole envelope up to 354.
  void envelope() {
    greet();
    CHECK(say("MAIL FROM:<a@example.net>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n")
              .ends_with("354 end with <CRLF>.<CRLF>\r\n"));
  }

  ManualClock clock;
  Mailroom room;
  Receiver receiver;
  std::string heard;
  bool closed = false;
  bool tls = false;
};

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 >= text.size()) {
      out.push_back(text[i]);
      continue;
    }
    const char c = text[++i];
    if (c == 'r') out.push_back('\r');
    if (c == 'n') out.push_back('\n');
    if (c == '0') out.push_back('\0');
    if (c == '\\') out.push_back('\\');
  }
  return out;
}

void play(const std::filesystem::path& file, bool one_by_one) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  Options options;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("! lmtp")) options.lmtp = true;
    if (line.starts_with("! tls")) options.offer_tls = true;
    if (line.starts_with("! normalise")) options.bare = BareLineEnds::normalise;
    if (line.starts_with("! whole") && one_by_one) return;
    if (!line.empty() && line[0] != '#' && line[0] != '!') lines.push_back(line);
  }
  Connection connection(options);
  std::string expected;
  std::string packet;
  const auto compare = [&] {
    if (!packet.empty()) connection.take(connection.receiver.received({}));
    connection.heard += connection.say(std::exchange(packet, {}), one_by_one);
    CHECK(connection.heard == expected);
    connection.heard.clear();
    expected.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    CAPTURE(line);
    const std::string rest = line.size() > 3 ? line.substr(3) : std::string();
    const char next = i + 1 < lines.size() ? lines[i + 1][0] : '\0';
    switch (line[0]) {
      case 'C':
        packet += rest + "\r\n";
        break;
      case 'R':
        packet += unescape(rest);
        break;
      case 'S':
        expected += rest + "\r\n";
        if (next != 'S') compare();
        break;
      case 'T':
        CHECK(connection.tls);
        connection.take(connection.receiver.tls_started());
        break;
      case 'X':
        CHECK(connection.closed);
        break;
      case 'M':
        CHECK(connection.room.messages.size() == std::stoul(rest));
        break;
      default:
        FAIL("unknown line");
    }
  }
}

}  // namespace

TEST_CASE("the golden dialogues, whole and byte by byte") {
  int played = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/golden/smtp")) {
    if (entry.path().extension() != ".txt") continue;
    CAPTURE(entry.path().string());
    play(entry.path(), false);
    play(entry.path(), true);
    ++played;
  }
  CHECK(played >= 8);
}

TEST_CASE("S9: behind EHLO every reply carries an enhanced code of its own class") {
  int replies = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/golden/smtp")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path());
    bool extended = false;
    bool listing = false;  // the answer to EHLO itself
    for (std::string line; std::getline(in, line);) {
      const std::string rest = line.size() > 3 ? line.substr(3) : std::string();
      if (line.starts_with("C:")) {
        listing = rest.starts_with("EHLO") || rest.starts_with("LHLO");
        extended = extended || listing;
        if (rest.starts_with("HELO")) extended = false;
      }
      if (!line.starts_with("S:") || !extended || rest.starts_with("220") || rest.starts_with("354"))
        continue;
      if (listing && rest.starts_with("250")) continue;
      CAPTURE(entry.path().string());
      CAPTURE(line);
      ++replies;
      CHECK(rest.size() > 9);
      CHECK(rest.substr(4, 2) == std::string(1, rest[0]) + ".");
    }
  }
  CHECK(replies > 50);
}

TEST_CASE("S10: dots survive any cut of the stream") {
  const std::string sent = "A: b\r\n\r\n..x\r\n...\r\n.y\r\nend..\r\n.\r\n";
  const std::string stored = "A: b\r\n\r\n.x\r\n..\r\ny\r\nend..\r\n";
  for (std::size_t cut = 0; cut <= sent.size(); ++cut) {
    Connection connection;
    connection.envelope();
    (void)connection.say(sent.substr(0, cut));
    (void)connection.say(sent.substr(cut));
    REQUIRE(connection.room.messages.size() == 1);
    CHECK(connection.room.messages[0] == stored);
  }
}

TEST_CASE("S11: nothing but CRLF.CRLF ends a message") {
  const std::vector<std::string> ends = {
      "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", std::string("\r\n\0.\r\n", 6)};
  for (const bool normalise : {false, true}) {
    for (const bool one_by_one : {false, true}) {
      for (const std::string& end : ends) {
        Options options;
        if (normalise) options.bare = BareLineEnds::normalise;
        Connection connection(options);
        connection.envelope();
        const std::string heard =
            connection.say("Subject: x\r\n\r\nbody" + end +
                               "MAIL FROM:<evil@example.net>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n"
                               "Subject: smuggled\r\n\r\nx\r\n.\r\n",
                           one_by_one);
        CHECK(std::count(heard.begin(), heard.end(), '\n') == 1);
        CHECK(connection.room.messages.size() <= 1);
        const bool only_nul = end.size() == 6;
        CHECK(heard.starts_with(normalise || only_nul ? "250 " : "550 5.5.2"));
        CHECK(connection.room.aborted == (normalise || only_nul ? 0 : 1));
      }
    }
  }
}

TEST_CASE("S12: line ends of a trusted peer are made CRLF") {
  Options options;
  options.bare = BareLineEnds::normalise;
  Connection connection(options);
  connection.envelope();
  CHECK(connection.say("A: b\n\nx\ry\r\n\n.z\n.\r\n.\r\n").starts_with("250"));
  CHECK(connection.room.messages.at(0) == "A: b\r\n\r\nxy\r\n\r\n.z\r\n.\r\n");
}

TEST_CASE("S5, S13: any byte but CR and LF passes unchanged") {
  Connection connection;
  connection.envelope();
  std::string body;
  for (int i = 0; i < 256; ++i) {
    if (i != '\r' && i != '\n' && i != '.') body.push_back(static_cast<char>(i));
  }
  CHECK(connection.say("A: b\r\n\r\n" + body + "\r\n.\r\n") == "250 2.0.0 stored\r\n");
  CHECK(connection.room.messages.at(0) == "A: b\r\n\r\n" + body + "\r\n");
}

TEST_CASE("S2: limits of lines, local parts and domains, at and above") {
  Connection connection;
  connection.greet();
  CHECK(connection.say("NOOP " + std::string(505, 'x') + "\r\n").starts_with("250"));
  CHECK(connection.say("NOOP " + std::string(506, 'x') + "\r\n").starts_with("500"));
  CHECK(connection.say(std::string(100'000, 'x') + "\r\nNOOP\r\n") ==
        "500 5.5.2 line too long\r\n250 2.0.0 ok\r\n");
  CHECK(connection.say("MAIL FROM:<" + std::string(65, 'a') + "@example.net>\r\n").starts_with("501"));
  CHECK(connection.say("MAIL FROM:<" + std::string(64, 'a') + "@example.net>\r\n").starts_with("250"));
  std::string domain;
  while (domain.size() < 240) domain += std::string(59, 'd') + ".";
  domain += std::string(255 - domain.size(), 'e');
  CHECK(connection.say("RSET\r\nMAIL FROM:<a@" + domain + ">\r\n").find("\r\n250") != std::string::npos);
  CHECK(connection.say("RSET\r\nMAIL FROM:<a@" + domain + "f>\r\n").find("\r\n501") != std::string::npos);
  CHECK(connection.say("MAIL FROM:<a@example.net>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n").find("354") !=
        std::string::npos);
  CHECK(connection.say("." + std::string(998, 'x') + "\r\n.\r\n").starts_with("250"));
  connection.envelope();
  CHECK(connection.say("." + std::string(999, '.') + "x\r\n.\r\n").starts_with("500"));
}

TEST_CASE("S2: the recipient above the limit is put off, the others stay") {
  Options options;
  options.recipient_limit = 100;
  Connection connection(options);
  connection.greet();
  (void)connection.say("MAIL FROM:<>\r\n");
  for (int i = 0; i < 100; ++i) {
    CHECK(connection.say("RCPT TO:<c" + std::to_string(i) + "@example.org>\r\n").starts_with("250"));
  }
  CHECK(connection.say("RCPT TO:<d@example.org>\r\n") == "452 4.5.3 too many recipients\r\n");
  (void)connection.say("DATA\r\nx\r\n.\r\n");
  CHECK(connection.room.last.recipients.size() == 100);
  CHECK(connection.room.messages.size() == 1);
}

TEST_CASE("S7: a message over the limit is told at its end, passed on only up to there") {
  Options options;
  options.size_limit = 10'000;
  Connection connection(options);
  connection.envelope();
  const std::string line(98, 'x');
  for (int i = 0; i < 10'000; ++i) (void)connection.say(line + "\r\n");
  CHECK(connection.say(".\r\n") == "552 5.3.4 message too large\r\n");
  CHECK(connection.room.messages.empty());
  CHECK(connection.room.content.size() <= 10'000);
  CHECK(connection.room.aborted == 1);
  CHECK(connection.say("MAIL FROM:<>\r\n").starts_with("250"));
}

TEST_CASE("S14: commands behind STARTTLS in one packet are never run") {
  Options options;
  options.offer_tls = true;
  Connection connection(options);
  connection.greet();
  CHECK(connection.say("STARTTLS\r\nMAIL FROM:<x@example.net>\r\n") == "220 2.0.0 ready to start TLS\r\n");
  CHECK(connection.tls);
  connection.take(connection.receiver.tls_started());
  CHECK(connection.heard.empty());
  CHECK(connection.say("RCPT TO:<c@example.org>\r\n").starts_with("503"));
}

TEST_CASE("S20: the trace fields, and the loop of fifty") {
  Connection connection;
  connection.envelope();
  CHECK(connection.room.last.trace ==
        "Return-Path: <a@example.net>\r\nReceived: from c ([192.0.2.1])\r\n\tby mx.example.org with ESMTP\r\n"
        "\tfor <c@example.org>;\r\n\tTue, 24 Nov 2026 08:00:00 +0000\r\n");
  std::string fields;
  for (int i = 0; i < 50; ++i) fields += "ReCeived: from x\r\n";
  CHECK(connection.say(fields + "\r\nReceived: text\r\n.\r\n", true).starts_with("250"));
  connection.envelope();
  CHECK(connection.say(fields + "Received: from x\r\n\r\nb\r\n.\r\n").starts_with("554 5.4.6"));
  connection.envelope();
  CHECK(connection.say(fields + "Received-SPF: pass\r\nXReceived: y\r\n\r\nb\r\n.\r\n").starts_with("250"));
}

TEST_CASE("a client that makes too many errors is sent away") {
  Options options;
  options.error_limit = 5;
  Connection connection(options);
  connection.greet();
  for (int i = 0; i < 4; ++i) CHECK(connection.say("FOO\r\n").starts_with("500"));
  CHECK(connection.say("FOO\r\nNOOP\r\n") ==
        "500 5.5.1 command not recognised\r\n421 4.7.0 too many errors\r\n");
  CHECK(connection.closed);
  CHECK(connection.say("NOOP\r\n").empty());
}

TEST_CASE("L3: a failure of ours is temporary") {
  Connection connection;
  connection.greet();
  connection.room.broken = true;
  CHECK(connection.say("MAIL FROM:<>\r\n").starts_with("451 4.3.0"));
}

TEST_CASE("draining lets a message end, then says goodbye; a timeout aborts it") {
  Connection connection;
  connection.envelope();
  connection.take(connection.receiver.shutting_down());
  CHECK(connection.heard.empty());
  CHECK(connection.say("x\r\n.\r\n") == "250 2.0.0 stored\r\n421 4.3.2 shutting down\r\n");
  CHECK(connection.closed);
  Connection idle;
  idle.heard.clear();
  idle.take(idle.receiver.shutting_down());
  CHECK(idle.heard == "421 4.3.2 shutting down\r\n");
  Connection slow;
  slow.envelope();
  slow.take(slow.receiver.timed_out());
  CHECK(slow.heard == "421 4.4.2 timeout, closing\r\n");
  CHECK(slow.room.aborted == 1);
}
