#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "sim/mail/story.hpp"

namespace sim {

// A mail ready to be sent.
struct Letter {
  std::string kind;        // plain, html, attachment, legacy, reply, bounce, robot, bulk, spam, broken
  std::string sender;      // of the envelope; empty for a bounce
  std::string from;        // address of the From field
  std::string subject;     // decoded, for the log
  std::string message_id;  // without brackets
  std::string topic;       // empty where it is no citizen's matter
  std::string language;
  std::string raw;  // CRLF lines, not dot-stuffed
};

// Writes letters, in the mix of a real mailbox: two thirds plain or HTML, a sixth with a scan, the rest
// replies, old character sets, robots, bounces, newsletters, spam and broken messages. Remembers what it
// sent, so that replies have something to answer.
class Writer {
 public:
  // `centre`: address of the contact centre. `run`: part of every Message-ID, so that two runs do not
  // collide. `size`: 0 for the natural mix; else every letter is plain and about so many bytes (benchmarks).
  Writer(std::uint64_t seed, std::string centre, std::string run, std::size_t size);
  [[nodiscard]] Letter next();

 private:
  // The common fields, then `rest`: the content's fields, the empty line and the content.
  Letter letter(const Story& story, std::string_view kind, std::string_view rest);
  Letter page(const Story& story);
  Letter with_files(const Story& story);
  Letter reply(const Story& fresh);
  Letter notice(Story story, std::string_view kind);
  Letter broken(const Story& story);
  std::string fresh_id();

  struct Sent {
    Story story;
    std::string message_id;
  };
  Random random_;
  std::string centre_;
  std::string run_;
  std::size_t size_;
  std::uint64_t count_ = 0;
  std::deque<Sent> sent_;  // the last thousand
};

}  // namespace sim
